import Dining
import Events
import Insights
import Testing
import Venue

@testable import Screens

/// The manager's takings: what a person at a laptop sees after closing, and when the log is asked for it.
@Suite struct TakingsPaneTests {
  /// Yesterday one table paid in cash; today one paid by two ways and one owes, with a comp and a void.
  private static func evenings() -> Dinner {
    var dinner = Dinner()
    let first = sold(&dinner, table: "T4", guests: 2, "Venison stew", 2, price: 2_400)
    dinner.change(first, .money(.bill), .payCash(amount: "48", .order))
    dinner.wait(seconds: 86_400)
    let second = sold(&dinner, table: "T1", guests: 4, "Sea bream", 4, price: 2_200)
    dinner.change(second, .item(.quantity(ItemName("1"), 3)), .adjust(.comp, amount: "6", label: "late"))
    dinner.change(second, .money(.bill), .payCash(amount: "60", .order))
    let third = sold(&dinner, table: "T7", guests: 3, "Onion soup", 3, price: 850)
    dinner.change(third, .adjust(.tip, amount: "2.50", label: nil), .money(.bill))
    dinner.change(third, .payCash(amount: "8", .order))
    return dinner
  }

  private static func sold(
    _ dinner: inout Dinner, table: String, guests: Int64, _ dish: String, _ quantity: Int64, price: Int64
  ) -> OrderName {
    let order = dinner.open(table: table, guests: guests)
    dinner.add(order, dish, quantity, price: price)
    dinner.change(order, .kitchen(.submit))
    return order
  }

  private static func screening(columns: Int = 80, rows: Int = 24) -> Screening {
    var screening = Screening(evenings(), .manager, columns: columns, rows: rows)
    screening.press(.function(10))
    return screening
  }

  private static func asked(_ screening: inout Screening) -> [BusinessDay]? {
    screening.console.see(screening.view).compactMap { effect -> [BusinessDay]? in
      if case .readTakings(let days) = effect { days } else { nil }
    }.first
  }

  private static func answer(_ days: [BusinessDay], _ dinner: Dinner) -> [DayTakings] {
    days.map { day in
      var takings = DayTakings(day)
      for order in Set(dinner.log.compactMap(\.orderID)) {
        takings.take(OrderStream(id: order, events: dinner.log.filter { $0.orderID == order }))
      }
      return takings
    }
  }

  @Test("Today beside the day before", arguments: [(80, 24), (120, 33), (40, 12)])
  func golden(size: (Int, Int)) throws {
    var screening = Self.screening(columns: size.0, rows: size.1)
    let days = try #require(Self.asked(&screening))
    screening.console.take(.success(Self.answer(days, screening.dinner)), at: screening.view.now)
    try Golden.compare(screening.frame, "takings-\(size.0)x\(size.1)")
  }

  @Test func `the log is asked for today and yesterday when the pane is opened, and once`() throws {
    var screening = Self.screening()
    #expect(try #require(Self.asked(&screening)).map(\.date) == ["2026-11-23", "2026-11-22"])
    #expect(Self.asked(&screening) == nil)
    #expect(screening.text.contains("The log is being read"))
  }

  @Test func `what happens is read, but not every second of a full evening`() throws {
    var screening = Self.screening()
    let days = try #require(Self.asked(&screening))
    screening.console.take(.success(Self.answer(days, screening.dinner)), at: screening.view.now)
    screening.dinner.wait(seconds: 60)
    #expect(Self.asked(&screening) == nil, "nothing has happened")
    _ = screening.dinner.open(table: "T9")
    #expect(Self.asked(&screening) == days)
    screening.console.take(.success(Self.answer(days, screening.dinner)), at: screening.view.now)
    _ = screening.dinner.open(table: "T8")
    screening.dinner.wait(seconds: 4)
    #expect(Self.asked(&screening) == nil)
    #expect(screening.console.nextChange(screening.view) <= 1_000)
    screening.dinner.wait(seconds: 1)
    #expect(Self.asked(&screening) == days)
  }

  @Test func `the morning brings another day, and other panes ask for nothing`() throws {
    var screening = Self.screening()
    let days = try #require(Self.asked(&screening))
    screening.console.take(.success(Self.answer(days, screening.dinner)), at: screening.view.now)
    screening.dinner.wait(seconds: 10 * 3_600)
    #expect(try #require(Self.asked(&screening)).map(\.date) == ["2026-11-24", "2026-11-23"])
    screening.console.take(.success([] as [DayTakings]), at: screening.view.now)
    screening.press(.function(7))
    _ = screening.dinner.open(table: "T9")
    screening.dinner.wait(seconds: 60)
    #expect(Self.asked(&screening) == nil)
  }

  @Test func `a disk that fails is said, and what was read stays`() throws {
    var screening = Self.screening()
    let days = try #require(Self.asked(&screening))
    screening.console.take(.success(Self.answer(days, screening.dinner)), at: screening.view.now)
    let failed: Result<[DayTakings], Complaint> = .failure(Complaint("disk", "no disk"))
    screening.console.take(failed, at: screening.view.now)
    #expect(screening.text.contains("no disk") && screening.text.contains("In the drawers"))
  }

  @Test func `the day begins when the house says so`() throws {
    var screening = Self.screening()
    _ = screening.dinner.request(.changeSetting(key: "day_starts", value: "21:00"))
    // 20:00 on the wall.
    #expect(try #require(Self.asked(&screening)).map(\.date) == ["2026-11-22", "2026-11-21"])
  }
}
