import Events

/// A window by its name on the command line and on keys: business days, the one that runs included.
public enum InsightWindowName: String, CaseIterable, Sendable {
  case day = "1d"
  case week = "7d"
  case fourWeeks = "28d"
  case ninetyDays = "90d"
  /// From the first of the month on.
  case month
  /// The whole month before.
  case lastMonth = "last-month"

  /// What a question is about where nobody says otherwise.
  public static let usual = week

  /// The window that it is at a moment.
  public func window(at now: Timestamp, _ days: BusinessDays) -> InsightWindow {
    let today = days.day(holding: now)
    switch self {
    case .day: return InsightWindow(from: today.from, until: today.until)
    case .week: return Self.last(7, today, days)
    case .fourWeeks: return Self.last(28, today, days)
    case .ninetyDays: return Self.last(90, today, days)
    case .month:
      return InsightWindow(from: Self.first(ofMonthOf: today, days).from, until: today.until)
    case .lastMonth:
      let first = Self.first(ofMonthOf: today, days)
      let before = Self.first(ofMonthOf: days.day(before: first), days)
      return InsightWindow(from: before.from, until: first.from)
    }
  }

  private static func last(_ count: Int, _ today: BusinessDay, _ days: BusinessDays) -> InsightWindow {
    var first = today
    for _ in 1..<count { first = days.day(before: first) }
    return InsightWindow(from: first.from, until: today.until)
  }

  private static func first(ofMonthOf day: BusinessDay, _ days: BusinessDays) -> BusinessDay {
    days.day(named: "\(day.date.prefix(8))01") ?? day
  }
}
