/// A stretch of an origin's history that is missing between events that are held: what a peer is asked for.
public struct ChainGap: Hashable, Comparable, Sendable {
  public let origin: Origin
  /// The last event before the stretch that surely belongs to this history; before the first event where none does.
  public let after: ChainTip
  /// The last event of the stretch: what the next one that is held names in its `prev`.
  public let upTo: ChainTip

  /// Whether an event's number is of the hole.
  public func holds(_ event: Event) -> Bool {
    event.origin == origin && event.seq > after.seq && event.seq <= upTo.seq
  }

  public init(origin: Origin, after: ChainTip, upTo: ChainTip) {
    self.origin = origin
    self.after = after
    self.upTo = upTo
  }

  /// By origin, then by where it ends.
  public static func < (left: Self, right: Self) -> Bool {
    if left.origin != right.origin { return left.origin < right.origin }
    return left.upTo.seq != right.upTo.seq ? left.upTo.seq < right.upTo.seq : left.upTo.hash < right.upTo.hash
  }
}
