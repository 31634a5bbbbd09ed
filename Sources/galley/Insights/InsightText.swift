import Events
import Host
import Insights

/// An answer for a person at a shell.
enum InsightText {
  static func text(_ answer: InsightAnswer) -> String {
    let window = answer.question.window
    let (from, until) = (LocalTime.text(window.from).prefix(16), LocalTime.text(window.until).prefix(16))
    let head = "\(title(answer.question.metric)), \(from) to \(until)\n"
    let notes = answer.notes.map { $0 + "\n" }.joined()
    return head + (answer.rows.isEmpty ? "" : "\n" + table(answer)) + (notes.isEmpty ? "" : "\n" + notes)
  }

  static func title(_ metric: Metric) -> String {
    switch metric {
    case .slowMovers: "Slow movers"
    case .prepTimes: "Prep times"
    case .voice: "Voice"
    case .abandonment: "Abandonment"
    case .takings: "Takings"
    case .speed: "Speed of service"
    case .voids: "Voids"
    }
  }

  private static func table(_ answer: InsightAnswer) -> String {
    var table = TextTable(
      answer.columns.indices.map { column in
        let leansLeft = answer.rows.contains { isText($0[column]) }
        return (heading(answer.columns[column], answer), leansLeft ? .left : .right)
      })
    for row in answer.rows { table.add(zip(answer.columns, row).map { cell($1, $0, answer) }) }
    return table.text
  }

  private static func heading(_ column: InsightAnswer.Column, _ answer: InsightAnswer) -> String {
    guard column.key == "amount", let currency = answer.currency else { return column.title.uppercased() }
    return "\(column.title.uppercased()) \(currency.code)"
  }

  private static func isText(_ value: InsightAnswer.Value) -> Bool {
    switch value {
    case .text, .flag, .time, .counts: true
    case .none, .count, .halfSeconds, .rate, .money: false
    }
  }

  private static let weekdays = [
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
  ]

  private static func cell(
    _ value: InsightAnswer.Value, _ column: InsightAnswer.Column, _ answer: InsightAnswer
  ) -> String {
    switch value {
    case .none: ""
    case .text(let text): column.key == "step" ? InsightAnswer.words(text) : text
    case .count(let count):
      switch column.key {
      case "hour": "\(count):00"
      case "weekday": weekdays[Int(min(max(count, 1), 7)) - 1]
      default: "\(count)"
      }
    case .halfSeconds(let halves): duration(halves / 2)
    case .rate(let part, let whole): percent(part, of: whole)
    case .money(let minor): answer.amount(minor)
    case .flag(let flag): flag ? "yes" : ""
    case .time(let time): String(LocalTime.text(time).prefix(16))
    case .counts(let counts): counts.map { "\($0.name) \($0.count)" }.joined(separator: ", ")
    }
  }

  /// `4:05`, `1:04:05`.
  private static func duration(_ seconds: Int64) -> String {
    func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let (hours, minutes) = (seconds / 3_600, seconds / 60 % 60)
    let end = two(seconds % 60)
    return hours > 0 ? "\(hours):\(two(minutes)):\(end)" : "\(minutes):\(end)"
  }

  /// To a tenth of a percent.
  private static func percent(_ part: Int64, of whole: Int64) -> String {
    guard whole > 0 else { return "" }
    let tenths = (Int128(part) * 2_000 + Int128(whole)) / (2 * Int128(whole))
    return tenths % 10 == 0 ? "\(tenths / 10) %" : "\(tenths / 10).\(tenths % 10) %"
  }
}
