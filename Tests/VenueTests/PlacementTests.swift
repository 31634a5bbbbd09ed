import Dining
import Events
import Testing

@testable import Venue

/// Orders that are taken whole.
@Suite struct PlacementTests {
  static func burger(_ quantity: Int64 = 2, _ modifiers: [String] = ["no onions"]) -> Placement.Item {
    .init(.menu("b"), .init(quantity: quantity, modifiers: modifiers))
  }

  static func table(_ name: String, _ items: Placement.Item..., sends: Bool = true) -> Placement {
    Placement(.new(table: name, type: .dineIn, guests: 2, promisedAt: nil), items: items, sends: sends)
  }

  @Test func allOfItIsOneWholeUnderOneKey() throws {
    var till = try OrderLineTests.till()
    let before = till.log.count
    let order = Self.table("T4", Self.burger(), .init(.menu("f")))
    let asker = till.ask(.place([order]), key: "shop-1")
    #expect(till.unsynced.count == 1, "one sync")
    till.sync()
    let events = try #require(till.written(asker))
    #expect(events.map(\.type) == [.orderOpened, .itemAdded, .itemAdded, .statusChanged])
    #expect(events.map(\.idempotencyKey) == ["shop-1", nil, nil, nil])
    let id = try #require(events.first?.orderID)
    #expect(till.house.orders[id]?.order.total == Money(minor: 2 * 1790 + 450))
    #expect(till.house.orders[id]?.order.items.map(\.round) == [1, 1])
    // The same once more, before and after other things have happened to it.
    let again = till.ask(.place([order]), key: "shop-1")
    #expect(till.written(again)?.map(\.hash) == events.map(\.hash))
    try till.give(.change(OrderName(id.description), .kitchen(.rush(true))))
    let late = till.ask(.place([order]), key: "shop-1")
    #expect(till.written(late)?.map(\.hash) == events.map(\.hash))
    #expect(till.log.count == before + events.count + 1)
  }

  @Test func whereOneDishCannotBeHadNothingIsWritten() throws {
    var till = try OrderLineTests.till()
    let before = till.log.count
    for bad in [Placement.Item(.menu("x")), .init(.menu("?")), Self.burger(1_000)] {
      let complaint = till.refusal(of: .place([Self.table("T4", Self.burger(), bad)]))
      #expect(complaint != nil && till.unsynced.isEmpty)
    }
    // Not the good order before the bad one either.
    let two = [Self.table("T1", Self.burger()), Self.table("T2", .init(.menu("x")))]
    #expect(till.refusal(of: .place(two))?.code == "sold_out")
    #expect(till.log.count == before && till.house.live.isEmpty)
  }

  @Test func severalOrdersAreOneWholeToo() throws {
    var till = try OrderLineTests.till()
    let orders = [Self.table("T1", Self.burger()), Self.table("T2", .init(.menu("f")), sends: false)]
    let asker = till.ask(.place(orders), key: "k")
    #expect(till.unsynced.count == 1)
    till.sync()
    let events = try #require(till.written(asker))
    #expect(events.count == 5 && Set(events.compactMap(\.orderID)).count == 2)
    #expect(
      till.house.live.map(\.codeText).sorted() == ["B01", "B02"]
        && till.house.live.map(\.standing.count) == [1, 1])
    let again = till.ask(.place(orders), key: "k")
    #expect(till.written(again)?.map(\.hash) == events.map(\.hash), "those of the second order as well")
  }

  @Test func aGuestsNameAnAlertAndSeatsComeWithIt() throws {
    var till = try OrderLineTests.till()
    var order = Self.table("T4", Self.burger())
    order.items[0].extras.participant = "P3"
    order.guestName = "Maria"
    order.alert = "nuts"
    let events = try till.give(.place([order]))
    let placed = try #require(events.first?.orderID.flatMap { till.house.orders[$0]?.order })
    #expect(placed.participants.map(\.label) == ["P1", "P2", "P3"] && placed.participants[0].name == "Maria")
    #expect(placed.alerts.map(\.text) == ["nuts"] && placed.items[0].participant == placed.participants[2].id)
    #expect(events.filter { $0.personalRange != nil }.count == 2, "name and alert can be erased")
  }

  @Test func anOpenItemIsForStaffAlone() throws {
    var till = try OrderLineTests.till()
    let cake = Placement.Item(.open(name: "Cake", price: Money(minor: 420) ?? .zero), .init(quantity: 3))
    #expect(till.refusal(of: .place([Self.table("T4", cake)]), .guest)?.code == "only_staff")
    let events = try till.give(.place([Self.table("T4", cake)]))
    #expect(till.house.orders[try #require(events.first?.orderID)]?.order.total.minor == 1260)
  }

  // MARK: From other programs

  static func read(_ text: String) throws(PlacementReader.Fault) -> [Placement] {
    try PlacementReader { Timestamp($0) }.read(Array(text.utf8))
  }

  @Test func whatIsWrittenIsReadAgain() throws {
    var order = Self.table("T4", Self.burger(), .init(.open(name: "Tarte", price: Money(minor: 5) ?? .zero)))
    order.guestName = "Zoë"
    let others = [order, Placement(.existing(OrderName("B07")), items: [], sends: true)]
    #expect(try Self.read(String(decoding: Placement.lines(others), as: UTF8.self)) == others)
  }

  @Test func anObjectOverSeveralLinesAndLinesOfObjects() throws {
    let spaced = "{\n \"table\": \"T4\",\n \"items\": [ {\"menuitem_id\": \"b\"} ]\n}\n"
    let one = Placement(
      .new(table: "T4", type: .dineIn, guests: nil, promisedAt: nil), items: [.init(.menu("b"))])
    #expect(try Self.read(spaced) == [one], "sent, unless it is said otherwise")
    #expect(try Self.read("{\"items\":[],\"submit\":false}\n\n{\"order\":\"B07\",\"items\":[]}").count == 2)
  }

  @Test(arguments: [
    ("", "nothing was read"), ("[1]", "an order is a JSON object"),
    ("{\"items\":[]", "no JSON object, at byte 11"),
    (
      "{\"items\":[{\"menuitem_id\":\"b\",\"price\":3}]}",
      "dish 1: menuitem_id has its name and price from the menu"
    ),
    ("{\"items\":[{\"menuitem_id\":\"b\",\"quantity\":3}]}", "a dish has no “quantity”"),
    ("{\"items\":[{\"name\":\"Cake\"}]}", "give menuitem_id, or name and price"),
    ("{\"items\":[{\"name\":\"Cake\",\"price\":-1}]}", "price: -1 is none"),
    ("{\"items\":[{\"menuitem_id\":\"b\",\"note\":\"a\\u001bb\"}]}", "note has a control character"),
    ("{\"items\":[],\"type\":\"eat\"}", "“eat” is none of dine_in"),
    ("{\"table\":4,\"items\":[]}", "table: give a text"),
    ("{\"items\":[],\"promised\":\"soon\"}", "“soon” is no time"),
    ("{\"table\":\"T4\"}", "items: give an array"),
    ("{\"order\":\"B07\",\"table\":\"T4\",\"items\":[]}", "order names one that is open"),
    ("{\"items\":[]}\nhello", "line 2 is no JSON object"),
  ])
  func whatMakesNoSenseIsRefusedInASentence(text: String, words: String) {
    #expect { try Self.read(text) } throws: {
      "\(($0 as? PlacementReader.Fault)?.message ?? "")".contains(words)
    }
  }

  @Test func limitsHold() throws {
    let dishes = Array(repeating: "{\"menuitem_id\":\"b\"}", count: Placement.itemsLimit)
    #expect(try Self.read("{\"items\":[\(dishes.joined(separator: ","))]}")[0].items.count == 200)
    #expect(throws: PlacementReader.Fault.self) {
      try Self.read("{\"items\":[\((dishes + dishes[..<1]).joined(separator: ","))]}")
    }
    let full = "{\"items\":[\(dishes.joined(separator: ","))]}\n"
    #expect(try Self.read(full + full).count == 2)
    #expect(throws: PlacementReader.Fault.self) { try Self.read(full + full + full) }
    let line = "{\"items\":[]}\n"
    #expect(try Self.read(String(repeating: line, count: 50)).count == 50)
    #expect(throws: PlacementReader.Fault.self) { try Self.read(String(repeating: line, count: 51)) }
  }
}
