import Foundation
import Testing

extension Acceptance {
  /// The time scrubber of the built program.
  @Suite struct Past {
    @Test(arguments: ["the terminal itself", "an attached screen"])
    func `t shows the past, an order meanwhile disturbs nothing, Esc is now`(_ screen: String) throws {
      try ScratchHouse.with { house in
        try house.importSupper()
        let first = try house.screen("kitchen")
        try waitUntil("the board to take commands") { UnixSocket.answers(at: house.socket) }
        let board = screen == "the terminal itself" ? first : try house.screen("staff")
        if screen != "the terminal itself" {
          try board.waitFor(text: "? shows")
          try board.press("Escape")
        }
        let code = try house.sendSupper()
        try board.waitFor(text: code)
        try board.press("t")
        // An hour before, whatever minute it is: nobody had ordered anything.
        try board.waitFor("the mark of the past") { $0.contains("THE PAST") && !$0.contains("reading") }
        for _ in 0..<6 { try board.press("Up") }
        try board.waitFor(text: "No tickets at")
        #expect(!(try board.screen()).contains(code))
        let other = try house.sendSupper()
        try first.waitFor("the new order on the board of now, or the past still") {
          $0.contains(other) || $0.contains("THE PAST")
        }
        #expect(try board.screen().contains("No tickets at"))
        try board.press("Space")
        try board.waitFor(text: "Esc goes back to now")
        try board.press("Escape")
        try board.waitFor("both orders, now") {
          $0.contains(code) && $0.contains(other) && !$0.contains("THE PAST")
        }
      }
    }

    @Test(arguments: [false, true])
    func `a picture of a moment bears its mark, its clock and its ages`(_ isRunning: Bool) throws {
      try ScratchHouse.with { house in
        try house.importSupper()
        let board = isRunning ? try house.screen("kitchen") : nil
        if isRunning { try waitUntil("the board to take commands") { UnixSocket.answers(at: house.socket) } }
        let code = try house.sendSupper()
        let now = try house.done("screen", "kitchen", "--size", "120x34").output
        #expect(now.contains(code) && !now.contains("THE PAST"))
        let before = try house.done(
          "screen", "kitchen", "--size", "120x34", "--at", "2026-01-02T03:04:05Z"
        ).output
        #expect(before.contains("THE PAST"))
        #expect(before.contains("on 2 Jan"))
        #expect(!before.contains(code))
        _ = board
      }
    }
  }
}
