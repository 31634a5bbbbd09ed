import Foundation
import Testing

extension Acceptance {
  /// Hands at the board: a number pad alone, keys of one's own, a finger on the glass.
  @Suite struct Hands {
    @Test func `a number pad alone selects, bumps, chooses, sums up and finds`() throws {
      try ScratchHouse.with { house in
        try house.importSupper()
        let codes = try (1...3).map { try house.sendSupper(table: "T\($0)") }
        let board = try house.screen("kitchen", rows: 33)
        try board.waitFor("three tickets") { screen in codes.allSatisfy { screen.contains($0) } }
        func expect(_ code: String, _ kitchen: String) throws {
          try waitUntil("\(code) to be \(kitchen)") {
            try house.show(code)["kitchen"] == .string(kitchen)
          }
        }
        try board.type("2")
        try board.press("Enter")
        try expect(codes[1], "preparing")
        try expect(codes[0], "ordered")

        // Of the choices, 3 is a pane and 7 what the r key does.
        for (keys, words) in [("03", "order_opened|opened"), ("07", "Recall a move"), ("01", "NEW 2")] {
          try board.type(keys)
          try board.waitFor("“\(words)” after \(keys)") { screen in
            words.split(separator: "|").contains { screen.contains($0) }
          }
        }
        try board.type("0")
        try board.waitFor(text: "7 recall")
        try board.type("0")
        try board.waitFor("the choices to close") { !$0.contains("7 recall") }

        // Three times two phở, of which none is ready.
        try board.type("*")
        try board.waitFor("the sums") { $0.contains("ALL DAY") && $0.contains("6 × Phở bò") }
        try board.type("*")
        try board.waitFor("the sums to go") { !$0.contains("ALL DAY") }

        try board.type("/3")
        try board.waitFor(text: "1 of 1 ticket")
        try board.press("Enter")
        try board.press("Enter")
        try expect(codes[2], "preparing")
        try expect(codes[0], "ordered")
      }
    }

    @Test func `a held Enter bumps once, and a number that no ticket has bumps nothing`() throws {
      try ScratchHouse.with { house in
        try house.importSupper()
        let codes = try (1...3).map { try house.sendSupper(table: "T\($0)") }
        let board = try house.screen("kitchen", rows: 33)
        try board.waitFor("three tickets") { screen in codes.allSatisfy { screen.contains($0) } }
        func kitchens() throws -> [String?] { try codes.map { try house.show($0)["kitchen"].string } }
        // Twelve, where there are three.
        try board.type("12")
        try board.waitFor(text: "no ticket has the number 12; nothing is selected")
        try board.press("Enter")
        try board.waitFor(text: "select a ticket first")
        #expect(try kitchens() == ["ordered", "ordered", "ordered"])
        // With another key between, two digits are two numbers.
        try board.press("Escape")
        try board.type("2")
        try board.type(String(repeating: "\r", count: 25))
        try waitUntil("the second to be cooking") { try kitchens()[1] == "preparing" }
        try board.type("*")
        try board.waitFor(text: "ALL DAY")
        #expect(try kitchens() == ["ordered", "preparing", "ordered"])
      }
    }

    @Test func `the list of moves says who and when, and an undo counts down`() throws {
      try ScratchHouse.with { house in
        try house.importSupper()
        let code = try house.sendSupper()
        let board = try house.screen("kitchen", rows: 33)
        try board.waitFor(text: code)
        try board.type("1")
        try board.press("Enter")
        func seconds(_ screen: String) -> Int? {
          screen.firstMatch(of: /u undo ([0-9]+) s/).flatMap { Int($0.1) }
        }
        var first = 0
        try board.waitFor("the countdown") { screen in
          first = seconds(screen) ?? 0
          return first > 0
        }
        #expect((8...10).contains(first))
        try board.waitFor("the next second") { seconds($0).map { $0 < first } ?? false }
        try board.type("r")
        try board.waitFor("the move") { screen in
          screen.contains("new → cooking") && screen.contains(/[0-2][0-9]:[0-5][0-9] \(0 min ago\) till/)
            && screen.contains("2 × Phở bò")
        }
        try board.press("Escape")
        try board.type("u")
        try waitUntil("the undo") { try house.show(code)["kitchen"] == .string("ordered") }
        try board.type("u")
        try board.waitFor(text: "nothing was changed from this screen")
      }
    }

    @Test func `a read-only keypad looks and never changes anything`() throws {
      try ScratchHouse.with(settings: ScratchHouse.names + "read_only = yes\n") { house in
        try house.importSupper()
        let code = try house.sendSupper()
        let board = try house.screen("kitchen", rows: 33)
        try board.waitFor("the ticket, and that it is read-only") {
          $0.contains(code) && $0.contains("READ-ONLY")
        }
        let before = try house.events()
        try board.type("1")
        for key in ["Enter", "Space", "u", "x", "R"] {
          try board.press(key)
          try board.waitFor(text: "this screen only shows: read_only in galley.conf")
          try board.press("Escape")
        }
        try board.type(":order deliver \(code)")
        try board.press("Enter")
        try board.waitFor(text: "this screen only shows: read_only in galley.conf")
        #expect(try house.events() == before)
      }
    }

    @Test func `a key of one's own bumps, and the usual one no longer does`() throws {
      try ScratchHouse.with(settings: ScratchHouse.names + "key.bump = F5\n") { house in
        try house.importSupper()
        let code = try house.sendSupper()
        let board = try house.screen("kitchen", rows: 33)
        try board.waitFor("the ticket, and the key below it") {
          $0.contains(code) && $0.contains("F5 bump")
        }
        try board.type("1")
        try board.press("Enter")
        try board.waitFor(text: "Enter does nothing here")
        #expect(try house.show(code)["kitchen"] == .string("ordered"))
        try board.press("F5")
        try waitUntil("F5 to bump") { try house.show(code)["kitchen"] == .string("preparing") }
      }
    }

    @Test(arguments: ["key.bump = F99", "key.dump = F5", "key.bump = 7", "key.bump = u"])
    func `a wrong key is refused with file and line`(_ line: String) throws {
      try ScratchHouse.with(settings: ScratchHouse.names + line + "\n") { house in
        let terminal = try house.terminal(
          columns: 200, rows: 20,
          running: [
            "sh", "-c",
            house.commandLine(["kitchen"]).joined(separator: " ") + "; echo ended with $?; exec cat",
          ])
        try terminal.waitFor(text: "ended with 2")
        let said = try terminal.screen()
        #expect(said.contains("galley.conf, line 4:"), "\(said)")
        #expect(!FileManager.default.fileExists(atPath: house.socket))
      }
    }

    /// Column and row, from 1, of the cell below the first letter of some text, as a terminal reports them.
    private static func placeBelow(_ text: String, on screen: String) -> String? {
      for (row, line) in screen.splitLines.enumerated() {
        guard let start = line.ranges(of: text).first?.lowerBound else { continue }
        return "\(line.distance(from: line.startIndex, to: start) + 1);\(row + 2)"
      }
      return nil
    }

    @Test func `a click selects, and one more bumps`() throws {
      try ScratchHouse.with(letters: .half) { house in
        try house.importSupper()
        let first = try house.sendSupper(table: "T1")
        let second = try house.sendSupper(table: "T2")
        let board = try house.screen("kitchen", rows: 33)
        try board.waitFor("both tickets") { $0.contains(first) && $0.contains(second) }
        // On the big code of the second: the row below the one of plain cells that names it.
        let place = try #require(Self.placeBelow(second, on: board.screen()))
        // xterm's SGR report: button 0, column and row from 1, M pressed and m let go.
        let click = "\u{1B}[<0;\(place)M\u{1B}[<0;\(place)m"
        try board.type(click)
        try board.waitFor("the second to be selected") { screen in
          screen.splitLines.contains { $0.contains("►") && $0.contains(second) }
        }
        #expect(try house.show(second)["kitchen"] == .string("ordered"), "the first click only selects")
        try board.type(click)
        try waitUntil("the second click to bump") {
          try house.show(second)["kitchen"] == .string("preparing")
        }
        #expect(try house.show(first)["kitchen"] == .string("ordered"))
      }
    }
  }
}
