import Foundation
import Glibc
import Testing

extension Patience {
  /// `galley demo`: an evening in a house of its own, of which nothing is left that nobody wants.
  @Suite struct Demos {
    /// How an evening ends before it is over.
    enum Ending: CaseIterable {
      case key, terminate, interrupt, hangUp, closedTerminal
    }

    /// The scratch houses that are there.
    private func houses(_ house: ScratchHouse) throws -> [String] {
      try FileManager.default.contentsOfDirectory(atPath: "\(house.root)/tmp")
        .filter { $0.hasPrefix("galley-demo-") }.map { "\(house.root)/tmp/\($0)" }
    }

    /// A demo with tickets on its board.
    private func running(in house: ScratchHouse, _ flags: String...) throws -> Tmux {
      let demo = try house.terminal(
        columns: 200, rows: 34,
        running: [GalleyBinary.path(), "demo", "--seed", "1", "--speed", "50"] + flags)
      try demo.waitFor("three tickets with timers", limit: 20) { screen in
        let codes = Set(screen.matches(of: /\b[A-HJ-NP-SU-Z][0-9]{2,3}\b/).map { String($0.output) })
        return codes.count >= 3 && screen.firstMatch(of: /[0-9]+:[0-9]{2}/) != nil
      }
      return demo
    }

    @Test(arguments: Ending.allCases)
    func `demo shows a dinner rush in a house of its own, which goes with it`(ending: Ending) throws {
      try ScratchHouse.with { house in
        let demo = try running(in: house)
        #expect(try houses(house).count == 1)
        #expect(
          !FileManager.default.fileExists(atPath: house.data + "/log"), "the venue's own log is not touched")
        let pid = try demo.pid()
        switch ending {
        case .key: try demo.type("q")
        case .terminate: kill(pid, SIGTERM)
        case .interrupt: kill(pid, SIGINT)
        case .hangUp: kill(pid, SIGHUP)
        case .closedTerminal: demo.close()
        }
        try waitUntil("the demo to end") { kill(pid, 0) != 0 }
        #expect(try houses(house).isEmpty)
      }
    }

    @Test func `demo ends with its evening, and its house goes`() throws {
      try ScratchHouse.with { house in
        let demo = "'\(try GalleyBinary.path())' demo --speed 10000; echo ended with $?; exec cat"
        // A small window, for a whole evening is painted.
        let terminal = try house.terminal(columns: 24, rows: 8, running: ["sh", "-c", demo])
        try terminal.waitFor(text: "ended with 0", limit: 120)
        #expect(try terminal.screen().contains("The evening is over."))
        #expect(try houses(house).isEmpty)
      }
    }

    @Test func `demo --keep says where its house is, and that can be opened`() throws {
      try ScratchHouse.with { house in
        let demo = "'\(try GalleyBinary.path())' demo --keep; echo ended with $?; exec cat"
        let terminal = try house.terminal(columns: 200, rows: 34, running: ["sh", "-c", demo])
        let path = try waitFor("a house with a log") {
          try houses(house).first { FileManager.default.fileExists(atPath: $0 + "/log") }
        }
        try terminal.waitFor("a ticket") { $0.contains("COOKING") }
        try terminal.type("q")
        try terminal.waitFor(text: "ended with 0")
        #expect(try terminal.screen().contains("galley --data \(path) kitchen"))
        let list = try house.launch([GalleyBinary.path(), "--data", path, "verify"]).finish(within: 30)
        #expect(list.status == 0, "\(list.errors)")
      }
    }

    @Test func `demo without a terminal leaves nothing`() throws {
      try ScratchHouse.with { house in
        let refusal = try house.launch([GalleyBinary.path(), "demo"]).finish(within: 30)
        #expect(refusal.status == 2 && refusal.errors.contains("terminal"))
        #expect(try houses(house).isEmpty)
      }
    }
  }
}
