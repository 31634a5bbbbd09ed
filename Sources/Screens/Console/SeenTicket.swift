import Dining
import Events

/// What a cook must notice of a ticket: where it changes, the card is marked.
///
/// The kitchen's own progress is left out, and so is money: neither changes what is to be cooked.
struct SeenTicket: Equatable, Sendable {
  let lines: [ItemID: Line]
  let voids: Set<ItemID>
  let table: ExactString?
  let alert: Order.Alert?
  let isRushed: Bool
  let delayMinutes: Int64

  struct Line: Equatable, Sendable {
    let quantity: Int64
    let name: String
    let modifiers: [String]
    let note: String?
    let allergens: [String]
  }

  init(_ ticket: Ticket) {
    var lines: [ItemID: Line] = [:]
    var voids: Set<ItemID> = []
    for item in ticket.items {
      if item.isPendingVoid {
        voids.insert(item.id)
      } else {
        lines[item.id] = Line(
          quantity: item.quantity, name: item.dish.name, modifiers: item.modifiers.map(\.name),
          note: item.note,
          allergens: item.dish.allergens)
      }
    }
    self.lines = lines
    self.voids = voids
    table = ticket.order.tableID
    alert = ticket.order.alert
    isRushed = ticket.order.isRushed
    delayMinutes = ticket.round.delayMinutes
  }

  /// What is news beside `before`; the more urgent where there are two, nil for nothing.
  ///
  /// A void is a void alone: that its line is gone from the others is no second change. A void that somebody has
  /// acknowledged is no news.
  func news(since before: SeenTicket) -> [Sound] {
    let fresh = voids.subtracting(before.voids)
    let stayed = before.lines.filter { !fresh.contains($0.key) }
    let isChanged =
      lines != stayed || table != before.table || alert != before.alert || isRushed != before.isRushed
      || delayMinutes != before.delayMinutes
    return (fresh.isEmpty ? [] : [.void]) + (isChanged ? [.changed] : [])
  }
}
