import Foundation
import Glibc
import Randomness
import TestAids
import Testing

extension Sweeps {
  /// kill -9 in the middle of long work: an import, an erasure, a checkpoint, a new segment.
  ///
  /// `GALLEY_FAULT_ROUNDS` sets how many kills each work gets; more than one, and it is 20,000 lines and not 7,000.
  @Suite struct KilledWork {
    static let rounds = Given.count("GALLEY_FAULT_ROUNDS", else: 1)
    /// Two segments at least, and a checkpoint on the way.
    static let lineCount = rounds == 1 ? 7_000 : 20_000

    @Test func `F1, F14: killed during a long ingest, its segments and checkpoints`() throws {
      let lines = try Forger.lines(Self.lineCount)
      var random = Seeded(seed: 20)
      for round in 1...Self.rounds {
        try ScratchHouse.with { house in
          try house.importSupper()
          let own = try house.onlyEvent("order", "open", "--again", "--table", "T1")
          let file = try house.file("lines.jsonl", lines)
          let server = try house.serve()
          let before = try house.events()
          let ingest = try house.start(["ingest", file])
          // At this size of the log, whatever has been begun then: a batch, a checkpoint, a new segment.
          let size = Int.random(in: 100_000...lines.utf8.count * 9 / 10, using: &random)
          try waitUntil("the log to grow to \(size) bytes", limit: 60, pauseMs: 2) {
            _ = ingest.advance(milliseconds: 0)
            return try logBytes(house) > size
          }
          server.signal(SIGKILL)
          _ = try server.exit(within: 10)
          #expect(try ingest.finish(within: 30).status != 0, "round \(round)")
          #expect(try house.galley("verify").status == 0, "round \(round)")
          let again = try house.json("ingest", file)
          #expect(again["refused"] == .array([]))
          #expect((again["new"].int ?? 0) + (again["old"].int ?? 0) == Self.lineCount)
          #expect(try house.show(own["order_id"].string ?? "")["table_id"] == .string("T1"))
          try expectWhole(house, holding: before)
        }
      }
    }

    @Test func `F1: killed during forget, it is done again to the end`() throws {
      let lines = try Forger.lines(Self.lineCount, areOver: true)
      var random = Seeded(seed: 21)
      try ScratchHouse.with { house in
        try house.importSupper()
        try house.done("ingest", house.file("lines.jsonl", lines))
        let count = try house.json("verify")["events"]
        let orders = try house.done("order", "list", "--json").outputBytes
        let segments = try house.segments().count
        #expect(segments > 1)
        for round in 1...Self.rounds {
          let started = monotonicSeconds()
          let forget = try house.start(["forget", "--before", "2026-11-21T00:00:00Z"])
          let pause = Double.random(in: 0.02...0.5, using: &random)
          // Time is the point here: the kill may meet any moment of the work.
          try waitUntil("the moment of the kill", limit: 5, pauseMs: 2) {
            _ = forget.advance(milliseconds: 2)
            return monotonicSeconds() - started > pause
          }
          forget.signal(SIGKILL)
          _ = try forget.finish(within: 10)
          // The chain holds, and no line is missing: each is the old one or the one without what was personal.
          #expect(try house.json("verify")["events"] == count, "round \(round)")
        }
        try house.done("forget", "--before", "2026-11-21T00:00:00Z")
        for path in try FileManager.default.subpathsOfDirectory(atPath: house.data) {
          guard let content = try? Data(contentsOf: URL(fileURLWithPath: "\(house.data)/\(path)")) else {
            continue
          }
          #expect(content.range(of: Data("for guest".utf8)) == nil, "\(path)")
        }
        #expect(try house.done("order", "list", "--json").outputBytes == orders)
        try expectWhole(house, holding: [])
      }
    }

    @Test func `F14: killed before a new checkpoint is in place, the old one is used, and the leavings go`()
      throws
    {
      let lines = try Forger.lines(5_200)
      try ScratchHouse.with { house in
        try house.importSupper()
        let old = try checkpoints(house)
        #expect(old.count == 1)
        // A rename that a signal interrupts for ever stands for the moment before it is done.
        let disk = FaultyDisk(calls: "rename", error: "EINTR", count: nil, name: ".checkpoint")
        let server = try #require(try house.serve(on: disk), "serve ended")
        let ingest = try house.start(["ingest", house.file("lines.jsonl", lines)])
        try waitUntil("the rename of a checkpoint", limit: 60) {
          _ = ingest.advance(milliseconds: 0)
          return !house.failedCalls().isEmpty
        }
        server.signal(SIGKILL)
        _ = try server.exit(within: 10)
        _ = try ingest.finish(within: 10)
        #expect(try checkpoints(house).contains { $0.hasSuffix(".new") })
        let opened = try house.done("order", "open", "--again", "--table", "T1", "--json").lines
        #expect(try !checkpoints(house).contains { $0.hasSuffix(".new") })
        try expectWhole(house, holding: opened)
      }
    }

    private func checkpoints(_ house: ScratchHouse) throws -> [String] {
      try FileManager.default.contentsOfDirectory(atPath: house.data + "/checkpoint")
        .filter { $0.contains(".checkpoint") }.sorted()
    }

    private func logBytes(_ house: ScratchHouse) throws -> Int {
      try house.segments().reduce(0) { sum, path in
        var status = stat()
        return sum + (stat(path, &status) == 0 ? Int(status.st_size) : 0)
      }
    }
  }
}
