import Foundation
import Screens
import Testing

@testable import Terminal

extension ScreenTests {
  @Test("Clicks are reported when asked for, again after a stop, and no longer after the end")
  func mouse() throws {
    try withScreen { screen, terminal in
      let before = String(decoding: try terminal.sent(), as: UTF8.self)
      #expect(screen.hasMouse && !before.contains("1000"))
      func sent(after body: () -> Void) throws -> String {
        body()
        return String(decoding: try terminal.sent(), as: UTF8.self)
      }
      #expect(try sent { screen.reportMouse(true) } == Mouse.on)
      #expect(try sent { screen.reportMouse(true) } == "")
      #expect(try sent { screen.forget() } == Mouse.on)
      #expect(try sent { screen.reportMouse(false) } == Mouse.off)
      #expect(try sent { screen.forget() } == "")
      screen.reportMouse(true)
      #expect(try sent { screen.leave() }.contains(Mouse.off))
      #expect(try sent { screen.reportMouse(false) } == "")
    }
  }

  @Test(
    "Terminals that have no mouse are not asked",
    arguments: [
      ("tmux-256color", true), ("screen", true), ("xterm-mono", true), ("linux", false), ("vt100", false),
    ])
  func mice(type: String, hasMouse: Bool) throws {
    try withScreen(["TERM": type, "LANG": "C.UTF-8"]) { screen, terminal in
      #expect(screen.hasMouse == hasMouse)
      _ = try terminal.sent()
      screen.reportMouse(true)
      #expect(try terminal.sent().isEmpty != hasMouse)
    }
  }
}
