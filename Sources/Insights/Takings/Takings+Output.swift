import Dining
import Events
import Menus

/// Takings for programs: a line of JSON, rows for a spreadsheet.
extension Takings {
  /// One number of the report, under the name that it has there.
  private struct Figure {
    let name: String
    var count: Int64?
    var amount: Int64?

    init(_ name: String, count: Int64? = nil, _ amount: Int64? = nil) {
      self.name = name
      self.count = count
      self.amount = amount
    }

    /// An amount or a count alone is a number.
    var json: JSON {
      guard let count else { return .int(amount ?? 0) }
      return amount.map { .object(["count": .int(count), "amount": .int($0)]) } ?? .int(count)
    }
  }

  /// What stands before the methods.
  private var first: [Figure] {
    [
      Figure("orders", count: Int64(orders)), Figure("covers", count: covers.minor),
      Figure("total", total.minor), Figure("paid", paid.minor), Figure("refunded", refunded.minor),
    ]
  }

  /// What stands after them.
  private var rest: [Figure] {
    [
      Figure("discounts", adjustments(.discount)), Figure("comps", adjustments(.comp)),
      Figure("tips", adjustments(.tip)), Figure("service", adjustments(.service)),
      Figure("tax", adjustments(.tax)), Figure("voids", count: Int64(voids.count), voids.amount.minor),
      Figure("unpaid", unpaid.minor), Figure("overpaid", overpaid.minor),
      Figure("paid_on_other_days", paidOnOtherDays.minor), Figure("for_other_days", forOtherDays.minor),
    ]
  }

  /// In minor units.
  fileprivate func json(_ day: BusinessDay) -> JSON {
    func members(_ figures: [Figure]) -> [JSON.Member] { figures.map { JSON.Member($0.name, $0.json) } }
    let methods = methods.map { method -> JSON in
      .object([
        "provider": .string(method.provider.string), "count": .int(Int64(method.count)),
        "amount": .int(method.amount.minor),
      ])
    }
    let head = [
      JSON.Member("date", .string(day.date)), JSON.Member("from", .string(day.from.description)),
      JSON.Member("until", .string(day.until.description)),
      JSON.Member("currency", .string(currency.code.string)),
    ]
    return .object(head + members(first) + [JSON.Member("methods", .array(methods))] + members(rest))
  }

  /// The columns of ``rows(_:)``.
  fileprivate static let columns = [
    "date", "from", "until", "currency", "figure", "provider", "count", "amount",
  ]

  fileprivate func rows(_ day: BusinessDay) -> [[String]] {
    func row(_ figure: Figure, provider: String = "") -> [String] {
      [
        day.date, day.from.description, day.until.description, currency.code.string, figure.name,
        CSVRow.guarded(provider), figure.count.map { "\($0)" } ?? "", figure.amount.map(text) ?? "",
      ]
    }
    let ofMethods = methods.map { method in
      row(
        Figure("method", count: Int64(method.count), method.amount.minor), provider: method.provider.string)
    }
    return first.map { row($0) } + ofMethods + rest.map { row($0) }
  }
}

extension DayTakings {
  /// What `report day --json` prints: a line for each currency.
  public var jsonLines: String { takings.map { $0.json(day).compactText + "\n" }.joined() }

  /// What `report day --csv` prints: a row for each figure, so that days can be put below each other; amounts in the
  /// major unit.
  public var csv: String {
    ([Takings.columns] + takings.flatMap { $0.rows(day) }).map(CSVRow.text).joined()
  }
}
