import Events

/// When something reaches a link: by the wall clock, for what others are told, and by a clock that nobody sets, for
/// how long things take.
public struct Instant: Hashable, Sendable {
  public var wall: Timestamp
  public var monotonicMs: Int64

  public init(wall: Timestamp, monotonicMs: Int64) {
    self.wall = wall
    self.monotonicMs = monotonicMs
  }
}
