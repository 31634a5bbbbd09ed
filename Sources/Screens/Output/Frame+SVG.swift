extension Frame {
  /// The frame as a picture that stands by itself (SVG 1.1, no script, no outside reference): for the manual, the
  /// README and bug reports. Each piece of text is set to its exact width, so columns hold in any font.
  public func svg(theme: Theme = .default) -> String {
    let width = size.widthColumns * CellShapes.cellWidth
    let height = size.heightRows * CellShapes.cellHeight
    var lines = [
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"\(width)\" height=\"\(height)\" "
        + "viewBox=\"0 0 \(width) \(height)\" font-family=\"\(SVGPiece.fonts)\" "
        + "font-size=\"\(SVGPiece.fontSize)\">",
      "<rect width=\"100%\" height=\"100%\" fill=\"\(SVGPiece.hex(theme.look(of: .text).background))\"/>",
    ]
    for row in 0..<size.heightRows {
      for piece in pieces(ofRow: row) {
        lines += SVGPiece(row: row, column: piece.column, cells: piece.cells, theme: theme).elements
      }
    }
    lines.append("</svg>")
    return lines.map { $0 + "\n" }.joined()
  }
}

/// Neighbouring cells of one style as SVG elements.
private struct SVGPiece {
  static let fontSize = 15
  static let fonts = "'DejaVu Sans Mono','Noto Sans Mono','Liberation Mono',monospace"
  /// From the top of a cell: the line that letters stand on, the one under it, and the one through them.
  private static let baseline = 14
  private static let underline = 16
  private static let strike = 10

  let row: Int
  let column: Int
  let cells: ArraySlice<Cell>
  let theme: Theme

  private var x: Int { column * CellShapes.cellWidth }
  private var y: Int { row * CellShapes.cellHeight }
  private var width: Int { cells.count * CellShapes.cellWidth }

  var elements: [String] {
    let style = cells[cells.startIndex].style
    let look = theme.look(of: style.role)
    let attributes = look.attributes.union(style.attributes)
    let isReversed = attributes.contains(.reverse)
    let ink = Self.hex(isReversed ? look.background : look.foreground)
    let ground = isReversed ? look.foreground : look.background
    var elements: [String] = []
    if ground != theme.look(of: .text).background {
      elements.append(line(top: 0, height: CellShapes.cellHeight, fill: Self.hex(ground)))
    }
    let weight = attributes.contains(.bold) ? " font-weight=\"bold\"" : ""
    for span in textSpans {
      elements.append(
        "<text x=\"\(x + span.column * CellShapes.cellWidth)\" y=\"\(y + Self.baseline)\" "
          + "textLength=\"\(span.columns * CellShapes.cellWidth)\" lengthAdjust=\"spacingAndGlyphs\" "
          + "fill=\"\(ink)\"\(weight)>\(XMLText.escaped(span.text))</text>")
    }
    if !outline.isEmpty { elements.append("<path d=\"\(outline)\" fill=\"\(ink)\"/>") }
    if attributes.contains(.underline) { elements.append(line(top: Self.underline, height: 1, fill: ink)) }
    if attributes.contains(.strike) { elements.append(line(top: Self.strike, height: 1, fill: ink)) }
    return elements
  }

  private func line(top: Int, height: Int, fill: String) -> String {
    "<rect x=\"\(x)\" y=\"\(y + top)\" width=\"\(width)\" height=\"\(height)\" fill=\"\(fill)\"/>"
  }

  /// The lines and blocks of the piece as path data; a line that goes on from cell to cell is one rectangle.
  private var outline: String {
    var boxes: [CellShapes.Box] = []
    for (offset, cell) in cells.enumerated() {
      for box in CellShapes.boxes(for: cell.cluster) ?? [] {
        let left = x + offset * CellShapes.cellWidth + box.x
        if let last = boxes.last, last.x + last.width == left, last.y == y + box.y, last.height == box.height
        {
          boxes[boxes.count - 1].width += box.width
        } else {
          boxes.append(CellShapes.Box(x: left, y: y + box.y, width: box.width, height: box.height))
        }
      }
    }
    return boxes.map { "M\($0.x) \($0.y)h\($0.width)v\($0.height)h-\($0.width)z" }.joined()
  }

  /// The words of the piece; what is not a single narrow character stands by itself, so that a font that draws it
  /// wider or narrower moves nothing else.
  private var textSpans: [(column: Int, columns: Int, text: String)] {
    var spans: [(column: Int, columns: Int, text: String)] = []
    var isOpen = false
    for (column, cell) in cells.enumerated() where !cell.isContinuation {
      let isSimple = cell.cluster.widthColumns == 1 && cell.cluster.rest.isEmpty
      if cell.cluster == .blank || CellShapes.boxes(for: cell.cluster) != nil {
        isOpen = false
      } else if isOpen, isSimple {
        spans[spans.count - 1].columns += 1
        spans[spans.count - 1].text += cell.cluster.text
      } else {
        spans.append((column, cell.cluster.widthColumns, cell.cluster.text))
        isOpen = isSimple
      }
    }
    return spans
  }

  static func hex(_ paint: Paint) -> String {
    paint.rgb.text.uppercased()
  }
}
