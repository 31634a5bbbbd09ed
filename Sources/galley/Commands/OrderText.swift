import Dining
import Events
import Venue

/// Orders in words, for a shell.
enum OrderText {
  /// One order on one line.
  static func line(_ order: Order) -> String {
    let table = order.tableID.map { " at \($0)" } ?? ""
    let count = order.standing.count
    let unsent = order.standing.count { $0.round == nil }
    let marks = order.marks.map { ", \($0.rawValue.lowercased())" }.joined()
    return VisibleText.lines(
      "\(order.codeText)\(table): \(order.status), \(count) \(count == 1 ? "item" : "items"), "
        + (unsent > 0 ? "\(unsent) not sent, " : "") + "\(amount(order.total, order))\(marks)\n")
  }

  /// All about one order, its history included.
  ///
  /// - Parameter inColumns: whether its items stand in aligned columns, for a terminal.
  static func page(_ stream: OrderStream, inColumns: Bool = false) -> String {
    let order = stream.order
    var lines = [line(order).dropLast() + "", "order_id \(order.id)"]
    for (index, alert) in order.alerts.enumerated() { lines.append("ALERT \(index + 1): \(alert.shown)") }
    if inColumns {
      lines += OrderTable.text(itemsOf: order).split(separator: "\n").map(String.init)
    } else {
      for (index, item) in order.items.enumerated() { lines.append(text(item, number: index + 1)) }
    }
    lines.append(money(order).dropLast() + "")
    lines.append("")
    for event in stream.events {
      lines.append("\(event.createdAt)  \(event.actor)  \(OrderStory.sentence(event, in: order))")
    }
    for story in stream.conflictStories { lines += text(story) }
    return lines.map { VisibleText.line($0) }.joined(separator: "\n") + "\n"
  }

  /// Both sides of a conflict.
  private static func text(_ story: ConflictStory) -> [String] {
    let wanted = story.wanted
    return [
      "conflict \(wanted.event): \(story.conflict.reason.rawValue)",
      "  wanted  \(wanted.at)  \(wanted.name)  \(wanted.words)",
    ] + (story.stands.map { ["  stands  \($0.at)  \($0.name)  \($0.words)"] } ?? [])
  }

  /// What is paid and what is left.
  static func money(_ order: Order) -> String {
    "\(order.codeText): total \(amount(order.total, order)), paid \(amount(order.paidPortion, order)), "
      + "\(amount(order.remaining, order)) to pay\n"
  }

  private static func text(_ item: Item, number: Int) -> String {
    let round = item.round.map { "round \($0)" } ?? "not sent"
    let modifiers = item.modifiers.map { ", \($0.name)" }.joined()
    let note = item.noteShown.map { " \($0)" } ?? ""
    return "\(number). \(item.quantity) × \(item.dish.name)\(modifiers)\(note): \(item.statusWord), \(round)"
  }

  static func amount(_ money: Money, _ order: Order) -> String {
    guard let currency = order.opening?.currency else { return String(money.minor) }
    return "\(currency.text(money)) \(currency.code)"
  }
}
