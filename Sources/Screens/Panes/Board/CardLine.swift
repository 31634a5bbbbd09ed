/// A piece of a card that is never torn apart: rows of plain cells, big letters, or the first beside the second.
struct CardLine: Sendable {
  var letters: [Letters] = []
  var rows: [TextLine] = []
  /// Where the plain rows begin.
  var rowsColumn = 0

  /// Big letters of one style.
  struct Letters: Sendable {
    let text: BigText
    let style: Style
    let column: Int
  }

  init(letters: [Letters] = [], rows: [TextLine] = [], rowsColumn: Int = 0) {
    self.letters = letters
    self.rows = rows
    self.rowsColumn = rowsColumn
  }

  init(_ row: TextLine) { self.init(rows: [row]) }

  var heightRows: Int { max(rows.count, letters.lazy.map(\.text.heightRows).max() ?? 0) }

  /// What the line says by its looks: a card that hides it says so.
  var roles: Set<Role> {
    Set(rows.flatMap { $0.start.map(\.style.role) }).union(letters.map(\.style.role))
  }

  func draw(into frame: inout Frame, row: Int, column: Int) {
    for piece in letters {
      frame.write(piece.text, at: Position(row: row, column: column + piece.column), style: piece.style)
    }
    for (offset, line) in rows.enumerated() {
      frame.draw(line, row: row + offset, column: column + rowsColumn)
    }
  }
}
