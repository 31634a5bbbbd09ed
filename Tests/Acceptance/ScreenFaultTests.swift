import Foundation
import Glibc
import Testing

extension Patience {
  /// F32: terminals that hang up, stop, shrink to nothing, know no colours or are no terminals at all.
  ///
  /// `GALLEY_FAULT_ROUNDS` sets the resizes; 300 without it.
  @Suite struct ScreenFaults {
    @Test(arguments: [SIGHUP, SIGTERM, SIGINT])
    func `F32: a signal ends the board, with the log whole and the terminal as it was found`(signal: Int32)
      throws
    {
      try ScratchHouse.with { house in
        try house.importSupper()
        let code = try house.sendSupper()
        let (terminal, pid) = try boardInShell(house)
        try terminal.waitFor(text: code)
        kill(pid, signal)
        try terminal.waitFor(text: "ended with 0")
        try expectAsFound(terminal, house)
        try expectSound(house, holding: [])
      }
    }

    @Test func `F32: stopped and continued, the board comes back with what happened meanwhile`() throws {
      try ScratchHouse.with { house in
        try house.importSupper()
        let server = try house.serve()
        let board = try house.screen("kitchen")
        let first = try house.sendSupper()
        try board.waitFor(text: first)
        let pid = try board.pid()
        kill(pid, SIGSTOP)
        let second = try house.sendSupper(table: "T5")
        kill(pid, SIGCONT)
        try board.waitFor(text: second, limit: 3)
        // The one that holds the log, stopped: commands wait, and are done when it goes on.
        server.signal(SIGSTOP)
        let waiting = try house.start(["order", "start", first])
        _ = waiting.advance(milliseconds: 200)
        #expect(waiting.finished == nil)
        server.signal(SIGCONT)
        #expect(try waiting.finish(within: 10).status == 0)
        #expect(try house.show(first)["kitchen"] == .string("preparing"))
      }
    }

    @Test(
      arguments: ["xterm-256color", "linux", "vt100", "screen", "xterm-mono"], ["", "NO_COLOR=1", "LC_ALL=C"])
    func `F32: with few colours, none, or a plain locale the board is there`(type: String, setting: String)
      throws
    {
      try ScratchHouse.with { house in
        try house.importSupper()
        let code = try house.sendSupper()
        let board = try house.terminal(
          columns: 100, rows: 30,
          running: ["env", "TERM=\(type)", setting].filter { !$0.isEmpty } + house.commandLine(["kitchen"]))
        try board.waitFor("\(code) and its dish") { $0.contains(code) && $0.contains("Bruschetta") }
        try board.type("q")
        try waitUntil("the board to end") {
          try house.galley("order", "list").status == 0 && !UnixSocket.answers(at: house.socket)
        }
      }
    }

    @Test(arguments: ["TERM=dumb", "TERM=no-such-terminal", "TERM=", "LC_ALL=de_DE.ISO-8859-1"])
    func `F32: a terminal that can't show the board gets one clear sentence`(setting: String) throws {
      try ScratchHouse.with { house in
        try house.importSupper()
        let code = try house.sendSupper()
        let command = (["env", setting] + house.commandLine(["kitchen"])).joined(separator: " ")
        let terminal = try house.terminal(
          columns: 200, rows: 30, running: ["sh", "-c", "\(command); echo ended with $?; exec cat"])
        try terminal.waitFor(text: "ended with")
        let screen = try terminal.screen()
        #expect(screen.contains("ended with 2"), "\(screen)")
        #expect(screen.splitLines.filter { $0.contains("galley:") }.count == 1, "\(screen)")
        #expect(try !terminal.alternateScreenIsOn())
        try house.done("order", "start", code)
      }
    }

    @Test func `F32: without a terminal, or with standard input closed, it says so`() throws {
      try ScratchHouse.with { house in
        let piped = try house.galley("kitchen")
        #expect(piped.status == 2)
        #expect(piped.errors.contains("terminal"), "\(piped.errors)")
        let closed = try house.launch(
          ["sh", "-c", "exec \"$@\" <&- >/dev/null", "sh"] + house.commandLine(["kitchen"])
        ).finish(within: 10)
        #expect(closed.status == 2, "\(closed.errors)")
        let all = try house.launch(
          ["sh", "-c", "exec \"$@\" <&- >&- 2>&-", "sh"] + house.commandLine(["order", "open"])
        ).finish(within: 10)
        #expect(all.status == 0)
        #expect(
          try house.events().count == 1,
          "a command with everything closed still writes its event, and only that")
        try expectSound(house, holding: [])
      }
    }

    /// The board in a shell that notes the terminal's modes before and after, and the board's process.
    private func boardInShell(_ house: ScratchHouse) throws -> (Tmux, pid_t) {
      let galley = house.commandLine(["kitchen"]).joined(separator: " ")
      let root = house.root
      let script = """
        trap '' HUP INT; echo was-here-before; stty -a > \(root)/before
        sh -c 'trap - HUP INT; echo $$ > \(root)/pid.new; mv \(root)/pid.new \(root)/pid; exec \(galley)'
        echo ended with $?; stty -a > \(root)/after.new; mv \(root)/after.new \(root)/after; exec cat
        """
      let terminal = try house.terminal(columns: 120, rows: 34, running: ["sh", "-c", script])
      let pid = try waitFor("the pid") {
        pid_t(((try? String(contentsOfFile: root + "/pid", encoding: .utf8)) ?? "").filter(\.isNumber))
      }
      return (terminal, pid)
    }

    private func expectAsFound(_ terminal: Tmux, _ house: ScratchHouse) throws {
      try terminal.waitFor(text: "was-here-before")
      #expect(try !terminal.alternateScreenIsOn())
      try waitUntil("stty to be asked") { FileManager.default.fileExists(atPath: house.root + "/after") }
      #expect(try bytes(of: house.root + "/before") == bytes(of: house.root + "/after"))
      #expect(!FileManager.default.fileExists(atPath: house.socket))
    }
  }
}
