@testable import Dining

/// What may be said of an order at once: the later one counts, and the earlier one is listed.
extension ConcurrentPair {
  static let order: [ConcurrentPair] = [
    ConcurrentPair(
      "one table: they agree", till: [.moveTable("T9")], stove: [.moveTable("T9")], sees: Look.table,
      always: .init("T9")),
    ConcurrentPair(
      "two tables", till: [.moveTable("T9")], stove: [.moveTable("T5")], sees: Look.table,
      tillFirst: .init("T5", "till moved to T9 | overruled | stove moved to T5"),
      stoveFirst: .init("T9", "stove moved to T5 | overruled | till moved to T9")),
    ConcurrentPair(
      "two tables, on an order that was moved before", [.moveTable("T7")], till: [.moveTable("T9")],
      stove: [.moveTable("T5")], sees: Look.table,
      tillFirst: .init("T5", "till moved to T9 | overruled | stove moved to T5"),
      stoveFirst: .init("T9", "stove moved to T5 | overruled | till moved to T9")),
    ConcurrentPair(
      "undo of a move, and another move", [.moveTable("T9")], till: [.undo], stove: [.moveTable("T5")],
      sees: Look.table, tillFirst: .init("T5", "till back at T4 | overruled | stove moved to T5"),
      stoveFirst: .init("T5", "till back at T4 | alreadyChanged | stove moved to T5")),
    ConcurrentPair(
      "two alerts: both stand", till: [.alert("nuts")], stove: [.alert("fish")], sees: Look.alert,
      tillFirst: .init("nuts · fish"), stoveFirst: .init("fish · nuts")),
    ConcurrentPair(
      "an alert taken off, and another set", [.alert("nuts")], till: [.alert("")], stove: [.alert("fish")],
      sees: Look.alert, always: .init("fish")),
    ConcurrentPair(
      "an alert taken off twice: they agree", [.alert("nuts")], till: [.alert("")], stove: [.alert("")],
      sees: Look.alert, always: .init("none")),
    ConcurrentPair(
      "rush and rush: they agree", till: [.rush(true)], stove: [.rush(true)], sees: Look.rush,
      always: .init("rushed")),
    ConcurrentPair(
      "rush, and rush with second thoughts: whoever takes it off saw it rushed, whoever rushes saw it calm",
      till: [.rush(true)], stove: [.rush(true), .rush(false)], sees: Look.rush,
      tillFirst: .init("calm"), stoveFirst: .init("rushed")),
    ConcurrentPair(
      "two delays", till: [.delay(minutes: 10)], stove: [.delay(minutes: 20)], sees: Look.delay,
      tillFirst: .init(
        "20 min", "till round 1 wanted 10 min later | overruled | stove round 1 wanted 20 min later"),
      stoveFirst: .init(
        "10 min", "stove round 1 wanted 20 min later | overruled | till round 1 wanted 10 min later")),
    ConcurrentPair(
      "one delay: they agree", till: [.delay(minutes: 10)], stove: [.delay(minutes: 10)], sees: Look.delay,
      always: .init("10 min")),
    ConcurrentPair(
      "two quantities: the earlier one holds, since the later one names what it saw", [.soup],
      till: [.quantity(ItemName("4"), 2)], stove: [.quantity(ItemName("4"), 3)], sees: Look.last,
      tillFirst: .init(
        "2 opened", "stove soup: 3 instead of 1 | alreadyChanged | till soup: 2 instead of 1"),
      stoveFirst: .init(
        "3 opened", "till soup: 2 instead of 1 | alreadyChanged | stove soup: 3 instead of 1")),
    ConcurrentPair(
      "one quantity: they agree", [.soup], till: [.quantity(ItemName("4"), 3)],
      stove: [.quantity(ItemName("4"), 3)], sees: Look.last, always: .init("3 opened")),
    ConcurrentPair(
      "void and fewer: nobody cooks it; the void stands on the card with the quantity that it had",
      [.dish("tea", 200, quantity: 3), .submit], till: [.off("4")], stove: [.quantity(ItemName("4"), 1)],
      sees: Look.last,
      tillFirst: .init(
        "3 removed VOID", "stove tea: 1 instead of 3 | itemRemoved | till 3 × tea taken off"),
      stoveFirst: .init("1 removed VOID")),
    ConcurrentPair(
      "more of what was sent, twice: both are new", till: [.quantity(ItemName("1"), 2)],
      stove: [.quantity(ItemName("1"), 3)], sees: Look.cart, always: .init("1 rounds, 2 in the cart, none")),
    ConcurrentPair(
      "two guests called P1 by two boxes: both count, and one is listed", till: [.join(name: nil)],
      stove: [.join(name: nil)], sees: Look.guests,
      tillFirst: .init("P1 P1", "stove P1 joined | labelTwice | nobody"),
      stoveFirst: .init("P1 P1", "till P1 joined | labelTwice | nobody")),
    ConcurrentPair(
      "free and free, over and over: they agree", till: [.freeTable(reason: "left"), .complete],
      stove: [.freeTable(reason: "gone"), .complete], sees: Look.cart,
      always: .init("1 rounds, 0 in the cart, none")),
  ]

  static let money: [ConcurrentPair] = [
    ConcurrentPair(
      "both pay the whole bill: money counts, and the difference is the guest's", [.bill],
      till: [.cash(1_350)], stove: [.cash(1_350)], sees: Look.money,
      tillFirst: .init(
        "paid, 1350 total, 2700 paid, 0 left",
        "stove 13.50 EUR paid, cash | overpaid | till 13.50 EUR paid, cash"),
      stoveFirst: .init(
        "paid, 1350 total, 2700 paid, 0 left",
        "till 13.50 EUR paid, cash | overpaid | stove 13.50 EUR paid, cash")),
    ConcurrentPair(
      "both pay a part: both count", [.bill], till: [.cash(500)], stove: [.cash(700)], sees: Look.money,
      always: .init("billrequested, 1350 total, 1200 paid, 150 left")),
    ConcurrentPair(
      "bill and bill: they agree", till: [.bill], stove: [.bill], sees: Look.money,
      always: .init("billrequested, 1350 total, 0 paid, 1350 left")),
    ConcurrentPair(
      "bill and one more dish: both count", till: [.bill], stove: [.soup], sees: Look.cart,
      always: .init("1 rounds, 1 in the cart, billrequested")),
    ConcurrentPair(
      "bill withdrawn twice: they agree", [.bill], till: [.withdrawBill], stove: [.withdrawBill],
      sees: Look.money, always: .init("none, 1350 total, 0 paid, 1350 left")),
    ConcurrentPair(
      "bill withdrawn, and withdrawn and asked for anew: the new one stays", [.bill],
      till: [.withdrawBill], stove: [.withdrawBill, .bill], sees: Look.money,
      tillFirst: .init("billrequested, 1350 total, 0 paid, 1350 left"),
      stoveFirst: .init(
        "billrequested, 1350 total, 0 paid, 1350 left",
        "till bill taken back | alreadyChanged | stove bill asked for: 13.50 EUR")),
    ConcurrentPair(
      "bill withdrawn and paid: money counts; a withdrawal that came too late is listed", [.bill],
      till: [.withdrawBill], stove: [.cash(1_350)], sees: Look.money,
      tillFirst: .init("paid, 1350 total, 1350 paid, 0 left"),
      stoveFirst: .init(
        "paid, 1350 total, 1350 paid, 0 left",
        "till bill taken back | alreadyPaid | stove 13.50 EUR paid, cash")),
    ConcurrentPair(
      "closed, and one more dish: both count, and whoever comes later is listed",
      till: [.cash(1_350), .to(.delivered), .close],
      stove: [.soup], sees: Look.money,
      tillFirst: .init(
        "closed, 1850 total, 1350 paid, 500 left", "stove 1 × soup added | alreadyClosed | till closed"),
      stoveFirst: .init(
        "closed, 1850 total, 1350 paid, 500 left", "till closed | closedEarly | nobody")),
    ConcurrentPair(
      "closed and closed: they agree", [.cash(1_350), .to(.delivered)], till: [.close], stove: [.close],
      sees: Look.money,
      always: .init("closed, 1350 total, 1350 paid, 0 left")),
    ConcurrentPair(
      "cancelled and cancelled: they agree, whatever the reasons", till: [.cancel(reason: "left")],
      stove: [.cancel(reason: "wrong table")], sees: Look.money,
      always: .init("closed, 0 total, 0 paid, 0 left")),
    ConcurrentPair(
      "cancelled and paid: both count, so the house holds a guest's money, and that is listed",
      till: [.cancel(reason: "left")], stove: [.cash(1_350)], sees: Look.money,
      tillFirst: .init(
        "closed, 0 total, 1350 paid, 0 left", "stove 13.50 EUR paid, cash | overpaid | nobody",
        "stove 13.50 EUR paid, cash | alreadyClosed | till cancelled: left"),
      stoveFirst: .init(
        "closed, 0 total, 1350 paid, 0 left",
        "till cancelled: left | cancelledPaid | stove 13.50 EUR paid, cash")),
    ConcurrentPair(
      "discount and tip: both count", till: [.adjust(.discount, euro(350), label: nil)],
      stove: [.adjust(.tip, euro(100), label: nil)], sees: Look.money,
      always: .init("none, 1100 total, 0 paid, 1100 left")),
  ]
}
