import Dining
import Insights

/// The takings of a day in words and figures: for a shell, and for the manager's pane.
///
/// Who reads them: somebody who counts a drawer after closing. So what must lie in each drawer comes first, then what is
/// not even and whose, then what was given away, then what was sold.
public enum TakingsWords {
  /// The name of the pane.
  public static let pane = "takings"

  /// A row of the report.
  public struct Row: Sendable {
    public let label: String
    public var count = ""
    public var amount = ""
    /// Of the day before.
    public var before = ""
    public var isHeading = false
    public var isSum = false
  }

  /// So many uneven orders are named; the others are counted.
  private static let namedLimit = 6

  /// - Parameter before: of the day before, in the same currency; nil for no comparison, and where there was nothing.
  public static func rows(_ day: Takings, before: Takings? = nil) -> [Row] {
    func amount(
      _ label: String, count: Int64 = 0, isSum: Bool = false, isKept: Bool = false,
      _ value: (Takings) -> Int64
    ) -> [Row] {
      let (now, then) = (value(day), before.map(value))
      guard isKept || isSum || now != 0 || count != 0 || (then ?? 0) != 0 else { return [] }
      return [
        Row(
          label: label, count: count == 0 ? "" : "\(count)", amount: day.text(now),
          before: then.map(day.text) ?? "", isSum: isSum)
      ]
    }
    func count(_ label: String, _ value: (Takings) -> Int64) -> [Row] {
      [Row(label: label, amount: "\(value(day))", before: before.map { "\(value($0))" } ?? "")]
    }
    let providers = Set((day.methods + (before?.methods ?? [])).map(\.provider)).sorted()
    let drawers = providers.flatMap { provider in
      func method(_ takings: Takings) -> Takings.Method? {
        takings.methods.first { $0.provider == provider }
      }
      return amount(provider.string, count: Int64(method(day)?.count ?? 0), isKept: true) {
        method($0)?.amount.minor ?? 0
      }
    }
    let sections = [
      (
        "In the drawers",
        drawers + amount("all together", isSum: true) { $0.paid.minor - $0.refunded.minor }
          + (day.refunded.minor == 0 ? [] : amount("taken") { $0.paid.minor })
          + amount("given back") { -$0.refunded.minor }
          + amount("for orders of other days") { $0.forOtherDays.minor }
      ),
      (
        "Not even",
        amount("unpaid", count: Int64(day.uneven.count { $0.unpaid > .zero }), isKept: true) {
          $0.unpaid.minor
        }
          + amount("paid too much", count: Int64(day.uneven.count { $0.overpaid > .zero })) {
            $0.overpaid.minor
          }
          + names(day)
      ),
      (
        "Given away",
        amount("discounts") { $0.adjustments(.discount) } + amount("comps") { $0.adjustments(.comp) }
          + amount("voids", count: Int64(day.voids.count)) { $0.voids.amount.minor }
      ),
      (
        "Sold",
        count("orders") { Int64($0.orders) } + count("covers") { $0.covers.minor }
          + amount("dishes") { $0.dishes }
          + amount("discounts and comps") { $0.adjustments(.discount) + $0.adjustments(.comp) }
          + amount("service") { $0.adjustments(.service) } + amount("tax") { $0.adjustments(.tax) }
          + amount("tips") { $0.adjustments(.tip) } + amount("all together", isSum: true) { $0.total.minor }
          + amount("paid on other days") { $0.paidOnOtherDays.minor }
      ),
    ]
    return sections.filter { !$0.1.isEmpty }.flatMap { [Row(label: $0.0, isHeading: true)] + $0.1 }
  }

  /// Whose bills are not even.
  private static func names(_ day: Takings) -> [Row] {
    let named = day.uneven.prefix(namedLimit).map { order in
      let amount = order.unpaid > .zero ? order.unpaid : order.overpaid.negated
      return Row(
        label: "  \(order.code)\(order.table.map { " \($0)" } ?? "")", amount: day.currency.text(amount))
    }
    let rest = day.uneven.count - named.count
    return named + (rest > 0 ? [Row(label: "  and \(rest) more")] : [])
  }
}
