import Foundation
import Glibc
import Testing

extension Acceptance {
  /// kill -9 in the middle of long work: an import, an erasure, a checkpoint, a new segment.
  ///
  /// `GALLEY_FAULT_ROUNDS` sets how many kills each work gets; 3 without it.
  @Suite struct KilledWork {
    static let rounds =
      ProcessInfo.processInfo.environment["GALLEY_FAULT_ROUNDS"].flatMap { Int($0) } ?? 3

    @Test func `F1, F14: killed during ingest of 20,000 lines, its segments and checkpoints`() throws {
      let lines = try Forger.lines(20_000)
      var random = SeededRandom(seed: 20)
      for round in 1...Self.rounds {
        try ScratchHouse.with { house in
          try house.importSupper()
          let own = try house.onlyEvent("order", "open", "--table", "T1")
          let file = try house.file("lines.jsonl", lines)
          let server = try house.serve()
          let before = try house.events()
          let ingest = try house.start(["ingest", file])
          // At this size of the log, whatever has been begun then: a batch, a checkpoint, a new segment.
          let size = Int.random(in: 100_000...lines.utf8.count * 9 / 10, using: &random)
          try waitUntil("the log to grow to \(size) bytes", limit: 60) {
            _ = ingest.advance(milliseconds: 0)
            return try logBytes(house) > size
          }
          server.signal(SIGKILL)
          _ = try server.exit(within: 10)
          #expect(try ingest.finish(within: 30).status != 0, "round \(round)")
          try expectWhole(house, holding: before)
          let again = try house.json("ingest", file)
          #expect(again["refused"] == .array([]))
          #expect((again["new"].int ?? 0) + (again["old"].int ?? 0) == 20_000)
          #expect(try house.show(own["order_id"].string ?? "")["table_id"] == .string("T1"))
          try expectSound(house, holding: before)
        }
      }
    }

    @Test func `F1: killed during forget, it is done again to the end`() throws {
      let lines = try Forger.lines(20_000)
      var random = SeededRandom(seed: 21)
      try ScratchHouse.with { house in
        try house.importSupper()
        try house.done("ingest", house.file("lines.jsonl", lines))
        let before = try house.events()
        let state = try house.done("state", "--all").output
        let segments = try house.segments().count
        #expect(segments > 1)
        for round in 1...Self.rounds {
          let started = monotonicSeconds()
          let forget = try house.start(["forget", "--before", "2199-01-01T00:00:00Z"])
          let pause = Double.random(in: 0.02...0.5, using: &random)
          // Time is the point here: the kill may meet any moment of the work.
          try waitUntil("the moment of the kill", limit: 5) {
            _ = forget.advance(milliseconds: 2)
            return monotonicSeconds() - started > pause
          }
          forget.signal(SIGKILL)
          _ = try forget.finish(within: 10)
          let after = try house.events()
          #expect(after.count == before.count, "round \(round)")
          #expect(zip(before, after).allSatisfy { $0 == $1 || $0.hasPrefix($1.dropLast()) }, "whole lines, old or new")
          try expectWhole(house, holding: [])
        }
        try house.done("forget", "--before", "2199-01-01T00:00:00Z")
        let after = try house.events()
        #expect(!after.contains { $0.contains("\"personal\"") })
        for path in try FileManager.default.subpathsOfDirectory(atPath: house.data) {
          guard let content = try? Data(contentsOf: URL(fileURLWithPath: "\(house.data)/\(path)")) else { continue }
          #expect(content.range(of: Data("for guest".utf8)) == nil, "\(path)")
        }
        #expect(try house.done("state", "--all").output == state)
        try expectSound(house, holding: [])
      }
    }

    @Test func `F14: killed while a checkpoint is written, the old one or the new one is whole`() throws {
      let lines = try Forger.lines(5_200).splitLines.map { $0 + "\n" }
      try ScratchHouse.with { house in
        // 4,990 events: the tenth command makes the checkpoint.
        try house.done("ingest", house.file("lines.jsonl", lines.prefix(4_990).joined()))
        for path in try checkpoints(house) { try FileManager.default.removeItem(atPath: path) }
        var reported: [String] = []
        for round in 1...Self.rounds {
          let disk = FaultyDisk(calls: "rename", error: "EIO", first: round, name: ".checkpoint")
          let server = try #require(try house.serve(on: disk), "serve ended")
          try house.done("ingest", house.file("more.jsonl", lines.joined()))
          for place in 1...4 { reported += try house.done("order", "open", "--table", "R\(round)-\(place)", "--json").lines }
          server.signal(SIGKILL)
          _ = try server.exit(within: 10)
          for path in try checkpoints(house) { #expect(!path.hasSuffix(".new") || round > 0) }
          try expectSound(house, holding: reported)
        }
      }
    }

    private func checkpoints(_ house: ScratchHouse) throws -> [String] {
      try FileManager.default.contentsOfDirectory(atPath: house.data + "/checkpoint")
        .filter { $0.contains(".checkpoint") }.sorted().map { house.data + "/checkpoint/" + $0 }
    }

    private func logBytes(_ house: ScratchHouse) throws -> Int {
      try house.segments().reduce(0) { sum, path in
        var status = stat()
        return sum + (stat(path, &status) == 0 ? Int(status.st_size) : 0)
      }
    }

    /// Every hash right and the lines there, without the longer look of `expectSound`.
    private func expectWhole(_ house: ScratchHouse, holding lines: [String]) throws {
      #expect(try house.galley("verify").status == 0)
      #expect(Set(lines).isSubset(of: try house.events()))
    }
  }
}
