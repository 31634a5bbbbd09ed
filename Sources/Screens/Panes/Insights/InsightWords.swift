import Dining
import Events
import Insights
import Venue

/// Questions and answers in words and figures, for people.
public enum InsightWords {
  /// What the pane of insights is called.
  public static let pane = "insights"

  /// One value of an answer's table.
  ///
  /// - Parameter clock: how a moment is written.
  public static func text(
    _ value: InsightAnswer.Value, of column: InsightAnswer.Column, _ answer: InsightAnswer,
    clock: (Timestamp) -> String
  ) -> String {
    switch value {
    case .none: ""
    case .text(let text): column.key == "step" ? InsightAnswer.words(text) : text
    case .count(let count): number(count, of: column)
    case .halfSeconds(let halves):
      PlotWords(.seconds).value(halves / 2) + (halves % 2 == 0 ? "" : ".5")
    case .rate(let part, of: let whole): PlotWords.share(part, of: whole)
    case .money(let amount): answer.currency.map { PlotWords.money(amount, $0) } ?? "\(amount)"
    case .flag(let isSo): isSo ? "yes" : ""
    case .time(let time): clock(time)
    case .counts(let counts): counts.map { "\($0.name) \($0.count)" }.joined(separator: ", ")
    }
  }

  private static func number(_ count: Int64, of column: InsightAnswer.Column) -> String {
    switch column.key {
    case "hour": "\(count):00"
    case "weekday": weekdays[Int(min(max(count, 1), 7)) - 1]
    default: PlotWords(.count).value(count)
    }
  }

  private static let weekdays = [
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
  ]

  /// A column's title, with the currency where it is of money.
  public static func title(of column: InsightAnswer.Column, _ answer: InsightAnswer) -> String {
    guard column.key == "amount", let currency = answer.currency else { return column.title }
    return "\(column.title) \(currency.code)"
  }

  /// `slow movers`.
  public static func title(_ metric: Metric) -> String {
    String(metric.rawValue.map { $0 == "-" ? " " : $0 })
  }

  public static func isNumber(_ value: InsightAnswer.Value) -> Bool {
    switch value {
    case .count, .halfSeconds, .rate, .money: true
    case .none, .text, .flag, .time, .counts: false
    }
  }

  static func name(of span: InsightSpan) -> String {
    switch span {
    case .today: "today"
    case .days(let count): "\(count) days"
    case .month: "this month"
    case .lastMonth: "last month"
    case .custom: "these days"
    }
  }

  /// `dine_in` as people say it.
  static func orderType(_ word: String) -> String { word.split(separator: "_").joined(separator: " ") }

  /// `23 Nov – 29 Nov`, or the one day; with the year where it is not this one.
  static func dates(_ window: InsightWindow, _ days: BusinessDays, at now: Timestamp) -> String {
    let first = days.day(holding: window.from)
    let last = days.day(holding: max(window.from, window.until.advanced(byMilliseconds: -1)))
    let year = days.day(holding: now).date.prefix(4)
    let texts = [first, last].map { date($0.date, thisYear: year) }
    return texts[0] == texts[1] ? texts[0] : texts.joined(separator: " – ")
  }

  private static func date(_ date: String, thisYear: Substring) -> String {
    guard let time = Timestamp("\(date)T00:00:00.000Z")?.utcDate else { return date }
    let year = date.prefix(4) == thisYear ? "" : " \(time.year)"
    return "\(time.day) \(PastFrame.months[time.month - 1])\(year)"
  }
}
