import Foundation
import Testing

extension Acceptance {
  /// The board in big letters: what the built program shows on a terminal of 120×33.
  @Suite struct LargeBoard {
    /// The first of four lanes: what stands beside it is another ticket's.
    private static let lane = 29

    @Test func `code and timer stand in big letters, as galley screen draws them`() throws {
      try ScratchHouse.with(letters: .quarter) { house in
        try house.importSupper()
        let code = try house.sendSupper()
        let board = try house.screen("kitchen", rows: 33)
        try board.waitFor(text: code)
        let big = BigLetters(screen: try board.screen())
        // Tall letters are ten pixels high, two to a cell; above them stands a row of plain cells with the same code.
        let rows = big.rows(columns: 0..<Self.lane)
        #expect(rows == Array(2...6), "\(big.screen)")
        #expect(big.screen.splitLines[1].contains(code))
        var drawn = ""
        // The status line tells more on a running board; a new ticket is no longer marked once a key was pressed.
        try board.press("Escape")
        try board.waitFor("what galley screen draws") { shown in
          drawn = (try? house.picture(size: "120x33")) ?? ""
          return shown.splitLines.dropLast() == drawn.splitLines.dropLast()
        }
      }
    }

    @Test(arguments: [ScratchHouse.Letters.quarter, .half, .full, .plain])
    func `letters are painted with what the settings say`(_ letters: ScratchHouse.Letters) throws {
      try ScratchHouse.with(letters: letters) { house in
        try house.importSupper()
        let code = try house.sendSupper()
        let board = try house.screen("kitchen", rows: 33)
        try board.waitFor(text: code)
        let screen = try board.screen()
        #expect((BigLetters(screen: screen).blocks > 0) == (letters != .plain), "\(screen)")
        #expect(
          screen.contains { "▀▄".contains($0) } == (letters == .half || letters == .quarter), "\(screen)")
        #expect(screen.contains { "▚▞▙▟".contains($0) } == (letters == .quarter), "\(screen)")
      }
    }

    @Test func `plus and minus change the size of the letters, equals goes back`() throws {
      try ScratchHouse.with(letters: .quarter) { house in
        try house.importSupper()
        // Enough that letters are neither as large nor as small as they get.
        let codes = try (1...6).map { try house.sendSupper(table: "T\($0)") }
        let code = codes[0]
        let board = try house.screen("kitchen", rows: 33)
        try board.waitFor("all tickets") { shown in codes.allSatisfy(shown.contains) }
        // Where heads stand in each lane: the timers' digits change meanwhile.
        func heads() throws -> [[Int]] {
          let big = BigLetters(screen: try board.screen())
          return (0..<4).map { big.rows(columns: $0 * (Self.lane + 1)..<$0 * (Self.lane + 1) + Self.lane) }
        }
        func heads(after key: String, _ words: String) throws -> [[Int]] {
          try board.type(key)
          try board.waitFor(text: words)
          return try heads()
        }
        let automatic = try heads()
        #expect(automatic.joined().count > 0)
        // A dish in plain cells has a cross between how many and what.
        func plainDishes() throws -> Int { try board.screen().count { $0 == "×" } }
        let dishes = try plainDishes()
        _ = try heads(after: "+", "letters: +1")
        #expect(try plainDishes() < dishes)
        #expect(try heads(after: "-", "letters: automatic") == automatic)
        #expect(try heads(after: "-", "letters: −1").joined().count < automatic.joined().count)
        #expect(try heads(after: "-----", "letters: −6").joined().count == 0)
        try board.waitFor(text: code)
        #expect(try heads(after: "=", "letters: automatic") == automatic)
        try board.type("=")
        try board.waitFor(text: "the letters are as large as the tickets leave room for")
      }
    }

    @Test func `another window is drawn as if the board began there`() throws {
      try ScratchHouse.with(letters: .half) { house in
        try house.importSupper()
        for table in 1...6 { _ = try house.sendSupper(table: "T\(table)") }
        let board = try house.screen("kitchen", columns: 80, rows: 24)
        try board.waitFor("six tickets") { $0.hasPrefix("NEW 6") }
        for (columns, rows) in [(240, 67), (120, 33), (160, 50), (80, 24), (300, 80)] {
          try board.resize(columns: columns, rows: rows)
          try board.press("Escape")
          var drawn = ""
          try board.waitFor("what galley screen draws at \(columns)×\(rows)") { shown in
            drawn = (try? house.picture(size: "\(columns)x\(rows)")) ?? ""
            return shown.splitLines.dropLast() == drawn.splitLines.dropLast()
          }
        }
      }
    }

    @Test func `NO_COLOR takes the colours and leaves the big letters`() throws {
      try ScratchHouse.with(letters: .quarter) { house in
        try house.importSupper()
        let code = try house.sendSupper()
        func look(_ setting: [String]) throws -> (text: String, styled: String) {
          let board = try house.terminal(
            columns: 120, rows: 33, running: ["env"] + setting + house.commandLine(["kitchen"]))
          try board.waitFor(text: code)
          defer { board.close() }
          return (try board.screen(), try board.styledScreen())
        }
        let (bare, coloured) = (try look(["NO_COLOR=1"]), try look([]))
        let colour = /\x1B\[(?:[0-9;]*;)?(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])(?:;[0-9;]*)?m/
        #expect(coloured.styled.contains(colour))
        #expect(!bare.styled.contains(colour))
        #expect(BigLetters(screen: bare.text).rows(columns: 0..<Self.lane) == Array(2...6), "\(bare.text)")
      }
    }

    @Test func `a theme that is listed is the one that the board is shown in`() throws {
      try ScratchHouse.with(letters: .half) { house in
        let listed = try house.done("theme", "list").lines.compactMap {
          $0.split(separator: " ").first.map(String.init)
        }
        #expect(Set(listed).isSuperset(of: ["default", "light", "high-contrast", "colour-safe", "mono"]))
        try house.importSupper()
        let code = try house.sendSupper()
        let board = try house.screen("kitchen", "--theme", "light", rows: 33)
        try board.waitFor(text: code)
        // A terminal of 256 colours has white as 15 or 231.
        #expect(try board.styledScreen().contains(/\x1B\[(?:[0-9;]*;)?(?:107|48;5;(?:15|231))(?:;|m)/))
        let none = try house.galley("theme", "show", "nowhere")
        #expect(none.status == 1 && none.errors.contains("nowhere"), "\(none.errors)")
      }
    }

    @Test func `at 40×12 board, keys and status line each have their row, and all saved is said`() throws {
      try ScratchHouse.with(letters: .auto) { house in
        try house.importSupper()
        let code = try house.sendSupper()
        let board = try house.screen("kitchen", columns: 40, rows: 12)
        try board.waitFor(text: code)
        let rows = try board.screen().split(separator: "\n", omittingEmptySubsequences: false)
        try #require(rows.count > 11)
        #expect(rows[0].hasPrefix("NEW 1") && rows[1].contains(code), "\(rows)")
        #expect(rows[10].contains("select") && rows[10].hasSuffix("keys"), "\(rows)")
        #expect(rows[11].hasPrefix("[1] 2 3 4 5 6  ") && rows[11].contains("all saved"), "\(rows)")
      }
    }
  }
}
