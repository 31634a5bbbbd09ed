import Events
import Testing

@testable import Dining

/// What the kitchen was told and is told no more stands struck on its card until it says that it saw it.
@Suite struct ToldKitchenTests {
  /// The lines of the order's cards, those that are struck with a `-` before them.
  private func lines(_ table: OneOrder) -> [String] {
    BoardRules.tickets(of: table.order).flatMap { ticket in
      ticket.items.map { "\($0.isRemoved ? "-" : "")\($0.quantity) \($0.dish.name)" }
    }
  }

  private static func three() throws -> OneOrder {
    var table = try OneOrder()
    try table.give(.dish("soup", 500, quantity: 3), .bread, .submit)
    return table
  }

  @Test(
    "A8: fewer of a dish is a void of the difference, until it is acknowledged",
    arguments: KitchenStep.allCases)
  func fewer(of step: KitchenStep) throws {
    var table = try Self.three()
    try table.give(.to(step, "1"), .quantity(ItemName("1"), 1))
    let isServed = step == .delivered
    #expect(lines(table) == ["1 soup"] + (isServed ? [] : ["-2 soup"]) + ["1 bread"])
    #expect(table.order.total == euro(650))
    guard !isServed else { return #expect(table.refusal(.acknowledge(nil)) == .nothingToAcknowledge("B07")) }
    try table.give(.acknowledge(nil))
    #expect(lines(table) == ["1 soup", "1 bread"] && table.conflicts == [])
  }

  @Test("Fewer in the cart is nobody's business")
  func fewerInTheCart() throws {
    var table = try OneOrder()
    try table.give(.dish("soup", 500, quantity: 3), .quantity(ItemName("1"), 2), .submit)
    #expect(lines(table) == ["2 soup"])
  }

  @Test("Fewer taken back is no void any more; one that was seen can't be taken back")
  func fewerTakenBack() throws {
    var table = try Self.three()
    try table.give(.quantity(ItemName("1"), 2), .quantity(ItemName("1"), 1))
    #expect(lines(table) == ["1 soup", "-1 soup", "-1 soup", "1 bread"])
    try table.give(.undo)
    #expect(lines(table) == ["2 soup", "-1 soup", "1 bread"])
    try table.give(.acknowledge(nil))
    #expect(table.refusal(.undo) == .cannotBeUndone("B07"))
  }

  @Test("A8: a fewer that another terminal wrote is a void here, in whatever order it comes")
  func fewerFromElsewhere() throws {
    var one = try Self.three()
    var two = one.twin("stove")
    try two.give(.quantity(ItemName("1"), 2), by: "Dang")
    one.hear(two)
    #expect(lines(one) == ["2 soup", "-1 soup", "1 bread"])
    // Both acknowledge: they agree.
    try one.give(.acknowledge(nil))
    try two.give(.acknowledge(nil), by: "Dang")
    one.hear(two)
    two.hear(one)
    #expect(lines(one) == ["2 soup", "1 bread"] && one.conflicts == [] && one.order.state == two.order.state)
  }

  @Test(
    "A1: more of a dish that was sent is a new item in the cart, as the first was",
    arguments: KitchenStep.allCases)
  func more(than step: KitchenStep) throws {
    var table = try OneOrder()
    let dish = Dish(menuitemID: "burger", name: "Burger", unitPrice: euro(1_250), station: "grill")
    let cheese = Modifier(name: "extra cheese", price: euro(150))
    try table.give(
      .add(.init(dish: dish, modifiers: [cheese], note: "no salt")), .submit, .to(step),
      .quantity(ItemName("1"), 3))
    #expect(table.order.items.map(\.quantity) == [1, 2] && table.order.total == euro(4_200))
    #expect(table.order.cart.map(\.modifiers) == [[cheese]] && table.order.cart.map(\.note) == ["no salt"])
    try table.give(.submit)
    #expect(table.tickets.last == "B07·2 ordered")
    #expect(lines(table).last == "2 Burger")
  }

  @Test("More of what is sold out is refused, in the cart and beyond, and so is its sending")
  func soldOut() throws {
    var table = try Self.three()
    try table.give(.wine)
    table.box.soldOut = ["wine", "soup"]
    #expect(table.refusal(.submit) == .soldOut("wine", on: "B07"))
    #expect(table.refusal(.quantity(ItemName("3"), 2)) == .soldOut("wine", on: "B07"))
    #expect(table.refusal(.quantity(ItemName("1"), 4)) == .soldOut("soup", on: "B07"))
    try table.give(.quantity(ItemName("1"), 2), .off("3"))
    #expect(lines(table) == ["2 soup", "-1 soup", "1 bread"])
  }

  @Test("A8: a send is taken back for ten seconds, then no more")
  func unsend() throws {
    for (waitMs, isRefused) in [(0, false), (8_900, false), (60_000, true)] as [(Int64, Bool)] {
      var table = try Self.three()
      table.box.wall += waitMs
      #expect(table.refusal(.undo) == (isRefused ? .sentTooLongAgo("B07") : nil), "after \(waitMs) ms")
    }
  }

  @Test("A8: a send that an older terminal takes back late is a void, and the dishes are in the cart again")
  func lateUnsend() throws {
    var table = try Self.three()
    let sent = try #require(table.order.changes.last)
    table.box.wall += 60_000
    let items = table.order.items.map { item -> JSON in
      .object(["from": .string("ordered"), "item_id": .string(item.id.description)])
    }
    try table.write(
      .statusChanged,
      [
        "from": .string("ordered"), "items": .array(items), "to": .string("opened"),
        "undoes": .string(sent.event.description),
      ])
    #expect(lines(table) == ["-3 soup", "-1 bread"] && table.order.cart.count == 2)
    #expect(table.tickets == ["B07 ordered"])
    try table.give(.acknowledge(ItemName("1")), .acknowledge(ItemName("2")))
    #expect(lines(table) == [] && table.order.rounds.isEmpty && table.conflicts == [])
    try table.give(.submit)
    #expect(lines(table) == ["3 soup", "1 bread"])
  }

  @Test("A2: an order with dishes not served is not closed, unless anyway: then they are voids")
  func closeUnserved() throws {
    var table = try Self.three()
    try table.give(.to(.delivered, "2"), .bill, .cash(1_650))
    #expect(table.refusal(.close) == .unserved("B07", dishes: ["3 × soup"]))
    try table.box.give(.close, table.id, anyway: true)
    #expect(table.order.closing != nil && lines(table) == ["-3 soup"])
    #expect(table.order.total == euro(1_650) && table.order.remaining == .zero)
    try table.give(.acknowledge(nil))
    #expect(lines(table) == [] && table.conflicts == [])
  }

  @Test("A2: what is served closes without a word")
  func closeServed() throws {
    var table = try Self.three()
    try table.give(.to(.delivered), .bill, .cash(1_650), .close)
    #expect(lines(table) == [])
  }

  @Test("A3: a card of a closed order shows its voids and nothing else")
  func closedWithVoid() throws {
    var table = try Self.three()
    try table.give(.off("1"), .to(.delivered, "2"), .bill, .cash(150), .close)
    #expect(lines(table) == ["-3 soup"])
    var cancelled = try Self.three()
    try cancelled.give(.to(.delivered, "2"), .cancel(reason: "walked out"))
    #expect(lines(cancelled) == ["-3 soup"])
  }
}
