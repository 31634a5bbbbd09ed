import Events
import Testing

@testable import Dining

/// Two terminals that did not hear of each other in time.
@Suite struct MergeTests {
  /// The same wish at two screens, on an order where it can be given.
  static let wishes: [(before: [OrderCommand], wish: OrderCommand)] = [
    ([], .off("1")), ([.soup], .quantity(ItemName("4"), 3)), ([], .moveTable("T9")), ([.soup], .submit),
    ([], .to(.ready)), ([.to(.ready)], .to(.delivered, "1", "2")), ([.to(.ready)], .recall(round: 1)),
    ([], .delay(minutes: 10)), ([], .rush(true)), ([.rush(true)], .rush(false)),
    ([.alert("nuts")], .alert("")),
    ([.off("1")], .acknowledge(nil)), ([], .bill), ([.bill], .withdrawBill), ([], .complete),
    ([.cash(1_350), .to(.delivered)], .close), ([], .cancel(reason: "left")),
    ([], .freeTable(reason: "left")),
    ([.off("1")], .undo), ([.soup], .undo), ([.rush(true)], .undo), ([.bill], .undo),
    ([.to(.ready)], .undo), ([.adjust(.tip, euro(5), label: nil)], .undo), ([.delay(minutes: 5)], .undo),
    ([.soup, .quantity(ItemName("4"), 2)], .undo), ([.moveTable("T9")], .undo), ([.alert("nuts")], .undo),
  ]

  @Test(arguments: 0..<28) func f26TwoScreensThatWantTheSameAgree(number: Int) throws {
    let (before, wish) = Self.wishes[number]
    var one = try OneOrder.sent()
    for command in before { try one.give(command) }
    var two = one.twin("stove")
    try one.give(wish)
    try two.give(wish)
    let wanted = try one.sight
    one.hear(two)
    two.hear(one)
    #expect(one.conflicts == [], "\(wish)")
    #expect(try Plain.difference(one.sight, wanted) == "", "\(wish)")
    #expect(one.order.state == two.order.state)
  }

  @Test func additionsAndMoneyOfBothCount() throws {
    var one = try OneOrder.sent()
    var two = one.twin("stove")
    try one.give(.soup, .submit, .cash(500))
    try two.give(.wine, .submit, .cash(700))
    one.hear(two)
    #expect(one.order.total == euro(1_350 + 500 + 700) && one.order.paidPortion == euro(1_200))
    #expect(one.order.items(ofRound: 2).map(\.dish.name) == ["soup", "wine"])
    #expect(one.tickets == ["B07 ordered", "B07·2 ordered"] && one.conflicts == [])
  }

  @Test func aRecallThatCameTooLateIsListed() throws {
    var one = try OneOrder.sent()
    try one.give(.to(.ready))
    var two = one.twin("stove", laterBy: 0)
    try two.give(.to(.delivered))
    one.box.wall += 60_000
    try one.give(.recall(round: 1))
    one.hear(two)
    #expect(one.statuses == [.delivered, .delivered, .delivered] && one.conflicts == [.movedOn])
  }

  @Test func aStaleWithdrawalLeavesTheNewBill() throws {
    var one = try OneOrder.sent()
    try one.give(.bill)
    var two = one.twin("stove", laterBy: 0)
    try two.give(.withdrawBill, .bill)
    one.box.wall += 60_000
    try one.give(.withdrawBill)
    one.hear(two)
    #expect(one.order.bill == .billRequested && one.conflicts == [.alreadyChanged])
  }

  @Test func aMoveOfAnItemThatWasTakenOffIsListed() throws {
    var one = try OneOrder.sent()
    var two = one.twin("stove")
    try one.give(.off("1"))
    try two.give(.to(.ready))
    one.hear(two)
    #expect(one.conflicts == [.itemRemoved])
    #expect(one.order.standing.allSatisfy { $0.status == .ready })
  }

  @Test func anIdempotencyKeyCountsOnceAndTheLeastHoldsItInAnyOrder() throws {
    var one = try OneOrder()
    var two = one.twin("stove", laterBy: -3_600_000)
    one.box.wall += 10
    let late = try one.box.give(.dish("late", 1), one.id, key: "K")
    let early = try two.box.give(.dish("early", 1), two.id, key: "K")
    #expect(early.moment < late.moment)
    one.hear(two)
    two.hear(one)
    for table in [one, two] {
      #expect(table.order.items.map(\.dish.name) == ["early"])
      #expect(table.order.event(withKey: "K") == early.id && table.conflicts == [])
    }
  }

  /// Two events under one id: a broken box. Which one counts does not depend on who came first.
  @Test func s17TwinsUnderOneIdEndTheSameEverywhere() throws {
    let table = try OneOrder()
    var events: [Event] = []
    for name in ["till-0000000a", "till-0000000b"] {
      let origin = try #require(Origin(name))
      let time = table.box.stamp(table.id)
      let draft = EventDraft(
        id: EventID(UUIDv7(at: time.createdAt, random: .init(high: 1, low: 1))), stamp: time,
        orderID: table.id, type: .orderMoved, entity: .order, source: .staff, actor: "x",
        payload: object(["table_id": .string(name)]))
      events.append(try draft.sealed(origin: origin, after: ChainTip(before: origin, venue: "maple")))
    }
    let opening = table.box.events(table.id)
    let forth = OrderStream(id: table.id, events: opening + events).order.state
    var back = OrderStream(id: table.id)
    for event in events.reversed() + opening { back.insert([event]) }
    #expect(back.order.state == forth)
  }

  @Test func whatCameBeforeTheOpeningIsListedUntilItArrives() throws {
    var table = try OneOrder.sent()
    let events = table.box.events(table.id)
    var stream = OrderStream(id: table.id, events: Array(events.dropFirst()))
    #expect(stream.order.items.isEmpty && !stream.order.isLive)
    #expect(stream.order.conflicts.allSatisfy { $0.reason == .notOpened })
    stream.insert([events[0]])
    #expect(stream.order.state == table.order.state && stream.order.conflicts.isEmpty)
    try table.write(.orderOpened, ["currency": "EUR", "order_type": "dine_in", "short_code": "X1"])
    #expect(table.conflicts == [.openedTwice] && table.order.codeText == "B07")
  }

  @Test func f22AnUnknownTypeIsCountedAndHasNoEffect() throws {
    let table = try OneOrder.sent()
    let line = try #require(table.box.events(table.id).last).line
    let text = String(decoding: line, as: UTF8.self)
      .replacing("status_changed", with: "plates_warmed").replacing(
        /-7[0-9a-f]{3}-/, with: "-7abc-", maxReplacements: 1)
    var decoder = EventDecoder()
    let event = try decoder.decode(Array(text.utf8), 0..<text.utf8.count, checkingHashes: false)
    let order = OrderStream(id: table.id, events: table.box.events(table.id) + [event]).order
    #expect(order.unsupported == 1 && order.conflicts.isEmpty)
    #expect(order.items == table.order.items)
  }
}
