import Dining
import Events
import Host
import Venue

/// Orders in words, for a shell.
enum OrderText {
  /// One order on one line.
  static func line(_ order: Order) -> String {
    let table = order.tableID.map { " at \($0)" } ?? ""
    let count = order.standing.count
    let marks = order.marks.map { ", \($0.rawValue.lowercased())" }.joined()
    let unsent = order.cart.isEmpty ? "" : ", \(order.cart.count) not sent"
    let tooMuch = order.overpaid > .zero ? ", \(amount(order.overpaid, order)) too much paid" : ""
    return VisibleText.lines(
      "\(order.codeText)\(table)\(terms(order)): \(status(order)), "
        + "\(count) \(count == 1 ? "item" : "items")\(unsent), "
        + "\(amount(order.total, order))\(tooMuch)\(marks)\n")
  }

  /// How the meal leaves the house, for whom, and when: a table says that by itself.
  private static func terms(_ order: Order) -> String {
    guard let opening = order.opening else { return "" }
    let type = opening.type == .dineIn ? nil : opening.type.rawValue
    let name = opening.type == .dineIn ? nil : order.names.first
    let promised = opening.promisedAt.map { "for \(LocalTime.short($0))" }
    return [type, name, promised].compactMap { $0.map { ", \($0)" } }.joined()
  }

  /// How far it is; one that was cancelled is not called closed.
  static func status(_ order: Order) -> String { order.isCancelled ? "cancelled" : order.status }

  /// All about one order, its history included.
  ///
  /// - Parameter inColumns: whether its items stand in aligned columns, for a terminal.
  static func page(_ stream: OrderStream, inColumns: Bool = false) -> String {
    let order = stream.order
    var lines = [line(order).dropLast() + "", "order_id \(order.id)"]
    if let reason = order.closing?.cancelledBecause { lines.append("cancelled: \(reason)") }
    for (index, alert) in order.alerts.enumerated() { lines.append("ALERT \(index + 1): \(alert.shown)") }
    if inColumns {
      lines += OrderTable.text(itemsOf: order).split(separator: "\n").map(String.init)
      lines += order.items.enumerated().filter(\.element.isRemoved).map {
        text($0.element, number: $0.offset + 1, stream)
      }
    } else {
      for (index, item) in order.items.enumerated() { lines.append(text(item, number: index + 1, stream)) }
    }
    lines += account(stream) + [money(order).dropLast() + ""]
    if order.overpaid > .zero { lines.append(overpaid(order).dropLast() + "") }
    lines.append("")
    for event in stream.events {
      lines.append(
        "\(LocalTime.text(event.createdAt))  \(event.actor)  \(OrderStory.sentence(event, in: order))")
    }
    for story in stream.conflictStories { lines += text(story) }
    return lines.map { VisibleText.line($0) }.joined(separator: "\n") + "\n"
  }

  /// Both sides of a conflict.
  private static func text(_ story: ConflictStory) -> [String] {
    let wanted = story.wanted
    return [
      "conflict \(wanted.event): \(story.conflict.reason.rawValue)",
      "  wanted  \(LocalTime.text(wanted.at))  \(wanted.name)  \(wanted.words)",
    ] + (story.stands.map { ["  stands  \(LocalTime.text($0.at))  \($0.name)  \($0.words)"] } ?? [])
  }

  /// What is paid and what is left.
  static func money(_ order: Order) -> String {
    "\(order.codeText): total \(amount(order.total, order)), paid \(amount(order.paidPortion, order)), "
      + "\(amount(order.remaining, order)) to pay\n"
  }

  /// That more was paid than is due, and the way on.
  static func overpaid(_ order: Order) -> String {
    let tooMuch = order.opening?.currency.text(order.overpaid) ?? ""
    return
      "\(order.codeText): \(amount(order.overpaid, order)) more was paid than is due; give it back with: "
      + "galley pay refund \(order.codeText) \(tooMuch)\n"
  }

  /// What `pay status` prints: the sums, and each payment with the number by which it is named.
  static func payments(_ stream: OrderStream) -> String {
    let order = stream.order
    let lines = order.payments.enumerated().map { text($0.element, number: $0.offset + 1, stream) }
    return money(order) + (order.overpaid > .zero ? overpaid(order) : "")
      + lines.map { VisibleText.line($0) + "\n" }.joined()
  }

  /// What makes the total of the dishes the one that is asked for, and what was paid of it.
  private static func account(_ stream: OrderStream) -> [String] {
    let order = stream.order
    let adjustments = order.adjustments.map { adjustment in
      let label = adjustment.label.map { ", “\($0)”" } ?? ""
      return "\(adjustment.kind.rawValue) \(amount(adjustment.amount, order))\(label)"
        + said(adjustment.event, stream)
    }
    return adjustments
      + order.payments.enumerated().map { text($0.element, number: $0.offset + 1, stream) }
  }

  private static func text(_ payment: Payment, number: Int, _ stream: OrderStream) -> String {
    let order = stream.order
    // How much of it was given back is said beside it.
    let state = payment.state == .paid ? payment.state.rawValue : payment.words
    let back = payment.refunded > .zero ? ", \(amount(payment.refunded, order)) given back" : ""
    return "payment \(number): \(amount(payment.amount, order)) \(payment.provider), "
      + "\(state)\(back)\(payment.paidBy.map { said($0, stream) } ?? "")"
  }

  private static func text(_ item: Item, number: Int, _ stream: OrderStream) -> String {
    let order = stream.order
    let round = item.round.map { "round \($0)" } ?? "not sent"
    let modifiers = item.modifiers.map { ", \($0.name)" }.joined()
    let note = item.noteShown.map { " \($0)" } ?? ""
    let words =
      "\(number). \(item.quantity) × \(item.dish.name)\(modifiers)\(note): \(item.statusWord), \(round)"
    let cost = item.lineTotal(quantity: item.quantity).map { amount($0, order) } ?? ""
    guard let removal = item.removal else { return "\(words), \(cost)" }
    let reason = removal.reason.map { ", “\($0)”" } ?? ""
    return "\(words), \(cost) off\(reason)\(said(removal.event, stream))"
  }

  /// Who said something and when.
  private static func said(_ id: EventID, _ stream: OrderStream) -> String {
    guard let event = stream.event(id) else { return "" }
    return ", by \(stream.order.name(ofActor: event.actor)) at \(LocalTime.text(event.writtenAt))"
  }

  static func amount(_ money: Money, _ order: Order) -> String {
    guard let currency = order.opening?.currency else { return String(money.minor) }
    return "\(currency.text(money)) \(currency.code)"
  }
}
