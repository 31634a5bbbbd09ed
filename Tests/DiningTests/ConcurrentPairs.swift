import Events

@testable import Dining

/// Two people at two terminals who have not heard of each other, from one history on.
///
/// Each row says by reasoning what then stands and what is listed: nothing where both agree or both count, else who
/// lost, why, and to whom. `till` is the first terminal and `stove` the second; an event's place in the stream is
/// decided by the clocks, so both cases are written down: what holds where the till's clock puts it first, and what
/// where the stove's does.
struct ConcurrentPair {
  let name: String
  /// What both know; soup, bread and wine were sent at T4 before it.
  let before: [OrderCommand]
  let till: [OrderCommand]
  let stove: [OrderCommand]
  /// What of the order the row is about.
  let sees: @Sendable (Order) -> String
  let tillFirst: Outcome
  let stoveFirst: Outcome

  struct Outcome {
    let stands: String
    let listed: [String]

    init(_ stands: String, _ listed: String...) {
      self.stands = stands
      self.listed = listed
    }
  }

  init(
    _ name: String, _ before: [OrderCommand] = [], till: [OrderCommand], stove: [OrderCommand],
    sees: @escaping @Sendable (Order) -> String, tillFirst: Outcome, stoveFirst: Outcome
  ) {
    self.name = name
    self.before = before
    self.till = till
    self.stove = stove
    self.sees = sees
    self.tillFirst = tillFirst
    self.stoveFirst = stoveFirst
  }

  /// A row where the clocks don't matter.
  init(
    _ name: String, _ before: [OrderCommand] = [], till: [OrderCommand], stove: [OrderCommand],
    sees: @escaping @Sendable (Order) -> String, always outcome: Outcome
  ) {
    self.init(
      name, before, till: till, stove: stove, sees: sees, tillFirst: outcome, stoveFirst: outcome)
  }
}

/// Parts of an order that rows are about.
enum Look {
  static let kitchen: @Sendable (Order) -> String = { order in
    order.items.map(\.statusWord).joined(separator: " ")
  }
  static let table: @Sendable (Order) -> String = { $0.tableID?.string ?? "none" }
  static let alert: @Sendable (Order) -> String = { $0.alertText ?? "none" }
  static let rush: @Sendable (Order) -> String = { $0.isRushed ? "rushed" : "calm" }
  static let delay: @Sendable (Order) -> String = { "\($0.delayMinutes) min" }
  static let money: @Sendable (Order) -> String = { order in
    "\(order.bill.rawValue), \(order.total.minor) total, \(order.paidPortion.minor) paid, \(order.remaining.minor) left"
  }
  static let soup: @Sendable (Order) -> String = { line($0.items[0]) }
  static let last: @Sendable (Order) -> String = { line($0.items[$0.items.count - 1]) }

  private static func line(_ item: Item) -> String {
    "\(item.quantity) \(item.statusWord)" + (item.isPendingVoid ? " VOID" : "")
  }

  static let cart: @Sendable (Order) -> String = { order in
    "\(order.rounds.count) rounds, \(order.cart.count) in the cart, \(order.bill.rawValue)"
  }
  static let guests: @Sendable (Order) -> String = { order in
    order.participants.map(\.label.string).joined(separator: " ")
  }
}
