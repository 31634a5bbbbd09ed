/// One event as it stands in its line: the envelope read, payload and personal data still as bytes.
///
/// Made only by ``EventDecoder`` and ``EventDraft``, so what it says and what its bytes say are the same. All who
/// hold it share most of it, so that a copy costs little.
public struct Event: Sendable {
  public let id: EventID
  /// 1, 2, 3 … within the origin.
  public let seq: Int64
  public let createdAt: Timestamp
  /// Present exactly for events about an order, its items, participants and payments.
  public let orderID: OrderID?
  /// The type, where this galley knows it.
  public let type: EventType?
  /// The entity's type, where this galley knows it, and its UUID, where it has one.
  public let entityType: EntityType?
  public let entityUUID: UUIDv7?
  public let prev: Fingerprint
  public let hash: Fingerprint
  private let rest: EventRest

  init(
    id: EventID, seq: Int64, createdAt: Timestamp, orderID: OrderID?, prev: Fingerprint, hash: Fingerprint,
    rest: EventRest
  ) {
    self.id = id
    self.seq = seq
    self.createdAt = createdAt
    self.orderID = orderID
    self.prev = prev
    self.hash = hash
    self.rest = rest
    type = if case .known(let known) = rest.name { known } else { nil }
    entityType = if case .known(let known) = rest.entity { known } else { nil }
    entityUUID = if case .uuid(let uuid)? = rest.entityID { uuid } else { nil }
  }

  public var origin: Origin { rest.origin }
  /// How far `createdAt` was moved past the writer's wall clock; 0 where it was not.
  public var skewMs: Int64 { rest.skewMs }
  public var name: EventName { rest.name }
  public var entity: EntityName { rest.entity }
  public var entityID: EntityID? { rest.entityID }
  public var source: Source { rest.source }
  public var actor: ExactString { rest.actor }
  public var idempotencyKey: ExactString? { rest.idempotencyKey }
  public var digest: Fingerprint? { rest.digest }
  /// The whole line without its newline.
  public var line: [UInt8] { rest.line }
  /// Where the payload's object stands in `line`.
  public var payloadRange: Range<Int> { rest.payloadRange }
  /// Where the object of personal data stands in `line`; nil where there is none or it was erased.
  public var personalRange: Range<Int>? { rest.personalRange }

  /// 1 MiB with the newline: a line that one packet of a slow link or one page of a report can still carry.
  public static let lineBytesLimit = 1 << 20

  public var moment: StreamMoment { StreamMoment(createdAt: createdAt, id: id) }

  /// The wall clock of the terminal that wrote it: durations are taken between these.
  public var writtenAt: Timestamp { createdAt.advanced(byMilliseconds: -skewMs) }

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

/// What an ``Event`` holds beside what is asked of every event; it never changes.
final class EventRest: Sendable {
  let origin: Origin
  let skewMs: Int64
  let name: EventName
  let entity: EntityName
  let entityID: EntityID?
  let source: Source
  let actor: ExactString
  let idempotencyKey: ExactString?
  let digest: Fingerprint?
  let line: [UInt8]
  let payloadRange: Range<Int>
  let personalRange: Range<Int>?

  init(
    origin: Origin, skewMs: Int64, name: EventName, entity: EntityName, entityID: EntityID?, source: Source,
    actor: ExactString, idempotencyKey: ExactString?, digest: Fingerprint?, line: [UInt8],
    payloadRange: Range<Int>, personalRange: Range<Int>?
  ) {
    self.origin = origin
    self.skewMs = skewMs
    self.name = name
    self.entity = entity
    self.entityID = entityID
    self.source = source
    self.actor = actor
    self.idempotencyKey = idempotencyKey
    self.digest = digest
    self.line = line
    self.payloadRange = payloadRange
    self.personalRange = personalRange
  }
}
