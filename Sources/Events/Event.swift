/// One event as it stands in its line: the envelope read, payload and personal data still as bytes.
///
/// Made only by ``EventDecoder`` and ``EventDraft``, so what it says and what its bytes say are the same. It never
/// changes, so all who hold it share it.
public final class Event: Sendable {
  public let id: EventID
  public let origin: Origin
  /// 1, 2, 3 … within the origin.
  public let seq: Int64
  public let createdAt: Timestamp
  /// How far `createdAt` was moved past the writer's wall clock; 0 where it was not.
  public let skewMs: Int64
  /// Present exactly for events about an order, its items, participants and payments.
  public let orderID: OrderID?
  public let name: EventName
  public let entity: EntityName
  public let entityID: EntityID?
  public let source: Source
  public let actor: ExactString
  public let idempotencyKey: ExactString?
  public let prev: Fingerprint
  public let digest: Fingerprint?
  public let hash: Fingerprint
  /// The whole line without its newline.
  public let line: [UInt8]
  /// Where the payload's object stands in `line`.
  public let payloadRange: Range<Int>
  /// Where the object of personal data stands in `line`; nil where there is none or it was erased.
  public let personalRange: Range<Int>?

  init(
    id: EventID, origin: Origin, seq: Int64, createdAt: Timestamp, skewMs: Int64, orderID: OrderID?,
    name: EventName, entity: EntityName, entityID: EntityID?, source: Source, actor: ExactString,
    idempotencyKey: ExactString?, prev: Fingerprint, digest: Fingerprint?, hash: Fingerprint, line: [UInt8],
    payloadRange: Range<Int>, personalRange: Range<Int>?
  ) {
    self.id = id
    self.origin = origin
    self.seq = seq
    self.createdAt = createdAt
    self.skewMs = skewMs
    self.orderID = orderID
    self.name = name
    self.entity = entity
    self.entityID = entityID
    self.source = source
    self.actor = actor
    self.idempotencyKey = idempotencyKey
    self.prev = prev
    self.digest = digest
    self.hash = hash
    self.line = line
    self.payloadRange = payloadRange
    self.personalRange = personalRange
  }

  /// 1 MiB with the newline: a line that one packet of a slow link or one page of a report can still carry.
  public static let lineBytesLimit = 1 << 20

  public var moment: StreamMoment { StreamMoment(createdAt: createdAt, id: id) }

  /// The wall clock of the terminal that wrote it: durations are taken between these.
  public var writtenAt: Timestamp { createdAt.advanced(byMilliseconds: -skewMs) }

  /// The type, where this galley knows it.
  public var type: EventType? { if case .known(let type) = name { type } else { nil } }

  public var stream: StreamKey {
    if let orderID { return .order(orderID) }
    return entity == .known(.venue) ? .venue : .other(entity, entityID)
  }

  /// A reader over the payload.
  public var payload: PayloadReader { PayloadReader(line, payloadRange) }

  /// A reader over the personal data; one over nothing where there is none.
  public var personal: PayloadReader { PayloadReader(line, personalRange ?? 0..<0) }

  /// The same event with its personal data erased: what the chain covers stays.
  public var withoutPersonal: [UInt8] {
    guard let personalRange else { return line }
    let before = personalRange.lowerBound - #","personal":"#.utf8.count
    return Array(line[..<before]) + [UInt8(ascii: "}")]
  }
}

/// What must be known of an origin to take its next event.
public struct ChainTip: Hashable, Sendable {
  /// The seq of the last event held; 0 before the first.
  public let seq: Int64
  /// Its hash; before the first, the chain's start.
  public let hash: Fingerprint

  public init(seq: Int64, hash: Fingerprint) {
    self.seq = seq
    self.hash = hash
  }

  /// Before an origin's first event.
  public init(before origin: Origin, venue: String) {
    self.init(seq: 0, hash: origin.chainStart(venue: venue))
  }

  /// Whether an event is the one that follows here.
  public func isFollowed(by event: Event) -> Bool { event.seq == seq + 1 && event.prev == hash }
}
