import Foundation
import Glibc
import Testing

extension Acceptance {
  /// One process holds the log; every other one on the directory goes through its socket.
  @Suite struct OneLogManyViews {
    @Test func `a second screen follows the first, holds no log, and its commands show on both`() throws {
      try ScratchHouse.with { house in
        try house.importSupper()
        let kitchen = try house.screen("kitchen")
        try waitUntil("the board to take commands") { UnixSocket.answers(at: house.socket) }
        let staff = try house.screen("staff", columns: 100, rows: 30)
        let code = try house.sendSupper()
        try kitchen.waitFor(text: code)
        try staff.waitFor(text: code)
        #expect(try Self.writesLog(kitchen.pid(), of: house))
        #expect(try !Self.writesLog(staff.pid(), of: house))

        try staff.type(":order alert \(code) peanuts")
        try staff.press("Enter")
        try kitchen.waitFor("the alert") { $0.lowercased().contains("peanuts") }
        try staff.waitFor("the alert") { $0.lowercased().contains("peanuts") }

        let third = try house.sendSupper(table: "T6")
        try kitchen.waitFor(text: third)
        try staff.waitFor(text: third)
        #expect(try IndependentCheck.findings(in: house.events()) == "")
        #expect(try Set(house.events().map { try Json(text: $0)["origin"].string }).count == 1)
      }
    }

    @Test func `a command beside a terminal writes through it, or not at all`() throws {
      try ScratchHouse.with { house in
        let server = try house.serve()
        try house.importSupper()
        let code = try house.sendSupper()
        #expect(try house.show(code)["kitchen"] == .string("ordered"))
        #expect(server.advance(milliseconds: 0) == nil, "serve goes on")

        let log = try house.segments().map { try bytes(of: $0) }
        server.signal(SIGSTOP)
        let command = try house.start(["order", "rush", code])
        let end = monotonicSeconds() + 0.5
        while monotonicSeconds() < end, command.advance(milliseconds: 20) == nil {}
        #expect(command.finished?.status != 0, "nobody was there to write it")
        #expect(try house.segments().map { try bytes(of: $0) } == log)
        server.signal(SIGCONT)
        #expect(try command.finish(within: 10).status == 0)
        #expect(try house.show(code)["rush"] == .bool(true))
      }
    }

    @Test func `F17: a second serve on the directory is refused`() throws {
      try ScratchHouse.with { house in
        let first = try house.serve()
        let second = try house.galley("serve")
        #expect(second.status != 0)
        #expect(!second.errors.isEmpty)
        #expect(first.advance(milliseconds: 0) == nil)
        try house.done("order", "open")
      }
    }

    @Test(arguments: [SIGTERM, SIGINT])
    func `serve ends with 0 on a signal, and socket and lock are gone`(number: Int32) throws {
      try ScratchHouse.with { house in
        let server = try house.serve()
        let event = try house.done("order", "open", "--json").lines
        server.signal(number)
        #expect(try server.exit(within: 10) == 0)
        #expect(!FileManager.default.fileExists(atPath: house.socket))
        try house.done("order", "open")
        #expect(try house.events().first == event.first)
      }
    }

    /// Whether a process has a file of the log open for writing.
    private static func writesLog(_ pid: pid_t, of house: ScratchHouse) throws -> Bool {
      let files = FileManager.default
      return try files.contentsOfDirectory(atPath: "/proc/\(pid)/fd").contains { number in
        guard let target = try? files.destinationOfSymbolicLink(atPath: "/proc/\(pid)/fd/\(number)"),
          target.contains("/data/log/"), target.hasSuffix(".jsonl"),
          let info = try? String(contentsOfFile: "/proc/\(pid)/fdinfo/\(number)", encoding: .utf8),
          let flags = info.splitLines.first(where: { $0.hasPrefix("flags:") })
        else { return false }
        return (Int32(flags.filter(\.isNumber), radix: 8) ?? 0) & O_ACCMODE != O_RDONLY
      }
    }
  }
}
