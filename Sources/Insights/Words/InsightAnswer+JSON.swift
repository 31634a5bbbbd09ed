import Dining
import Events

extension InsightAnswer {
  /// What `insights --json` prints, on one line: amounts in the minor unit, moments by UTC, rates with four digits. A
  /// value that there is none of is left out.
  public var jsonLine: String {
    var members = [
      Self.member("metric", Self.text(question.metric.rawValue)),
      Self.member("from", Self.text(question.window.from.description)),
      Self.member("until", Self.text(question.window.until.description)),
    ]
    if let currency { members.append(Self.member("currency", Self.text(currency.code.string))) }
    members.append(Self.member("rows", "[\(rows.map(json).joined(separator: ","))]"))
    return "{\(members.joined(separator: ","))}\n"
  }

  private func json(_ row: [Value]) -> String {
    let members = zip(columns, row).compactMap { column, value in
      Self.json(value).map { Self.member(column.key, $0) }
    }
    return "{\(members.joined(separator: ","))}"
  }

  private static func member(_ key: String, _ value: String) -> String { "\"\(key)\":\(value)" }

  private static func text(_ text: String) -> String { JSON.string(text).compactText }

  /// JSON of this project has whole numbers alone, so rates and halves are written here.
  private static func json(_ value: Value) -> String? {
    switch value {
    case .none: nil
    case .text(let text): Self.text(text)
    case .count(let count), .money(let count): "\(count)"
    case .halfSeconds, .rate: plain(value)
    case .flag(let flag): flag ? "true" : "false"
    case .time(let time): text(time.description)
    case .counts(let counts):
      JSON.array(
        counts.map { .object(["reason": .string($0.name), "count": .int($0.count)]) }
      ).compactText
    }
  }

  /// A number as JSON and spreadsheets have it; nil for what is none.
  static func plain(_ value: Value) -> String? {
    switch value {
    case .count(let count): "\(count)"
    case .halfSeconds(let halves): halves.isMultiple(of: 2) ? "\(halves / 2)" : "\(halves / 2).5"
    case .rate(let part, let whole): rate(part, of: whole)
    case .none, .text, .money, .flag, .time, .counts: nil
    }
  }

  /// To the nearest of four digits, half a digit up; nil of none out of none.
  private static func rate(_ part: Int64, of whole: Int64) -> String? {
    guard whole > 0 else { return nil }
    let digits = Int64((Int128(part) * 20_000 + Int128(whole)) / (2 * Int128(whole)))
    guard digits < 10_000 else { return "1" }
    guard digits > 0 else { return "0" }
    var fraction = String(digits)
    fraction = String(repeating: "0", count: 4 - fraction.utf8.count) + fraction
    while fraction.hasSuffix("0") { fraction.removeLast() }
    return "0.\(fraction)"
  }
}
