/// An event that is about to be written: all that its author decides, before it takes its place in the chain.
public struct EventDraft: Sendable {
  public var id: EventID
  public var stamp: StreamClock.Stamp
  public var orderID: OrderID?
  public var type: EventType
  public var entity: EntityType
  public var entityID: EntityID?
  public var source: Source
  public var actor: ExactString
  public var idempotencyKey: ExactString?
  public var payload: PayloadWriter
  /// What names or describes a person; nil where there is nothing of the kind.
  public var personal: PayloadWriter?

  public init(
    id: EventID, stamp: StreamClock.Stamp, orderID: OrderID? = nil, type: EventType, entity: EntityType,
    entityID: EntityID? = nil, source: Source, actor: ExactString, idempotencyKey: ExactString? = nil,
    payload: PayloadWriter = PayloadWriter(), personal: PayloadWriter? = nil
  ) {
    self.id = id
    self.stamp = stamp
    self.orderID = orderID
    self.type = type
    self.entity = entity
    self.entityID = entityID
    self.source = source
    self.actor = actor
    self.idempotencyKey = idempotencyKey
    self.payload = payload
    self.personal = personal
  }

  /// Gives the draft its place after `tip` in the chain of `origin`.
  ///
  /// Fails with code `size` where the line would be longer than ``Event/lineBytesLimit``, and with `form` where
  /// the payload is deeper than a line may be: both come from what a person or a file gave, and nothing is kept.
  public func sealed(origin: Origin, after tip: ChainTip) throws(LineFault) -> Event {
    let personalBytes = personal?.object
    let digest = personalBytes.map { Fingerprint(of: $0) }
    return try event(origin, tip, digest, personalBytes) { Fingerprint(of: $0) }
  }

  /// The same with a hash and a digest that were taken before: what writing costs by itself (P5).
  package func written(
    origin: Origin, after tip: ChainTip, hash: Fingerprint, digest: Fingerprint?
  ) throws(LineFault) -> Event {
    try event(origin, tip, digest, personal?.object) { _ in hash }
  }

  private func event(
    _ origin: Origin, _ tip: ChainTip, _ digest: Fingerprint?, _ personalBytes: [UInt8]?,
    _ hash: ([UInt8]) -> Fingerprint
  ) throws(LineFault) -> Event {
    guard id.uuid.milliseconds == stamp.createdAt.milliseconds else {
      throw LineFault(.createdAt, "created_at is not the moment in id")
    }
    let named = try entity.checked(entityID, orderID: orderID)
    var line: [UInt8] = []
    line.reserveCapacity(768)
    writeEnvelope(origin: origin, seq: tip.seq + 1, to: &line)
    let payloadStart = line.count
    payload.write(to: &line)
    let payloadRange = payloadStart..<line.count
    Self.write(#","prev":""#, to: &line)
    tip.hash.write(to: &line)
    if let digest {
      Self.write(#"","digest":""#, to: &line)
      digest.write(to: &line)
    }
    line.append(UInt8(ascii: "\""))
    let lineHash = hash(line)
    Self.write(#","hash":""#, to: &line)
    lineHash.write(to: &line)
    line.append(UInt8(ascii: "\""))
    var personalRange: Range<Int>?
    if let personalBytes {
      Self.write(#","personal":"#, to: &line)
      personalRange = line.count..<(line.count + personalBytes.count)
      line += personalBytes
    }
    line.append(UInt8(ascii: "}"))
    try Self.check(line, [payloadRange, personalRange].compactMap { $0 })
    return Event(
      id: id, seq: tip.seq + 1, createdAt: stamp.createdAt, orderID: orderID, prev: tip.hash, hash: lineHash,
      rest: EventRest(
        origin: origin, skewMs: stamp.skewMs ?? 0, name: .known(type), entity: .known(entity),
        entityID: named, source: source, actor: actor, idempotencyKey: idempotencyKey, digest: digest,
        line: line, payloadRange: payloadRange, personalRange: personalRange))
  }

  /// Size and depth depend on what a person or a file gave; the rest of the form is this file's own.
  private static func check(_ line: [UInt8], _ objects: [Range<Int>]) throws(LineFault) {
    guard line.count < Event.lineBytesLimit else {
      throw LineFault(.size, "longer than \(Event.lineBytesLimit) bytes with its newline")
    }
    let areCanonical = ByteView.over(line) { view in
      objects.allSatisfy { range in
        var scanner = CanonicalScanner(view, at: range.lowerBound)
        return scanner.object(depth: 2, refusing: "hash") && scanner.position == range.upperBound
      }
    }
    guard areCanonical else {
      throw LineFault(.form, "payload or personal is too deep, or has a key named hash")
    }
  }

  private func writeEnvelope(origin: Origin, seq: Int64, to line: inout [UInt8]) {
    Self.write(#"{"id":""#, to: &line)
    id.uuid.write(to: &line)
    Self.write(#"","origin":"#, to: &line)
    JSONText.write(origin.description, to: &line)
    Self.write(#","seq":"#, to: &line)
    JSONText.write(seq, to: &line)
    Self.write(#","created_at":""#, to: &line)
    stamp.createdAt.write(to: &line)
    line.append(UInt8(ascii: "\""))
    if let skew = stamp.skewMs {
      Self.write(#","skew_ms":"#, to: &line)
      JSONText.write(skew, to: &line)
    }
    if let orderID {
      Self.write(#","order_id":""#, to: &line)
      orderID.uuid.write(to: &line)
      line.append(UInt8(ascii: "\""))
    }
    Self.write(#","event_type":"#, to: &line)
    JSONText.write(type.rawValue, to: &line)
    Self.write(#","entity_type":"#, to: &line)
    JSONText.write(entity.rawValue, to: &line)
    if let entityID { Self.write(entityID, to: &line) }
    Self.write(#","source":"#, to: &line)
    JSONText.write(source.rawValue, to: &line)
    Self.write(#","actor":"#, to: &line)
    JSONText.write(actor.string, to: &line)
    if let idempotencyKey {
      Self.write(#","idempotency_key":"#, to: &line)
      JSONText.write(idempotencyKey.string, to: &line)
    }
    Self.write(#","payload":"#, to: &line)
  }

  private static func write(_ entityID: EntityID, to line: inout [UInt8]) {
    write(#","entity_id":"#, to: &line)
    switch entityID {
    case .uuid(let id):
      line.append(UInt8(ascii: "\""))
      id.write(to: &line)
      line.append(UInt8(ascii: "\""))
    case .text(let name): JSONText.write(name.string, to: &line)
    }
  }

  private static func write(_ text: StaticString, to line: inout [UInt8]) {
    line.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }
}
