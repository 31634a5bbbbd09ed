import Foundation
import Glibc
import Screens
import TestAids
import Testing

@testable import Terminal

extension ScreenTests {
  @Test(
    "A type with direct colour is taken where the environment promises true colour",
    arguments: [
      ("xterm-256color", "truecolor", "xterm-direct"), ("tmux-256color", "24bit", "tmux-direct"),
      ("xterm", "truecolor", "xterm-direct"), ("xterm-16color", "truecolor", "xterm-direct"),
      ("xterm-256color", "", nil), ("xterm-256color", "yes", nil), ("xterm-direct", "truecolor", nil),
      ("screen-256color", "truecolor", nil),
    ] as [(String, String, String?)])
  func siblings(type: String, promise: String, expected: String?) {
    let found = DirectColour.type(for: type, ["COLORTERM": promise]) {
      ["xterm-direct", "tmux-direct"].contains($0)
    }
    #expect(found == expected)
  }

  /// Numbers below 8 would be the palette's: `#000007` is no white.
  @Test(arguments: [
    (UInt32(0), 0x010000), (7, 0x010007), (8, 8), (0x5FD7FF, 0x5FD7FF), (0xFFFFFF, 0xFFFFFF),
  ])
  func numbers(value: UInt32, expected: Int) {
    let colour = Colour.rgb(
      red: UInt8(value >> 16), green: UInt8(value >> 8 & 255), blue: UInt8(value & 255))
    #expect(DirectColour.number(colour) == expected)
    #expect(DirectColour.number(.index(7)) == 7)
  }

  /// A small xterm-direct as ncurses-term has it, made here so that the test does not hang on that package.
  private static let entry = """
    xterm-direct|xterm with direct colour for a test,
    \tRGB, am, bce, xenl,
    \tcolors#0x1000000, pairs#0x7FFF, cols#80, lines#24,
    \tclear=\\E[H\\E[2J, cup=\\E[%i%p1%d;%p2%dH, sc=\\E7, rc=\\E8, sgr0=\\E(B\\E[m, bold=\\E[1m, rev=\\E[7m,
    \tsmcup=\\E[?1049h, rmcup=\\E[?1049l, civis=\\E[?25l, cnorm=\\E[?25h, op=\\E[39;49m, el=\\E[K, ed=\\E[J,
    \tsetab=\\E[%?%p1%{8}%<%t4%p1%d%e48;2;%p1%{65536}%/%d;%p1%{256}%/%{255}%&%d;%p1%{255}%&%d%;m,
    \tsetaf=\\E[%?%p1%{8}%<%t3%p1%d%e38;2;%p1%{65536}%/%d;%p1%{256}%/%{255}%&%d;%p1%{255}%&%d%;m,

    """

  @Test("True colour goes out as it stands in the theme, black included")
  func trueColour() throws {
    let folder = try ScratchFolder()
    defer { folder.remove() }
    let entry = try folder.write(Self.entry, "entry")
    let tic = Process()
    tic.executableURL = URL(filePath: "/usr/bin/tic")
    tic.arguments = ["-x", "-o", folder.path, entry]
    try tic.run()
    tic.waitUntilExit()
    try #require(tic.terminationStatus == 0)
    setenv("TERMINFO", folder.path, 1)
    defer { unsetenv("TERMINFO") }
    let environment = Self.xterm.merging(["COLORTERM": "truecolor"]) { $1 }
    try withScreen(environment) { screen, terminal in
      #expect(screen.depth == .trueColour)
      var frame = Frame(size: Size(widthColumns: 20, heightRows: 2))
      frame.write("new", at: Position(row: 0, column: 0), style: Style(.codeNew))
      // A cluster that is written by hand takes another way to its colours.
      frame.write("👍🏽", at: Position(row: 1, column: 0), style: Style(.selected))
      screen.paint(frame)
      let sent = String(decoding: try terminal.sent(), as: UTF8.self)
      #expect(sent.contains("\u{1B}[38;2;95;215;255m") && sent.contains("\u{1B}[48;2;18;18;18m"))
      #expect(sent.contains("\u{1B}[38;2;1;0;0m\u{1B}[48;2;228;228;228m👍🏽"))
      #expect(!sent.contains(/\u{1B}\[[34][0-7]m/))
    }
    try withScreen(environment.merging(["NO_COLOR": "1"]) { $1 }) { screen, _ in
      #expect(screen.depth == .none)
    }
  }
}
