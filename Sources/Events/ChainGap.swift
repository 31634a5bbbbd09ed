/// Events of one origin that a damaged log does not give back, between two that it does.
public struct ChainGap: Hashable, Sendable {
  public let origin: Origin
  /// The last event before the hole; seq 0 before the first of all.
  public let after: ChainTip
  /// The last event of the hole: what the next readable one names as its predecessor.
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
}
