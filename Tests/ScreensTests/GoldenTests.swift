import Foundation
import Testing

@testable import Screens

/// Whole pictures, each read cell by cell before it was kept. `GALLEY_REWRITE_GOLDEN=1 swift test --filter
/// GoldenTests` writes them anew, and fails so that nobody does it without looking.
@Suite struct GoldenTests {
  private static let sizes = [(80, 24), (120, 34), (240, 67), (40, 12)]

  @Test("The board at four sizes, from empty to forty tickets", arguments: sizes, [0, 1, 3, 12, 40])
  func board(size: (Int, Int), tickets: Int) throws {
    let frame = Console(.kitchen).frame(Dinner.evening(tickets).view(size.0, size.1))
    try Golden.compare(frame, "board-\(size.0)x\(size.1)-\(tickets)")
  }

  @Test("A selected ticket, a banner and a message")
  func selected() throws {
    var screening = Screening(Dinner.evening(12))
    screening.press("4", "x")
    var view = screening.view
    view.banner = "The disk is full: nothing new is taken. What is shown is safe. Free some space."
    view.otherScreens = 2
    try Golden.compare(screening.console.frame(view), "selected-80x24")
  }

  @Test("The staff console, a command half typed", arguments: sizes)
  func staff(size: (Int, Int)) throws {
    var screening = Screening(Dinner.evening(3), .staff, columns: size.0, rows: size.1)
    screening.type("order add B01 phở-bò --note \"no onions\"")
    try Golden.compare(screening.frame, "staff-\(size.0)x\(size.1)")
  }

  @Test(
    "The other panes",
    arguments: ["order B01", "order B04", "order B06", "log", "help"], [(80, 24), (120, 34)])
  func pane(name: String, size: (Int, Int)) throws {
    let frame = try PaneDrawing.frame(of: name, Dinner.evening(12).view(size.0, size.1))
    try Golden.compare(frame, "\(name.replacing(" ", with: "-"))-\(size.0)x\(size.1)")
  }
}

enum Golden {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden")

  static func compare(_ frame: Frame, _ name: String) throws {
    let file = folder.appending(path: "\(name).txt")
    if ProcessInfo.processInfo.environment["GALLEY_REWRITE_GOLDEN"] == "1" {
      try Data(frame.text.utf8).write(to: file)
      Issue.record("\(name).txt was written anew: read it, cell by cell, then run without the switch")
      return
    }
    let kept = try String(decoding: Data(contentsOf: file), as: UTF8.self)
    // By bytes: two spellings of one accent are two pictures.
    #expect(Array(kept.utf8) == Array(frame.text.utf8), "\(name).txt shows something else:\n\(frame.text)")
  }
}
