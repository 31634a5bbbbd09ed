/// One row of a pane: pieces from its left edge, and pieces that end at its right edge.
struct TextLine: Sendable {
  var start: [Piece]
  var end: [Piece]

  /// Text of one style, made safe and measured.
  struct Piece: Sendable {
    let text: SafeText
    let style: Style

    init(_ text: SafeText, _ style: Style) {
      self.text = text
      self.style = style
    }

    /// - Parameter limit: the columns that can be seen of it anyway.
    init(_ text: String, _ style: Style, limit: Int = SafeText.limitColumns) {
      self.init(SafeText(text, limit: limit), style)
    }

    init(_ text: String, _ role: Role, _ attributes: Attributes = []) {
      self.init(text, Style(role, attributes))
    }
  }

  init(_ start: [Piece] = [], end: [Piece] = []) {
    self.start = start
    self.end = end
  }

  init(_ text: String, _ role: Role, _ attributes: Attributes = []) {
    self.init([Piece(text, role, attributes)])
  }

  static let empty = TextLine()

  var startColumns: Int { start.reduce(0) { $0 + $1.text.widthColumns } }
  var endColumns: Int { end.reduce(0) { $0 + $1.text.widthColumns } }

  /// A text over as many rows as it needs, after `lead` in the first and under its own beginning in the others.
  ///
  static func wrapped(
    _ text: String, _ style: Style, after lead: [Piece] = [], toColumns columns: Int
  ) -> [TextLine] {
    let indent = TextLine(lead).startColumns
    // Where the lead leaves no room to speak of, the text starts below it.
    guard columns - indent >= min(8, columns) else {
      return [TextLine(lead)] + wrapped(text, style, toColumns: columns)
    }
    let rows = SafeText(text).wrapped(toColumns: columns - indent)
    guard let first = rows.first else { return [TextLine(lead)] }
    let start = TextLine(lead + [Piece(first, style)])
    guard rows.count > 1 else { return [start] }
    let margin = Piece(String(repeating: " ", count: indent), .text)
    return [start]
      + rows.dropFirst().map { TextLine([margin, Piece($0, style)]) }
  }

  /// Pieces side by side, a blank column or two between them, over as many rows as they need; none is broken.
  static func flowed(_ pieces: [Piece], toColumns columns: Int, gapColumns: Int = 1) -> [TextLine] {
    var lines: [TextLine] = []
    var line = TextLine()
    for piece in pieces where piece.text.widthColumns > 0 {
      if !line.start.isEmpty, line.startColumns + gapColumns + piece.text.widthColumns > columns {
        lines.append(line)
        line = TextLine()
      }
      if !line.start.isEmpty {
        line.start.append(Piece(String(repeating: " ", count: gapColumns), .text))
      }
      line.start.append(Piece(piece.text.cut(toColumns: columns), piece.style))
    }
    return line.start.isEmpty ? lines : lines + [line]
  }
}

extension [TextLine] {
  /// The first rows; where there were more, the last one ends in `…`.
  func cut(toRows rows: Int, columns: Int) -> [TextLine] {
    guard count > rows, var last = prefix(rows).last, let end = last.start.last else { return self }
    let text = SafeText(end.text.clusters.map(\.text).joined() + " …")
    last.start[last.start.count - 1] = TextLine.Piece(text.cut(toColumns: columns), end.style)
    return prefix(rows - 1) + [last]
  }
}

extension Frame {
  /// Draws a line in a row of the window; where both ends don't fit, the left one is cut.
  mutating func draw(_ line: TextLine, row: Int, column first: Int = 0) {
    let endColumns = line.endColumns
    let endStart = window.widthColumns - endColumns
    let hasEnd = endColumns > 0 && endStart > first
    let limit = hasEnd ? endStart - 1 : window.widthColumns
    var column = first
    for piece in line.start where column < limit {
      let shown = piece.text.cut(toColumns: limit - column)
      column += write(shown, at: Position(row: row, column: column), style: piece.style)
    }
    guard hasEnd else { return }
    column = endStart
    for piece in line.end {
      column += write(piece.text, at: Position(row: row, column: column), style: piece.style)
    }
  }
}
