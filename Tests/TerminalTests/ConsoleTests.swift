import Foundation
import Screens
import Testing

@testable import Terminal

extension ScreenTests {
  /// The Linux console, played: there is none where these tests run, so the calls of `KernelConsole` itself are
  /// tried on a real one only.
  private final class PlayedConsole: LinuxConsole {
    static let own: [UInt8] = (0..<48).map { $0 * 5 }
    var palette: [UInt8]? = own
    var signs: Set<UInt32>?
    private(set) var wasSetTo: [[UInt8]] = []

    init(signs: String?) { self.signs = signs.map { Set($0.unicodeScalars.map(\.value)) } }

    func setPalette(_ bytes: [UInt8]) {
      palette = bytes
      wasSetTo.append(bytes)
    }
  }

  private func withConsole(
    _ console: PlayedConsole, _ more: [String: String] = [:], _ body: (Screen, PseudoTerminal) throws -> Void
  ) throws {
    let terminal = try PseudoTerminal()
    defer { terminal.hangUp() }
    let environment = ["TERM": "linux", "LANG": "C.UTF-8"].merging(more) { $1 }
    let screen = try Screen(
      descriptor: terminal.descriptor, environment: environment, theme: .default, console: console)
    try body(screen, terminal)
    screen.leave()
  }

  @Test("A pseudo-terminal is no Linux console")
  func noConsole() throws {
    let terminal = try PseudoTerminal()
    defer { terminal.hangUp() }
    #expect(KernelConsole(terminal.descriptor) == nil)
    try withScreen { screen, _ in #expect(screen.pixels == .quarter) }
    // A console that the program reaches by SSH says no more than its type.
    try withScreen(["TERM": "linux", "LANG": "C.UTF-8"]) { screen, _ in #expect(screen.pixels == .half) }
  }

  @Test("A console has the theme's palette for as long as the screen is up, and its own again after that")
  func palette() throws {
    let console = PlayedConsole(signs: "█")
    try withConsole(console) { screen, _ in
      let wanted = Theme.default.palette.flatMap { [$0.red, $0.green, $0.blue] }
      #expect(console.palette == wanted)
      console.setPalette(PlayedConsole.own)
      // Something else has been on the terminal: a stopped program goes on.
      screen.forget()
      #expect(console.palette == wanted)
    }
    #expect(console.palette == PlayedConsole.own)
  }

  @Test("A console's palette stays where no colours are wanted, and where it could not be put back")
  func paletteUntouched() throws {
    let plain = PlayedConsole(signs: "█")
    try withConsole(plain, ["NO_COLOR": "1"]) { _, _ in }
    #expect(plain.wasSetTo.isEmpty)
    let mute = PlayedConsole(signs: "█")
    mute.palette = nil
    try withConsole(mute) { _, _ in }
    #expect(mute.wasSetTo.isEmpty)
  }

  @Test("A screen that is let go without a word puts the palette back as well")
  func paletteOfAScreenLetGo() throws {
    let console = PlayedConsole(signs: "█")
    let terminal = try PseudoTerminal()
    defer { terminal.hangUp() }
    var screen: Screen? = try Screen(
      descriptor: terminal.descriptor, environment: ["TERM": "linux", "LANG": "C.UTF-8"], theme: .default,
      console: console)
    #expect(console.palette != PlayedConsole.own && screen != nil)
    screen = nil
    #expect(console.palette == PlayedConsole.own)
  }

  @Test(
    "Big letters are painted with what the font has",
    arguments: [
      ("▀▄█", PixelShape.half), ("▀█", .full), ("▄█", .full), ("█", .full), ("▀▄", nil), ("", nil),
      (nil, nil), ("▀▄█▌▐▖▗▘▙▚▛▜▝▞▟", .quarter), ("▀▄█▌▐▖▗▘▙▚▛▜▝▞", .half), ("▀▄█▌▖▗▘▙▚▛▜▝▞▟", .half),
      ("▄█▌▐▖▗▘▙▚▛▜▝▞▟", .full), ("▀▄▌▐▖▗▘▙▚▛▜▝▞▟", nil),
    ]
      as [(String?, PixelShape?)])
  func pixels(signs: String?, shape: PixelShape?) throws {
    try withConsole(PlayedConsole(signs: signs)) { screen, _ in #expect(screen.pixels == shape) }
  }

  /// Paints a text in the last of two rows, and reads it off a terminal that was sent the same bytes.
  private func expect(
    _ text: String, toShowAs shown: String, columns: Int, _ screen: Screen, _ terminal: PseudoTerminal
  ) throws {
    var frame = Frame(size: Size(widthColumns: columns, heightRows: 2))
    frame.write(SafeText(text), at: Position(row: 1, column: 0), style: Style(.text))
    screen.paint(frame)
    let lines = try RealTerminal.lines(after: try terminal.sent(), columns: columns, rows: 2) {
      $0.last == shown
    }
    #expect(lines.last == shown)
  }

  @Test("What the font lacks is painted with what it has, in the same columns")
  func standIns() throws {
    let text = "─━│┃▲▼►×·…“”"
    for (signs, expected) in [("", "--||^v>x..\"\""), ("─│▲×", "──││▲v>×..\"\""), (text, text)] {
      try withConsole(PlayedConsole(signs: signs)) { screen, terminal in
        try expect(text + "é", toShowAs: expected + "é", columns: 14, screen, terminal)
      }
    }
  }

  @Test("Blocks are one column wide, and ncurses paints them as they are")
  func blocks() throws {
    for block in (0x2580...0x259F).compactMap(Unicode.Scalar.init) {
      #expect(CellWidths.fate(of: block) == .narrow, "\(block)")
      let cluster = try #require(SafeText(String(block)).clusters.first)
      #expect(!CellsByHand.holds(cluster), "\(block)")
    }
    try withScreen { screen, terminal in
      let text = "▀▄█▌▐▖▗▘▙▚▛▜▝▞▟x"
      try expect(text, toShowAs: text, columns: 16, screen, terminal)
    }
  }

  @Test("Every stand-in is as wide as its sign and ends with ASCII")
  func widthsOfStandIns() {
    for (sign, others) in ConsoleFont.standIns {
      for other in [sign] + others {
        #expect(CellWidths.fate(of: other) == .narrow, "\(other)")
      }
      #expect(others.last?.isASCII == true, "\(sign)")
    }
  }

  @Test("The bell has its pitch on a console, and the console's own is put back")
  func bells() throws {
    try withConsole(PlayedConsole(signs: "")) { screen, terminal in
      _ = try terminal.sent()
      screen.ring(Stroke(pitchHertz: 440, lengthMs: 90))
      let sent = String(decoding: try terminal.sent(), as: UTF8.self)
      #expect(sent == "\u{1B}[10;440]\u{1B}[11;90]\u{7}\u{1B}[10]\u{1B}[11]")
    }
    try withScreen { screen, terminal in
      _ = try terminal.sent()
      screen.ring(Stroke(pitchHertz: 440, lengthMs: 90))
      #expect(try terminal.sent() == [7])
      screen.leave()
      _ = try terminal.sent()
      screen.ring()
      #expect(try terminal.sent() == [])
    }
    #expect(Stroke(pitchHertz: -1, lengthMs: 0) == Stroke(pitchHertz: 21, lengthMs: 1))
    #expect(Stroke(pitchHertz: .max, lengthMs: .max) == Stroke(pitchHertz: 32_766, lengthMs: 1_999))
  }
}
