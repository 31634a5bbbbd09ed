import Foundation
import Glibc
import Randomness
import Testing

extension Acceptance {
  /// What lies beside the log and can be made anew, hurt in every way; and files of a version to come.
  @Suite struct CheckpointFiles {
    enum Hurt: String, CaseIterable {
      case empty, cutInHalf, oneBit, noise, otherVersion, aheadOfTheLog, ofAnotherLog
    }

    @Test(arguments: Hurt.allCases)
    func `F15: a checkpoint that does not fit is ignored with a note, and the state is the same bytes`(
      hurt: Hurt
    )
      throws
    {
      try ScratchHouse.with { house in
        try house.importSupper()
        let code = try house.sendSupper()
        let path = try #require(try checkpoints(house).last)
        // Without the earlier ones, so that the hurt one is the only one.
        for other in try checkpoints(house).dropLast() { try FileManager.default.removeItem(atPath: other) }
        let events = try house.events()
        let state = try house.done("state", "--all").output
        try damage(path, hurt, house)
        let damaged = try bytes(of: path)

        let doctor = try house.galley("doctor")
        #expect(doctor.output.contains("checkpoint ignored"), "\(doctor.output)\(doctor.errors)")
        #expect(try bytes(of: path) == damaged, "a look changes nothing")
        #expect(try house.events() == events)
        #expect(try house.done("state", "--all").output == state)
        let shown = try house.done("state").output
        #expect(!shown.isEmpty)
        var started = try house.done("order", "start", code, "--json").lines
        // The second new one takes the hurt one's place.
        started += try house.done("order", "ready", code, "--json").lines
        #expect(try house.done("doctor").status == 0, "all checkpoints are good ones")
        try expectSound(house, holding: events + started)
      }
    }

    @Test func `F15: the journal or an index hurt costs nothing`() throws {
      try ScratchHouse.with { house in
        try house.importSupper()
        let code = try house.sendSupper()
        let events = try house.events()
        for rubbish in [[], [UInt8](repeating: 0xFF, count: 5_000), Array("galleyJ9".utf8)] {
          try write(rubbish, to: house.data + "/checkpoint/journal")
          try write(rubbish, to: house.data + "/checkpoint/00000001.index")
          #expect(try house.show(code)["order_id"].string != nil)
          try house.done("order", "alert", code, "\(rubbish.count) bytes")
        }
        try expectSound(house, holding: events)
      }
    }

    @Test(arguments: ["", "{", "garbage", "[]", #"{"format":2}"#, "\u{0}\u{0}\u{0}"])
    func `F23: an identity that this version can't read is refused in one sentence, and nothing is touched`(
      identity: String
    ) throws {
      try ScratchHouse.with { house in
        try house.done("order", "open")
        let path = house.data + "/identity.json"
        let events = try house.events()
        let log = try house.segments().map { try bytes(of: $0) }
        let whole = try bytes(of: path)
        try write(identity, to: path)
        for command in [["order", "open"], ["order", "list"], ["serve"], ["verify"]] {
          let refused = try house.galley(command)
          #expect(refused.status == 3, "\(command): \(refused.errors)")
          #expect(refused.errors.splitLines.count == 1, "\(command): \(refused.errors)")
          #expect(refused.errors.contains("identity.json"), "\(command): \(refused.errors)")
        }
        #expect(try bytes(of: path) == Array(identity.utf8))
        #expect(try house.segments().map { try bytes(of: $0) } == log)
        try write(whole, to: path)
        #expect(try house.events() == events)
      }
    }

    private func damage(_ path: String, _ hurt: Hurt, _ house: ScratchHouse) throws {
      var content = try bytes(of: path)
      var random = Seeded(seed: 15)
      switch hurt {
      case .empty: content = []
      case .cutInHalf: content = Array(content.prefix(content.count / 2))
      case .oneBit: content[content.count / 2] ^= 0x10
      case .noise: content = content.map { _ in .random(in: 0...255, using: &random) }
      case .otherVersion: content.replaceSubrange(0..<8, with: Array("galleyC9".utf8))
      case .aheadOfTheLog:
        // A log that ends before the checkpoint, as after an older copy of the log alone was put back.
        try house.done("order", "open", "--table", "T7")
        content = try bytes(of: try #require(try checkpoints(house).last))
        for other in try checkpoints(house) where other != path {
          try FileManager.default.removeItem(atPath: other)
        }
        try house.done("order", "list")
        try cutLastLine(house)
      case .ofAnotherLog:
        content = try ScratchHouse.with { other in
          try other.importSupper()
          _ = try other.sendSupper()
          return try bytes(of: try #require(try checkpoints(other).last))
        }
      }
      try write(content, to: path)
    }

    /// Takes the last line off, journal and all.
    private func cutLastLine(_ house: ScratchHouse) throws {
      let segment = try #require(try house.segments().last)
      let content = try bytes(of: segment)
      let end = try #require(content.dropLast().lastIndex(of: 0x0A))
      try write(Array(content[...end]), to: segment)
      try FileManager.default.removeItem(atPath: house.data + "/checkpoint/journal")
    }

    private func checkpoints(_ house: ScratchHouse) throws -> [String] {
      try FileManager.default.contentsOfDirectory(atPath: house.data + "/checkpoint")
        .filter { $0.hasSuffix(".checkpoint") }.sorted().map { house.data + "/checkpoint/" + $0 }
    }
  }
}
