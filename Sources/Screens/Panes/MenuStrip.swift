/// The open choices, over the last rows of the pane: the tickets above them stay where they are.
struct MenuStrip {
  let menu: NumberedMenu
  let console: Console
  let view: View

  /// A choice as it is drawn, and the key that takes it.
  private struct Word {
    let pieces: [TextLine.Piece]
    let key: Key

    var columns: Int { pieces.reduce(0) { $0 + $1.text.widthColumns } }
  }

  /// The rows and, for each, where a touch presses which key.
  func rows(columns: Int) -> [KeyedLine] {
    var rows: [KeyedLine] = []
    var row = KeyedLine(TextLine([.init("\(menu.title) ", .statusLine, .bold)]))
    for word in words {
      if row.line.startColumns + 2 + word.columns > columns, !row.keys.isEmpty {
        rows.append(row)
        row = KeyedLine(TextLine())
      }
      row.add([.init(" ", .statusLine)] + word.pieces + [.init(" ", .statusLine)], word.key)
    }
    return rows + [row]
  }

  private var words: [Word] {
    let choices = menu.choices(console, view).enumerated().map { place, choice in
      Word(
        pieces: [
          .init(Self.text(place + 1, choice), choice.isChosen ? .paneChosen : choice.isOff ? .dim : .pane)
        ],
        key: ActionTable.digits[place])
    }
    return choices + [Word(pieces: [.init("0 \(menu.closing)", .pane)], key: .character("0"))]
  }

  private static func text(_ number: Int, _ choice: NumberedMenu.Choice) -> String {
    choice.isChosen ? "[\(number) \(choice.title)]" : "\(number) \(choice.title)"
  }
}

/// A row in which some columns stand for keys.
struct KeyedLine {
  var line: TextLine
  private(set) var keys: [(columns: Range<Int>, key: Key)] = []

  init(_ line: TextLine) { self.line = line }

  /// - Parameter key: what a touch on them presses; nil for nothing.
  mutating func add(_ pieces: [TextLine.Piece], _ key: Key?) {
    let start = line.startColumns
    line.start += pieces
    if let key { keys.append((start..<line.startColumns, key)) }
  }

  func key(at column: Int) -> Key? { keys.first { $0.columns.contains(column) }?.key }
}
