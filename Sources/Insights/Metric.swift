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

  /// How its rows can be parted; none: not at all.
  public var groupings: [InsightQuestion.Grouping] {
    switch self {
    case .prepTimes: [.hour, .station]
    case .takings: [.day, .hour, .weekday, .arm]
    case .abandonment: [.arm]
    case .slowMovers, .voice, .speed, .voids: []
    }
  }

  /// A part of the house that a question may be about.
  public enum Part: String, CaseIterable, Sendable {
    case type, station, version, arm
  }

  /// Which parts it can be asked of.
  public var parts: [Part] {
    switch self {
    case .slowMovers, .prepTimes, .speed, .voids: Part.allCases
    case .takings: [.type, .version, .arm]
    case .abandonment: [.version, .arm]
    case .voice: []
    }
  }
}
