import Dining
import Events

/// What a terminal knows beside its events: when it learned of what a clock ahead of its own had sent.
///
/// A box whose clock is ten minutes ahead sends tickets that would wait for nothing for ten minutes. They wait from when
/// this terminal heard of them. That is no event, so that each terminal counts by its own clock, and after a start from
/// that start on.
extension House {
  /// As many as a kitchen has tickets, several times over; of more the oldest are counted by what the events say.
  private static let heardLimit = 1_000

  /// Notes which of the events were sent later than now.
  public mutating func learn(_ events: [Event], at now: Timestamp) {
    for event in events
    where event.type == .statusChanged && event.writtenAt > now && heardAt[event.id] == nil {
      heardAt[event.id] = now
    }
    while heardAt.count > Self.heardLimit,
      let oldest = heardAt.min(by: { ($0.value, $0.key) < ($1.value, $1.key) })
    {
      heardAt[oldest.key] = nil
    }
  }

  /// How much later than it was heard of a round says that it was sent, in milliseconds; mostly 0.
  public func aheadMs(of round: Round) -> Int64 {
    heardAt[round.sentBy].map { max(0, round.sentAt.milliseconds - $0.milliseconds) } ?? 0
  }
}
