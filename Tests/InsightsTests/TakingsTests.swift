import Dining
import Events
import Insights
import Ledger
import Testing

/// Evenings whose figures a person has worked out.
@Suite struct TakingsTests {
  @Test func `an evening adds up to what a person counts`() throws {
    var book = Book()
    // Two guests: 12.00 + 2 × (5.00 + 1.50), less a fifth of it, with 3.00 for the waiter: 25.00 − 5.00 + 3.00 = 23.00.
    let first = book.open("B07", guests: 2)
    let dishes = [book.add(1_200, to: first), book.add(500, quantity: 2, extra: 150, to: first)]
    book.send(dishes, first)
    book.adjust("discount", -500, first)
    book.adjust("tip", 300, first)
    book.pay("cash", 1_000, first)
    book.pay("stripe", 1_300, first)
    book.close(first)
    // Three guests: 30.00, of which a dish of 10.00 comes back, and the house pays 4.00 of the rest. 16.00 are due,
    // 6.00 are paid.
    let second = book.open("B08", guests: 3)
    let meal = [book.add(2_000, to: second), book.add(1_000, to: second)]
    book.send(meal, second)
    book.remove(meal[1], second)
    book.adjust("comp", -400, second)
    book.pay("cash", 600, second)
    // Takeaway: 8.00 with 0.80 service and 0.20 tax; 10.00 were paid and 0.50 of that given back.
    let third = book.open("B09", guests: nil)
    book.send([book.add(800, to: third)], third)
    book.adjust("service", 80, third)
    book.adjust("tax", 20, third)
    let card = book.pay("stripe", 1_000, third)
    book.refund(50, of: card, third)
    let report = """
      {"date":"2026-11-28","from":"2026-11-28T05:00:00.000Z","until":"2026-11-29T05:00:00.000Z","currency":"EUR",\
      "orders":3,"covers":5,"total":4800,"paid":3900,"refunded":50,\
      "methods":[{"provider":"cash","count":2,"amount":1600},{"provider":"stripe","count":2,"amount":2250}],\
      "discounts":-500,"comps":-400,"tips":300,"service":80,"tax":20,"voids":{"count":1,"amount":1000},\
      "unpaid":1000,"overpaid":50,"paid_on_other_days":0,"for_other_days":0}
      """
    #expect(book.lines() == [report])
    let takings = try #require(book.takings().first)
    #expect(takings.dishes == 5_300)
    #expect(takings.uneven.map(\.code) == ["B08", "B09"])
    #expect(takings.uneven.map(\.unpaid.minor) == [1_000, 0])
    #expect(takings.uneven.map(\.overpaid.minor) == [0, 50])
  }

  @Test func `what is neither sold nor paid is no takings`() {
    var book = Book()
    let cart = book.open()
    _ = book.add(500, to: cart)
    let empty = book.open("B08")
    book.adjust("discount", -100, empty)
    #expect(book.takings().isEmpty)
    #expect(Book().takings().isEmpty)
  }

  @Test func `money lies in the drawer of the day on which it was handed over`() throws {
    var book = Book(at: "2026-11-28T23:00:00.000Z")
    let late = book.sold(4_000)
    book.at("29T05:30")
    let payment = book.pay("cash", 4_000, late)
    let today = book.sold(1_000, "B08")
    book.pay("cash", 1_000, today)
    book.at("30T12:00")
    book.refund(1_500, of: payment, late)
    let (first, second, third) = (
      try #require(book.takings(on: "2026-11-28").first), try #require(book.takings(on: "2026-11-29").first),
      try #require(book.takings(on: "2026-11-30").first)
    )
    #expect(first.total.minor == 4_000 && first.paid.minor == 0 && first.methods.isEmpty)
    #expect(first.paidOnOtherDays.minor == 2_500 && first.unpaid.minor == 1_500)
    #expect(second.total.minor == 1_000 && second.paid.minor == 5_000 && second.forOtherDays.minor == 4_000)
    #expect(second.methods.map(\.amount.minor) == [5_000] && second.unpaid.minor == 0)
    #expect(third.orders == 0 && third.refunded.minor == 1_500 && third.forOtherDays.minor == -1_500)
    #expect(third.methods.map(\.count) == [0] && third.methods.map(\.amount.minor) == [-1_500])
    #expect(book.takings(on: "2026-12-01").isEmpty && book.takings(on: "2026-11-27").isEmpty)
  }

  @Test func `a comp with the refund of the next day changes the sale and not the old drawer`() throws {
    var book = Book()
    let order = book.sold(2_000)
    let payment = book.pay("cash", 2_000, order)
    book.close(order)
    book.at("29T12:00")
    book.refund(500, of: payment, order)
    book.adjust("comp", -500, order)
    let (sale, back) = (
      try #require(book.takings(on: "2026-11-28").first), try #require(book.takings(on: "2026-11-29").first)
    )
    #expect(sale.total.minor == 1_500 && sale.paid.minor == 2_000 && sale.paidOnOtherDays.minor == -500)
    #expect(sale.adjustments(.comp) == -500 && sale.unpaid.minor == 0 && sale.overpaid.minor == 0)
    #expect(back.refunded.minor == 500 && back.total.minor == 0 && back.adjustments(.comp) == 0)
  }

  @Test func `the clock on the wall says the day, not the moment that was moved past another's`() throws {
    var book = Book(at: "2026-11-29T05:10:00.000Z")
    // Opened by a box whose clock is ahead; the till that takes the money has the right time.
    let order = book.sold(1_000)
    book.at("29T04:50")
    book.pay("cash", 1_000, order)
    #expect(try #require(book.streams[order]?.last).skewMs > 0)
    #expect(try #require(book.takings(on: "2026-11-28").first).methods.map(\.amount.minor) == [1_000])
    #expect(try #require(book.takings(on: "2026-11-29").first).paidOnOtherDays.minor == 1_000)
  }

  @Test func `money counts once, however often and by whomever it is reported`() throws {
    var book = Book()
    let order = book.sold(1_000)
    let payment = book.pay("stripe", 1_000, order)
    book.pay("stripe", 1_000, order, id: payment)
    book.pay("stripe", 900, order, id: payment)
    book.pay("cash", 1_000, order, key: "a")
    book.pay("cash", 1_000, order, key: "a")
    // Of a payment that nobody made, and more than was paid.
    book.refund(100, of: book.uuid(), order)
    book.refund(1_100, of: payment, order)
    let takings = try #require(book.takings().first)
    #expect(takings.paid.minor == 2_000 && takings.refunded.minor == 0 && takings.overpaid.minor == 1_000)
    #expect(takings.methods.map(\.count) == [1, 1])
  }

  @Test func `each currency has its own report`() throws {
    var book = Book()
    book.pay("cash", 4_500, book.sold(4_500, "B07", "KWD"))
    book.pay("cash", 1_000, book.sold(1_000, "B08", "EUR"))
    let takings = book.takings()
    #expect(takings.map(\.currency.code) == ["EUR", "KWD"])
    #expect(takings.map { $0.text($0.paid.minor) } == ["10.00", "4.500"])
  }

  @Test func `a cancelled order is no sale, and what was paid for it is the guest's`() throws {
    var book = Book()
    let order = book.sold(1_000)
    book.adjust("discount", -100, order)
    book.pay("cash", 300, order)
    book.cancel(order)
    let takings = try #require(book.takings().first)
    #expect(takings.orders == 0 && takings.covers.minor == 0 && takings.total.minor == 0)
    #expect(takings.adjustments(.discount) == 0 && takings.unpaid.minor == 0)
    #expect(takings.overpaid.minor == 300 && takings.paid.minor == 300)
    #expect(takings.voids.count == 1 && takings.voids.amount.minor == 1_000)
  }

  @Test func `a closed order that owes stays unpaid, and one that is opened again goes on`() throws {
    var book = Book()
    let order = book.sold(1_000)
    book.pay("cash", 400, order)
    let closing = book.close(order)
    #expect(try #require(book.takings().first).unpaid.minor == 600)
    book.write(.orderReopened, order, .order, nil, ["undoes": .string(closing.description)])
    book.send([book.add(500, to: order)], round: 2, order)
    book.pay("cash", 1_100, order)
    let takings = try #require(book.takings().first)
    #expect(takings.total.minor == 1_500 && takings.paid.minor == 1_500 && takings.unpaid.minor == 0)
    #expect(takings.orders == 1 && takings.uneven.isEmpty)
  }

  @Test func `a void is what was taken off after it was sent, at what it would have cost`() throws {
    var book = Book()
    let order = book.open()
    let (soup, wine) = (book.add(500, quantity: 4, to: order), book.add(700, to: order))
    // Before it is sent nobody has cooked anything.
    book.change(soup, from: 4, to: 3, order)
    book.send([soup], order)
    book.change(soup, from: 3, to: 1, order)
    book.remove(wine, order)
    #expect(try #require(book.takings().first).voids.count == 1)
    #expect(try #require(book.takings().first).voids.amount.minor == 1_000)
    // Taken back: it is none. Then the rest goes on the next day.
    let beef = book.add(900, to: order)
    book.send([beef], round: 2, order)
    let removal = book.remove(beef, order)
    book.write(.itemRestored, order, .item, beef, ["undoes": .string(removal.description)])
    book.at("29T12:00")
    book.remove(soup, order)
    #expect(try #require(book.takings().first).voids.amount.minor == 1_000)
    #expect(try #require(book.takings(on: "2026-11-29").first).voids.amount.minor == 500)
    #expect(try #require(book.takings().first).total.minor == 900)
  }

  @Test func `a spreadsheet gets a row for each figure, in the major unit`() throws {
    var book = Book()
    let order = book.sold(1_000)
    book.adjust("comp", -250, order)
    book.pay("=cash, or \"bank\"", 750, order)
    let rows = book.report().csv
    let head = "2026-11-28,2026-11-28T05:00:00.000Z,2026-11-29T05:00:00.000Z,EUR,"
    let wanted =
      ["date,from,until,currency,figure,provider,count,amount"]
      + [
        "orders,,1,", "covers,,2,", "total,,,7.50", "paid,,,7.50", "refunded,,,0.00",
        #"method,"'=cash, or ""bank""",1,7.50"#, "discounts,,,0.00", "comps,,,-2.50", "tips,,,0.00",
        "service,,,0.00", "tax,,,0.00", "voids,,0,0.00", "unpaid,,,0.00", "overpaid,,,0.00",
        "paid_on_other_days,,,0.00", "for_other_days,,,0.00",
      ].map { head + $0 }
    #expect(rows == wanted.map { $0 + "\r\n" }.joined())
    #expect(Book().report().csv == wanted[0] + "\r\n")
  }

  @Test func `more than a number holds is the greatest that it holds`() throws {
    var book = Book()
    for number in 0..<3 { book.pay("cash", Money.limit, book.sold(Money.limit, "B\(number)")) }
    let takings = try #require(book.takings().first)
    #expect(takings.total.minor == Money.limit && takings.paid.minor == Money.limit)
  }
}
