import Dining
import Events
import Testing
import Venue

@testable import Screens

/// Whole pictures of the table's screen and the order pad, each looked at before it was kept.
@Suite struct TableGoldenTests {
  private static let sizes = [(60, 20), (80, 24), (120, 40)]

  @Test("An evening at a table, page by page", arguments: sizes)
  func evening(size: (Int, Int)) throws {
    var guest = Guest(columns: size.0, rows: size.1)
    func keep(_ name: String) throws {
      try Golden.compare(guest.frame, "table-\(name)-\(size.0)x\(size.1)")
    }
    try keep("welcome")
    guest.press(.enter)
    try keep("menu")
    guest.type("bur")
    try keep("search")
    guest.press(.escape, .right, .enter, "2", "4")
    guest.type("no salt please")
    try keep("dish")
    guest.press(.end, .enter, .down, .enter, .enter, "#")
    guest.type("Ana")
    try keep("name")
    guest.press(.enter, .right, .right, .down, .enter, .right, .enter)
    guest.wait(9)
    guest.press(.tab)
    try keep("cart")
    guest.press(.enter)
    guest.wait(3)
    try keep("sent")
    guest.wait(20)
    let name = OrderName(try #require(guest.order).id.description)
    guest.dinner.change(
      name, .kitchen(.move(to: .preparing, round: nil, items: [ItemName("1"), ItemName("2")])),
      .kitchen(.move(to: .ready, round: nil, items: [ItemName("1")])), .kitchen(.delay(minutes: 10)),
      .service(.alert("peanuts")))
    guest.press("a")
    try keep("order")
    guest.press(.tab)
    try keep("bill-refused")
    guest.press(.backTab, .enter, .tab, .enter)
    guest.wait(9)
    try keep("bill")
  }

  @Test("The order pad", arguments: [(80, 24), (120, 33)])
  func pad(size: (Int, Int)) throws {
    var dinner = Dinner.withMenu()
    let order = dinner.open(table: "T4")
    dinner.change(
      order, .add(menuitem: "burger", .init()), .kitchen(.submit), .add(menuitem: "ale", .init(quantity: 2)))
    dinner.request(.menu(.soldOut(menuitem: "fries", isAvailable: false)))
    dinner.wait(seconds: 60)
    var screening = Screening(dinner, columns: size.0, rows: size.1)
    screening.press("1", "p", .right)
    try Golden.compare(screening.frame, "pad-\(size.0)x\(size.1)")
    screening.press(.enter)
    try Golden.compare(screening.frame, "pad-dish-\(size.0)x\(size.1)")
  }
}
