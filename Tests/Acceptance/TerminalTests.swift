import Foundation
import Glibc
import Testing

extension Acceptance {
  /// What the terminal is left like, and what it never receives.
  @Suite struct TerminalManners {
    @Test(arguments: ["SIGTERM", "q"])
    func `the terminal is left as it was found`(way: String) throws {
      try ScratchHouse.with { house in
        let before = "\(house.root)/before"
        let after = "\(house.root)/after"
        let pidFile = "\(house.root)/pid"
        let galley = house.commandLine(["kitchen"]).joined(separator: " ")
        let script = """
          echo was-here-before; stty -a > \(before); sh -c 'echo $$ > \(pidFile).new
          mv \(pidFile).new \(pidFile); exec \(galley)'; echo ended with $?
          stty -a > \(after).new; mv \(after).new \(after); exec cat
          """
        let terminal = try house.terminal(columns: 120, rows: 34, running: ["sh", "-c", script])
        try waitUntil("the board to take commands") { UnixSocket.answers(at: house.socket) }
        try waitUntil("the alternate screen") { try terminal.alternateScreenIsOn() }
        if way == "q" {
          try terminal.type("q")
        } else {
          let pid = try waitFor("the pid") {
            pid_t(((try? String(contentsOfFile: pidFile, encoding: .utf8)) ?? "").filter(\.isNumber))
          }
          kill(pid, SIGTERM)
        }
        try terminal.waitFor(text: "ended with 0")
        try terminal.waitFor(text: "was-here-before")
        #expect(try !terminal.alternateScreenIsOn())
        try waitUntil("stty to be asked") { FileManager.default.fileExists(atPath: after) }
        #expect(try bytes(of: before) == bytes(of: after))
        #expect(!FileManager.default.fileExists(atPath: house.socket))
      }
    }

    @Test func `F32: a terminal that hangs up leaves the log whole and the lock free`() throws {
      try ScratchHouse.with { house in
        try house.importSupper()
        let board = try house.screen("kitchen")
        let code = try house.sendSupper()
        try board.waitFor(text: code)
        let pid = try board.pid()
        board.close()
        try waitUntil("galley to end after the hang-up") { kill(pid, 0) != 0 }
        #expect(try house.done("verify").status == 0)
        try house.done("order", "start", code)
        #expect(try house.show(code)["kitchen"] == .string("preparing"))
      }
    }

    @Test func `S7: bidi and zero-width characters are shown as marks`() throws {
      try ScratchHouse.with { house in
        try house.importSupper()
        let code = try house.open("--table", "T4").code
        let name = "left\u{202E}right\u{200B}end"
        try house.done("order", "add", code, "--open-item", name, "--price", "1")
        try house.done("order", "submit", code)
        let text = try house.done("screen", "kitchen", "--size", "120x34", "--format", "text").output
        #expect(Self.hidden(in: text).isEmpty)
        #expect(text.firstMatch(of: /left[^\s]+right[^\s]+end/) != nil, "\(text)")
        let board = try house.screen("kitchen")
        try board.waitFor("the marked name") { $0.firstMatch(of: /left[^\s]+right[^\s]+end/) != nil }
        #expect(Self.hidden(in: try board.screen()).isEmpty)
      }
    }

    @Test func `S7: escape sequences in another terminal's lines never reach the screen`() throws {
      let order = "01a1f866-0d00-7000-8000-000000000001"
      let hostile = #"ab\u001b]0;owned\u0007cd\u001b[2J\u009b31m\r\u007fef"#
      let lines = try IndependentCheck.forge(
        origin: "bar-00000001",
        events: """
          {"created_at":"2026-11-20T10:00:00.000Z","order_id":"\(order)","event_type":"order_opened",
           "entity_type":"order",
           "payload":{"short_code":"C01","currency":"EUR","order_type":"dine_in","table_id":"T\(hostile)"}},
          {"created_at":"2026-11-20T10:00:01.000Z","order_id":"\(order)","event_type":"item_added",
           "entity_type":"item","entity_id":"01a1f866-0d00-7000-8000-000000000002",
           "payload":{"menuitem_id":"m01","name":"\(hostile)","qty":1,"unit_price":100}},
          {"created_at":"2026-11-20T10:00:02.000Z","order_id":"\(order)","event_type":"status_changed",
           "entity_type":"order","payload":{"from":"opened","to":"ordered","round":1,
           "items":[{"item_id":"01a1f866-0d00-7000-8000-000000000002","from":"opened"}]}}
          """)
      try ScratchHouse.with { house in
        let report = try house.json("ingest", house.file("l", lines.map { $0 + "\n" }.joined()))
        #expect(report["new"] == .int(3))
        for format in ["text", "ansi", "svg"] {
          let drawn = try house.done("screen", "kitchen", "--size", "120x34", "--format", format).output
          let shown = drawn.contains("C01")
          #expect(shown, "\(format)")
          // Judged before they are expected, so that no report repeats what a terminal would obey.
          let obeyed = drawn.contains("\u{1B}]") || drawn.contains("\u{1B}[2J")
          let hidden = Self.hidden(in: drawn.replacing("\u{1B}[", with: ""))
          #expect(!obeyed, "\(format)")
          #expect(hidden.isEmpty, "\(format)")
        }
        for command in [["order", "show", "C01"], ["order", "list"]] {
          #expect(Self.hidden(in: try house.done(command).output).isEmpty, "\(command)")
        }
        let board = try house.screen("kitchen")
        try board.waitFor("the order, on an intact screen") { $0.contains("C01") }
      }
    }

    /// Characters that a terminal would obey or hide.
    private static func hidden(in text: String) -> [Unicode.Scalar] {
      text.unicodeScalars.filter { scalar in
        switch scalar.properties.generalCategory {
        case .control: scalar != "\n"
        case .format, .lineSeparator, .paragraphSeparator: true
        default: false
        }
      }
    }
  }
}
