import Dining
import Events
import Testing

@testable import Venue

/// One command is one event or one refusal, whatever it is.
@Suite struct CommandTests {
  private static let menu = """
    {"menu_id":"m","name":"Menu","currency":"EUR","sections":[{"id":"s","name":"All","items":[
    {"id":"soup","name":"Soup","price":650,"station":"hot","modifiers":[{"group":"g","min":0,"max":1,
    "options":[{"name":"cream","price":50}]}]}]}]}
    """

  @Test func oneCommandWritesExactlyOneEvent() throws {
    var till = try Till()
    try till.give(.menu(.importDocument(JSONParser.parse(Array(Self.menu.utf8)))))
    let code = try till.open()
    let commands: [Request.Action] = [
      .order(
        code, .add(menuitem: "soup", .init(quantity: 2, modifiers: ["cream", "hot"], note: "slowly"))),
      .dish(code, "4.20"), .order(code, .kitchen(.submit)), .order(code, .kitchen(.rush(true))),
      .order(code, .kitchen(.move(to: .ready, round: nil, items: []))),
      .order(code, .kitchen(.recall(round: nil))),
      .order(code, .kitchen(.delay(minutes: 5))), .order(code, .service(.undo)),
      .order(code, .item(.remove(ItemName("2"), reason: nil))),
      .order(code, .kitchen(.acknowledge(nil))), .order(code, .service(.alert("nuts"))),
      .order(code, .item(.join(name: "Ben"))), .order(code, .service(.moveTable("T5"))),
      .order(code, .adjust(.discount, amount: "1", label: nil)),
      .order(code, .money(.bill)), .order(code, .money(.withdrawBill)),
      .order(code, .payCash(amount: "3", .participant("P1"))), .order(code, .service(.complete)),
      .menu(.soldOut(menuitem: "soup", isAvailable: false)),
    ]
    for command in commands {
      let before = till.log.count
      #expect(try till.give(command).count == 1, "\(command)")
      #expect(till.log.count == before + 1, "\(command)")
    }
    let order = try #require(OrderName(code).order(in: till.house))
    // 2 × (6.50 + 0.50) less 1.00; what is not on the menu costs nothing.
    #expect(order.total.minor == 1_300 && order.paidPortion.minor == 300)
  }

  @Test func refusalsLeaveEverythingAsItWas() throws {
    var till = try Till()
    let code = try till.open()
    try till.give(.dish(code, "4"))
    let before = (till.state, CheckpointNotes(till.venue).bytes, till.log.count)
    let refused: [(Request.Action, String)] = [
      (.dish("Z99", "4"), "not_found"), (.dish(code, "4,205"), "amount"), (.dish(code, "-4"), "amount"),
      (.order(code, .add(menuitem: "soup", .init())), "not_found"),
      (.order(code, .money(.close)), "not_sent"),
      (.menu(.soldOut(menuitem: "soup", isAvailable: true)), "not_found"),
      (.menu(.importDocument(.object([]))), "menu"),
      (.order(code, .service(.alert(String(repeating: "x", count: 501)))), "text"),
      (.open(table: "", guests: 2, type: .dineIn, promisedAt: nil), "text"),
      (.open(table: nil, guests: -1, type: .dineIn, promisedAt: nil), "quantity"),
    ]
    for (action, reason) in refused {
      let asker = till.ask(action)
      #expect(till.complaint(asker)?.code == reason, "\(action)")
    }
    #expect(till.unsynced.isEmpty && till.log.count == before.2)
    #expect(till.state == before.0 && CheckpointNotes(till.venue).bytes == before.1)
    #expect(till.venue.metrics.refusals == refused.count)
  }

  @Test func theTerminalThatClosedFreesTheTable() throws {
    var till = try Till()
    let id = try till.serve("T4")
    let last = try #require(till.log.last)
    #expect(last.type == .tableFreed && last.orderID == id && last.source == .system)
    #expect(till.log.filter { $0.type == .tableFreed }.count == 1)
    #expect(till.house.orders[id]?.order.tableFreedAt == last.createdAt)

    var other = try Till("stove", letter: "K", seed: 2)
    other.hear(till.log.filter { $0.type != .tableFreed })
    other.sync()
    #expect(other.log.count == till.log.count - 1)
  }

  @Test func aCancelledOrderFreesItsTableAndATakeawayHasNone() throws {
    var till = try Till()
    let code = try till.open("T4")
    try till.give(.order(code, .service(.cancel(reason: "walked out"))))
    #expect(till.log.last?.type == .tableFreed)
    let away = try till.open(nil)
    try till.give(.order(away, .service(.cancel(reason: "walked out"))))
    #expect(till.log.last?.type == .orderCancelled)
  }

  /// One sync may carry two closings: what follows from them are two events, with two ids.
  @Test func tablesFreedInOneSyncAreTwoEvents() throws {
    var till = try Till()
    let codes = [try till.open("T4"), try till.open("T5")]
    for code in codes { _ = till.ask(.order(code, .service(.cancel(reason: "fire alarm")))) }
    till.sync()
    let freed = till.log.filter { $0.type == .tableFreed }
    #expect(freed.count == 2 && Set(freed.map(\.id)).count == 2)
    #expect(try Chain.isWhole(till.log))
  }

  @Test func anIdempotencyKeyRepeatsTheFirstLines() throws {
    var till = try Till()
    try till.give(.menu(.importDocument(JSONParser.parse(Array(Self.menu.utf8)))), key: "import")
    let code = try till.open("T4", key: "open")
    try till.give(.dish(code, "4"), key: "add")
    try till.give(.menu(.soldOut(menuitem: "soup", isAvailable: false)), key: "out")
    let lines = till.log.map(\.line)
    let again = [
      try till.give(.menu(.importDocument(JSONParser.parse(Array(Self.menu.utf8)))), key: "import"),
      try till.give(.opening("T4"), key: "open"), try till.give(.dish(code, "4"), key: "add"),
      try till.give(.menu(.soldOut(menuitem: "soup", isAvailable: true)), key: "out"),
    ]
    #expect(again.flatMap { $0 }.map(\.line) == lines)
    #expect(till.log.count == 4 && till.venue.metrics.repeats == 4)
  }

  /// Keys count within their order: another order may use the same one.
  @Test func keysCountWithinTheirOrder() throws {
    var till = try Till()
    let codes = [try till.open("T4"), try till.open("T5")]
    for code in codes { try till.give(.dish(code, "4"), key: "k") }
    #expect(till.house.live.map(\.total.minor) == [400, 400])
  }

  @Test func theFirstLinesComeBackFromTheLog() throws {
    var till = try Till()
    let first = try till.give(.opening("T4"), key: "k")
    let id = try #require(first.first?.orderID)
    try till.give(.order(id.description, .service(.cancel(reason: "left"))))
    till.wall += 3 * Till.hour
    _ = try till.open("T5")
    #expect(till.house.orders[id] == nil)
    #expect(try till.give(.opening("T4"), key: "k").map(\.line) == first.map(\.line))
  }

  @Test func s9WhatOnlyStaffMayDoIsRefusedToGuests() throws {
    var till = try Till()
    let code = try till.open()
    try till.give(.dish(code, "4"))
    let actions: [Request.Action] = [
      .order(code, .kitchen(.rush(true))), .dish(code, "1"), .order(code, .money(.close)),
    ]
    for action in actions {
      let refusal = till.refusal(of: action, as: "P1", .guest)
      #expect(refusal?.code == "only_staff", "\(action)")
    }
  }
}
