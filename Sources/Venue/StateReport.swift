import Dining
import Events
import Menus

/// The reduced state as `galley state` prints it: one line of canonical JSON, the same bytes for the same events.
public enum StateReport {
  /// Whether `state` without `--all` speaks of an order, when the newest event is from `newest`.
  public static func isRecent(_ order: Order, newest: Timestamp) -> Bool {
    isRecent(closedAt: order.closing?.at, newest: newest)
  }

  static func isRecent(closedAt: Timestamp?, newest: Timestamp) -> Bool {
    guard let closedAt else { return true }
    return newest.milliseconds - closedAt.milliseconds <= House.archiveMilliseconds
  }

  /// Puts the parts together; `orders` are any that shall be in it.
  public static func build(orders: some Sequence<Order>, house: House) -> JSON {
    let sorted = orders.sorted { $0.id < $1.id }
    let members = JSON.Member("orders", .object(sorted.map { JSON.Member($0.id.description, $0.state) }))
    return .object(before(house) + [members] + behind(house))
  }

  /// The canonical bytes of the same from orders that were written before, ascending by id.
  static func bytes(orders: [(id: OrderID, state: [UInt8])], house: House) -> [UInt8] {
    var bytes = Array(JSON.object(before(house)).canonicalBytes.dropLast())
    bytes += Array(",\"orders\":{".utf8)
    for (index, order) in orders.enumerated() {
      bytes += Array("\(index == 0 ? "" : ",")\"\(order.id)\":".utf8) + order.state
    }
    bytes += Array("},".utf8) + JSON.object(behind(house)).canonicalBytes.dropFirst()
    return bytes
  }

  /// The members that stand before the orders, by the order of their keys.
  private static func before(_ house: House) -> [JSON.Member] {
    [JSON.Member("experiments", house.experiments.state), JSON.Member("menus", house.menus.state)]
  }

  private static func behind(_ house: House) -> [JSON.Member] {
    let staff = house.staff.all.compactMap { entry in
      entry.value.map { JSON.Member(entry.key.string, .string($0.role)) }
    }
    return [
      JSON.Member("settings", .object(house.settings.all.map { JSON.Member($0.key.string, $0.value) })),
      JSON.Member("staff", .object(staff)),
    ]
  }
}
