import Events
import Menus
import Screens
import TestAids

@testable import galley

extension WallEvening {
  /// A restaurant's day: its menu, and who ordered what and when. The demo's guests and cooks do the rest,
  /// for no file says how long anything took.
  ///
  /// The steps count from midnight by the clock on the wall.
  init(_ day: Day, midnight: Timestamp, seed: UInt64) throws {
    let menu = try MenuDocument(file: Array(day.menuDocument.utf8))
    var evening = DemoEvening(
      parties: try day.orders.map { try DemoParty($0, menu) }, chance: DemoChance(seed: seed))
    evening.play()
    self.init(
      [DinnerRush.ageLimits] + evening.stepsInOrder, menu: menu.json, from: midnight, seed: seed)
  }

  /// The day of the checkout.
  static func busiestDay() throws -> WallEvening {
    let midnight = Timestamp("2023-01-31T23:00:00.000Z").unsafelyUnwrapped
    return try WallEvening(.ofCheckout(), midnight: midnight, seed: 1)
  }
}

extension DemoParty {
  /// As the demo's waiters take an order no sooner than so long after a table is taken.
  private static let seatedMilliseconds: Int64 = 90_000

  /// A guest for each dish. They sit down a little earlier than they order.
  fileprivate init(_ order: Day.Order, _ menu: MenuDocument) throws {
    let parts = order.time.split(separator: ":").compactMap { Int64($0) }
    guard parts.count == 3 else { throw UsageFault("\(order.time) is no time") }
    let seconds = parts.reduce(0) { $0 * 60 + $1 }
    let lines = try order.dishes.map { dish in
      guard let item = menu.item(ExactString(dish.id)) else { throw UsageFault("no dish \(dish.id)") }
      return Line(dish: item, quantity: dish.qty)
    }
    self.init(arrivesAt: seconds * 1000 - Self.seatedMilliseconds)
    guests = lines.reduce(0) { $0 + $1.quantity }
    courses = [Course(lines: lines, afterMilliseconds: 0)]
  }
}
