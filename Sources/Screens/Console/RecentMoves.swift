import Dining
import Events

/// One move of dishes from column to column, as the list of moves tells it.
struct RecentMove: Sendable {
  let event: EventID
  let order: OrderID
  let round: Int?
  let code: String
  let table: String?
  let dishes: [String]
  let from: KitchenStatus
  let to: KitchenStatus
  let at: Timestamp
  let actor: String
  /// Why it can't be taken back; nil where it can.
  let whyNot: String?
}

/// The last moves of all orders in memory, newest first.
enum RecentMoves {
  /// As many as a cook may have to look back through on a busy evening.
  static let limit = 50

  static func list(_ view: View) -> [RecentMove] {
    let latest = view.house.orders.values.flatMap { stream in
      changes(of: stream.order).suffix(limit).compactMap { change in
        stream.event(change.event).map { (event: $0, order: stream.order) }
      }
    }
    return latest.sorted { $0.event.moment > $1.event.moment }.prefix(limit).compactMap { entry in
      move(entry.event, entry.order)
    }
  }

  private static func changes(of order: Order) -> [Change] {
    order.changes.filter { if case .moved = $0.kind { true } else { false } }
  }

  private static func move(_ event: Event, _ order: Order) -> RecentMove? {
    guard let parts = Parts(event) else { return nil }
    let items = parts.items.compactMap { order.item($0) }
    let label = parts.round.map { $0 > 1 ? "\(order.codeText)·\($0)" : order.codeText } ?? order.codeText
    return RecentMove(
      event: event.id, order: order.id, round: parts.round, code: label, table: order.tableID?.string,
      dishes: items.map { $0.quantity > 1 ? "\($0.quantity) × \($0.dish.name)" : $0.dish.name },
      from: parts.from, to: parts.to, at: event.writtenAt, actor: event.actor.string,
      whyNot: whyNot(parts, event, items, order))
  }

  /// A recall takes the latest move of a round whose dishes are all still where it put them.
  private static func whyNot(_ parts: Parts, _ event: Event, _ items: [Item], _ order: Order) -> String? {
    let standing = items.filter { !$0.isRemoved }
    if order.closing != nil { return "\(order.codeText) is closed" }
    if standing.isEmpty { return "its dishes were taken off" }
    if standing.contains(where: { $0.status != parts.to }) { return "its dishes have moved on since" }
    return nil
  }

  /// What an event of a move says.
  private struct Parts {
    let items: [ItemID]
    let from: KitchenStatus
    let to: KitchenStatus
    let round: Int?

    init?(_ event: Event) {
      var fields = event.payload
      // In the order in which they lie there.
      let from = fields.text("from").flatMap { KitchenStatus(rawValue: $0) }
      let list = fields.json("items")?.array ?? []
      round = fields.int("round").flatMap { Int(exactly: $0) }
      let to = fields.text("to").flatMap { KitchenStatus(rawValue: $0) }
      guard let from, let to else { return nil }
      self.from = from
      self.to = to
      items = list.compactMap { $0["item_id"]?.string.flatMap { UUIDv7($0) }.map { ItemID($0) } }
    }
  }
}
