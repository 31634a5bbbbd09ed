import Events

/// Which days a manager asks about, as they are picked by hand: they become an ``InsightWindow`` when it is asked.
///
/// All are counted in business days of the house, by its own clock; the day that runs is among them, whole.
public enum InsightSpan: Hashable, Sendable {
  case today
  /// The last so many days, today among them.
  case days(Int)
  /// The calendar month from its first day until today.
  case month
  /// The calendar month before that.
  case lastMonth
  case custom(InsightWindow)

  /// Those that are picked with one key or one word, from the shortest on.
  public static let usual: [InsightSpan] = [.today, .days(7), .days(28), .days(90), .month, .lastMonth]

  /// What the command line calls it; nil for one that is given by its first and last day.
  public var word: String? {
    switch self {
    case .today: "1d"
    case .days(let count): "\(count)d"
    case .month: "month"
    case .lastMonth: "last-month"
    case .custom: nil
    }
  }

  /// Takes one of the words of ``usual``: `1d`, `7d`, `28d`, `90d`, `month` or `last-month`.
  public init?(word: String) {
    guard let span = Self.usual.first(where: { $0.word == word }) else { return nil }
    self = span
  }

  /// From the beginning of its first day to the end of its last one.
  public func window(at now: Timestamp, _ days: BusinessDays) -> InsightWindow {
    let today = days.day(holding: now)
    switch self {
    case .today: return InsightWindow(from: today.from, until: today.until)
    case .days(let count):
      var first = today
      for _ in 1..<max(1, count) { first = days.day(before: first) }
      return InsightWindow(from: first.from, until: today.until)
    case .month: return InsightWindow(from: days.firstOfMonth(today).from, until: today.until)
    case .lastMonth:
      let next = days.firstOfMonth(today)
      return InsightWindow(from: days.firstOfMonth(days.day(before: next)).from, until: next.from)
    case .custom(let window): return window
    }
  }
}

extension InsightWindow {
  /// From one day to another, both in it, by their dates; nil where one is no date, or the last comes before the first.
  public init?(from first: String, to last: String, _ days: BusinessDays) {
    guard let first = days.day(named: first), let last = days.day(named: last), first.from <= last.from else {
      return nil
    }
    self.init(from: first.from, until: last.until)
  }
}

extension BusinessDays {
  fileprivate func firstOfMonth(_ day: BusinessDay) -> BusinessDay {
    self.day(named: day.date.prefix(8) + "01") ?? day
  }
}
