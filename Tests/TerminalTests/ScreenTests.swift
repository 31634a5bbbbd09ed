import CNcurses
import Foundation
import Glibc
import Screens
import Testing

@testable import Terminal

/// ncurses holds one screen for the process, so these run one after the other.
@Suite(.serialized) struct ScreenTests {
  static let xterm = ["TERM": "xterm-256color", "LANG": "C.UTF-8"]

  func withScreen<Result>(
    _ environment: [String: String] = ScreenTests.xterm,
    _ body: (Screen, PseudoTerminal) throws -> Result
  ) throws -> Result {
    let terminal = try PseudoTerminal()
    defer { terminal.hangUp() }
    let screen = try Screen(descriptor: terminal.descriptor, environment: environment)
    defer { screen.leave() }
    return try body(screen, terminal)
  }

  private func refusal(descriptor: Int32, environment: [String: String]) -> ScreenFailure? {
    do {
      _ = try Screen(descriptor: descriptor, environment: environment)
      return nil
    } catch {
      return error
    }
  }

  @Test("F32: the terminal is left exactly as it was found")
  func leaving() throws {
    let terminal = try PseudoTerminal()
    defer { terminal.hangUp() }
    let before = terminal.modes()
    let screen = try Screen(descriptor: terminal.descriptor, environment: Self.xterm)
    screen.paint(SampleBoard().frame())
    #expect(terminal.modes() != before)
    let during = String(decoding: try terminal.sent(), as: UTF8.self)
    for taken in ["\u{1B}[?1049h", "\u{1B}[?25l", "\u{1B}[?2004h"] { #expect(during.contains(taken)) }
    // The keypad and the cursor keys stay in normal mode.
    for untouched in ["\u{1B}[?1h", "\u{1B}="] { #expect(!during.contains(untouched)) }
    screen.leave()
    screen.leave()
    screen.paint(SampleBoard().frame())
    #expect(terminal.modes() == before)
    let after = String(decoding: try terminal.sent(), as: UTF8.self)
    for given in ["\u{1B}[?1049l", "\u{1B}[?25h", "\u{1B}[?2004l"] {
      #expect(after.components(separatedBy: given).count == 2, "\(after.debugDescription)")
    }
  }

  @Test("ncurses keeps no signal for itself")
  func signals() throws {
    let terminal = try PseudoTerminal()
    defer { terminal.hangUp() }
    let screen = try Screen(descriptor: terminal.descriptor, environment: Self.xterm)
    defer { screen.leave() }
    for number in [SIGINT, SIGTERM, SIGTSTP, SIGWINCH] {
      var action = sigaction()
      sigaction(number, nil, &action)
      let handler = unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self)
      #expect(handler == 0 || handler == 1, "signal \(number) has a handler that the tests did not set")
    }
  }

  @Test(
    "F32: a terminal that cannot do it gets one sentence and stays untouched",
    arguments: [
      (["TERM": "dumb"], ScreenFailure.terminalTooSimple("dumb")),
      (["TERM": "no-such-terminal"], .unknownTerminalType("no-such-terminal")),
      (["TERM": "../../etc/passwd"], .unknownTerminalType("../../etc/passwd")),
      (["TERM": ""], .noTerminalType), ([:], .noTerminalType),
      (["TERM": "xterm", "LANG": "de_DE.ISO-8859-1"], .notUTF8(characterSet: "ISO-8859-1")),
    ] as [([String: String], ScreenFailure)])
  func refusals(environment: [String: String], failure: ScreenFailure) throws {
    let terminal = try PseudoTerminal()
    defer { terminal.hangUp() }
    let before = terminal.modes()
    #expect(refusal(descriptor: terminal.descriptor, environment: environment) == failure)
    let nothing = try terminal.sent()
    #expect(nothing == [])
    #expect(terminal.modes() == before)
    #expect(failure.description.split(separator: ". ").count == 1)
  }

  @Test("F32: a file is no terminal")
  func noTerminal() throws {
    let file = open("/dev/null", O_RDWR)
    defer { close(file) }
    #expect(refusal(descriptor: file, environment: Self.xterm) == .notATerminal)
  }

  @Test(
    "F32: no locale, or one that is not installed, still means UTF-8",
    arguments: [
      [:], ["LANG": "C"], ["LANG": "en_NZ.UTF-8"], ["LC_ALL": "POSIX", "LANG": "x"], ["LANG": "de_DE"],
    ])
  func locales(environment: [String: String]) throws {
    try withScreen(environment.merging(["TERM": "xterm"]) { $1 }) { screen, terminal in
      var frame = Frame(size: Size(widthColumns: 20, heightRows: 1))
      frame.write("Bœuf 日", at: Position(row: 0, column: 0), style: Style(.text))
      screen.paint(frame)
      let sent = String(decoding: try terminal.sent(), as: UTF8.self)
      #expect(sent.contains("Bœuf 日"))
    }
  }

  @Test("F32: painting on a terminal that has hung up does nothing worse than nothing")
  func hangUp() throws {
    var reader: Int32 = -1
    var writer: Int32 = -1
    try #require(openpty(&reader, &writer, nil, nil, nil) == 0)
    let screen = try Screen(descriptor: writer, environment: Self.xterm)
    close(reader)
    screen.paint(SampleBoard().frame())
    screen.leave()
    close(writer)
  }

  @Test("The table's widths are the C library's, for everything that is drawn")
  func widthsAgree() throws {
    try withScreen { _, _ in
      var disagreements: [String] = []
      for code in UInt32(0x20)...0x10FFFF {
        guard let scalar = Unicode.Scalar(code) else { continue }
        let columns: Int32? =
          switch CellWidths.fate(of: scalar) {
          case .attached: 0
          case .narrow, .blank: 1
          case .wide: 2
          // Marks beside their letter count as one cell with it or as a cell of their own; nothing is drawn of never.
          case .spacing, .never: nil
          }
        if let columns, wcwidth(wchar_t(code)) != columns { disagreements.append(String(code, radix: 16)) }
      }
      #expect(disagreements == [])
    }
  }
}
