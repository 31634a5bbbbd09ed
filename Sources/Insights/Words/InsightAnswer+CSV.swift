import Dining
import Events
import Menus

extension InsightAnswer {
  /// What `insights --csv` prints: the keys of the columns, then a row for each; amounts in the major unit, with their
  /// currency in a column behind them.
  public var csv: String {
    let keys = columns.map(\.key) + (hasMoney ? ["currency"] : [])
    return ([keys] + rows.map(cells)).map(CSVRow.text).joined()
  }

  private var hasMoney: Bool { columns.contains { $0.key == "amount" } }

  private func cells(_ row: [Value]) -> [String] {
    row.map(cell) + (hasMoney ? [currency?.code.string ?? ""] : [])
  }

  private func cell(_ value: Value) -> String {
    switch value {
    case .none: ""
    case .text(let text): CSVRow.guarded(text)
    case .count, .halfSeconds, .rate: Self.plain(value) ?? ""
    case .money(let minor): amount(minor)
    case .flag(let flag): flag ? "true" : "false"
    case .time(let time): time.description
    case .counts(let counts):
      CSVRow.guarded(counts.map { "\($0.name): \($0.count)" }.joined(separator: "; "))
    }
  }

  /// In the major unit, without the currency's name.
  public func amount(_ minor: Int64) -> String {
    guard let currency, let money = Money(minor: minor) else { return "\(minor)" }
    return currency.text(money)
  }
}
