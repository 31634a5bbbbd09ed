/// Why an event line is refused. The raw value is the code of the contract.
public struct LineFault: Error, Hashable, Sendable {
  public enum Code: String, Sendable {
    case form, size, id
    case createdAt = "created_at"
    case digest, hash, chain
  }

  public let code: Code
  /// What is wrong, for a person.
  public let reason: String

  public init(_ code: Code, _ reason: String) {
    self.code = code
    self.reason = reason
  }
}

/// Reads event lines (contract, section 1): one pass over the bytes, nothing built but the envelope.
///
/// Keeps the origins it met last, since a log has few of them.
public struct EventDecoder: Sendable {
  private var origins = RecentOrigins()

  public init() {}

  /// Reads a line that fills `bytes`, and checks form, size, id, created_at, digest and hash; not the chain.
  public mutating func decode(_ bytes: [UInt8]) throws(LineFault) -> Event {
    try decode(bytes, 0..<bytes.count)
  }

  /// Reads the line (without its newline) that fills `range` of `bytes`.
  ///
  /// - Parameter checkingHashes: false for bytes whose hashes were checked before and that are covered by
  ///   another sum since, such as a checkpoint's.
  public mutating func decode(
    _ bytes: [UInt8], _ range: Range<Int>, checkingHashes: Bool = true
  ) throws(LineFault) -> Event {
    guard range.count < Event.lineBytesLimit else {
      throw LineFault(.size, "longer than \(Event.lineBytesLimit) bytes with its newline")
    }
    let line = range == 0..<bytes.count ? bytes : Array(bytes[range])
    return try ByteView.over(line) { view throws(LineFault) in
      var fields = LineFields(view)
      try fields.read(&origins)
      let event = fields.event(line)
      if checkingHashes {
        let found = Hashed(event)
        try found.compare(
          hash: SHA256.fingerprint(view.part(found.chained)),
          digest: event.personalRange.map { SHA256.fingerprint(view.part($0)) })
      }
      return event
    }
  }

  /// Reads many lines of one buffer: the same as one after the other, with their hashes taken side by side.
  public mutating func decode(
    _ bytes: [UInt8], lines: [Range<Int>], checkingHashes: Bool = true
  ) -> [Result<Event, LineFault>] {
    var results: [Result<Event, LineFault>] = []
    results.reserveCapacity(lines.count)
    for line in lines {
      do throws(LineFault) {
        results.append(.success(try decode(bytes, line, checkingHashes: false)))
      } catch {
        results.append(.failure(error))
      }
    }
    if checkingHashes { Self.checkHashes(of: &results, bytes, lines) }
    return results
  }

  private static func checkHashes(
    of results: inout [Result<Event, LineFault>], _ bytes: [UInt8], _ lines: [Range<Int>]
  ) {
    var parts: [Range<Int>] = []
    for (result, line) in zip(results, lines) {
      guard case .success(let event) = result else { continue }
      parts.append(Hashed(event).chained.shifted(by: line.lowerBound))
      if let personal = event.personalRange { parts.append(personal.shifted(by: line.lowerBound)) }
    }
    var found = ByteView.over(bytes) { SHA256Lanes.fingerprints($0, parts) }[...]
    for index in results.indices {
      guard case .success(let event) = results[index] else { continue }
      let hash = found.removeFirst()
      let digest = event.personalRange == nil ? nil : found.removeFirst()
      do throws(LineFault) {
        try Hashed(event).compare(hash: hash, digest: digest)
      } catch {
        results[index] = .failure(error)
      }
    }
  }
}

/// What an event's hash and digest are made from.
private struct Hashed {
  private let event: Event

  init(_ event: Event) { self.event = event }

  /// The line before its `hash`: what the chain covers.
  var chained: Range<Int> {
    let end = event.personalRange.map { $0.lowerBound - #","personal":"#.utf8.count }
    return 0..<((end ?? event.line.count - 1) - #","hash":"#.utf8.count - Fingerprint.textLength - 2)
  }

  func compare(hash: Fingerprint, digest: Fingerprint?) throws(LineFault) {
    if let digest {
      guard let written = event.digest else {
        throw LineFault(.digest, "personal stands without a digest")
      }
      guard written == digest else { throw LineFault(.digest, "personal is not what digest was made from") }
    }
    guard event.hash == hash else { throw LineFault(.hash, "hash is not that of the line") }
  }
}

extension Range<Int> {
  fileprivate func shifted(by distance: Int) -> Range<Int> {
    (lowerBound + distance)..<(upperBound + distance)
  }
}

/// The origins that were met last, so that their texts are made and checked once.
private struct RecentOrigins {
  private var known: [(text: [UInt8], origin: Origin)] = []
  private var next = 0

  /// More boxes than a house has would only make the search longer.
  private static let limit = 8

  mutating func origin(_ text: UnsafeBufferPointer<UInt8>) -> Origin? {
    for entry in known where entry.text.count == text.count {
      if entry.text.withUnsafeBytes({ ByteView.isSame($0, UnsafeRawBufferPointer(text)) }) {
        return entry.origin
      }
    }
    guard let origin = Origin(String(decoding: text, as: UTF8.self)) else { return nil }
    if known.count < Self.limit {
      known.append((Array(text), origin))
    } else {
      known[next] = (Array(text), origin)
      next = (next + 1) % Self.limit
    }
    return origin
  }
}

/// The keys of the line in their order, as far as they have been read.
private struct LineFields {
  private var scanner: CanonicalScanner
  private var eventID: EventID?
  private var origin: Origin?
  private var seq: Int64 = 0
  private var createdAt = Timestamp.earliest
  private var skewMs: Int64 = 0
  private var orderID: OrderID?
  private var name = EventName.known(.settingChanged)
  private var entity = EntityName.known(.venue)
  private var entityID: EntityID?
  private var source = Source.system
  private var actor = ExactString("")
  private var idempotencyKey: ExactString?
  private var payload = 0..<0
  private var prev: Fingerprint?
  private var digest: Fingerprint?
  private var hash: Fingerprint?
  private var personal: Range<Int>?

  init(_ line: ByteView) { scanner = CanonicalScanner(line) }

  mutating func read(_ origins: inout RecentOrigins) throws(LineFault) {
    let uuid = try readID()
    let originText = try text(after: #","origin":"#)
    origin = origins.origin(scanner.bytes.part(originText))
    guard origin != nil else { throw LineFault(.form, "origin is not <terminal>-<8 hex digits>") }
    seq = try integer(after: #","seq":"#)
    guard seq >= 1 else { throw LineFault(.form, "seq is less than 1") }
    try readCreatedAt(uuid)
    if scanner.take(#","skew_ms":"#) {
      guard let skew = scanner.integer(), skew > 0 else {
        throw LineFault(.form, "skew_ms is no positive integer")
      }
      skewMs = skew
    }
    if scanner.take(#","order_id":"#) {
      guard let id = scanner.uuid() else { throw LineFault(.form, "order_id is no lower-case UUIDv7") }
      orderID = OrderID(id)
    }
    try readEntity()
    try readAuthor()
    try readPayload()
    try readChain()
    guard scanner.take("}"), scanner.next == nil else {
      throw LineFault(.form, "something stands where the line should end")
    }
  }

  private mutating func readID() throws(LineFault) -> UUIDv7 {
    guard scanner.take(#"{"id":"#) else { throw LineFault(.form, #"expected {"id": and a string"#) }
    guard let uuid = scanner.uuid() else {
      guard scanner.string() != nil else { throw LineFault(.form, #"expected {"id": and a string"#) }
      throw LineFault(.id, "id is no lower-case UUIDv7")
    }
    eventID = EventID(uuid)
    return uuid
  }

  private mutating func readCreatedAt(_ id: UUIDv7) throws(LineFault) {
    let range = try text(after: #","created_at":"#)
    guard let time = Timestamp(text: scanner.bytes, at: range) else {
      throw LineFault(.createdAt, "created_at is not of the form 2026-11-22T19:04:05.123Z")
    }
    guard time.milliseconds == id.milliseconds else {
      throw LineFault(.createdAt, "created_at and the milliseconds in id differ")
    }
    createdAt = time
  }

  private mutating func readEntity() throws(LineFault) {
    let nameText = try text(after: #","event_type":"#)
    name =
      Self.eventTypes.word(scanner.bytes.part(nameText)).map(EventName.known)
      ?? .unknown(ExactString(string(nameText)))
    let entityText = try text(after: #","entity_type":"#)
    entity =
      Self.entityTypes.word(scanner.bytes.part(entityText)).map(EntityName.known)
      ?? .unknown(ExactString(string(entityText)))
    if scanner.take(#","entity_id":"#) {
      if let id = scanner.uuid() {
        entityID = .uuid(id)
      } else {
        guard let range = scanner.string() else { throw LineFault(.form, "entity_id is no string") }
        entityID = .text(ExactString(string(range)))
      }
    }
    try checkEntity()
  }

  private static let eventTypes = WordTable<EventType>()
  private static let entityTypes = WordTable<EntityType>()
  private static let sources = WordTable<Source>()

  /// Which ids go with which entity; what a newer galley calls its own entities is left open.
  private mutating func checkEntity() throws(LineFault) {
    guard case .known(let type) = entity else {
      guard case .unknown = name else { throw LineFault(.form, "an entity_type that does not exist") }
      guard orderID == nil else {
        throw LineFault(.form, "order_id goes with order, item, participant, payment")
      }
      return
    }
    entityID = try type.checked(entityID, orderID: orderID)
  }

  private mutating func readAuthor() throws(LineFault) {
    let range = try text(after: #","source":"#)
    guard let read = Self.sources.word(scanner.bytes.part(range)) else {
      throw LineFault(.form, "a source that does not exist")
    }
    source = read
    actor = ExactString(string(try text(after: #","actor":"#)))
    if scanner.take(#","idempotency_key":"#) {
      guard let range = scanner.string() else { throw LineFault(.form, "idempotency_key is no string") }
      idempotencyKey = ExactString(string(range))
    }
  }

  private mutating func readPayload() throws(LineFault) {
    guard scanner.take(#","payload":"#) else { throw LineFault(.form, "payload is missing or out of order") }
    let start = scanner.position
    guard scanner.object(depth: 2, refusing: "hash") else {
      throw LineFault(.form, "payload is not in canonical form, or too deep, or has a key named hash")
    }
    payload = start..<scanner.position
  }

  private mutating func readChain() throws(LineFault) {
    prev = try fingerprint(after: #","prev":"#)
    if scanner.take(#","digest":"#) { digest = try fingerprint() }
    hash = try fingerprint(after: #","hash":"#)
    guard scanner.take(#","personal":"#) else { return }
    let start = scanner.position
    guard scanner.object(depth: 2) else {
      throw LineFault(.form, "personal is not in canonical form, or too deep")
    }
    personal = start..<scanner.position
  }

  func event(_ line: [UInt8]) -> Event {
    guard let eventID, let origin, let prev, let hash else { preconditionFailure("read() has not succeeded") }
    return Event(
      id: eventID, seq: seq, createdAt: createdAt, orderID: orderID, prev: prev, hash: hash,
      rest: EventRest(
        origin: origin, skewMs: skewMs, name: name, entity: entity, entityID: entityID, source: source,
        actor: actor, idempotencyKey: idempotencyKey, digest: digest, line: line, payloadRange: payload,
        personalRange: personal))
  }

  private func string(_ range: Range<Int>) -> String { JSONText.unescaped(scanner.bytes, range) }

  private mutating func text(after key: StaticString) throws(LineFault) -> Range<Int> {
    guard scanner.take(key), let range = scanner.string() else {
      throw LineFault(.form, "expected \(key) and a string")
    }
    return range
  }

  private mutating func integer(after key: StaticString) throws(LineFault) -> Int64 {
    guard scanner.take(key), let value = scanner.integer() else {
      throw LineFault(.form, "expected \(key) and an integer")
    }
    return value
  }

  private mutating func fingerprint(after key: StaticString) throws(LineFault) -> Fingerprint {
    guard scanner.take(key) else { throw LineFault(.form, "expected \(key)") }
    return try fingerprint()
  }

  private mutating func fingerprint() throws(LineFault) -> Fingerprint {
    guard let value = scanner.fingerprint() else {
      throw LineFault(.form, "a hash is 32 lower-case hex digits")
    }
    return value
  }
}
