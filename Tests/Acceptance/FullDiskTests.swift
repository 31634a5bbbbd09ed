import Foundation
import Glibc
import Testing

extension Patience {
  /// A disk that is full or read-only, for real: file systems of their own, mounted as root.
  @Suite struct FullDisk {
    @Test
    func
      `F9, F10: with the disk full commands are refused, the board goes on, and space brings writing back`()
      throws
    {
      try ScratchHouse.with { house in
        try SmallDisk.inMemory(of: house, mebibytes: 16) { disk in
          try house.importSupper()
          let board = try house.screen("kitchen")
          let code = try house.sendSupper()
          try board.waitFor(text: code)
          try house.done("order", "show", code)
          let before = try house.events()

          try disk.fill()
          let refused = try Self.fillUp(house, code)
          #expect(refused.status == 3, "\(refused.errors)")
          #expect(refused.errors.contains("no space"), "\(refused.errors)")
          try board.waitFor("the banner", limit: 2) { $0.contains("no space") }
          #expect(try house.done("order", "list").output.contains(code))
          try board.waitFor(text: code)
          let known = try house.events()
          #expect(known.starts(with: before))
          #expect(!known.contains { $0.contains("refused-key") }, "nothing of what was refused is there")
          #expect(try house.done("verify").status == 0)
          #expect(try house.galley("doctor").status == 1)

          try disk.free()
          try board.waitFor("the banner to go", limit: 15) { !$0.contains("no space") }
          let again = try house.galley(Self.add(code, key: "refused-key"))
          #expect(again.status == 0, "\(again.errors)")
          #expect(try IndependentCheck.findings(in: house.events()) == "")
          #expect(try house.done("verify").status == 0)
          #expect(try house.done("doctor").status == 0)
        }
      }
    }

    @Test
    func `F9: a terminal that starts on a full disk shows what is known, and writes when there is space`()
      throws
    {
      try ScratchHouse.with { house in
        try SmallDisk.inMemory(of: house, mebibytes: 16) { disk in
          try house.importSupper()
          let code = try house.sendSupper()
          let before = try house.events()
          try disk.fill()
          let board = try house.screen("kitchen")
          try board.waitFor(text: code)
          let refused = try Self.fillUp(house, code)
          #expect(refused.status == 3, "\(refused.errors)")
          #expect(try house.events().starts(with: before))
          try disk.free()
          try waitUntil("writing to resume by itself", limit: 15) {
            try house.galley(Self.add(code, key: "later")).status == 0
          }
          #expect(try house.done("verify").status == 0)
        }
      }
    }

    @Test func `F16: when the file system turns read-only the display goes on with a banner`() throws {
      try ScratchHouse.with { house in
        try SmallDisk.ext4(of: house, mebibytes: 32) { disk in
          try house.importSupper()
          let server = try house.serve()
          let code = try house.sendSupper()
          let board = try house.screen("kitchen")
          try board.waitFor(text: code)
          let before = try house.events()

          try disk.failNow()
          let refused = try house.galley("order", "start", code)
          #expect(refused.status == 3, "\(refused.errors)")
          #expect(refused.errors.contains("read-only"), "\(refused.errors)")
          try board.waitFor("the banner", limit: 2) { $0.contains("read-only") }
          try board.waitFor(text: code)
          #expect(try house.done("order", "list").output.contains(code))
          #expect(try house.show(code)["kitchen"] == .string("ordered"))
          #expect(try house.events() == before)
          #expect(try house.galley("doctor").status == 1)
          server.signal(SIGTERM)
          #expect(try server.exit(within: 10) < 128)
        }
      }
    }

    @Test
    func
      `F16: a terminal that starts on a read-only file system shows what is known and says why it writes nothing`()
      throws
    {
      try ScratchHouse.with { house in
        try SmallDisk.inMemory(of: house, mebibytes: 16) { disk in
          try house.importSupper()
          let code = try house.sendSupper()
          let before = try house.events()
          try disk.remount(readOnly: true)
          #expect(try house.done("order", "list").output.contains(code))
          #expect(try house.events() == before)
          #expect(try house.done("verify").status == 0)
          #expect(try house.galley("doctor").output.contains("read-only"))
          let refused = try house.galley("order", "start", code)
          #expect(refused.status == 3, "\(refused.errors)")
          #expect(refused.errors.contains("read-only"), "\(refused.errors)")
          let board = try house.screen("kitchen")
          try board.waitFor("the order and the banner") { $0.contains(code) && $0.contains("read-only") }
          let pid = try board.pid()
          try board.type("q")
          try waitUntil("the board to end") { kill(pid, 0) != 0 }
          try disk.remount(readOnly: false)
          try house.done("order", "start", code)
          #expect(try house.done("verify").status == 0)
        }
      }
    }

    static func add(_ code: String, key: String) -> [String] {
      ["order", "add", code, "--open-item", "Bread", "--price", "1", "--idempotency-key", key]
    }

    /// Adds to an order until that is refused: blocks that the log has already may hold a little more. The last
    /// command's key is `refused-key`.
    private static func fillUp(_ house: ScratchHouse, _ code: String) throws -> Finished {
      for place in 0..<40 {
        let note = ["--note", String(repeating: "n", count: 400)]
        let added = try house.galley(add(code, key: "filling-\(place)") + note)
        if added.status != 0 { return try house.galley(add(code, key: "refused-key") + note) }
      }
      throw Failure("40 commands were done on a disk without space")
    }
  }
}
