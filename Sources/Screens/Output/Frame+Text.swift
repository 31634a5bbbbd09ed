extension Frame {
  /// The rows as plain text, blanks at their ends cut: what golden tests and `galley screen --format text` show.
  public var lines: [String] {
    (0..<size.heightRows).map { row in
      var line = ""
      var pendingBlanks = 0
      for cell in cellsOfRow(row) where !cell.isContinuation {
        if cell.cluster == .blank {
          pendingBlanks += 1
          continue
        }
        line += String(repeating: " ", count: pendingBlanks) + cell.cluster.text
        pendingBlanks = 0
      }
      return line
    }
  }

  /// As many lines as the frame has rows, each ended by a line feed.
  public var text: String { lines.map { $0 + "\n" }.joined() }

  func cellsOfRow(_ row: Int) -> ArraySlice<Cell> {
    cells[row * size.widthColumns..<(row + 1) * size.widthColumns]
  }

  /// A row in pieces of one style, each with the column it starts at; right halves left out.
  func pieces(ofRow row: Int) -> [(column: Int, cells: ArraySlice<Cell>)] {
    let cells = cellsOfRow(row)
    var pieces: [(column: Int, cells: ArraySlice<Cell>)] = []
    var start = cells.startIndex
    for index in cells.indices where cells[index].style != cells[start].style {
      pieces.append((start - cells.startIndex, cells[start..<index]))
      start = index
    }
    pieces.append((start - cells.startIndex, cells[start...]))
    return pieces
  }
}
