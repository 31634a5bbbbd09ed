import Dining
import Events
import Insights
import Ledger
import Testing

/// The managers' questions over evenings that were made by hand.
@Suite struct InsightTests {
  private static let evening = window("28T05:00", "29T05:00")

  private static func answer(_ metric: Metric, _ book: Book, by grouping: InsightQuestion.Grouping? = nil)
    throws
    -> InsightAnswer
  {
    try #require(RolledLog(book.log).answer(InsightQuestion(metric, evening, by: grouping)))
  }

  // MARK: Little to say

  @Test(arguments: Metric.allCases)
  func `an empty house reads well`(metric: Metric) throws {
    let answer = try #require(RolledLog().answer(InsightQuestion(metric, Self.evening)))
    #expect(answer.rows.isEmpty)
    #expect(answer.notes.count == 1 && answer.notes[0].hasSuffix(" in this window."))
    #expect(answer.plots.isEmpty)
    #expect(answer.csv.split(separator: "\r\n").count == 1)
  }

  @Test(arguments: Metric.allCases)
  func `a window in the future says so`(metric: Metric) throws {
    var book = Book()
    book.timed("soup", 300)
    let question = InsightQuestion(metric, window("29T05:00", "30T05:00"))
    let answer = try #require(RolledLog(book.log).answer(question, now: "2026-11-28T20:00:00.000Z"))
    #expect(answer.rows.isEmpty)
    #expect(answer.notes == ["This window lies ahead: nothing has happened in it yet."])
  }

  @Test func `one order is too few to conclude from`() throws {
    var book = Book()
    book.timed("soup", 300)
    let prep = try Self.answer(.prepTimes, book)
    #expect(
      prep.rows == [
        [.text("soup"), .text("The soup"), .count(1), .halfSeconds(600), .halfSeconds(600), .flag(false)]
      ])
    #expect(prep.notes == ["Only 1 dish was timed: too few to conclude from."])
    #expect(try Self.answer(.takings, book).notes == ["Only 1 order: too few to conclude from."])
    #expect(
      try Self.answer(.slowMovers, book).rows == [[.text("soup"), .text("The soup"), .count(1), .count(1)]])
  }

  // MARK: Dishes

  /// The menu has cake, soup and tea; soup was ordered twice in one order, tea once, and pie is no longer on the menu.
  @Test func `dishes of the menu that nobody ordered come first`() throws {
    var book = Book()
    let names = ["soup", "tea", "cake"].map { id in
      JSON.object(["id": .string(id), "name": .string("Our \(id)"), "price": 500, "station": "hot"])
    }
    let section = JSON.object(["id": "all", "items": .array(names), "name": "All"])
    book.tell(
      .menuChanged, .menu, .text("main"),
      [
        (
          "document",
          .object(["currency": "EUR", "menu_id": "main", "name": "Main", "sections": .array([section])])
        )
      ])
    let order = book.open(Book.Opening())
    let dishes = ["soup", "soup", "tea", "pie"].map { book.add($0, 500, quantity: 2, to: order) }
    book.send(dishes, order)
    let answer = try Self.answer(.slowMovers, book)
    #expect(
      answer.rows == [
        [.text("cake"), .text("Our cake"), .count(0), .count(0)],
        [.text("pie"), .text("The pie"), .count(1), .count(2)],
        [.text("tea"), .text("Our tea"), .count(1), .count(2)],
        [.text("soup"), .text("Our soup"), .count(1), .count(4)],
      ])
    #expect(answer.notes.last == "1 dish was never ordered.")
    let bars = try #require(answer.plots.first)
    #expect(
      bars.shape
        == .bars([
          .init("Our cake", 0, isMarked: true), .init("The pie", 1), .init("Our tea", 1),
          .init("Our soup", 1),
        ]))
  }

  @Test func `what is not on the menu is one dish`() throws {
    var book = Book()
    let order = book.open(Book.Opening())
    book.send([book.add("open", 500, to: order), book.add("open", 100, to: order)], order)
    let answer = try Self.answer(.slowMovers, book)
    #expect(answer.rows == [[.text("open"), .text("(not on the menu)"), .count(1), .count(2)]])
  }

  // MARK: Kitchen

  /// Twenty soups at 100 s, ten steaks at the given time; the menu's median is that of soup.
  private static func kitchen(steakSeconds: Int64, steaks: Int = 10) -> Book {
    var book = Book()
    for _ in 0..<20 { book.timed("soup", 100, station: "hot") }
    for _ in 0..<steaks { book.timed("steak", steakSeconds, station: "grill") }
    return book
  }

  /// 180 s over 100 s is 280 s; 1.5 × is passed long before.
  @Test(arguments: [(279, 10, false), (280, 10, true), (280, 9, false)])
  func `an outlier is far above the menu and not by chance`(seconds: Int64, steaks: Int, isOne: Bool) throws {
    let answer = try Self.answer(.prepTimes, Self.kitchen(steakSeconds: seconds, steaks: steaks))
    #expect(answer.rows[0][0] == .text("steak"))
    #expect(answer.rows[0][5] == .flag(isOne))
    #expect(answer.rows[1][5] == .flag(false))
  }

  /// Where dishes take long anyhow, 180 s are nothing much: 1.5 × 1,000 s.
  @Test(arguments: [(1_499, false), (1_500, true)])
  func `an outlier takes half as long again`(seconds: Int64, isOne: Bool) throws {
    var book = Book()
    for _ in 0..<20 { book.timed("roast", 1_000) }
    for _ in 0..<10 { book.timed("goose", seconds) }
    #expect(try Self.answer(.prepTimes, book).rows[0][5] == .flag(isOne))
  }

  /// Of 10, 20 … 100 s: between the fifth and the sixth, and the ninth.
  @Test func `medians are exact and nine in ten is the nearest rank`() throws {
    var book = Book()
    for tens in 1...9 as ClosedRange<Int64> { book.timed("soup", tens * 10) }
    book.timed("soup", 105)
    let even = try Self.answer(.prepTimes, book)
    #expect(even.rows[0][2...4] == [.count(10), .halfSeconds(110), .halfSeconds(180)])
    book.timed("soup", 51)
    let odd = try Self.answer(.prepTimes, book)
    #expect(odd.rows[0][2...4] == [.count(11), .halfSeconds(102), .halfSeconds(180)])
  }

  /// Many more samples than are kept one by one, some of them longer than what is counted.
  @Test func `many samples are as exact as few`() {
    var book = Book()
    for half in (1...2_500 as ClosedRange<Int64>).reversed() { book.timed("soup", 2 * half) }
    let answer = RolledLog(book.log).answer(InsightQuestion(.prepTimes, window("28T05:00", "30T05:00")))
    // 2, 4 … 5,000: 2,500 samples, the middle between 2,500 and 2,502, the 2,250th is 4,500.
    #expect(answer?.rows.first?[2...4] == [.count(2_500), .halfSeconds(5_002), .halfSeconds(9_000)])
  }

  @Test func `what is recalled counts from its sending to the last time that it was ready`() throws {
    var book = Book()
    let order = book.open(Book.Opening())
    let item = book.add("soup", 500, to: order)
    book.send([item], order)
    let sent = book.wall
    book.wall = sent.advanced(byMilliseconds: 59_000)
    let first = book.move([item], from: "ordered", to: "ready", order)
    book.move([item], from: "ready", to: "ordered", undoes: first, order)
    #expect(try Self.answer(.prepTimes, book).rows.isEmpty)
    book.wall = sent.advanced(byMilliseconds: 299_000)
    book.move([item], from: "ordered", to: "ready", order)
    #expect(try Self.answer(.prepTimes, book).rows[0][3] == .halfSeconds(600))
  }

  @Test func `what goes straight to the table has no time`() throws {
    var book = Book()
    let order = book.open(Book.Opening())
    let items = [book.add("soup", 500, to: order), book.add("tea", 500, to: order)]
    book.send(items, order)
    book.move([items[1]], from: "ordered", to: "ready", order)
    #expect(try Self.answer(.speed, book).rows.isEmpty, "a dish of the round is on its way")
    book.move([items[0]], from: "ordered", to: "delivered", order)
    #expect(try Self.answer(.prepTimes, book).rows.map { $0[0] } == [.text("tea")])
    #expect(
      try Self.answer(.speed, book).rows == [
        [.text("dine_in"), .count(1), .halfSeconds(2), .halfSeconds(2), .count(0), .rate(0, of: 1)]
      ])
  }

  /// Late is 8 minutes or more; the second round was wanted 2 minutes later.
  @Test(arguments: [(479, 0, 0), (480, 0, 1), (480, 2, 0), (600, 2, 1)])
  func `a round is late as on the board`(seconds: Int64, delay: Int64, late: Int64) throws {
    var book = Book()
    let order = book.open(Book.Opening())
    let item = book.add("soup", 500, to: order)
    book.send([item], order)
    let sent = book.wall
    if delay > 0 { book.write(.delayMarked, order, .order, nil, ["delay_minutes": .int(delay)]) }
    book.wall = sent.advanced(byMilliseconds: (seconds - 1) * 1_000)
    book.move([item], from: "ordered", to: "ready", order)
    #expect(try Self.answer(.speed, book).rows[0][4] == .count(late))
  }

  // MARK: Voices, visits

  @Test func `an attempt that waits for a key is none yet`() throws {
    var book = Book()
    book.say("executed", intent: "add_item", dish: "soup")
    book.say("rejected", intent: "add_item", dish: "soup", reason: "gate")
    book.say("rejected", intent: "add_item", dish: "soup", reason: "gate")
    book.say("unscored", intent: "add_item", dish: "soup")
    book.say("refused", intent: "pay_now", reason: "role")
    let answer = try Self.answer(.voice, book)
    #expect(
      answer.rows == [[.text("soup"), .text("soup"), .count(3), .count(1), .count(2), .rate(1, of: 3)]])
    #expect(answer.jsonLine.contains(#""success_rate":0.3333}"#))
    #expect(
      answer.notes.suffix(2) == [
        "1 of 4 attempts were carried out.", "1 more was heard without a score and waited for a key.",
      ])
    #expect(answer.plots.map(\.title) == ["Attempts by dish", "Intents", "Outcomes", "Why it failed"])
    #expect(answer.plots[3].shape == .bars([.init("gate", 2), .init("role", 1)]))
  }

  /// Three visits: one only looks, one orders and pays in cash without asking for the bill, one stops at the cart.
  @Test func `a step counts where a later one was reached`() throws {
    var book = Book()
    let visits = (0..<3).map { _ in book.uuid() }
    for visit in visits { book.view(visit) }
    var opening = Book.Opening()
    opening.session = visits[1]
    let paid = book.open(opening)
    let item = book.add("soup", 500, to: paid)
    book.send([item], paid)
    book.pay("cash", 500, paid)
    opening.session = visits[2]
    let cart = book.open(opening)
    _ = book.add("soup", 500, to: cart)
    let answer = try Self.answer(.abandonment, book)
    func row(_ step: String, _ reached: Int64, _ continued: Int64, _ halves: Int64?) -> [InsightAnswer.Value]
    {
      [
        .text(step), .count(reached), .count(continued), .rate(continued, of: reached),
        halves.map { .halfSeconds($0) } ?? .none,
      ]
    }
    // The visits looked at seconds 2 and 3, dishes came at seconds 5 and 9: 3 s and 6 s.
    #expect(
      answer.rows == [
        row("menu_viewed", 3, 2, 9), row("item_added", 2, 1, 2), row("order_submitted", 1, 1, nil),
        row("bill_requested", 1, 1, nil), row("payment_started", 1, 1, nil),
        row("payment_succeeded", 1, 1, nil),
      ])
    #expect(answer.jsonLine.contains(#"{"step":"order_submitted","reached":1,"continued":1,"rate":1}"#))
  }

  @Test func `arms stand side by side`() throws {
    var book = Book()
    for (place, arm) in ["control", "variant", "control", nil].enumerated() {
      let visit = book.uuid()
      book.view(visit)
      if let arm { book.expose(visit, arm: arm) }
      var opening = Book.Opening()
      (opening.session, opening.arm) = (visit, arm)
      let order = book.open(opening)
      book.send([book.add("soup", 100 * Int64(place + 1), to: order)], order)
    }
    let takings = try Self.answer(.takings, book, by: .arm)
    #expect(
      takings.rows == [
        [.text(""), .count(1), .count(2), .money(400)],
        [.text("control"), .count(2), .count(4), .money(400)],
        [.text("variant"), .count(1), .count(2), .money(200)],
      ])
    let steps = try Self.answer(.abandonment, book, by: .arm)
    #expect(steps.rows.count == 18)
    #expect(steps.rows[6][0...2] == [.text("control"), .text("menu_viewed"), .count(2)])
  }

  // MARK: Money

  @Test func `an answer shows one currency and tells of the others`() throws {
    var book = Book()
    for currency in ["EUR", "JPY", "EUR"] {
      var opening = Book.Opening()
      opening.currency = currency
      let order = book.open(opening)
      book.send([book.add("soup", 1_250, to: order)], order)
    }
    let answer = try Self.answer(.takings, book)
    #expect(answer.currency?.code == "EUR")
    #expect(answer.notes.last == "These figures are in EUR; 1 order in JPY is not in them.")
    #expect(
      answer.jsonLine
        == #"{"metric":"takings","from":"2026-11-28T05:00:00.000Z","until":"2026-11-29T05:00:00.000Z","#
        + #""currency":"EUR","rows":[{"from":"2026-11-28T05:00:00.000Z","until":"2026-11-29T05:00:00.000Z","#
        + #""orders":2,"covers":4,"amount":2500}]}"# + "\n")
    #expect(
      answer.csv == "from,until,orders,covers,amount,currency\r\n"
        + "2026-11-28T05:00:00.000Z,2026-11-29T05:00:00.000Z,2,4,25.00,EUR\r\n")
  }

  @Test func `voids name their reasons, and a spreadsheet makes no formula of them`() throws {
    var book = Book()
    let order = book.open(Book.Opening())
    let items = (0..<3).map { _ in book.add("soup", 400, quantity: 2, to: order) }
    book.send(items, order)
    book.write(.itemRemoved, order, .item, items[0], ["reason": "=cold"])
    book.change(items[1], from: 2, to: 1, order)
    book.cancel(order)
    let answer = try Self.answer(.voids, book)
    // Two by removal, one less, one and two by the cancelling.
    #expect(
      answer.rows == [
        [
          .text("soup"), .text("The soup"), .count(4), .count(6), .money(2_400),
          .counts([.init("they left", 2), .init("=cold", 1), .init("no reason given", 1)]),
        ]
      ])
    #expect(answer.csv.contains("they left: 2; =cold: 1; no reason given: 1"))
    #expect(answer.jsonLine.contains(#""reasons":[{"reason":"they left","count":2},"#))
  }
}
