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
    var line: [UInt8] = []
    line.reserveCapacity(512)
    writeEnvelope(origin: origin, seq: tip.seq + 1, to: &line)
    let personalBytes = personal?.object
    Self.write(#","prev":""#, to: &line)
    tip.hash.write(to: &line)
    if let personalBytes {
      Self.write(#"","digest":""#, to: &line)
      Fingerprint(of: personalBytes).write(to: &line)
    }
    line.append(UInt8(ascii: "\""))
    let hash = Fingerprint(of: line)
    Self.write(#","hash":""#, to: &line)
    hash.write(to: &line)
    line.append(UInt8(ascii: "\""))
    if let personalBytes {
      Self.write(#","personal":"#, to: &line)
      line += personalBytes
    }
    line.append(UInt8(ascii: "}"))
    var decoder = EventDecoder()
    return try decoder.decode(line, 0..<line.count, checkingHashes: false)
  }

  private func writeEnvelope(origin: Origin, seq: Int64, to line: inout [UInt8]) {
    Self.write(#"{"id":""#, to: &line)
    id.uuid.write(to: &line)
    Self.write(#"","origin":""#, to: &line)
    line += Array(origin.description.utf8)
    Self.write(#"","seq":"#, to: &line)
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
    Self.write(#","event_type":""#, to: &line)
    line += Array(type.rawValue.utf8)
    Self.write(#"","entity_type":""#, to: &line)
    line += Array(entity.rawValue.utf8)
    line.append(UInt8(ascii: "\""))
    if let entityID {
      Self.write(#","entity_id":"#, to: &line)
      JSONText.write(entityID.text, to: &line)
    }
    Self.write(#","source":""#, to: &line)
    line += Array(source.rawValue.utf8)
    Self.write(#"","actor":"#, to: &line)
    JSONText.write(actor.string, to: &line)
    if let idempotencyKey {
      Self.write(#","idempotency_key":"#, to: &line)
      JSONText.write(idempotencyKey.string, to: &line)
    }
    Self.write(#","payload":"#, to: &line)
    line += payload.object
  }

  private static func write(_ text: StaticString, to line: inout [UInt8]) {
    line.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }
}
