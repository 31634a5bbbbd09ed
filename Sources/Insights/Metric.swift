/// The questions that a manager can ask of the past.
///
/// Its raw value is what the command line, JSON and the manual call it.
public enum Metric: String, CaseIterable, Sendable {
  /// Dishes, fewest orders first; those that nobody ordered included.
  case slowMovers = "slow-movers"
  /// How long dishes take from the sending of their round until they are ready.
  case prepTimes = "prep-times"
  case voice
  /// Where visits end, along the six steps from the menu to the payment.
  case abandonment
  case takings
  /// From a round's sending to its last dish ready, against the house's age limits.
  case speed
  case voids
}
