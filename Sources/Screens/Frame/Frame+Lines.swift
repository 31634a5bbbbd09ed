/// How heavy a drawn line is: the heavy one shows focus without colour.
public enum LineWeight: Sendable {
  case light, heavy

  fileprivate var horizontal: Unicode.Scalar { self == .light ? "─" : "━" }
  fileprivate var vertical: Unicode.Scalar { self == .light ? "│" : "┃" }
  fileprivate var corners: [String] { self == .light ? ["┌", "┐", "└", "┘"] : ["┏", "┓", "┗", "┛"] }
}

extension Frame {
  /// Draws a line to the right.
  public mutating func horizontalRule(
    at position: Position, lengthColumns: Int, style: Style, weight: LineWeight = .light
  ) {
    let line = Rectangle(
      row: position.row, column: position.column, widthColumns: lengthColumns, heightRows: 1)
    fill(line, style: style, with: weight.horizontal)
  }

  /// Draws a line downward.
  public mutating func verticalRule(
    at position: Position, lengthRows: Int, style: Style, weight: LineWeight = .light
  ) {
    let line = Rectangle(row: position.row, column: position.column, widthColumns: 1, heightRows: lengthRows)
    fill(line, style: style, with: weight.vertical)
  }

  /// Draws the outline of a rectangle; what is inside stays. One smaller than 2 × 2 has no outline.
  public mutating func box(_ rectangle: Rectangle, style: Style, weight: LineWeight = .light) {
    guard rectangle.widthColumns >= 2, rectangle.heightRows >= 2 else { return }
    let bottom = rectangle.rows.upperBound - 1
    let right = rectangle.columns.upperBound - 1
    for row in [rectangle.row, bottom] {
      let start = Position(row: row, column: rectangle.column)
      horizontalRule(at: start, lengthColumns: rectangle.widthColumns, style: style, weight: weight)
    }
    for column in [rectangle.column, right] {
      let start = Position(row: rectangle.row, column: column)
      verticalRule(at: start, lengthRows: rectangle.heightRows, style: style, weight: weight)
    }
    let places = [
      (rectangle.row, rectangle.column), (rectangle.row, right), (bottom, rectangle.column), (bottom, right),
    ]
    for ((row, column), corner) in zip(places, weight.corners) {
      write(corner, at: Position(row: row, column: column), style: style)
    }
  }
}
