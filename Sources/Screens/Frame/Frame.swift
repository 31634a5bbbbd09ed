/// A screen before it is on any screen: a grid of cells that panes draw into, and from which the terminal, the
/// golden tests, ANSI and SVG are all made.
///
/// Everything is drawn relative to the current `window`, and nothing can leave it: text is cut at its edges and
/// a wide character is never half drawn (its place stays blank instead).
public struct Frame: Sendable {
  public let size: Size
  /// The part of the grid that is drawn in now, in the grid's own rows and columns.
  public private(set) var window: Rectangle
  /// Where the cursor shows, in the grid's own rows and columns; nil: nowhere.
  public private(set) var cursor: Position?
  private(set) var cells: [Cell]

  /// An empty screen in the text role.
  public init(size: Size) {
    self.size = size
    window = Rectangle(row: 0, column: 0, widthColumns: size.widthColumns, heightRows: size.heightRows)
    cells = Array(repeating: .blank(Style(.text)), count: size.widthColumns * size.heightRows)
  }

  /// The cell at a place of the grid, whatever the window; nil outside.
  public subscript(row: Int, column: Int) -> Cell? {
    guard (0..<size.heightRows).contains(row), (0..<size.widthColumns).contains(column) else { return nil }
    return cells[row * size.widthColumns + column]
  }

  /// Draws in a part of the window as if it were the whole screen: `draw` sees its upper left corner as row 0,
  /// column 0.
  @discardableResult
  public mutating func inside<Result>(
    _ rectangle: Rectangle, draw: (inout Frame) throws -> Result
  ) rethrows -> Result {
    let outer = window
    let wanted = rectangle.moved(downRows: outer.row, rightColumns: outer.column)
    window = wanted.clamped(to: outer)
    defer { window = outer }
    return try draw(&self)
  }

  /// Writes one line of text, made safe, from `position` to the right.
  ///
  /// - Parameter limit: The columns it may take; the window's edge is a limit anyway.
  /// - Returns: The columns it took, a blanked half of a wide character included.
  @discardableResult
  public mutating func write(
    _ text: String, at position: Position, style: Style, limit: Int = Size.limitColumns
  ) -> Int {
    guard (0..<window.widthColumns).contains(position.column) else { return 0 }
    // Two more columns than there is room for, so that a wide character at the edge is seen and blanked.
    let room = min(limit, window.widthColumns - position.column)
    return write(SafeText(text, limit: room + 2), at: position, style: style, limit: limit)
  }

  /// Writes text that was made safe, measured or cut before.
  @discardableResult
  public mutating func write(
    _ text: SafeText, at position: Position, style: Style, limit: Int = Size.limitColumns
  ) -> Int {
    guard (0..<window.heightRows).contains(position.row),
      (0..<window.widthColumns).contains(position.column)
    else { return 0 }
    let row = window.row + position.row
    let start = window.column + position.column
    let end = start + max(0, min(limit, window.widthColumns - position.column))
    var column = start
    for cluster in text.clusters {
      guard column + cluster.widthColumns <= end else {
        if column < end {
          put(.blank, row: row, column: column, style: style)
          column += 1
        }
        break
      }
      put(cluster, row: row, column: column, style: style)
      column += cluster.widthColumns
    }
    return column - start
  }

  /// Fills a part of the window with one narrow character; anything else fills with blanks.
  public mutating func fill(_ rectangle: Rectangle, style: Style, with character: Unicode.Scalar = " ") {
    let part = rectangle.moved(downRows: window.row, rightColumns: window.column).clamped(to: window)
    let isNarrow = CellWidths.fate(of: character) == .narrow
    let cluster = isNarrow ? Cluster(base: character, widthColumns: 1) : .blank
    for row in part.rows {
      for column in part.columns { put(cluster, row: row, column: column, style: style) }
    }
  }

  /// Shows the cursor at a place of the window; a place outside it shows none.
  public mutating func placeCursor(at position: Position) {
    guard (0..<window.heightRows).contains(position.row),
      (0..<window.widthColumns).contains(position.column)
    else {
      cursor = nil
      return
    }
    cursor = Position(row: window.row + position.row, column: window.column + position.column)
  }

  /// Sets one cell of the grid, or two; where half of an earlier wide cluster would be left, it is blanked.
  private mutating func put(_ cluster: Cluster, row: Int, column: Int, style: Style) {
    let index = row * size.widthColumns + column
    let isWide = cluster.widthColumns == 2
    blankHalves(cutBefore: index)
    blankHalves(cutBefore: index + cluster.widthColumns)
    cells[index] = Cell(cluster, style: style)
    if isWide { cells[index + 1] = Cell(cluster, style: style, isContinuation: true) }
  }

  /// Blanks the wide cluster, if any, that stands on both sides of the left edge of a cell.
  private mutating func blankHalves(cutBefore index: Int) {
    guard index < cells.count, cells[index].isContinuation else { return }
    cells[index - 1] = .blank(cells[index - 1].style)
    cells[index] = .blank(cells[index].style)
  }
}

extension Frame: Equatable {
  /// The same picture, whatever window it was drawn through.
  public static func == (one: Frame, other: Frame) -> Bool {
    one.size == other.size && one.cursor == other.cursor && one.cells == other.cells
  }
}
