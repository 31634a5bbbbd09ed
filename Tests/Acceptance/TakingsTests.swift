import Testing

extension Acceptance {
  /// The end of a day on the built program, held against the lines of its log.
  @Suite struct Takings {
    @Test func `the report of the day says what the log's lines add up to`() throws {
      try ScratchHouse.with { house in
        try house.importSupper()
        // 3430 − 430 + 250 = 3250, paid by two.
        let first = try house.sendSupper(table: "T1")
        try house.done("order", "adjust", first, "discount", "4.30")
        try house.done("order", "adjust", first, "tip", "2.50")
        try house.done("order", "bill", first)
        try house.done("pay", "cash", first, "20")
        try house.done("pay", "cash", first, "12.50")
        // A Bruschetta comes off after it was sent: 2780, of which 1000 is paid and 150 given back.
        let second = try house.sendSupper(table: "T2")
        try house.done("order", "remove", second, "m01")
        try house.done("order", "bill", second)
        try house.done("pay", "cash", second, "10")
        try house.done("pay", "refund", second, "1.50")
        let cancelled = try house.sendSupper(table: "T3")
        try house.done("order", "cancel", cancelled, "--reason", "left")
        // A table that is being laid.
        _ = try house.openSupper(table: "T4")

        let report = try house.json("report", "day")
        let paid = try house.sum("paid", "amount")
        let refunded = try house.sum("refunded", "amount")
        #expect((paid, refunded) == (4_250, 150))
        #expect(report["paid"].int == paid && report["refunded"].int == refunded)
        let methods = report["methods"].elements
        #expect(methods.map { $0["provider"].string } == ["cash"])
        #expect(
          methods.map { $0["amount"].int } == [paid - refunded] && methods.map { $0["count"].int } == [3])
        #expect(report["orders"].int == 2 && report["covers"].int == 4)
        #expect(report["total"].int == 3_250 + 2_780)
        #expect(report["discounts"].int == -430 && report["tips"].int == 250 && report["comps"].int == 0)
        // The Bruschetta, and two lines of the order that was cancelled.
        #expect(report["voids"]["count"].int == 3)
        #expect(report["voids"]["amount"].int == 650 + 3_430)
        #expect(report["unpaid"].int == 2_780 - 850 && report["overpaid"].int == 0)

        let orders = try house.jsonLines("order", "list", "--all").filter {
          $0["status"].string != "opened" && $0["short_code"].string != cancelled
        }
        #expect(orders.compactMap { $0["total"].int }.reduce(0, +) == report["total"].int)
        #expect(orders.compactMap { $0["remaining"].int }.reduce(0, +) == report["unpaid"].int)
        // Beside a running terminal it is the same, and so in the pane.
        _ = try house.serve()
        #expect(try house.json("report", "day") == report)
        #expect(try house.done("screen", "takings", "--size", "100x40").output.contains("unpaid"))
        #expect(try house.done("report", "day", "--csv").output.hasPrefix("date,from,until,currency,figure,"))
        #expect(try house.jsonLines("report", "day", "--date", "2020-02-29").isEmpty)
        #expect(try house.galley("report", "day", "--date", "2020-02-30").status == 2)
      }
    }

    @Test func `the day begins at the hour that the house has set, by its own clock`() throws {
      try ScratchHouse.with { house in
        try house.importSupper()
        _ = try house.sendSupper()
        try house.done("config", "set", "time_zone", "Etc/GMT-5")
        try house.done("config", "set", "day_starts", "07:30")
        let report = try house.json("report", "day")
        #expect(report["from"].string?.hasSuffix("T02:30:00.000Z") == true)
        #expect(report["until"].string?.hasSuffix("T02:30:00.000Z") == true)
        #expect(try house.galley("config", "set", "day_starts", "7:30").status == 1)
      }
    }
  }
}

extension ScratchHouse {
  /// What events of a type say of a number, added up from the log's lines.
  fileprivate func sum(_ type: String, _ key: String) throws -> Int {
    try events().map { try Json(text: $0) }.filter { $0["event_type"].string == type }
      .compactMap { $0["payload"][key].int }.reduce(0, +)
  }
}
