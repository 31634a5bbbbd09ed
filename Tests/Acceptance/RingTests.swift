import Foundation
import Testing

extension Patience {
  /// What a board rings for, in a real terminal.
  @Suite struct Ringing {
    @Test func `a new ticket rings the terminal's bell once`() throws {
      try ScratchHouse.with(settings: ScratchHouse.names + "ring_new = bell\n") { house in
        try house.importSupper()
        let board = try house.screen("kitchen")
        try board.waitFor("an empty board") { $0.contains("No tickets") }
        let count = try board.countBells(in: house)
        let first = try house.sendSupper(table: "T1")
        try board.waitFor(text: first)
        try waitUntil("a bell") { try count() == 1 }
        // What the kitchen does itself rings nothing; the next ticket does, once the stroke before it is over.
        let strokeEnds = monotonicSeconds() + 0.5
        try house.done("order", "start", first)
        try waitUntil("the stroke to be over") { monotonicSeconds() > strokeEnds }
        #expect(try count() == 1)
        let second = try house.sendSupper(table: "T2")
        try board.waitFor(text: second)
        try waitUntil("one more bell") { try count() >= 2 }
        #expect(try count() == 2)
      }
    }

    @Test func `a command runs once for each kind, and one that is missing is said`() throws {
      try ScratchHouse.with { house in
        let rung = house.root + "/rung"
        let script = try house.file("ring", "#!/bin/sh\necho \"$1\" >> '\(rung)'\n")
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: script)
        try write(
          ScratchHouse.names + "ring_new = run \(script) new\nring_changed = run \(script) changed\n"
            + "ring_void = run /no/such/program\n", to: house.data + "/galley.conf")
        func heard() -> [String] {
          ((try? String(contentsOfFile: rung, encoding: .utf8)) ?? "").split(separator: "\n").map(String.init)
        }
        try house.importSupper()
        let board = try house.screen("kitchen")
        try board.waitFor("an empty board") { $0.contains("No tickets") }
        let code = try house.sendSupper()
        try waitUntil("new to be rung") { heard() == ["new"] }
        try house.done("order", "start", code)
        try house.done("order", "alert", code, "nuts")
        try waitUntil("changed to be rung") { heard().count == 2 }
        #expect(heard() == ["new", "changed"])
        try house.done("order", "remove", code, "1")
        try board.waitFor("why void does not ring") { $0.contains("ring_void: /no/such/program") }
        #expect(heard() == ["new", "changed"])
      }
    }
  }
}
