import Foundation
import Glibc
import Testing

extension Acceptance {
  /// `galley table T4` in a real terminal: what guests do at their table, beside the kitchen's board.
  @Suite struct TableScreen {
    /// The line of the order's only dish, with how far that is.
    private static func dish(on screen: String) -> String {
      screen.splitLines.first { $0.contains("1 × Bruschetta") } ?? ""
    }

    /// Orders a bruschetta at the table's screen, as somebody who has never seen it would.
    private func order(on table: Tmux) throws {
      try table.waitFor(text: "Table T4")
      try table.press("Enter")
      try table.waitFor(text: "Bruschetta")
      try table.press("Enter")
      try table.waitFor(text: "Add to your order")
      try table.press("End")
      try table.press("Enter")
      try table.waitFor(text: "1 not sent")
      try table.press("Tab")
      try table.waitFor(text: "Enter  Send")
      try table.press("Enter")
    }

    @Test
    func `01 and 03: a guest orders, the board has it within 1 s, and the table reads the board's own truth`()
      throws
    {
      try ScratchHouse.with { house in
        try house.serve()
        try house.importSupper()
        let board = try house.screen("kitchen")
        let table = try house.screen("table", "T4", columns: 80, rows: 24)
        try order(on: table)
        let sent = monotonicSeconds()
        try board.waitFor(text: "Bruschetta", limit: 1)
        #expect(monotonicSeconds() - sent < 1)
        let order = try house.show("T4")
        #expect(order["total"] == .int(Supper.bruschetta) && order["kitchen"] == .string("ordered"))

        for (verb, word) in [("start", "being made"), ("ready", "ready"), ("deliver", "served")] {
          try house.done("order", verb, "T4")
          try table.waitFor("“\(word)” at the table", limit: 1) { Self.dish(on: $0).contains(word) }
        }
        let before = try table.screen()
        // A screen that is started anew shows the same order.
        let again = try house.screen("table", "T4", columns: 80, rows: 24)
        try again.waitFor(text: "Table T4")
        try again.press("Tab")
        try again.waitFor("the same order") { Self.dish(on: $0) == Self.dish(on: before) }
        #expect(Self.dish(on: before).contains("served"))
      }
    }

    @Test func `S19: no key leads out of a table's screen`() throws {
      try ScratchHouse.with { house in
        try house.serve()
        try house.importSupper()
        let table = try house.screen("table", "T4", columns: 80, rows: 24)
        try table.waitFor(text: "Table T4")
        let pid = try table.pid()
        for key in ["C-c", "C-z", "C-\\", "C-d", "C-q", "q", ":", "!", "C-l", "Escape", "F10", "F1"] {
          try table.press(key)
        }
        try table.press("Escape")
        try table.waitFor(text: "Bruschetta")
        let state = try String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8)
        #expect(!state.contains(") T "), "it is not stopped")
        #expect(try table.pid() == pid && table.alternateScreenIsOn())
        #expect(try house.done("order", "list", "--json").output.isEmpty, "nothing was ordered")
      }
    }

    @Test func `a table's socket stands while its screen is there, and no longer`() throws {
      try ScratchHouse.with { house in
        try house.serve()
        try house.importSupper()
        let path = house.data + "/table-T4.sock"
        #expect(!FileManager.default.fileExists(atPath: path))
        let (first, second) = (
          try house.screen("table", "T4", columns: 80, rows: 24),
          try house.screen("table", "T4", columns: 60, rows: 20)
        )
        for screen in [first, second] { try screen.waitFor(text: "Table T4") }
        #expect(UnixSocket.answers(at: path))
        kill(try first.pid(), SIGHUP)
        try waitUntil("the first screen to end") { (try? first.pid()) == nil }
        #expect(UnixSocket.answers(at: path), "the second is there")
        kill(try second.pid(), SIGTERM)
        try waitUntil("the socket to go") { !FileManager.default.fileExists(atPath: path) }
        #expect(UnixSocket.answers(at: house.socket))
      }
    }

    @Test func `S12: where something else lies in the socket's place, the screen says so and does not start`()
      throws
    {
      try ScratchHouse.with { house in
        let serve = try house.serve()
        _ = try write("mine\n", to: house.data + "/table-T4.sock")
        let command = house.commandLine(["table", "T4"]).map { "'\($0)'" }.joined(separator: " ")
        let table = try house.terminal(
          columns: 80, rows: 24, running: ["sh", "-c", "\(command); echo status $?; sleep 60"])
        try table.waitFor("the sentence") { $0.contains("table-T4.sock") && $0.contains("status 3") }
        #expect(try bytes(of: house.data + "/table-T4.sock") == Array("mine\n".utf8))
        #expect(serve.advance(milliseconds: 0) == nil)
      }
    }

    @Test func `F1: the terminal is killed and comes back, and the table's screen goes on by itself`() throws
    {
      try ScratchHouse.with { house in
        let serve = try house.serve()
        try house.importSupper()
        let table = try house.screen("table", "T4", columns: 80, rows: 24)
        // The answer to the last key may not come any more.
        try order(on: table)
        serve.signal(SIGKILL)
        _ = try serve.exit(within: 10)
        // It takes no log over: whoever starts the house again can.
        try table.waitFor(text: "can't be reached")
        let board = try house.screen("kitchen")
        try table.waitFor("the house to be back") { !$0.contains("can't be reached") }
        // It may not have been sent before the terminal went away.
        if try house.show("T4")["status"].string == "opened" { try table.press("s") }
        try waitUntil("the dish to be ready") { try house.galley("order", "ready", "T4").status == 0 }
        try board.waitFor(text: "Bruschetta")
        try table.waitFor("“ready” at the table") { Self.dish(on: $0).contains("ready") }
        try table.press("a")
        try table.waitFor(text: "Not sent yet")
        #expect(try house.show("T4")["items"].elements.count == 2)
        #expect(try IndependentCheck.findings(in: house.events()) == "")

        // A table that is started alone holds the log until it ends; the board takes over from it.
        try board.press("q")
        try waitUntil("the board to be gone") { !UnixSocket.answers(at: house.socket) }
        kill(try table.pid(), SIGKILL)
        let alone = try house.screen("table", "T4", columns: 80, rows: 24)
        try alone.waitFor(text: "Table T4")
        let next = try house.screen("kitchen")
        try next.waitFor(text: "Bruschetta")
        kill(try alone.pid(), SIGKILL)
        try waitUntil("the board to take over") { try house.galley("order", "deliver", "T4").status == 0 }
      }
    }

    @Test func `a tablet that reaches the socket alone waits for the house, and begins none of its own`()
      throws
    {
      try ScratchHouse.with { house in
        let serve = try house.serve(["--table-socket", "T4"])
        try house.importSupper()
        let tablet = house.root + "/tablet"
        try makeDirectory(tablet)
        #expect(symlink(house.data + "/table-T4.sock", tablet + "/table-T4.sock") == 0)
        // A link is no socket; a name for the same one is.
        #expect(remove(tablet + "/table-T4.sock") == 0)
        #expect(link(house.data + "/table-T4.sock", tablet + "/table-T4.sock") == 0)
        let binary = house.commandLine([])[0]
        let table = try house.terminal(
          columns: 80, rows: 24, running: [binary, "--data", tablet, "--letters", "plain", "table", "T4"])
        try order(on: table)
        try table.waitFor(text: "1 × Bruschetta")
        #expect(try house.show("T4")["total"] == .int(Supper.bruschetta))
        serve.signal(SIGKILL)
        _ = try serve.exit(within: 10)
        try table.waitFor(text: "can't be reached")
        #expect(try FileManager.default.contentsOfDirectory(atPath: tablet) == ["table-T4.sock"])

        try house.serve(["--table-socket", "T4"])
        #expect(remove(tablet + "/table-T4.sock") == 0)
        #expect(link(house.data + "/table-T4.sock", tablet + "/table-T4.sock") == 0)
        try table.waitFor("the house to be back") {
          !$0.contains("can't be reached") && $0.contains("Bruschetta")
        }
      }
    }
  }
}
