import Dining
import EventLog
import Events
import Insights
import Ledger
import SimulatedDisk
import Testing

@testable import galley

/// The takings of a day from a log, and as a person reads them.
@Suite struct TakingsReadingTests {
  /// Five days of a small house; some pay on another day, and some get their money back.
  private static func week() -> Book {
    var book = Book(at: "2026-11-24T18:00:00.000Z")
    var before: (order: OrderID, payment: UUIDv7)?
    for day in 24...28 {
      book.at("\(day)T18:00")
      for table in 0..<6 {
        let order = book.sold(1_000 + Int64(day * table), "B0\(table)")
        if table == 5 {
          if let before { book.refund(100, of: before.payment, before.order) }
          before = (order, book.pay("cash", 1_000, order))
        } else if table > 0 {
          book.pay(table > 3 ? "stripe" : "cash", 1_000, order)
          book.close(order)
        }
      }
    }
    return book
  }

  private static func reader(_ events: [Event]) throws -> LogReader {
    let disk = SimulatedDisk()
    let log = try EventLog.open(on: disk, venue: "maple", limits: .standard, reduction: 1, at: .earliest) {
      _ in
    }
    try log.append(events)
    try log.sync()
    return LogReader(on: disk, durable: log.durable)
  }

  @Test(arguments: ["2026-11-24", "2026-11-26", "2026-11-28", "2026-11-29"])
  func `a day is the same from its last events and from one pass over the log`(date: String) throws {
    let book = Self.week()
    let reader = try Self.reader(book.log)
    let day = Book.day(date)
    for limit in [1, 1_000] {
      let read = try FigureReading.takings(of: [day], limitEvents: limit, reader)
      #expect(read.map(\.takings) == [book.report(on: date).takings], "\(limit)")
    }
  }

  @Test(arguments: [1, 1_000]) func `what came later is left out of a look back`(limit: Int) throws {
    let book = Self.week()
    let end = try #require(book.log.first { $0.createdAt > Book.day("2026-11-27").from }).createdAt
      .advanced(byMilliseconds: -1)
    let reader = try Self.reader(book.log)
    let known = try Self.reader(book.log.filter { $0.createdAt <= end })
    let day = Book.day("2026-11-26")
    let read = try FigureReading.takings(of: [day], until: end, limitEvents: limit, reader)
    #expect(read.map(\.takings) == (try FigureReading.takings(of: [day], known)).map(\.takings))
  }

  @Test func `a person reads first what must lie in the drawers`() throws {
    var book = Book(at: "2026-11-27T18:00:00.000Z")
    let late = book.sold(2_000, "B01")
    book.at("28T18:00")
    book.pay("cash", 2_000, late)
    let order = book.open("B02")
    let dishes = [book.add(1_250, quantity: 2, to: order), book.add(700, to: order)]
    book.send(dishes, order)
    book.remove(dishes[1], order)
    book.adjust("discount", -200, order)
    book.adjust("tip", 150, order)
    let card = book.pay("stripe", 2_500, order)
    book.refund(300, of: card, order)
    let text = TakingsText.text(book.report(), now: Timestamp("2026-12-24T12:00:00.000Z") ?? .earliest)
    let rows = text.split(separator: "\n", omittingEmptySubsequences: false).dropFirst()
    #expect(
      rows.joined(separator: "\n") == """

                                    COUNT    EUR

        In the drawers
          cash                          1  20.00
          stripe                        1  22.00
          all together                     42.00
          taken                            45.00
          given back                       -3.00
          for orders of other days         20.00

        Not even
          unpaid                        1   2.50
            B02 T4                          2.50

        Given away
          discounts                        -2.00
          voids                         1   7.00

        Sold
          orders                               1
          covers                               2
          dishes                           25.00
          discounts and comps              -2.00
          tips                              1.50
          all together                     24.50

        """)
    #expect(text.hasPrefix("Takings of 2026-11-28 ("))
    #expect(rows.allSatisfy { $0.count <= 80 })
  }

  @Test func `a day on which nothing happened is said to be one`() {
    #expect(
      TakingsText.text(Book().report(), now: .earliest)
        == "Nothing was sold, taken or given back on 2026-11-28.\n")
  }
}
