import Dining
import Events
import Insights
import Ledger
import Testing

/// What partners' programs are told of an evening that a person has worked out.
///
/// A `Book` writes each event a second after the one before.
@Suite struct ExportTests {
  private static let window = InsightWindow(
    from: Timestamp("2026-11-28T19:00:00.000Z") ?? .earliest,
    until: Timestamp("2026-11-28T21:00:00.000Z") ?? .latest)

  private static func ready(_ item: UUIDv7, _ order: OrderID, _ book: inout Book) {
    move(item, from: "ordered", to: "ready", order, &book)
  }

  private static func move(
    _ item: UUIDv7, from: String, to: String, _ order: OrderID, _ book: inout Book
  ) {
    book.write(
      .statusChanged, order, .order, nil,
      [
        "from": .string(from),
        "items": .array([.object(["from": .string(from), "item_id": .string(item.description)])]),
        "to": .string(to),
      ])
  }

  /// Two guests at T4 from 19:00:01: soup at 19:10:01, ready at 19:22:01; soup again at 19:40:02, ready at 19:46:02;
  /// the bill at 20:00:01, paid at 20:07:01, the table free at 20:09:01.
  private static func meal(_ book: inout Book) -> OrderID {
    book.at("28T19:00")
    let order = book.open()
    let first = book.add(1_000, to: order)
    book.at("28T19:10")
    book.send([first], order)
    book.at("28T19:22")
    ready(first, order, &book)
    book.at("28T19:40")
    let second = book.add(500, to: order)
    book.send([second], round: 2, order)
    book.at("28T19:46")
    book.wall = book.wall.advanced(byMilliseconds: 1_000)
    ready(second, order, &book)
    move(first, from: "ready", to: "delivered", order, &book)
    move(second, from: "ready", to: "delivered", order, &book)
    book.at("28T20:00")
    book.write(.billRequested, order, .order, nil, ["from": "delivered", "total": 1_500])
    book.at("28T20:07")
    book.pay("cash", 1_500, order)
    book.at("28T20:08")
    book.close(order)
    book.at("28T20:09")
    book.write(.tableFreed, order, .order, nil, ["reason": "closed", "table_id": "T4"])
    return order
  }

  private static func times(_ book: Book) -> [ServiceTimes] {
    book.streams.sorted { $0.key < $1.key }.compactMap {
      ServiceTimes(OrderStream(id: $0.key, events: $0.value))
    }
  }

  @Test func `the pace of a meal and its payment are told in seconds`() throws {
    var book = Book()
    let order = Self.meal(&book)
    var export = CRMExport(venue: "maple", Self.window, now: Self.window.until)
    for times in Self.times(book) { export.take(times) }
    #expect(
      export.json.compactText == """
        {"schema":"galley.crm.v1","venue":"maple","generated_at":"2026-11-28T21:00:00.000Z",\
        "from":"2026-11-28T19:00:00.000Z","until":"2026-11-28T21:00:00.000Z","orders":[\
        {"order_id":"\(order)","order_type":"dine_in","table_id":"T4","party_size":2,\
        "seated_at":"2026-11-28T19:00:01.000Z","first_order_seconds":600,"first_dish_seconds":720,"rounds":2,\
        "round_gaps_seconds":[1801],"course_gaps_seconds":[1441],"bill_requested_at":"2026-11-28T20:00:01.000Z",\
        "paid_at":"2026-11-28T20:07:01.000Z","time_to_pay_seconds":420}],"left_out":0}
        """)
  }

  @Test func `orders that come, dishes that take, tables that are taken`() throws {
    var book = Book()
    _ = Self.meal(&book)
    book.at("28T20:20")
    let second = book.sold(800, "B08", guests: 3)
    book.at("28T20:22")
    let cancelled = book.sold(800, "B09", guests: 4)
    book.cancel(cancelled)
    let now = try #require(Timestamp("2026-11-28T20:30:00.000Z"))
    var export = WorkforceExport(venue: "maple", Self.window, now: now)
    for times in Self.times(book) { export.take(times) }
    #expect(book.streams[second] != nil)
    let json = export.json
    let orders = try #require(json["orders"])
    #expect(
      orders["now"]?.compactText == #"{"minutes":15,"orders":1,"orders_per_minute_thousandths":67}"#)
    let quarters = try #require(orders["quarter_hours"]?.array)
    #expect(quarters.compactMap { $0["orders"]?.int } == [1, 0, 0, 0, 0, 1, 0])
    #expect(quarters.last?["from"]?.string == "2026-11-28T20:30:00.000Z")
    let hours = try #require(orders["hours"]?.array)
    #expect(hours.compactMap { $0["orders"]?.int } == [1, 1])
    #expect(hours.compactMap { $0["orders_per_minute_thousandths"]?.int } == [17, 17])
    // 720 s and 360 s: the meal took an hour, and that is nobody's prep time.
    #expect(
      json["prep_times"]?.compactText
        == #"[{"menuitem_id":"soup","name":"Soup","count":2,"median_seconds":540,"p90_seconds":720}]"#)
    let tables = try #require(json["tables"])
    #expect(
      tables["now"]?.compactText
        == #"[{"table_id":"T4","party_size":3,"since":"2026-11-28T20:20:01.000Z","seconds":599}]"#)
    // From 19:00:01 until 20:09:01.
    #expect(tables["by_table"]?.compactText == #"[{"table_id":"T4","count":1,"median_seconds":4140}]"#)
  }

  @Test func `a bill that is out has begun to be paid, and one that is not has not`() throws {
    var book = Book()
    book.at("28T19:00")
    let order = book.sold(800)
    func told(_ book: Book) throws -> JSON {
      var export = CRMExport(venue: "maple", Self.window, now: Self.window.until)
      for times in Self.times(book) { export.take(times) }
      return try #require(export.json["orders"]?.array?.first)
    }
    let before = try told(book)
    #expect(before["bill_requested_at"] == nil && before["time_to_pay_seconds"] == nil)
    book.at("28T19:30")
    book.write(.billRequested, order, .order, nil, ["from": "ordered", "total": 800])
    let out = try told(book)
    #expect(out["bill_requested_at"]?.string == "2026-11-28T19:30:01.000Z" && out["paid_at"] == nil)
    book.write(.billWithdrawn, order, .order, nil, ["reason": "withdrawn"])
    #expect(try told(book)["bill_requested_at"] == nil)
  }

  @Test func `windows without an order, and ahead of now, read well`() throws {
    for now in ["2026-11-28T18:00:00.000Z", "2026-11-28T20:00:00.000Z"] {
      let now = try #require(Timestamp(now))
      let workforce = WorkforceExport(venue: "maple", Self.window, now: now).json
      #expect(workforce["prep_times"]?.array?.isEmpty == true)
      #expect(workforce["orders"]?["hours"]?.array?.allSatisfy { $0["orders"]?.int == 0 } == true)
      #expect(CRMExport(venue: "maple", Self.window, now: now).json["orders"]?.array?.isEmpty == true)
    }
    let year = InsightWindow(from: Timestamp(clamping: 0), until: Self.window.until)
    let long = WorkforceExport(venue: "maple", year, now: Self.window.until).json
    #expect(long["orders"]?["quarter_hours"]?.array?.count == 96)
    #expect(long["orders"]?["hours"]?.array?.count == 2_400)
    #expect(long["orders"]?["hours"]?.array?.last?["from"]?.string == "2026-11-28T20:00:00.000Z")
  }
}
