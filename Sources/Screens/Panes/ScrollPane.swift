/// A pane of text that may be longer than the screen: one column of rows, or two beside each other.
struct ScrollPane {
  private let columns: [[TextLine]]
  /// What stays above them.
  private let head: [TextLine]
  private let body: Rectangle
  private let scroll: Int

  /// From this width on, what has two parts shows them beside each other.
  static let twoColumnsLeast = 100

  init(_ console: Console, _ view: View) {
    let whole = ScreenPlan(console, view).body
    let head = console.pane.kind.head(console, view, whole.widthColumns)
    self.head = Array(head.prefix(max(0, whole.heightRows - 2)))
    body = Rectangle(
      row: whole.row + self.head.count, column: whole.column, widthColumns: whole.widthColumns,
      heightRows: whole.heightRows - self.head.count)
    columns =
      switch console.pane.kind.picture {
      case .text(let lines): lines(console, view, body.widthColumns)
      case .drawing: []
      }
    scroll = console.scroll
  }

  /// The rows of text that are seen at once.
  var rows: Int { isLong ? max(1, body.heightRows - 1) : body.heightRows }

  private var longest: Int { columns.map(\.count).max() ?? 0 }
  private var isLong: Bool { longest > body.heightRows }

  /// The furthest that it can be scrolled.
  var limit: Int { max(0, longest - rows) }

  /// The line of text that stands at a place of the screen, and in which column; nil beside them.
  func place(at position: Position) -> (column: Int, line: Int)? {
    let row = position.row - body.row
    guard (0..<rows).contains(row), body.columns.contains(position.column), !columns.isEmpty else {
      return nil
    }
    let column = (position.column - body.column) / (columnWidth + Self.gapColumns)
    guard columns.indices.contains(column) else { return nil }
    return (column, row + start(of: columns[column]))
  }

  private static let gapColumns = 2

  private var columnWidth: Int {
    max(1, (body.widthColumns - Self.gapColumns * (columns.count - 1)) / max(1, columns.count))
  }

  /// The first line of a column that is seen.
  private func start(of lines: [TextLine]) -> Int { min(min(scroll, limit), max(0, lines.count - rows)) }

  func draw(into frame: inout Frame) {
    for (row, line) in head.enumerated() { frame.draw(line, row: row) }
    let rest = Rectangle(
      row: head.count, column: 0, widthColumns: body.widthColumns, heightRows: body.heightRows)
    frame.inside(rest) { drawRows(into: &$0) }
  }

  private func drawRows(into frame: inout Frame) {
    let width = columnWidth
    let first = min(scroll, limit)
    for (index, lines) in columns.enumerated() {
      let place = Rectangle(
        row: 0, column: index * (width + Self.gapColumns), widthColumns: width, heightRows: rows)
      frame.inside(place) { frame in
        for (row, line) in lines.dropFirst(start(of: lines)).prefix(rows).enumerated() {
          frame.draw(line, row: row)
        }
      }
    }
    guard isLong, body.heightRows > 1 else { return }
    let below = longest - first - rows
    let words = [first > 0 ? "▲ \(first) above" : "", below > 0 ? "▼ \(below) more lines" : ""]
    let text = words.filter { !$0.isEmpty }.joined(separator: "  ")
    frame.draw(TextLine(text, .key), row: body.heightRows - 1)
  }
}
