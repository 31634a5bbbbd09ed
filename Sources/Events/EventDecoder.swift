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
/// Keeps the last origin it met, since lines of one origin come in runs.
public struct EventDecoder: Sendable {
  private var lastOrigin: (bytes: ArraySlice<UInt8>, origin: Origin)?

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
    var fields = LineFields(line)
    try fields.read(origins: &lastOrigin)
    if checkingHashes { try fields.checkHashes() }
    return fields.event
  }
}

/// The keys of the line in their order, as far as they have been read.
private struct LineFields {
  private var scanner: CanonicalScanner
  private var id = Range(uncheckedBounds: (0, 0))
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
  private var hashedBytes = 0
  private var personal: Range<Int>?

  init(_ line: [UInt8]) { scanner = CanonicalScanner(line, 0..<line.count) }

  mutating func read(origins last: inout (bytes: ArraySlice<UInt8>, origin: Origin)?) throws(LineFault) {
    let idText = try text(after: #"{"id":"#)
    guard let uuid = UUIDv7(text: scanner.bytes, at: idText) else {
      throw LineFault(.id, "id is no lower-case UUIDv7")
    }
    eventID = EventID(uuid)
    try readOrigin(&last)
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
      guard let range = scanner.string(), let id = UUIDv7(text: scanner.bytes, at: range) else {
        throw LineFault(.form, "order_id is no lower-case UUIDv7")
      }
      orderID = OrderID(id)
    }
    try readEntity()
    try readAuthor()
    try readPayload()
    try readChain()
    guard scanner.take("}"), scanner.position == scanner.end else {
      throw LineFault(.form, "something stands where the line should end")
    }
  }

  private mutating func readOrigin(
    _ last: inout (bytes: ArraySlice<UInt8>, origin: Origin)?
  ) throws(LineFault) {
    let range = try text(after: #","origin":"#)
    let bytes = scanner.bytes[range]
    if let last, last.bytes == bytes {
      origin = last.origin
      return
    }
    guard let read = Origin(String(decoding: bytes, as: UTF8.self)) else {
      throw LineFault(.form, "origin is not <terminal>-<8 hex digits>")
    }
    origin = read
    last = (ArraySlice(Array(bytes)), read)
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
    let nameText = string(try text(after: #","event_type":"#))
    name = EventType(rawValue: nameText).map(EventName.known) ?? .unknown(ExactString(nameText))
    let entityText = string(try text(after: #","entity_type":"#))
    entity = EntityType(rawValue: entityText).map(EntityName.known) ?? .unknown(ExactString(entityText))
    if scanner.take(#","entity_id":"#) {
      guard let range = scanner.string() else { throw LineFault(.form, "entity_id is no string") }
      entityID =
        UUIDv7(text: scanner.bytes, at: range).map(EntityID.uuid) ?? .text(ExactString(string(range)))
    }
    try checkEntity()
  }

  /// Which ids go with which entity; what a newer galley calls its own entities is left open.
  private mutating func checkEntity() throws(LineFault) {
    guard case .known(let type) = entity else {
      guard case .unknown = name else { throw LineFault(.form, "an entity_type that does not exist") }
      guard orderID == nil else {
        throw LineFault(.form, "order_id goes with order, item, participant, payment")
      }
      return
    }
    guard type.isOfOrder == (orderID != nil) else {
      throw LineFault(.form, "order_id goes with order, item, participant and payment, and only with them")
    }
    switch type.naming {
    case .nothing:
      guard entityID == nil else { throw LineFault(.form, "an order is named by order_id alone") }
    case .uuid:
      guard entityID?.uuid != nil else { throw LineFault(.form, "entity_id is no lower-case UUIDv7") }
    case .text:
      guard let id = entityID else { throw LineFault(.form, "entity_id is missing") }
      entityID = .text(ExactString(id.text))
    }
  }

  private mutating func readAuthor() throws(LineFault) {
    let range = try text(after: #","source":"#)
    guard let read = Source(rawValue: string(range)) else {
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
    hashedBytes = scanner.position
    hash = try fingerprint(after: #","hash":"#)
    guard scanner.take(#","personal":"#) else { return }
    let start = scanner.position
    guard scanner.object(depth: 2) else {
      throw LineFault(.form, "personal is not in canonical form, or too deep")
    }
    personal = start..<scanner.position
  }

  func checkHashes() throws(LineFault) {
    if let personal {
      guard let digest else { throw LineFault(.digest, "personal stands without a digest") }
      guard Fingerprint(of: scanner.bytes, personal) == digest else {
        throw LineFault(.digest, "personal is not what digest was made from")
      }
    }
    guard Fingerprint(of: scanner.bytes, 0..<hashedBytes) == hash else {
      throw LineFault(.hash, "hash is not that of the line")
    }
  }

  var event: Event {
    guard let eventID, let origin, let prev, let hash else { preconditionFailure("read() has not succeeded") }
    return Event(
      id: eventID, origin: origin, seq: seq, createdAt: createdAt, skewMs: skewMs, orderID: orderID,
      name: name, entity: entity, entityID: entityID, source: source, actor: actor,
      idempotencyKey: idempotencyKey, prev: prev, digest: digest, hash: hash, line: scanner.bytes,
      payloadRange: payload, personalRange: personal)
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
    guard let range = scanner.string(), let value = Fingerprint(text: scanner.bytes, at: range) else {
      throw LineFault(.form, "a hash is 32 lower-case hex digits")
    }
    return value
  }
}
