import Events

/// What a terminal says to a partner (contract, section 4): one line of JSON each.
public enum PartnerMessage: Hashable, Sendable {
  /// The first: whom it works for, and how it is set up. Settings name files of secrets, and hold none.
  case hello(adapter: String, venue: String, terminal: String, settings: JSON)
  /// Something happened, as a CloudEvent; wants an ack or a nack of the cursor.
  case event(cursor: String, JSON)
  /// Something is to be done; wants one result with the same id.
  case request(id: String, action: String, params: JSON)
  /// The fact with this key is on the disk, or was already.
  case recorded(key: String)
  /// The fact with this key was not taken, and never will be.
  case refused(key: String, reason: String)
  /// The last: finish what is begun, and leave.
  case stop

  /// What both sides speak.
  public static let version: Int64 = 1

  /// The longest line either way: a CloudEvent around the longest event, or the longest body of a webhook in hex.
  public static let lineLimit = 2 << 20

  public var json: JSON {
    switch self {
    case .hello(let adapter, let venue, let terminal, let settings):
      .object([
        "type": "hello", "protocol": .int(Self.version), "adapter": .string(adapter), "venue": .string(venue),
        "terminal": .string(terminal), "settings": settings,
      ])
    case .event(let cursor, let event): .object(["type": "event", "cursor": .string(cursor), "event": event])
    case .request(let id, let action, let params):
      .object(["type": "request", "id": .string(id), "action": .string(action), "params": params])
    case .recorded(let key): .object(["type": "recorded", "idempotency_key": .string(key)])
    case .refused(let key, let reason):
      .object(["type": "refused", "idempotency_key": .string(key), "reason": .string(reason)])
    case .stop: .object(["type": "stop"])
    }
  }

  /// The line, with its newline.
  public var line: [UInt8] { Array(json.compactText.utf8) + [UInt8(ascii: "\n")] }

  /// - Returns: nil for a line that is none of these; whoever reads it leaves it alone.
  public init?(line: [UInt8]) {
    guard let json = try? JSONParser.parse(line), let type = json["type"]?.string else { return nil }
    let key = json["idempotency_key"]?.string
    switch type {
    case "hello":
      guard let adapter = json["adapter"]?.string, let venue = json["venue"]?.string,
        let terminal = json["terminal"]?.string, json["protocol"]?.int == Self.version
      else { return nil }
      self = .hello(
        adapter: adapter, venue: venue, terminal: terminal, settings: json["settings"] ?? .object([:]))
    case "event":
      guard let cursor = json["cursor"]?.string, let event = json["event"] else { return nil }
      self = .event(cursor: cursor, event)
    case "request":
      guard let id = json["id"]?.string, let action = json["action"]?.string else { return nil }
      self = .request(id: id, action: action, params: json["params"] ?? .object([:]))
    case "recorded":
      guard let key else { return nil }
      self = .recorded(key: key)
    case "refused":
      guard let key else { return nil }
      self = .refused(key: key, reason: json["reason"]?.string ?? "")
    case "stop": self = .stop
    default: return nil
    }
  }
}

/// What a partner says to its terminal: one line of JSON each.
public enum PartnerAnswer: Hashable, Sendable {
  /// It can work. What it tells of itself beside that: `version` of the interface it speaks, `mode` (test or live).
  case ready(version: String?, mode: String?)
  /// The event with this cursor is kept, and need not come again.
  case ack(cursor: String)
  /// The event with this cursor was not taken.
  case nack(cursor: String, error: String, retry: Bool)
  /// What came of a request; `error` is a code of ``PartnerFault``, or a sentence of somebody else's partner.
  case result(id: String, ok: Bool, value: JSON?, error: String?)
  /// Something has happened outside, and is to be written into the log.
  case fact(PartnerFact)

  public var json: JSON {
    switch self {
    case .ready(let version, let mode):
      .object(["type": "ready", "version": version.map { .string($0) }, "mode": mode.map { .string($0) }])
    case .ack(let cursor): .object(["type": "ack", "cursor": .string(cursor)])
    case .nack(let cursor, let error, let retry):
      .object(["type": "nack", "cursor": .string(cursor), "error": .string(error), "retry": .bool(retry)])
    case .result(let id, let ok, let value, let error):
      .object([
        "type": "result", "id": .string(id), "ok": .bool(ok), "value": value,
        "error": error.map { .string($0) },
      ])
    case .fact(let fact): fact.json
    }
  }

  /// The line, with its newline.
  public var line: [UInt8] { Array(json.compactText.utf8) + [UInt8(ascii: "\n")] }

  /// - Returns: nil for a line that is none of these; whoever reads it leaves it alone.
  public init?(line: [UInt8]) {
    guard let json = try? JSONParser.parse(line), let type = json["type"]?.string else { return nil }
    switch type {
    case "ready": self = .ready(version: json["version"]?.string, mode: json["mode"]?.string)
    case "ack":
      guard let cursor = json["cursor"]?.string else { return nil }
      self = .ack(cursor: cursor)
    case "nack":
      guard let cursor = json["cursor"]?.string else { return nil }
      self = .nack(
        cursor: cursor, error: json["error"]?.string ?? "", retry: json["retry"]?.bool ?? true)
    case "result":
      guard let id = json["id"]?.string, let ok = json["ok"]?.bool else { return nil }
      self = .result(id: id, ok: ok, value: json["value"], error: json["error"]?.string)
    case "fact":
      guard let fact = PartnerFact(json) else { return nil }
      self = .fact(fact)
    default: return nil
    }
  }
}

/// What happened outside, as the content of an event: the terminal gives it its time and its place.
public struct PartnerFact: Hashable, Sendable {
  /// `system` for what came of a request, `webhook` for what the provider told by itself.
  public var source: String
  public var eventType: String
  public var entityType: String
  public var entityID: String?
  public var orderID: String?
  public var payload: JSON
  /// The same fact told twice has the same key, and is written once.
  public var key: String

  public init(
    source: String, eventType: String, entityType: String, entityID: String?, orderID: String?, payload: JSON,
    key: String
  ) {
    self.source = source
    self.eventType = eventType
    self.entityType = entityType
    self.entityID = entityID
    self.orderID = orderID
    self.payload = payload
    self.key = key
  }

  init?(_ json: JSON) {
    guard let source = json["source"]?.string, let eventType = json["event_type"]?.string,
      let entityType = json["entity_type"]?.string, let key = json["idempotency_key"]?.string
    else { return nil }
    self.init(
      source: source, eventType: eventType, entityType: entityType, entityID: json["entity_id"]?.string,
      orderID: json["order_id"]?.string, payload: json["payload"] ?? .object([:]), key: key)
  }

  var json: JSON {
    .object([
      "type": "fact", "source": .string(source), "event_type": .string(eventType),
      "entity_type": .string(entityType), "entity_id": entityID.map { .string($0) },
      "order_id": orderID.map { .string($0) }, "payload": payload, "idempotency_key": .string(key),
    ])
  }
}

/// Why a partner could not do what it was asked for: what the terminal tells people, in words of its own.
public enum PartnerFault: String, Error, CaseIterable, Sendable {
  /// Nobody answered in time, or the provider has trouble; the same request may be given again.
  case unreachable
  /// The provider does not know the key, or the key may not do that.
  case unauthorized
  /// The settings lack something, or name what is not there.
  case misconfigured
  /// The provider does not do that, or not in that state.
  case impossible
  /// The partner does not know the action.
  case unknown
}

/// What a provider has sent to the door of the house, as it came.
public struct WebhookCall: Hashable, Sendable {
  public let adapter: String
  /// The header `Stripe-Signature`; empty where there was none.
  public let signature: String
  /// The exact bytes of the body: what was signed.
  public let body: [UInt8]

  public init(adapter: String, signature: String, body: [UInt8]) {
    self.adapter = adapter
    self.signature = signature
    self.body = body
  }

  /// How it goes over the control socket and to the adapter (``PartnerAction/receiveWebhook``).
  public var json: JSON {
    var hex: [UInt8] = []
    hex.reserveCapacity(2 * body.count)
    for byte in body { Hex.write(UInt64(byte), digits: 2, to: &hex) }
    return .object([
      "adapter": .string(adapter), "body": .string(String(decoding: hex, as: UTF8.self)),
      "signature": .string(signature),
    ])
  }

  public init?(_ json: JSON) {
    guard let adapter = json["adapter"]?.string, let signature = json["signature"]?.string,
      let hex = json["body"]?.string, hex.utf8.count.isMultiple(of: 2)
    else { return nil }
    let digits = hex.utf8.compactMap(Hex.value(ofLowerCase:))
    guard digits.count == hex.utf8.count else { return nil }
    self.init(
      adapter: adapter, signature: signature,
      body: stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] })
  }
}
