import Foundation
import Glibc
import Randomness
import Testing

extension Acceptance {
  /// A log that somebody or something has hurt: a torn tail is set aside, damage is told and never cut.
  @Suite struct Damage {
    @Test(arguments: [1, 2, 100, -100, -2])
    func `F2: a last line cut short is set aside, and what was acknowledged comes back`(cut: Int) throws {
      try ScratchHouse.with { house in
        let lines = try killedAfterThreeOrders(house)
        let segment = try #require(try house.segments().last)
        let whole = try bytes(of: segment)
        let last = Array((lines[2] + "\n").utf8)
        let kept = cut > 0 ? cut : last.count + cut
        try write(Array(whole.dropLast(last.count - kept)), to: segment)
        try expectSetAside(Array(last.prefix(kept)), leaving: lines, in: house)
      }
    }

    @Test
    func `F19: a log that was closed and is shorter keeps its whole lines and goes on under a new origin`()
      throws
    {
      try ScratchHouse.with { house in
        let lines = try (1...3).flatMap {
          try house.done("order", "open", "--table", "T\($0)", "--json").lines
        }
        let segment = try #require(try house.segments().last)
        let whole = try bytes(of: segment)
        try write(Array(whole.dropLast(10)), to: segment)
        let half = Array((lines[2] + "\n").utf8.dropLast(10))
        try expectSetAside(half, leaving: Array(lines.prefix(2)), in: house)
        let origins = Set(try house.events().map { try Json(text: $0)["origin"].string })
        #expect(origins.count == 2)
      }
    }

    enum Tail: String, CaseIterable {
      case zeros, noise, halfALine, aForgedLine
    }

    @Test(arguments: Tail.allCases)
    func `F3: what was written behind the last whole line is set aside`(tail: Tail) throws {
      try ScratchHouse.with { house in
        let lines = try killedAfterThreeOrders(house)
        let segment = try #require(try house.segments().last)
        var random = Seeded(seed: 3)
        let rubbish: [UInt8] =
          switch tail {
          case .zeros: [UInt8](repeating: 0, count: 4096)
          case .noise: (0..<777).map { _ in .random(in: 0...255, using: &random) }
          case .halfALine: Array(lines[2].utf8.prefix(200))
          case .aForgedLine: Array(lines[2].replacing("order_opened", with: "order_0pened").utf8) + [0x0A]
          }
        try write(try bytes(of: segment) + rubbish, to: segment)
        try expectSetAside(rubbish, leaving: lines, in: house)
      }
    }

    @Test func `F6: a flipped bit in an acknowledged line is found with file and offset, and nothing is cut`()
      throws
    {
      try ScratchHouse.with { house in
        try house.importSupper()
        _ = try house.sendSupper()
        let segment = try #require(try house.segments().first)
        let lines = try house.events()
        var hurt = try bytes(of: segment)
        let start = lines[0].utf8.count + 1
        let flipped = start + lines[1].utf8.count / 2
        hurt[flipped] ^= 0x01
        try write(hurt, to: segment)

        let verified = try house.galley("verify", "--json")
        #expect(verified.status == 3)
        let report = try Json(text: verified.output)
        #expect(report.keys.isSuperset(of: ["events", "origins", "bytes", "findings"]))
        let finding = try #require(report["findings"].elements.first)
        #expect(finding.keys.isSuperset(of: ["file", "offset", "length", "code", "message"]))
        let offset = try #require(finding["offset"].int)
        let length = try #require(finding["length"].int)
        #expect(offset <= flipped && flipped < offset + length)
        #expect(finding["file"].string?.hasSuffix(URL(fileURLWithPath: segment).lastPathComponent) == true)
        let told = try house.galley("verify")
        #expect(told.status == 3)
        let name = URL(fileURLWithPath: segment).lastPathComponent
        #expect((told.output + told.errors).contains(name))
        #expect(try house.galley("doctor").status == 1)
        #expect(try bytes(of: segment) == hurt, "never cut")
      }
    }

    @Test func `verify on a sound log counts it and finds nothing`() throws {
      try ScratchHouse.with { house in
        try house.importSupper()
        _ = try house.sendSupper()
        let report = try house.json("verify")
        #expect(report["events"] == .int(try house.events().count))
        #expect(report["bytes"] == .int(try house.done("events").outputBytes.count))
        #expect(report["findings"] == .array([]))
      }
    }

    /// Three orders through a terminal that is then killed, so that nothing after the last append was written.
    private func killedAfterThreeOrders(_ house: ScratchHouse) throws -> [String] {
      let server = try house.serve()
      let lines = try (1...3).flatMap { try house.done("order", "open", "--table", "T\($0)", "--json").lines }
      server.signal(SIGKILL)
      _ = try server.exit(within: 10)
      return lines
    }

    private func expectSetAside(_ rubbish: [UInt8], leaving lines: [String], in house: ScratchHouse) throws {
      let first = try house.done("order", "list")
      #expect(try house.events() == lines)
      let quarantine = house.data + "/quarantine"
      let kept = try FileManager.default.contentsOfDirectory(atPath: quarantine).map {
        try bytes(of: "\(quarantine)/\($0)")
      }
      #expect(kept.contains { Data($0).range(of: Data(rubbish)) != nil }, "the bytes are kept")
      let doctor = try house.galley("doctor")
      #expect((first.errors + doctor.output + doctor.errors).contains("quarantine"), "and it is reported")
      #expect(try house.done("verify").status == 0)
      try house.done("order", "open", "--table", "T9")
      let after = try house.events()
      #expect(after.count == lines.count + 1)
      #expect(try IndependentCheck.findings(in: after) == "")
    }
  }
}
