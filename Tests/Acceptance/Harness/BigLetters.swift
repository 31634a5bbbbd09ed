import Foundation

extension ScratchHouse {
  /// The kitchen's board as `galley screen` draws it for a terminal: its text, without colours.
  ///
  /// Of its three formats, ANSI shows what a terminal shows; the text keeps dishes small for programs.
  func picture(size: String) throws -> String {
    let drawn = try done("screen", "kitchen", "--size", size, "--format", "ansi").output
    let text = drawn.replacing(/\x1B\[[0-9;]*m/, with: "")
    return text.splitLines.map(\.withoutTrailingBlanks).joined(separator: "\n") + "\n"
  }
}

/// A screen as a person sees it who looks at the size of its letters.
struct BigLetters {
  let screen: String

  private static let ink = "▀▄█▌▐▖▗▘▙▚▛▜▝▞▟"

  /// The rows of which some cells are blanks and blocks and nothing else.
  func rows(columns: Range<Int>) -> [Int] {
    screen.splitLines.enumerated().compactMap { row, line in
      let cells = line.dropFirst(columns.lowerBound).prefix(columns.count)
      return cells.contains { $0 != " " } && cells.allSatisfy { $0 == " " || Self.ink.contains($0) }
        ? row : nil
    }
  }

  /// How many cells are painted with blocks.
  var blocks: Int { screen.count { Self.ink.contains($0) } }
}

extension String {
  var withoutTrailingBlanks: String {
    var line = self[...]
    while line.last == " " { line.removeLast() }
    return String(line)
  }
}
