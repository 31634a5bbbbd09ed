import Dining
import Events
import Insights
import Ledger
import Testing

/// Windows that begin anywhere, orders over the edge of a day, and the nights in which clocks are set.
@Suite struct DayEdgeTests {
  private static func rows(
    _ metric: Metric, _ rolled: RolledLog, _ window: InsightWindow,
    by grouping: InsightQuestion.Grouping? = nil
  )
    throws -> [[InsightAnswer.Value]]
  {
    try #require(rolled.answer(InsightQuestion(metric, window, by: grouping))).rows
  }

  private static func soups(_ orders: Int64, _ quantity: Int64) -> [[InsightAnswer.Value]] {
    [[.text("soup"), .text("The soup"), .count(orders), .count(quantity)]]
  }

  /// Opened at 4:30, with a round before and one after five.
  private static var night: Book {
    var book = Book()
    book.at("29T04:30")
    let order = book.open(Book.Opening())
    book.send([book.add("soup", 100, to: order)], order)
    book.at("29T05:30")
    book.send([book.add("soup", 100, to: order)], round: 2, order)
    return book
  }

  @Test func `an order over the edge of a day counts once`() throws {
    let rolled = RolledLog(Self.night.log)
    #expect(try Self.rows(.slowMovers, rolled, window("28T05:00", "30T05:00")) == Self.soups(1, 2))
    #expect(try Self.rows(.slowMovers, rolled, window("28T05:00", "29T05:00")) == Self.soups(1, 1))
    #expect(try Self.rows(.slowMovers, rolled, window("29T05:00", "30T05:00")) == Self.soups(1, 1))
    #expect(try Self.rows(.slowMovers, rolled, window("29T05:00", "29T05:30")).isEmpty)
    // What was sold lies where the order was opened.
    let takings = try Self.rows(.takings, rolled, window("28T05:00", "30T05:00"))
    #expect(takings.map { $0[2...4] } == [[.count(1), .count(2), .money(200)]])
  }

  @Test func `a window may begin within a day`() throws {
    let rolled = RolledLog(Self.night.log)
    #expect(try Self.rows(.slowMovers, rolled, window("29T04:00", "29T06:00")) == Self.soups(1, 2))
    #expect(try Self.rows(.slowMovers, rolled, window("29T04:31", "29T06:00")) == Self.soups(1, 1))
  }

  /// A clock that is one hour ahead of UTC in winter and two in summer, and is set at 1:00 UTC on a date.
  private static func clock(setAt time: String, from before: Int, to after: Int) -> (Timestamp) -> Int {
    let change = Timestamp(time) ?? .latest
    return { $0 < change ? before : after }
  }

  /// In the night to 25 October 2026 it is 3:00 twice; in that to 29 March 2:00 to 3:00 is left out. Days begin at 5:00.
  @Test(arguments: [
    ("2026-10-25", "2026-10-24T03:00:00.000Z", 120, 60, 25),
    ("2026-03-29", "2026-03-28T04:00:00.000Z", 60, 120, 23),
  ])
  func `days of 23 and 25 hours are whole`(date: String, start: String, before: Int, after: Int, hours: Int64)
    throws
  {
    let offset = Self.clock(setAt: "\(date)T01:00:00.000Z", from: before, to: after)
    let from = try #require(Timestamp(start))
    var book = Book(at: start)
    // One order in the middle of each hour that goes by.
    for hour in 0..<hours {
      book.wall = from.advanced(byMilliseconds: hour * 3_600_000 + 1_800_000)
      let order = book.open(Book.Opening())
      book.send([book.add("soup", 100, to: order)], order)
    }
    let rolled = RolledLog(book.log, offset: offset)
    let long = InsightWindow(from: from, until: from.advanced(byMilliseconds: 2 * 86_400_000))
    let days = try Self.rows(.takings, rolled, long)
    let end = from.advanced(byMilliseconds: hours * 3_600_000)
    #expect(days == [[.time(from), .time(end), .count(hours), .count(2 * hours), .money(100 * hours)]])
    let counts = try Self.rows(.takings, rolled, long, by: .hour).map { row in (row[0], row[1]) }
    // By the clock on the wall: twice at the hour that comes twice, never at the one that is left out.
    let wanted = (0..<24 as Range<Int64>).compactMap { hour -> (InsightAnswer.Value, InsightAnswer.Value)? in
      if hour == 2, hours == 23 { return nil }
      return (.count(hour), .count(hour == 2 && hours == 25 ? 2 : 1))
    }
    #expect(counts.map(\.0) == wanted.map(\.0) && counts.map(\.1) == wanted.map(\.1))
  }

  @Test func `windows are business days, the running one included`() throws {
    let days = BusinessDays { _ in 0 }
    let now = try #require(Timestamp("2026-03-02T04:00:00.000Z"))
    func names(_ span: InsightSpan) -> [String] {
      let window = span.window(at: now, days)
      return [window.from, window.until].map { String($0.description.prefix(16)) }
    }
    // It is still the day of 1 March.
    #expect(names(.today) == ["2026-03-01T05:00", "2026-03-02T05:00"])
    #expect(names(.days(7)) == ["2026-02-23T05:00", "2026-03-02T05:00"])
    #expect(names(.days(28)) == ["2026-02-02T05:00", "2026-03-02T05:00"])
    #expect(names(.month) == ["2026-03-01T05:00", "2026-03-02T05:00"])
    #expect(names(.lastMonth) == ["2026-02-01T05:00", "2026-03-01T05:00"])
  }
}
