import Dining
import Events
import Host
import Screens

/// Orders and their items in aligned columns, as a person at a terminal reads them.
enum OrderTable {
  /// - Parameter rows: as ``row(_:)`` makes them.
  static func text(_ rows: [[String]]) -> String {
    var table = TextTable([
      "CODE": .left, "TABLE": .left, "GUESTS": .right, "FOR": .left, "STATUS": .left, "OPENED": .left,
      "ITEMS": .right,
      "NOT SENT": .right, "TOTAL": .right, "MARKS": .left,
    ])
    for row in rows { table.add(row) }
    return table.text
  }

  static func row(_ order: Order) -> [String] {
    let unsent = order.standing.count { $0.round == nil }
    return [
      order.codeText, place(order), order.opening?.guests.map { "\($0)" } ?? "", wanted(order),
      OrderText.status(order),
      order.opening.map { clock($0.createdAt) } ?? "", "\(order.standing.count)",
      unsent == 0 ? "" : "\(unsent)",
      OrderText.amount(order.total, order),
      (order.marks.map { $0.rawValue.lowercased() }
        + (order.overpaid > .zero ? ["\(OrderText.amount(order.overpaid, order)) too much paid"] : []))
        .joined(separator: ", "),
    ]
  }

  static func text(itemsOf order: Order) -> String {
    var table = TextTable([
      "#": .right, "QTY": .right, "DISH": .left, "STATUS": .left, "ROUND": .right, "PRICE": .right,
    ])
    for (index, item) in order.items.enumerated() {
      let note = item.note.map { " “\($0)”" } ?? ""
      table.add([
        "\(index + 1)", "\(item.quantity)",
        ([item.dish.name] + item.modifiers.map(\.name)).joined(separator: ", ") + note, item.statusWord,
        item.round.map { "\($0)" } ?? "not sent",
        item.lineTotal(quantity: item.quantity).map { OrderText.amount($0, order) } ?? "",
      ])
    }
    return table.text
  }

  private static func clock(_ time: Timestamp) -> String {
    View.clock(time, offsetMinutes: LocalTime.offsetMinutes(time))
  }

  /// Who gets it and when, where it leaves the house.
  private static func wanted(_ order: Order) -> String {
    let name = order.opening?.type == .dineIn ? nil : order.names.first
    return [name, order.opening?.promisedAt.map { LocalTime.short($0) }].compactMap { $0 }
      .joined(separator: " ")
  }

  /// Where an order is: its table, or how it leaves the house.
  private static func place(_ order: Order) -> String {
    if let table = order.tableID { return table.string }
    switch order.opening?.type {
    case .takeaway: return "takeaway"
    case .delivery: return "delivery"
    case .dineIn, nil: return ""
    }
  }
}
