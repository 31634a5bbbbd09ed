import Testing

extension Acceptance {
  /// What the first evenings showed, as a waiter types it: times, money, tables, the menu, lists.
  @Suite struct FirstEvenings {
    private static let menu = """
      {"menu_id":"m","name":"M","currency":"EUR","sections":[{"id":"s","name":"All","items":[
      {"id":"b","name":"Burger","price":1250,"modifiers":[{"group":"extra","min":1,"max":1,
        "options":[{"name":"extra cheese","price":150},{"name":"plain","price":0}]}]},
      {"id":"f","name":"Fries","price":450},{"id":"s","name":"Soup","price":600}]}]}
      """

    private static func evening(_ body: (ScratchHouse) throws -> Void) throws {
      try ScratchHouse.with { house in
        try house.done("menu", "import", house.file("m.json", menu))
        try house.done("order", "open", "--table", "T1", "--guests", "3")
        try body(house)
      }
    }

    @Test func `A11: what is too much is said until it is given back`() throws {
      try Self.evening { house in
        for item in ["s", "f"] { try house.done("order", "add", "T1", item) }
        try house.done("order", "submit", "T1")
        try house.done("order", "bill", "T1")
        try house.done("pay", "cash", "T1", "10")
        try house.done("order", "bill", "T1", "--withdraw")
        let removed = try house.done("order", "remove", "T1", "1", "--reason", "cold").output
        #expect(removed.contains("5.50 EUR more was paid than is due"), "\(removed)")
        for command in [["pay", "status", "T1"], ["order", "list"], ["order", "show", "T1"]] {
          #expect(try house.done(command).output.contains("5.50 EUR"), "\(command)")
        }
        #expect(try house.show("T1")["overpaid"] == .int(550))
        let refund = try house.onlyEvent("pay", "refund", "T1", "5,50", "--reason", "the soup")
        #expect(refund["event_type"] == .string("refunded"))
        #expect(try house.show("T1")["overpaid"] == .int(0))
        let page = try house.done("order", "show", "T1").output
        for words in ["6.00 EUR off, “cold”, by till at", "5.50 EUR given back", "payment 1: 10.00 EUR cash"]
        {
          #expect(page.contains(words), "\(words) in \(page)")
        }
        #expect(!page.contains("Z  "), "local time without milliseconds")
      }
    }

    @Test func `change is the last line, and a slip is put right`() throws {
      try Self.evening { house in
        try house.done("order", "add", "T1", "f")
        try house.done("order", "submit", "T1")
        let lines = try house.jsonLines(["pay", "cash", "T1", "20"])
        #expect(lines.count == 2 && lines[0]["payload"]["amount"] == .int(450))
        #expect(lines[1] == .object(["change": .int(1_550)]))
        let slip = try house.onlyEvent("pay", "correct", "T1", "1", "4", "--reason", "slip")
        #expect(slip["event_type"] == .string("refunded") && slip["payload"]["amount"] == .int(50))
        #expect(try house.show("T1")["status"] == .string("billrequested"))
        let rest = try house.done("pay", "cash", "T1", "1").output
        #expect(rest.contains("0.50 EUR change"), "\(rest)")
      }
    }

    @Test func `newcomer 3, 4 and 6: one table, one order, until it is free`() throws {
      try Self.evening { house in
        for spelling in ["T1", "t1", " T1", "1"] {
          let refusal = try house.refused("order", "open", "--table", spelling, "--json")
          #expect(refusal.errors.contains(#""code":"table_taken""#), "\(refusal.errors)")
        }
        let second = try house.open("--table", "t1")
        let both = try house.refused("order", "bill", "T1").errors
        #expect(
          both.contains("3 guests") && both.contains(second.code) && !both.contains(second.id), "\(both)")
        try house.done("order", "cancel", second.code.lowercased())
        try house.done("order", "add", "1", "f")
        try house.done("order", "submit", "t1")
        try house.done("order", "deliver", "T1")
        try house.done("pay", "cash", "T1", "4.50")
        #expect(try house.show("T1")["status"] == .string("paid"))
        try house.done("order", "close", "T1")
        _ = try house.refused("order", "show", "T1")
        let listed = try house.done("order", "list", "--all").output
        #expect(listed.contains("\(second.code) at T1: cancelled"), "\(listed)")
      }
    }

    @Test func `A13: the menu is held to`() throws {
      try Self.evening { house in
        for (words, code) in [
          ([], "modifier_limits"), (["extra chese"], "modifier_unclear"),
          (["plain", "extra cheese"], "modifier_limits"),
        ] as [([String], String)] {
          let flags = words.flatMap { ["--modifier", $0] }
          let refusal = try house.galley(["order", "add", "T1", "b", "--json"] + flags)
          #expect(refusal.status == 1 && refusal.errors.contains(code), "\(refusal.errors)")
          try house.done(["order", "add", "T1", "b", "--anyway"] + flags)
        }
        try house.done("order", "add", "T1", "b", "--modifier", "Extra Cheese")
        #expect(try house.show("T1")["total"] == .int(3 * 1_250 + 150 + 1_400))
        let free = try house.done("order", "add", "T1", "s", "--modifier", "no salt").output
        #expect(free.contains("“no salt” is no choice of Soup: no charge"), "\(free)")
        let empty = #"{"menu_id":"m","name":"M","currency":"EUR","sections":[]}"#
        let refusal = try house.refused("menu", "import", house.file("empty.json", empty), "--json")
        #expect(refusal.errors.contains("empty_menu"))
        try house.done("menu", "import", house.file("mark.json", "\u{FEFF}" + Self.menu))
      }
    }

    @Test func `A9, A22: a takeaway has its name and its next time of day, and terms change`() throws {
      try Self.evening { house in
        let code = try house.open("--type", "takeaway", "--promised", "00:00").code
        try house.done("participant", "join", code, "--name", "Maria")
        try house.done("order", "add", code, "f")
        let list = try house.done("order", "list").output
        #expect(list.contains("\(code), takeaway, Maria, for "), "\(list)")
        #expect(list.contains("1 item, 1 not sent, 4.50 EUR"), "\(list)")
        let changed = try house.onlyEvent("order", "change", code, "--guests", "2", "--type", "delivery")
        #expect(changed["event_type"] == .string("order_changed"))
        #expect(changed["payload"] == (try Json(text: #"{"guests":2,"order_type":"delivery"}"#)))
        #expect(try house.show(code)["name"] == .string("Maria"))
        for time in ["2020-01-01T12:00:00Z", "2099-01-01T12:00:00Z"] {
          let refusal = try house.refused("order", "change", code, "--promised", time, "--json")
          #expect(refusal.errors.contains(#""code":"promised""#), "\(refusal.errors)")
        }
        _ = try house.refused("forget", "--before", "22:00", status: [2])
      }
    }

    @Test func `a closing is taken back`() throws {
      try Self.evening { house in
        let code = try house.open().code
        let closing = try house.jsonLines(["order", "close", code])[0]
        let reopened = try house.onlyEvent("order", "reopen", code)
        #expect(reopened["payload"] == .object(["undoes": closing["id"]]))
        #expect(try house.show(code)["status"] == .string("opened"))
      }
    }

    @Test func `E1: a senseless event for an order that nobody opened makes no order`() throws {
      try Self.evening { house in
        let order = "01a1f866-0d00-7000-8000-000000000077"
        let event =
          #"{"created_at":"2026-11-20T10:00:00.000Z","order_id":"\#(order)","event_type":"status_changed","#
          + #""entity_type":"order","payload":{"from":1,"to":"eaten"}}"#
        let lines = try IndependentCheck.forge(origin: "bar-00000001", events: event)
        try house.done("ingest", house.file("lines", lines.map { $0 + "\n" }.joined()))
        let listed = try house.jsonLines(["order", "list", "--all"])
        #expect(listed.count == 1 && listed[0]["table_id"] == .string("T1"))
      }
    }
  }
}
