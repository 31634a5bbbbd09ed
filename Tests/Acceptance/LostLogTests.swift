import Foundation
import Glibc
import Testing

extension Patience {
  /// A log that goes away under the running terminal, and copies of a data directory put in its place.
  @Suite struct LostLog {
    enum Loss: String, CaseIterable {
      case logDeleted, logMoved, segmentDeleted, directoryMoved
    }

    @Test(arguments: Loss.allCases)
    func `F18: a log deleted or moved while open is told at once, and nothing more is taken`(loss: Loss)
      throws
    {
      try ScratchHouse.with { house in
        try house.importSupper()
        let board = try house.screen("kitchen")
        let code = try house.sendSupper()
        try board.waitFor(text: code)
        let before = try house.events()
        let origin = try #require(try Self.origin(before[0]))
        let socket = try lose(loss, house)
        try board.waitFor("the banner", limit: 1) { $0.contains("deleted or moved") }
        try board.waitFor(text: code)

        let galley = { (arguments: [String]) in
          try house.launch([GalleyBinary.path(), "--data", socket] + arguments).finish(within: 10)
        }
        let refused = try galley(["order", "start", code])
        #expect(refused.status == 3, "\(refused.errors)")
        #expect(refused.errors.contains("start galley anew"), "it says what to do: \(refused.errors)")
        let doctor = try galley(["doctor"])
        #expect(doctor.status == 1)
        #expect(doctor.output.contains("deleted or moved"), "\(doctor.output)")
        #expect(try galley(["order", "list"]).output.contains(code), "what is known is still shown")

        let pid = try board.pid()
        kill(pid, SIGTERM)
        try waitUntil("the board to end") { kill(pid, 0) != 0 }
        guard loss != .directoryMoved else {
          try FileManager.default.moveItem(atPath: socket, toPath: house.data)
          return try expectSound(house, holding: before)
        }
        try expectNewOrigin(house, unlike: origin)
      }
    }

    /// After the loss the terminal goes on under another name, so that no number is used twice.
    private func expectNewOrigin(_ house: ScratchHouse, unlike origin: String) throws {
      let opened = try house.galley("order", "open", "--again", "--table", "T8", "--json")
      #expect(opened.status == 0, "\(opened.errors)")
      #expect(opened.errors.contains("acknowledged"), "the first start says so: \(opened.errors)")
      #expect(try Self.origin(opened.lines[0]) != origin)
      let doctor = try house.galley("doctor")
      #expect(doctor.status == 1)
      #expect(doctor.output.contains("quarantine"), "\(doctor.output)")
      try expectSound(house, holding: opened.lines)
    }

    /// - Returns: the directory where the running terminal's socket is now.
    private func lose(_ loss: Loss, _ house: ScratchHouse) throws -> String {
      let files = FileManager.default
      let elsewhere = house.root + "/elsewhere"
      switch loss {
      case .logDeleted: try files.removeItem(atPath: house.data + "/log")
      case .logMoved: try files.moveItem(atPath: house.data + "/log", toPath: elsewhere)
      case .segmentDeleted: try files.removeItem(atPath: house.segments().last ?? "")
      case .directoryMoved:
        try files.moveItem(atPath: house.data, toPath: elsewhere)
        return elsewhere
      }
      return house.data
    }

    @Test func `F18: the active one of several segments deleted: the earlier ones stay, under a new origin`()
      throws
    {
      try ScratchHouse.with { house in
        try house.importSupper()
        let lines = try Forger.lines(6_000)
        try house.done("ingest", house.file("lines.jsonl", lines))
        let first = try house.onlyEvent("order", "open", "--again", "--table", "T1")
        #expect(try house.segments().count > 1)
        let kept = try bytes(of: house.segments()[0])
        let server = try house.serve()
        try FileManager.default.removeItem(atPath: try #require(try house.segments().last))
        try waitUntil("doctor to say so", limit: 1) { try house.galley("doctor").status == 1 }
        server.signal(SIGTERM)
        _ = try server.exit(within: 10)
        let opened = try house.galley("order", "open", "--again", "--table", "T8", "--json")
        #expect(opened.status == 0, "\(opened.errors)")
        #expect(try Self.origin(opened.lines[0]) != first["origin"].string)
        #expect(try bytes(of: house.segments()[0]) == kept)
        try expectWhole(house, holding: opened.lines)
      }
    }

    @Test(arguments: [true, false])
    func `F19, F20: an older copy of the whole directory starts and is sound`(whileServing: Bool) throws {
      try ScratchHouse.with { house in
        try house.importSupper()
        let server = whileServing ? try house.serve() : nil
        let code = try house.sendSupper()
        let backup = house.root + "/backup"
        let copied = try house.launch(["cp", "-a", house.data, backup]).finish(within: 10)
        #expect(copied.status == 0, "\(copied.errors)")
        let old = try house.events()
        for verb in ["start", "ready", "deliver"] { try house.done("order", verb, code) }
        server?.signal(SIGKILL)
        _ = try server?.exit(within: 10)
        try FileManager.default.removeItem(atPath: house.data)
        try FileManager.default.moveItem(atPath: backup, toPath: house.data)

        _ = try house.serve()
        #expect(try house.events() == old)
        #expect(try house.show(code)["kitchen"] == .string("ordered"))
        try house.done("order", "start", code)
        try expectSound(house, holding: old)
      }
    }

    private static func origin(_ line: String) throws -> String? { try Json(text: line)["origin"].string }
  }
}
