import Testing

extension Acceptance {
  /// `state` and `events`: the same bytes for the same events, and the parts of the log that one asks for.
  @Suite struct StateAndEvents {
    @Test func `state is one line of canonical JSON without anything personal`() throws {
      let state = try ScratchHouse.stateFromNothing(Checkout.evening())
      #expect(try IndependentCheck.findings(Array(state.utf8), arguments: ["--canonical"]) == "")
      for personal in ["Zoë", "𠮷野 美咲", "coriander"] {
        #expect(!state.contains(personal), "\(personal)")
      }
      #expect(state.contains("01a2046c-3daf-70ff-98c0-6effa0c5154e"))
    }

    @Test(arguments: ["2026-11-22T18:08:30.000Z", "2026-11-22T18:18:00Z"])
    func `state --at is the state of those who had only learned that much`(time: String) throws {
      let evening = try Checkout.evening()
      let known = try evening.filter { line in
        let created = try #require(try Json(text: line)["created_at"].string)
        return created.utf8.lexicographicallyPrecedes(time.replacing("Z", with: "").utf8)
      }
      #expect(!known.isEmpty && known.count < evening.count)
      try ScratchHouse.with { house in
        try house.done("ingest", house.file("lines.jsonl", evening.map { $0 + "\n" }.joined()))
        let then = try house.done("state", "--all", "--at", time).output
        #expect(try then == ScratchHouse.stateFromNothing(known))
        #expect(try then != house.done("state", "--all").output)
      }
    }

    @Test func `without --all an order closed for more than two days is left out`() throws {
      let old = "01a1f1d2-6c00-7000-8000-000000000001"
      let lines = try IndependentCheck.forge(
        origin: "bar-00000001",
        events: """
          {"created_at":"2026-11-18T10:00:00.000Z","order_id":"\(old)","event_type":"order_opened",
           "entity_type":"order","payload":{"short_code":"C01","currency":"EUR","order_type":"takeaway"}},
          {"created_at":"2026-11-18T10:00:01.000Z","order_id":"\(old)","event_type":"order_cancelled",
           "entity_type":"order","payload":{"reason":"left"}},
          {"created_at":"2026-11-20T10:00:02.000Z","event_type":"setting_changed","entity_type":"venue",
           "entity_id":"maple","payload":{"key":"motto","value":"slow food"}}
          """)
      // One event before the newest comes, the order was cancelled a second ago.
      #expect(try ScratchHouse.stateFromNothing(Array(lines.prefix(2)), arguments: []).contains(old))
      #expect(try !ScratchHouse.stateFromNothing(lines, arguments: []).contains(old))
      #expect(try ScratchHouse.stateFromNothing(lines).contains(old))
    }

    @Test func `events can be narrowed to an order or a time`() throws {
      try ScratchHouse.with { house in
        try house.importSupper()
        let code = try house.sendSupper(table: "T4")
        let other = try house.sendSupper(table: "T5")
        let all = try house.events()
        let id = try #require(try house.show(code)["order_id"].string)
        #expect(try house.events("--order", code) == all.filter { $0.contains(#""order_id":"\#(id)""#) })
        #expect(try house.events("--order", other).count == 4)
        let middle = try #require(try Json(text: all[4])["created_at"].string)
        let since = try all.filter { line in
          let created = try #require(try Json(text: line)["created_at"].string)
          return !created.utf8.lexicographicallyPrecedes(middle.utf8)
        }
        #expect(try house.events("--since", middle) == since)
      }
    }

    @Test func `events --follow prints what another process writes, as it is written`() throws {
      try ScratchHouse.with { house in
        _ = try house.serve()
        let follower = try house.start(["events", "--follow"], log: "follow")
        func followed() throws -> [String] {
          try String(decoding: bytes(of: house.root + "/follow.out"), as: UTF8.self).splitLines
        }
        let first = try house.done("order", "open", "--json").lines
        try waitUntil("the follower to print the first order") { try followed().suffix(1) == first }
        let second = try house.done("order", "open", "--json").lines
        try waitUntil("the follower to print the second order", limit: 2) {
          try followed().suffix(2) == first + second
        }
        #expect(follower.advance(milliseconds: 0) == nil, "it follows until it is ended")
      }
    }

    @Test func `F22: an unknown event type is kept without effect, an event without sense is a conflict`()
      throws
    {
      let order = "01a1f866-0d00-7000-8000-000000000001"
      let lines = try IndependentCheck.forge(
        origin: "bar-00000001",
        events: """
          {"created_at":"2026-11-20T10:00:00.000Z","order_id":"\(order)","event_type":"order_opened",
           "entity_type":"order","payload":{"short_code":"C01","currency":"EUR","order_type":"takeaway"}},
          {"created_at":"2026-11-20T10:00:01.000Z","order_id":"\(order)","event_type":"napkin_folded",
           "entity_type":"order","payload":{"shape":"swan"}},
          {"created_at":"2026-11-20T10:00:02.000Z","order_id":"\(order)","event_type":"item_removed",
           "entity_type":"item","entity_id":"01a1f866-0d00-7000-8000-000000000009"}
          """)
      try ScratchHouse.with { house in
        #expect(try house.json("ingest", house.file("l", lines.map { $0 + "\n" }.joined()))["new"] == .int(3))
        #expect(try house.events() == lines)
        let shown = try house.show("C01")
        #expect(shown["status"] == .string("opened"))
        let conflicts = shown["conflicts"].elements
        #expect(conflicts.map { $0["event_id"] } == [try Json(text: lines[2])["id"]])
        #expect(conflicts.first?["reason"].string?.isEmpty == false)
      }
    }
  }
}
