import Foundation
import Testing

@testable import Screens

/// Whole pictures, each read cell by cell before it was kept. `GALLEY_REWRITE_GOLDEN=1 swift test --filter
/// GoldenTests` writes them anew, and fails so that nobody does it without looking.
@Suite struct GoldenTests {
  static let sizes = [(40, 12), (80, 24), (120, 33), (160, 45), (240, 67), (300, 80)]
  static let ticketCounts = [0, 1, 3, 12, 40, 200]
  private static let otherSizes = [(40, 12), (80, 24), (120, 33)]

  @Test("The board at six sizes, from empty to 200 tickets", arguments: sizes, ticketCounts)
  func board(size: (Int, Int), tickets: Int) throws {
    let frame = Evenings.board(tickets, size.0, size.1)
    try Golden.compare(frame, "board-\(size.0)x\(size.1)-\(tickets)")
  }

  @Test("A selected ticket, a banner and a message")
  func selected() throws {
    var screening = Screening(Dinner.evening(12))
    screening.press("4", "x")
    var view = screening.view
    view.banner = "The disk is full: nothing new is taken. What is shown is safe. Free some space."
    try Golden.compare(screening.console.frame(view), "selected-80x24")
  }

  @Test("The staff console, a command half typed", arguments: otherSizes)
  func staff(size: (Int, Int)) throws {
    var screening = Screening(Dinner.evening(3), .staff, columns: size.0, rows: size.1)
    screening.type("order add B01 phở-bò --note \"no onions\"")
    try Golden.compare(screening.frame, "staff-\(size.0)x\(size.1)")
  }

  @Test(
    "The other panes",
    arguments: ["order B01", "order B04", "order B06", "log", "help"], [(80, 24), (120, 33)])
  func pane(name: String, size: (Int, Int)) throws {
    let frame = try PaneDrawing.frame(of: name, Dinner.evening(12).view(size.0, size.1))
    try Golden.compare(frame, "\(name.replacing(" ", with: "-"))-\(size.0)x\(size.1)")
  }
}

/// Evenings that several tests draw, and their boards: serving two hundred tickets takes a while, and so does drawing
/// them at every size.
enum Evenings {
  private struct Board: Hashable {
    let tickets: Int
    let columns: Int
    let rows: Int
  }

  private static let boards = Dictionary(
    uniqueKeysWithValues: GoldenTests.sizes.flatMap { size in
      GoldenTests.ticketCounts.map { count in
        let frame = Console(.kitchen).frame(of(count).view(size.0, size.1))
        return (Board(tickets: count, columns: size.0, rows: size.1), frame)
      }
    })

  /// The kitchen's board of an evening at one of the sizes and counts of ``GoldenTests``.
  static func board(_ tickets: Int, _ columns: Int, _ rows: Int) -> Frame {
    boards[Board(tickets: tickets, columns: columns, rows: rows)]
      ?? Console(.kitchen).frame(of(tickets).view(columns, rows))
  }

  private static let served = Dictionary(
    uniqueKeysWithValues: GoldenTests.ticketCounts.map { ($0, Dinner.evening($0)) })

  static func of(_ tickets: Int) -> Dinner { served[tickets] ?? Dinner.evening(tickets) }
}

/// A kept picture: what each cell shows, and below it, as a letter for each, which role it is in.
enum Golden {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden")

  static func compare(_ frame: Frame, _ name: String) throws {
    try compare(frame.text + roles(of: frame), name)
  }

  static func compare(_ text: String, _ name: String) throws {
    let file = folder.appending(path: "\(name).txt")
    if ProcessInfo.processInfo.environment["GALLEY_REWRITE_GOLDEN"] == "1" {
      try Data(text.utf8).write(to: file)
      Issue.record("\(name).txt was written anew: read it, cell by cell, then run without the switch")
      return
    }
    let kept = try String(decoding: Data(contentsOf: file), as: UTF8.self)
    // By bytes: two spellings of one accent are two pictures.
    guard !kept.utf8.elementsEqual(text.utf8) else { return }
    Issue.record("\(name).txt shows something else:\n\(text)")
  }

  /// A point for plain text, and a letter for every other role.
  private static func roles(of frame: Frame) -> String {
    let letters = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
    let rows = (0..<frame.size.heightRows).map { row in
      let line = (0..<frame.size.widthColumns).map { column -> Character in
        let role = frame[row, column]?.style.role ?? .text
        return role == .text ? "." : letters[Int(role.rawValue)]
      }
      return String(line).replacing(/\.+$/, with: "") + "\n"
    }
    let key = Role.themed.dropFirst().map { "\(letters[Int($0.rawValue)]) \($0)" }.joined(separator: ", ")
    return "\nroles: \(key)\n" + rows.joined()
  }
}
