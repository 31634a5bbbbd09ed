import Dining
import Events
import Testing

@testable import Venue

/// Which tables a house knows, in which order, and how it stands at each.
@Suite struct TableStandingTests {
  /// `T4 seated`, `T5 free`, `- waiting` for an order without a table.
  private static func told(_ till: Till) -> [String] {
    till.house.tableStandings(at: till.now).map {
      "\($0.table?.string ?? "-") \($0.stage?.rawValue ?? "free")"
    }
  }

  @Test("Tables stand as people count them, and orders without a table behind them")
  func order() throws {
    var till = try Till()
    for table in ["T10", "T2", "Terrace 12", "T1", "Terrace 3", "Bar", "T007", "T0"] {
      _ = try till.open(table)
      till.wall += 1_000
    }
    #expect(
      Self.told(till)
        == ["T0", "T1", "T2", "T007", "T10", "Bar", "Terrace 3", "Terrace 12"].map { "\($0) seated" })
  }

  @Test(
    "Numbers in a name count as numbers, of any length",
    arguments: [
      ("2", "10", true), ("10", "2", false), ("a2", "a10", true), ("a2b1", "a2b02", true), ("4", "bar", true),
      ("99999999999999999999999999998", "99999999999999999999999999999", true), ("a", "a1", true),
      ("07", "7", true), ("7", "7", false),
    ])
  func natural(left: String, right: String, isBefore: Bool) {
    #expect(TableName.comesBefore(left, right) == isBefore)
    if left != right { #expect(TableName.comesBefore(right, left) == !isBefore) }
  }

  @Test("A table that was closed is free since then; however it is spelled it is one, as it was written last")
  func freed() throws {
    var till = try Till()
    let order = try till.open("T4")
    till.wall += 60_000
    try till.give(.change(OrderName(order), .service(.cancel(reason: "left"))))
    let standing = try #require(till.house.tableStandings(at: till.now).first)
    #expect(standing.stage == nil && standing.order == nil)
    #expect(standing.since == till.house.orders.values.first?.order.tableFreedAt)
    till.wall += 60_000
    _ = try till.open("t4")
    #expect(Self.told(till).count == 1)
  }

  @Test("Two parties at one table are two rows; one that has paid is gone once others sit there")
  func parties() throws {
    var till = try Till()
    let first = try till.open("T4")
    till.wall += 60_000
    let second = try till.open("T4")
    #expect(Self.told(till) == ["T4 seated", "T4 seated"])
    let rows = till.house.tableStandings(at: till.now)
    #expect(try rows.map { try till.code(of: #require($0.order)) } == [first, second], "who came first")
    try till.give(.dish(first, "10.00"))
    try till.give(.change(OrderName(first), .kitchen(.submit)))
    try till.give(.change(OrderName(first), .kitchen(.move(to: .delivered, round: nil, items: []))))
    try till.give(.change(OrderName(first), .payCash(amount: "10.00", .order)))
    #expect(Self.told(till) == ["T4 seated"])
    try till.give(.change(OrderName(second), .service(.cancel(reason: "left"))))
    #expect(Self.told(till) == ["T4 paid"], "they still sit there")
  }

  @Test("Guests who look at the menu have sat down; after two hours without an order nobody sits there")
  func looks() throws {
    var till = try Till()
    try MenuRequestTests.freeze(100, "control", &till)
    try till.give(.viewMenu(table: "T4"), .guest)
    let began = till.now
    try till.give(.viewMenu(table: "terrace"), .guest)
    #expect(Self.told(till) == ["T4 seated", "terrace seated"])
    #expect(till.house.tableStandings(at: till.now).first?.since == began)
    let order = try till.open("T4")
    #expect(Self.told(till) == ["T4 seated", "terrace seated"], "the order has the row")
    #expect(try till.house.tableStandings(at: till.now).first?.order.map(till.code(of:)) == order)
    try till.give(.change(OrderName(order), .service(.cancel(reason: "left"))))
    #expect(Self.told(till) == ["T4 free", "terrace seated"], "that visit had its order")
    till.wall += Visit.lapseMilliseconds
    #expect(Self.told(till) == ["T4 free", "terrace free"])
  }

  @Test("An order to take away stands while it is alive")
  func takeaway() throws {
    var till = try Till()
    let order = try till.open(nil)
    #expect(Self.told(till) == ["- seated"])
    try till.give(.change(OrderName(order), .service(.cancel(reason: "left"))))
    #expect(Self.told(till).isEmpty)
  }
}
