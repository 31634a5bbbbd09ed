import Dining
import Events
import Host
import Screens
import Venue

/// What was understood of a file of past orders, for a person at a shell.
enum ImportText {
  static func text(_ orders: OrderImport, file: String, written: ImportedEvents?) -> String {
    let counts =
      "\(counted(orders.orders.count, "order")) with \(counted(orders.dishCount, "dish", "dishes")), "
      + "\(amount(orders.total, orders)) \(orders.currency.code), "
      + [orders.from, orders.until].compactMap { $0 }.map { String(LocalTime.text($0).prefix(16)) }
      .joined(separator: " to ")
    var lines: [String] = []
    if let written {
      lines.append("\(file): \(counts).")
      let old =
        written.oldDishes == 0 ? "" : "; \(counted(written.oldDishes, "dish", "dishes")) were here already"
      lines.append(
        "New: \(counted(written.orders, "order")), \(counted(written.dishes, "dish", "dishes")), "
          + "\(counted(written.events, "event"))\(old).")
    } else {
      lines.append("\(file) holds \(counts). Nothing is written: this is a preview.")
      lines += orders.columns.map { "  \($0.field.rawValue) is read from \($0.column)" }
      if !orders.unused.isEmpty { lines.append("  not used: \(orders.unused.joined(separator: ", "))") }
      lines += orders.orders.prefix(OrderImport.ordersShown).map { line($0, orders) }
    }
    if orders.pricesOfMenu > 0 {
      lines.append(
        "Of \(counted(orders.pricesOfMenu, "row")) the price is the one on the menu now: the file has none.")
    }
    lines += refusals(orders)
    return lines.map { VisibleText.line($0) + "\n" }.joined()
  }

  private static func line(_ order: ImportedOrder, _ orders: OrderImport) -> String {
    let dishes = order.dishes.prefix(6).map { "\($0.quantity) × \($0.dish.name)" }.joined(separator: ", ")
    let more = order.dishes.count > 6 ? " and \(order.dishes.count - 6) more" : ""
    let table = order.table.map { ", \($0)" } ?? ""
    return "  order \(order.name), \(LocalTime.text(order.openedAt).prefix(16))\(table): \(dishes)\(more): "
      + amount(order.total.minor, orders)
  }

  private static func refusals(_ orders: OrderImport) -> [String] {
    guard orders.refusedCount > 0 else { return [] }
    let rest = orders.refusedCount - orders.refusals.count
    return ["\(counted(orders.refusedCount, "row")) left out:"]
      + orders.refusals.map { "  line \($0.line): \($0.reason)" } + (rest > 0 ? ["  and \(rest) more"] : [])
  }

  private static func amount(_ minor: Int64, _ orders: OrderImport) -> String {
    Money(minor: minor).map(orders.currency.text) ?? "\(minor)"
  }

  private static func counted(_ count: Int, _ one: String, _ many: String? = nil) -> String {
    "\(count) \(count == 1 ? one : many ?? one + "s")"
  }
}
