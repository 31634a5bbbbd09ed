import Foundation
import Testing

extension Acceptance {
  /// The lines themselves, judged by a program in another language.
  @Suite struct EventLines {
    @Test func `the judge passes the vectors' evening and no bad line`() throws {
      #expect(try IndependentCheck.findings(in: Checkout.evening()) == "")
      let bad = try BadLine.all()
      #expect(bad.allSatisfy { !$0.bytes.contains(0x0A) }, "line 7 is the seventh of them")
      let lines = bad.flatMap { Array($0.bytes) + [UInt8(ascii: "\n")] }
      #expect(try IndependentCheck.findings(lines, arguments: ["--each", "maple"]) == "")
    }

    @Test func `every line of an evening is canonical, chained and the same wherever it is printed`() throws {
      try ScratchHouse.with { house in
        var printed: [String] = []
        func write(_ arguments: String...) throws {
          printed += try house.done(arguments + ["--json"]).lines
        }
        try write("menu", "import", house.file("supper.json", Supper.menu))
        try write("order", "open", "--table", "T4", "--guests", "2")
        try write("participant", "join", "T4", "--name", "Zoë 👩‍🍳 \"the cook\" \\ ﬁ")
        try write("order", "add", "T4", "m03", "--modifier", "extra chili", "--note", "𠮷 / e\u{301} <&>")
        try write("order", "add", "T4", "--open-item", "Crème\u{2028}brûlée", "--price", "7.90")
        try write("order", "alert", "T4", "peanuts \u{202E}!")
        try write("order", "submit", "T4")
        try write("order", "start", "T4")
        try write("order", "recall", "T4")
        try write("order", "remove", "T4", "1")
        try write("order", "undo", "T4")
        try write("order", "adjust", "T4", "comp", "1", "--label", "sorry")
        #expect(try IndependentCheck.findings(in: printed) == "")
        #expect(try house.events() == printed)
        #expect(Set(printed.map { try? Json(text: $0)["origin"] }).count == 1)
      }
    }

    @Test func `created_at is the time of the command`() throws {
      try ScratchHouse.with { house in
        let before = Date().timeIntervalSince1970
        let event = try house.onlyEvent("order", "open")
        let after = Date().timeIntervalSince1970
        let style = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
        let created = try Date(#require(event["created_at"].string), strategy: style).timeIntervalSince1970
        #expect(created >= before - 0.001 && created <= after + 0.001)
        #expect(event["skew_ms"] == .null)
      }
    }

    @Test func `F29: a clock a day ahead moves its own order only, and the skew is told`() throws {
      let order = "01a1f866-0d00-7000-8000-000000000001"
      let style = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
      let tomorrow = Date(timeIntervalSince1970: Date().timeIntervalSince1970.rounded() + 86_400)
      let lines = try IndependentCheck.forge(
        origin: "bar-00000001",
        events: """
          {"created_at":"\(tomorrow.formatted(style))","order_id":"\(order)","event_type":"order_opened",
           "entity_type":"order","payload":{"short_code":"C01","currency":"EUR","order_type":"takeaway"}}
          """)
      try ScratchHouse.with { house in
        try house.done("ingest", house.file("l", lines[0] + "\n"))
        let moved = try house.onlyEvent("order", "rush", "C01")
        let created = try Date(#require(moved["created_at"].string), strategy: style)
        #expect(abs(created.timeIntervalSince(tomorrow) - 0.001) < 0.0001, "one tick after")
        let skew = try #require(moved["skew_ms"].int)
        #expect(abs(skew - 86_400_000) < 30_000)
        #expect(try house.onlyEvent("order", "open")["skew_ms"] == .null)
        #expect(try IndependentCheck.findings(in: house.events()) == "")
      }
    }

    @Test func `S17: a line of 1 MiB is taken, one of a byte more is refused for its size`() throws {
      let limit = 1 << 20
      let bare = try forgedSetting(length: 1)
      let exact = try forgedSetting(length: 1 + limit - bare.utf8.count - 1)
      let over = try forgedSetting(length: 2 + limit - bare.utf8.count - 1)
      #expect(exact.utf8.count + 1 == limit)
      try ScratchHouse.with { house in
        let refused = try house.galley("ingest", house.file("over", over + "\n"), "--json")
        #expect(refused.status == 1)
        #expect(try Json(text: refused.output)["refused"][0]["code"] == .string("size"))
        #expect(try house.json("ingest", house.file("exact", exact + "\n"))["new"] == .int(1))
        #expect(try house.events() == [exact])
      }
    }

    @Test func `S4: a line without an end is refused in bounded memory`() throws {
      try ScratchHouse.with { house in
        // Made first: a child's peak counts what its parent held when it was started.
        let endless = try house.file("large", [UInt8](repeating: UInt8(ascii: "["), count: 64 << 20))
        let small = try house.galley("ingest", house.file("small", "{\n"), "--json")
        #expect(small.status == 1)
        let large = try house.galley("ingest", endless, "--json")
        #expect(large.status == 1)
        #expect(try Json(text: large.output)["refused"].elements.count == 1)
        #expect(large.peakKiB < small.peakKiB + 16 << 10, "\(small.peakKiB) KiB, then \(large.peakKiB) KiB")
      }
    }

    private func forgedSetting(length: Int) throws -> String {
      let value = String(repeating: "x", count: length)
      return try IndependentCheck.forge(
        origin: "bar-00000001",
        events: """
          {"created_at":"2026-11-20T10:00:00.000Z","event_type":"setting_changed","entity_type":"venue",
          "entity_id":"maple","payload":{"key":"motto","value":"\(value)"}}
          """)[0]
    }
  }
}
