import Testing

/// What people and the provider do in a ``PayingHouse``, and what must hold afterwards.
extension PayingHouse {
  /// Soup for 4.00, eaten, with the bill out; the order's id.
  func bill() throws -> String {
    let order = try sent()
    try house.done("order", "bill", order)
    return order
  }

  /// The same before the bill.
  func sent() throws -> String {
    let order = try house.open("--table", "T1").id
    try house.done("order", "add", order, "--open-item", "Soup", "--price", "4")
    try house.done("order", "submit", order)
    return order
  }

  /// The same, with a guest who has left a card and agreed that it pays.
  func armed() throws -> String {
    let order = try sent()
    try house.done("participant", "join", order)
    try house.done("pay", "method", order, "--participant", "P1")
    guard let page = try provider.openPages(of: order).first,
      let card = try provider.tell("attach", ["session": page])["setup_intent"].string
    else { throw Failure("no page for a card") }
    guard try tell("setup_intent.succeeded", about: card) == 200 else { throw Failure("no card on file") }
    try house.done("pay", "arm", order, "--participant", "P1", "--max", "20", "--scope", "order", "--consent")
    return order
  }

  /// The provider tells of something; the status that it hears.
  func tell(_ type: String, about object: String) throws -> Int {
    try send(type, about: object).answer().status
  }

  func show(_ order: String, _ key: String) throws -> Json { try house.show(order)[key] }

  func events(_ type: String, of order: String) throws -> [Json] {
    try house.events("--order", order).map { try Json(text: $0) }.filter { $0["event_type"].string == type }
  }

  /// The soup was paid once, here and at the provider, and nobody can pay it again.
  func expectPaidOnce(_ order: String) throws { try expectPaid(order, reports: 1) }

  /// The same where several terminals have written that it was paid.
  func expectPaid(_ order: String, reports: Int) throws {
    try waitUntil("\(order) to be paid") { try show(order, "status") == .string("paid") }
    let shown = try house.show(order)
    #expect(try provider.captures(of: order) == [400], "\(place): what the provider took")
    #expect(shown["paid_portion"] == .int(400) && shown["remaining"] == .int(0), "\(place): \(shown)")
    #expect(shown["overpaid"] == .int(0) && shown["conflicts"] == .array([]), "\(place): \(shown)")
    let paid = shown["payments"].elements.filter { $0["state"] == .string("paid") }
    #expect(paid.count == 1, "\(place): \(shown)")
    #expect(try events("paid", of: order).count == reports, "\(place)")
    #expect(try provider.openPages(of: order).isEmpty, "\(place): nobody can pay it again")
  }

  /// Once all is over: nothing was taken twice meanwhile, no payment is open, and the log is sound.
  func expectWholeEvening() throws {
    for listed in try house.jsonLines("order", "list", "--all") {
      let order = try house.show(listed["order_id"].string ?? "")
      let taken = try provider.captures(of: order["order_id"].string ?? "").reduce(0, +)
      let paid = order["payments"].elements.filter { $0["state"].string == "paid" }
      #expect(paid.compactMap { $0["amount"].int }.reduce(0, +) == taken, "\(order)")
      #expect(taken <= order["total"].int ?? 0, "\(order)")
    }
    try expectSound(house, holding: [])
  }

  /// Names the case in whatever goes wrong in it.
  func named(_ name: String, _ body: () throws -> Void) throws {
    place = name
    do { try body() } catch { throw Failure("\(name): \(error)") }
  }
}
