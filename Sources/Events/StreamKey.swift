/// What an event is part of: events of one stream take effect in order of `created_at`, then `id`.
public enum StreamKey: Hashable, Sendable {
  case order(OrderID)
  case venue
  /// A menu, experiment, session, staff member or partner; a voice utterance, or what only a newer galley knows.
  case other(EntityName, EntityID?)
}

/// When an event takes effect within its stream, and which of two at one moment comes first.
@frozen
public struct StreamMoment: Hashable, Comparable, Sendable {
  public let createdAt: Timestamp
  public let id: EventID

  public init(createdAt: Timestamp, id: EventID) {
    self.createdAt = createdAt
    self.id = id
  }

  @inlinable
  public static func < (left: Self, right: Self) -> Bool {
    left.createdAt != right.createdAt ? left.createdAt < right.createdAt : left.id < right.id
  }
}

/// The clock by which new events are dated: never before what their stream already holds.
public struct StreamClock: Sendable {
  /// Where a box without a good clock starts: no earlier than its own last event.
  public private(set) var floor: Timestamp

  public init(floor: Timestamp = .earliest) { self.floor = floor }

  /// What a new event of a stream carries.
  public struct Stamp: Hashable, Sendable {
    public let createdAt: Timestamp
    /// By how much `createdAt` lies after the wall clock; nil where it does not.
    public let skewMs: Int64?
  }

  /// Notes when one of this terminal's own events was written, by its wall clock.
  public mutating func wrote(at wall: Timestamp) { floor = max(floor, wall) }

  /// The wall clock, or one tick after the latest event of the stream where that is later.
  public func stamp(wall: Timestamp, latestInStream: Timestamp?) -> Stamp {
    let cause = latestInStream?.advanced(byMilliseconds: 1) ?? .earliest
    let createdAt = max(wall, max(floor, cause))
    let skew = createdAt.milliseconds - wall.milliseconds
    return Stamp(createdAt: createdAt, skewMs: skew > 0 ? skew : nil)
  }
}
