import Foundation
import Randomness
import Screens
import Testing

@testable import Terminal

/// What is sent for a frame, and what a terminal makes of it.
extension ScreenTests {
  @Test(
    "A real terminal shows what the frame says",
    arguments: ["xterm-256color", "tmux-256color", "screen", "linux", "xterm-mono", "vt100"])
  func shown(type: String) throws {
    var frame = SampleBoard().frame()
    let lines = [
      "日本語 ラーメン x", "e\u{301}a\u{308} x", "한국 \u{1112}\u{1161}\u{11AB} x", "🍕 pizza x", "👩‍🍳 cook x",
      "🇫🇷 x", "\u{1B}[2J\u{9B}31m\u{7}x", "a\u{202E}b x",
    ]
    for (row, line) in lines.enumerated() {
      frame.write(line, at: Position(row: 24 + row, column: 41), style: Style(.text))
    }
    let bytes = try withScreen(["TERM": type]) { screen, terminal in
      screen.paint(SampleBoard(firstState: "ready").frame())
      screen.paint(frame)
      return try terminal.sent()
    }
    // Blanks that stand in for cells drawn by hand are not in the frame's text, but a terminal keeps them.
    let tidy = { (lines: [String]) in lines.map { $0.replacing("\u{A0}", with: " ") } }
    let expected = tidy(frame.lines)
    let found = try RealTerminal.lines(after: bytes, columns: 120, rows: 34) { tidy($0) == expected }
    for (found, expected) in zip(tidy(found), expected) { #expect(found == expected) }
    #expect(found.count == 34)
  }

  @Test("Random drawing, painted by differences, ends in the same screen")
  func randomDifferences() throws {
    var random = Seeded(seed: 11)
    let texts = ["日本語", "ab", "👩‍🍳x", "e\u{301}", "     ", "🍕🍕", "x日", "한", "🇫🇷", "\u{1B}[H", "12:34"]
    let roles = [Role.text, .void, .ageLate, .allergen, .dim]
    var frame = Frame(size: Size(widthColumns: 40, heightRows: 12))
    let bytes = try withScreen { screen, terminal in
      for _ in 0..<300 {
        for _ in 0..<Int.random(in: 1...4, using: &random) {
          let place = Position(
            row: Int.random(in: 0..<12, using: &random), column: Int.random(in: 0..<40, using: &random))
          let style = Style(roles.randomElement(using: &random) ?? .text)
          let text = texts.randomElement(using: &random) ?? ""
          // Not up to the edge: emoji that could spill over it are reduced there, as the next test shows.
          frame.inside(Rectangle(row: 0, column: 0, widthColumns: 37, heightRows: 12)) {
            $0.write(text, at: place, style: style)
          }
        }
        screen.paint(frame)
      }
      return try terminal.sent()
    }
    let expected = frame.lines
    let found = try RealTerminal.lines(after: bytes, columns: 40, rows: 12) { $0 == expected }
    for (found, expected) in zip(found, expected) { #expect(found == expected) }
    #expect(found.count == expected.count)
  }

  @Test("What follows a cluster that terminals draw differently is placed and drawn anew")
  func neighbours() throws {
    try withScreen { screen, terminal in
      var frame = Frame(size: Size(widthColumns: 20, heightRows: 1))
      frame.write("👩‍🍳xyz", at: Position(row: 0, column: 0), style: Style(.text))
      screen.paint(frame)
      // Two emoji side by side would cover columns 0 to 3: x and y come once more, z need not.
      let text = String(decoding: try terminal.sent(), as: UTF8.self)
      let after = text.components(separatedBy: "👩‍🍳")[1]
      #expect(after.hasPrefix("\u{1B}[1;3Hxy\u{1B}"), "\(after.debugDescription)")
    }
  }

  @Test("A key that waits to be read does not hold up a frame")
  func keysWaiting() throws {
    try withScreen { screen, terminal in
      screen.paint(Frame(size: Size(widthColumns: 120, heightRows: 34)))
      _ = try terminal.sent()
      terminal.type("jjjj")
      screen.paint(SampleBoard().frame())
      let text = String(decoding: try terminal.sent(), as: UTF8.self)
      for ticket in 0..<12 { #expect(text.contains("B\(10 + ticket)")) }
    }
  }

  @Test("An emoji that some terminals draw wider never spills over the right edge")
  func edge() throws {
    var frame = Frame(size: Size(widthColumns: 20, heightRows: 2))
    for row in 0..<2 { frame.write("👩‍🍳👩‍🍳", at: Position(row: row, column: 16), style: Style(.text)) }
    let bytes = try withScreen { screen, terminal in
      screen.paint(frame)
      return try terminal.sent()
    }
    let expected = Array(repeating: String(repeating: " ", count: 16) + "👩‍🍳👩", count: 2)
    let found = try RealTerminal.lines(after: bytes, columns: 20, rows: 2) { $0 == expected }
    #expect(found == expected)
  }

  @Test(
    "P12: one ticket or twelve timers cost at most 8 % of a full repaint's bytes",
    arguments: ["xterm-256color", "tmux-256color", "linux"])
  func bytes(type: String) throws {
    try withScreen(["TERM": type]) { screen, terminal in
      var board = SampleBoard()
      screen.paint(board.frame())
      screen.forget()
      _ = try terminal.sent()
      screen.paint(board.frame())
      let whole = try terminal.sent().count
      board.firstState = "ready"
      screen.paint(board.frame())
      let one = try terminal.sent().count
      for ticket in board.ages.indices { board.ages[ticket] += 1 }
      screen.paint(board.frame())
      let timers = try terminal.sent().count
      screen.paint(board.frame())
      let nothing = try terminal.sent()
      #expect(nothing == [])
      print("P12 \(type): whole \(whole), one ticket \(one), twelve timers \(timers) bytes")
      #expect(whole > 2_000 && one > 0 && timers > 0)
      #expect(one * 100 <= whole * 8)
      #expect(timers * 100 <= whole * 8)
    }
  }

  @Test("F32: a frame of any size is painted, a thousand of them in a row")
  func sizes() throws {
    var random = Seeded(seed: 11)
    try withScreen { screen, terminal in
      for (columns, rows) in [(1, 1), (400, 200), (1, 200), (400, 1), (2, 1), (80, 24)] {
        screen.paint(SampleBoard().frame(columns: columns, rows: rows))
      }
      for number in 0..<1_000 {
        // One in ten is a wall of cells: such a frame takes as long as many small ones.
        let most = number.isMultiple(of: 10) ? (columns: 300, rows: 80) : (columns: 120, rows: 34)
        screen.paint(
          SampleBoard().frame(
            columns: Int.random(in: 1...most.columns, using: &random),
            rows: Int.random(in: 1...most.rows, using: &random)))
      }
      screen.paint(SampleBoard().frame(columns: 80, rows: 24))
      let bytes = Array(try terminal.sent().suffix(20_000))
      let expected = SampleBoard().frame(columns: 80, rows: 24).lines
      let found = try RealTerminal.lines(after: bytes, columns: 80, rows: 24) { $0 == expected }
      #expect(found == expected)
    }
  }

  @Test(
    "F32: colours are those that the terminal has",
    arguments: [
      ("xterm-256color", "", ColourDepth.indexed), ("linux", "", .eight), ("xterm-mono", "", .none),
      ("vt100", "", .none), ("xterm-256color", "1", .none),
    ])
  func depths(type: String, noColour: String, depth: ColourDepth) throws {
    let environment = ["TERM": type, "NO_COLOR": noColour]
    let bytes = try withScreen(environment) { screen, terminal in
      #expect(screen.depth == depth)
      screen.paint(SampleBoard().frame())
      return try terminal.sent()
    }
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(text.contains("38;5;") == (depth == .indexed))
    #expect(text.contains(/\u{1B}\[3[0-7]m/) == (depth == .eight))
  }

  @Test("S7: nothing that somebody wrote reaches the terminal as a control")
  func hostile() throws {
    try withScreen { screen, terminal in
      var frame = Frame(size: Size(widthColumns: 80, heightRows: 3))
      frame.write("quiet", at: Position(row: 0, column: 0), style: Style(.text))
      screen.paint(frame)
      _ = try terminal.sent()
      let evil = "\u{1B}]0;pwned\u{7}\u{9B}2J\u{85}\r\n\u{8}\u{E}\u{7F}\u{202E}\u{200B}\u{2066}"
      frame.write(evil, at: Position(row: 1, column: 0), style: Style(.text))
      frame.write(evil, at: Position(row: 2, column: 0), style: Style(.void))
      screen.paint(frame)
      let text = String(decoding: try terminal.sent(), as: UTF8.self)
      #expect(text.contains("pwned"))
      #expect(!text.contains("\u{1B}]"))
      for scalar in text.unicodeScalars where scalar.value != 0x1B {
        let category = scalar.properties.generalCategory
        // The painter's own line feeds and backspaces move the cursor.
        let isMovement = ["\n", "\r", "\u{8}"].contains(scalar)
        #expect(isMovement || ![.control, .format].contains(category), "\(scalar.value)")
      }
    }
  }

  @Test("A void is struck through, and no longer once it is acknowledged")
  func strike() throws {
    try withScreen { screen, terminal in
      var frame = Frame(size: Size(widthColumns: 20, heightRows: 1))
      frame.write("2 × Ramen", at: Position(row: 0, column: 0), style: Style(.text, .strike))
      screen.paint(frame)
      let struck = String(decoding: try terminal.sent(), as: UTF8.self)
      #expect(struck.contains(/\u{1B}\[9m(\u{1B}\[[0-9;]*m)*2 × Ramen/))
      frame.write("2 × Ramen", at: Position(row: 0, column: 0), style: Style(.text))
      screen.paint(frame)
      let plain = String(decoding: try terminal.sent(), as: UTF8.self)
      #expect(plain.contains("2 × Ramen") && !plain.contains("\u{1B}[9m"))
    }
  }

  @Test("The cursor shows where the frame puts it, and only there")
  func cursor() throws {
    try withScreen { screen, terminal in
      var frame = Frame(size: Size(widthColumns: 20, heightRows: 3))
      screen.paint(frame)
      _ = try terminal.sent()
      frame.placeCursor(at: Position(row: 2, column: 5))
      screen.paint(frame)
      let shown = String(decoding: try terminal.sent(), as: UTF8.self)
      #expect(shown.contains("\u{1B}[3;6H") && shown.contains("\u{1B}[?25h"))
      frame = Frame(size: frame.size)
      screen.paint(frame)
      let hidden = String(decoding: try terminal.sent(), as: UTF8.self)
      #expect(hidden.contains("\u{1B}[?25l"))
    }
  }
}
