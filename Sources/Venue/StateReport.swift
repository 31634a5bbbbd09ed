import Dining
import Events
import Menus

/// The reduced state as `galley state` prints it: one line of canonical JSON, the same bytes for the same events.
public enum StateReport {
  /// Whether `state` without `--all` speaks of an order, when the newest event is from `newest`.
  public static func isRecent(_ order: Order, newest: Timestamp) -> Bool {
    guard let closing = order.closing else { return true }
    return newest.milliseconds - closing.at.milliseconds <= House.archiveMilliseconds
  }

  /// Puts the parts together; `orders` are any that shall be in it.
  public static func build(orders: some Sequence<Order>, house: House) -> JSON {
    let sorted = orders.sorted { $0.id < $1.id }
    return .object([
      "experiments": .object([]),
      "menus": house.menus.state,
      "orders": .object(sorted.map { JSON.Member($0.id.description, $0.state) }),
      "settings": .object(house.settings.all.map { JSON.Member($0.key.string, $0.value) }),
      "staff": .object(
        house.staff.all.compactMap { entry in entry.value.map { JSON.Member(entry.key.string, .string($0)) } }
      ),
    ])
  }
}
