import Randomness
import Testing

extension Acceptance {
  /// The contract's vectors, taken in by the built program.
  @Suite struct Vectors {
    @Test func `the evening comes in whole and goes out byte for byte`() throws {
      try ScratchHouse.with { house in
        let evening = try Checkout.evening()
        let report = try ingest(evening, into: house)
        #expect(report == (try Json(text: #"{"new":59,"old":0,"waiting":0,"refused":[]}"#)))
        #expect(try house.events() == evening)
        #expect(try house.json("verify")["findings"] == .array([]))

        let again = try ingest(evening, into: house)
        #expect(again == (try Json(text: #"{"new":0,"old":59,"waiting":0,"refused":[]}"#)))
        #expect(try house.events() == evening)
      }
    }

    @Test func `the evening reduces to what its README and its own lines say`() throws {
      try ScratchHouse.with { house in
        _ = try ingest(Checkout.evening(), into: house)
        let dinner = try house.show("B07")
        #expect(dinner["total"] == .int(6095))
        #expect(dinner["paid_portion"] == .int(6095))
        #expect(dinner["remaining"] == .int(0))
        #expect(dinner["status"] == .string("closed"))
        #expect(dinner["kitchen"] == .string("delivered"))
        #expect(dinner["table_id"] == .string("T4"))
        #expect(
          dinner["items"].elements.map { $0["menuitem_id"] }
            == ["m02", "m03", "m07", "m01", "m06", "m08"].map { .string($0) })
        #expect(dinner["items"].elements.map { $0["qty"] } == [1, 1, 3, 1, 1, 2].map { .int($0) })
        let delivered = Json.string("delivered")
        #expect(
          dinner["items"].elements.map { $0["status"] }
            == [delivered, delivered, delivered, .string("removed"), delivered, delivered])
        #expect(dinner["rounds"].elements.map { $0["round"] } == [.int(1), .int(2)])
        #expect(dinner["participants"].elements.map { $0["label"] } == [.string("P1"), .string("P2")])
        #expect(dinner["shares"].elements.map { $0["amount"] } == [.int(3048), .int(3047)])

        let takeaway = try house.show("B08")
        #expect(takeaway["total"] == .int(3410))
        #expect(takeaway["paid_portion"] == .int(3410))
        #expect(takeaway["status"] == .string("closed"))
        #expect(takeaway["order_type"] == .string("takeaway"))
        #expect(takeaway["rush"] == .bool(true))
        #expect(try house.jsonLines("order", "list").isEmpty)
      }
    }

    @Test(arguments: [1, 2, 3, 4, 5] as [UInt64])
    func `F24: shuffled and doubled, the evening is the same evening`(seed: UInt64) throws {
      let evening = try Checkout.evening()
      let expected = try ScratchHouse.stateFromNothing(evening)
      var random = Seeded(seed: seed)
      let arrivals = (evening + evening).shuffled(using: &random)
      try ScratchHouse.with { house in
        let report = try ingest(arrivals, into: house)
        #expect(report["new"] == .int(59), "seed \(seed)")
        #expect(report["old"] == .int(59))
        #expect(report["waiting"] == .int(0))
        #expect(report["refused"] == .array([]))
        #expect(try house.events().sorted() == evening.sorted())
        #expect(try house.done("state", "--all").output == expected, "seed \(seed)")
      }
    }

    @Test func `what waits for an earlier line is kept until that comes, in another run`() throws {
      let evening = try Checkout.evening()
      try ScratchHouse.with { house in
        let late = Array(evening.reversed().prefix(30))
        let first = try ingest(late, into: house)
        #expect(first["refused"] == .array([]))
        #expect(first["waiting"] == .int(30), "the later half of both origins has nothing to stand on")
        let second = try ingest(Array(evening.prefix(29)), into: house)
        #expect(second["waiting"] == .int(0))
        #expect(second["refused"] == .array([]))
        #expect(try house.events().sorted() == evening.sorted())
        #expect(try IndependentCheck.findings(in: house.events()) == "", "each origin in its own order")
        #expect(try house.done("state", "--all").output == ScratchHouse.stateFromNothing(evening))
      }
    }

    @Test func `with or without its personal part a line is the same event, and what is held stays`() throws {
      let evening = try Checkout.evening()
      let bare = evening.map { line in
        line.range(of: #","personal":{"#).map { line[..<$0.lowerBound] + "}" } ?? line
      }
      #expect(bare != evening)
      for (first, second) in [(evening, bare), (bare, evening)] {
        try ScratchHouse.with { house in
          _ = try ingest(first, into: house)
          #expect(try ingest(second, into: house)["old"] == .int(59))
          #expect(try house.events() == first)
          #expect(try house.done("verify").status == 0)
        }
      }
      #expect(try ScratchHouse.stateFromNothing(bare) == ScratchHouse.stateFromNothing(evening))
    }

    @Test func `S17: each bad line is refused for its reason, and the good ones among them are kept`() throws
    {
      try ScratchHouse.with { house in
        let bad = try BadLine.all()
        let evening = try Checkout.evening()
        var file: [UInt8] = []
        for (index, line) in bad.enumerated() {
          file += line.bytes + [0x0A] + Array(evening[index].utf8) + [0x0A]
        }
        file += evening[bad.count...].flatMap { Array($0.utf8) + [0x0A] }
        let finished = try house.galley("ingest", house.file("mixed.jsonl", file), "--json")
        #expect(finished.status == 1)
        let report = try Json(text: finished.output)
        let codes = report["refused"].elements.map { $0["code"].string }
        #expect(codes.count == bad.count)
        for (line, code) in zip(bad, codes) { #expect(code == line.code, "\(line.why)") }
        #expect(report["new"] == .int(59))
        #expect(try house.events() == evening)
        #expect(try house.done("verify").status == 0)
      }
    }

    @Test func `ingest reads standard input, and through the socket of a running terminal too`() throws {
      try ScratchHouse.with { house in
        let evening = try Checkout.evening()
        let path = try house.file("evening.jsonl", evening.map { $0 + "\n" }.joined())
        _ = try house.serve()
        let finished = try house.done(["ingest", "-", "--json"], input: path)
        #expect(try Json(text: finished.output)["new"] == .int(59))
        #expect(try house.events() == evening)
      }
    }

    private func ingest(_ lines: [String], into house: ScratchHouse) throws -> Json {
      try house.json("ingest", house.file("lines.jsonl", lines.map { $0 + "\n" }.joined()))
    }
  }
}
