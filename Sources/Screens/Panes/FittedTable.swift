/// A table in as many columns as there is room for: the first one's names are cut, then the last columns give way, since
/// the first ones say what a row is about.
struct FittedTable {
  private let columns: [Column]

  struct Column {
    let title: String
    var cells: [TextLine.Piece]
    var isRight = false

    fileprivate var width: Int {
      cells.reduce(SafeText(title).widthColumns) { max($0, $1.text.widthColumns) }
    }
  }

  private static let gapColumns = 2
  /// A name that is cut shorter is none.
  private static let firstLeast = 10

  /// - Parameter columns: with as many cells in each.
  init(_ columns: [Column]) { self.columns = columns }

  /// The rows below their titles, and the titles of what had no room.
  func lines(columns room: Int) -> (lines: [TextLine], hidden: [String]) {
    var widths = columns.map(\.width)
    func total() -> Int { widths.reduce(0) { $0 + $1 + Self.gapColumns } - Self.gapColumns }
    guard let first = widths.first, let rows = columns.map(\.cells.count).min() else { return ([], []) }
    if total() > room { widths[0] = max(min(first, Self.firstLeast), first - (total() - room)) }
    while widths.count > 1, total() > room { widths.removeLast() }
    // What a column has left behind goes back to the names.
    widths[0] = max(1, min(first, widths[0] + room - total()))
    func line(_ cell: (Column) -> TextLine.Piece) -> TextLine {
      TextLine(
        zip(columns, widths).enumerated().flatMap { place, pair in
          Self.padded(cell(pair.0), pair.0.isRight, pair.1, gap: place == 0 ? 0 : Self.gapColumns)
        })
    }
    let head = line { .init($0.title, .dim) }
    return (
      [head] + (0..<rows).map { row in line { $0.cells[row] } }, columns.dropFirst(widths.count).map(\.title)
    )
  }

  private static func padded(
    _ piece: TextLine.Piece, _ isRight: Bool, _ width: Int, gap: Int
  ) -> [TextLine.Piece] {
    let shown = TextLine.Piece(piece.text.cut(toColumns: width), piece.style)
    let blanks = TextLine.Piece(String(repeating: " ", count: width - shown.text.widthColumns), .text)
    let before = TextLine.Piece(String(repeating: " ", count: gap), .text)
    return [before] + (isRight ? [blanks, shown] : [shown, blanks])
  }
}
