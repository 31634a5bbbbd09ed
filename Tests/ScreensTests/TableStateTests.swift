import Dining
import Events
import Menus
import Testing
import Venue

@testable import Screens

/// What a table's screen is told: what a guest of that table may know, and nothing of the rest of the house.
@Suite struct TableStateTests {
  private static let size = Size(widthColumns: 80, heightRows: 24)

  private func state(at table: String, _ dinner: Dinner, isOpen: Bool = true) throws -> TableState {
    TableState(of: try #require(GuestTable(table)), in: dinner.house, at: .earliest, isOpen: isOpen)
  }

  @Test func `what is told is what is drawn, whichever way it went`() throws {
    let dinner = Dinner.evening(10)
    let table = try #require(dinner.house.live.first?.tableID).string
    let state = try state(at: table, dinner)
    #expect(!state.orders.isEmpty)
    let told = try #require(
      TableState(state.json, menu: state.menu, events: state.orders.flatMap(\.events).shuffled()))
    let now = Timestamp.earliest
    let offsets = LocalOffsets(minutes: 0)
    let (near, far) = (
      state.view(size: Self.size, now: now, offsets: offsets),
      told.view(size: Self.size, now: now, offsets: offsets)
    )
    #expect(near.menu == far.menu && near.soldOut == far.soldOut && near.closedBecause == far.closedBecause)
    #expect(near.orders.map { $0.events.map(\.line) } == far.orders.map { $0.events.map(\.line) })
    #expect(near.orders.map { $0.report.compactText } == far.orders.map { $0.report.compactText })
  }

  @Test func `the orders are the live ones of this table alone`() throws {
    let dinner = Dinner.evening(10)
    for order in dinner.house.live {
      // One of them has a name that no socket can have.
      guard let table = order.tableID, GuestTable(table.string) != nil else { continue }
      let told = try state(at: table.string, dinner).orders.map(\.order)
      #expect(told.contains { $0.id == order.id })
      #expect(told.allSatisfy { $0.tableID == table && $0.isLive })
    }
    #expect(try state(at: "T999", dinner).orders.isEmpty)
  }

  @Test func `without a menu, or while the log takes nothing, nothing can be ordered`() throws {
    let dinner = Dinner.evening(1)
    #expect(try state(at: "T1", dinner, isOpen: false).closedBecause?.contains("ask the staff") == true)
    let empty = TableState(of: try #require(GuestTable("T1")), in: House(), at: .earliest, isOpen: true)
    #expect(empty.closedBecause?.contains("no menu") == true)
    let told = try #require(TableState(empty.json, menu: nil, events: []))
    #expect(told.closedBecause == empty.closedBecause && told.menu == nil)
  }

  @Test func `how the house is paid is told with it`() throws {
    var dinner = Dinner.withMenu()
    dinner.request(.changeSetting(key: "auto_pay", value: "meal"))
    let order = dinner.open(table: "T4")
    dinner.add(order, "Soup")
    dinner.change(
      order, .kitchen(.submit), .kitchen(.move(to: .delivered, round: nil, items: [])), .money(.bill))
    dinner.request(.change(order, .payCash(amount: "8.50", .order)))
    let table = try #require(GuestTable("T4"))
    let state = TableState(
      of: table, in: dinner.house, at: dinner.wall, isOpen: true, linkBase: "https://pay.house.example")
    let told = try #require(TableState(state.json, menu: state.menu, events: []))
    #expect(told.paying == state.paying)
    #expect(told.paying.autopay == .meal && told.paying.isTraining)
    #expect(told.paying.linkBase == "https://pay.house.example")
    #expect(told.paying.settled?.amount.minor == 850, "the order is over, and was paid just now")
    dinner.wait(seconds: 61)
    #expect(
      TableState(of: table, in: dinner.house, at: dinner.wall, isOpen: true).paying.settled == nil)
    let other = try #require(GuestTable("T5"))
    #expect(TablePaying(at: other, in: dinner.house, at: .earliest, linkBase: nil).settled == nil)
  }

  @Test func `what no terminal tells is none`() throws {
    for text in ["{}", "[]", "{\"table\":\"../T4\",\"has_menu\":true}", "{\"table\":\"T4\"}"] {
      #expect(TableState(try JSONParser.parse(Array(text.utf8)), menu: nil, events: []) == nil, "\(text)")
    }
  }
}
