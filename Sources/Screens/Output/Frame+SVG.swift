extension Frame {
  /// The frame as a picture that stands by itself (SVG 1.1, no script, no outside reference): for the manual, the
  /// README and bug reports. Each piece of text is set to its exact width, so columns hold in any font.
  public func svg(theme: Theme = .default) -> String {
    let width = size.widthColumns * SVG.cellWidth
    let height = size.heightRows * SVG.cellHeight
    var lines = [
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"\(width)\" height=\"\(height)\" "
        + "viewBox=\"0 0 \(width) \(height)\" xml:space=\"preserve\" "
        + "font-family=\"\(SVG.fonts)\" font-size=\"\(SVG.fontSize)\">",
      "<rect width=\"100%\" height=\"100%\" fill=\"\(SVG.hex(theme.look(of: .text).background))\"/>",
    ]
    for row in 0..<size.heightRows {
      for piece in pieces(ofRow: row) {
        lines += SVG.elements(row: row, column: piece.column, cells: piece.cells, theme: theme)
      }
    }
    lines.append("</svg>")
    return lines.map { $0 + "\n" }.joined()
  }
}

/// How a frame's pieces become SVG elements.
private enum SVG {
  static let cellWidth = 9
  static let cellHeight = 18
  static let fontSize = 15
  /// From the top of a cell to the line that letters stand on.
  static let baseline = 14
  static let fonts = "'DejaVu Sans Mono','Noto Sans Mono','Liberation Mono',monospace"

  static func elements(row: Int, column: Int, cells: ArraySlice<Cell>, theme: Theme) -> [String] {
    let style = cells[cells.startIndex].style
    let look = theme.look(of: style.role)
    let attributes = look.attributes.union(style.attributes)
    let isReversed = attributes.contains(.reverse)
    let ink = isReversed ? look.background : look.foreground
    let ground = isReversed ? look.foreground : look.background
    var elements: [String] = []
    if ground != theme.look(of: .text).background {
      elements.append(
        "<rect x=\"\(column * cellWidth)\" y=\"\(row * cellHeight)\" width=\"\(cells.count * cellWidth)\" "
          + "height=\"\(cellHeight)\" fill=\"\(hex(ground))\"/>")
    }
    for span in spans(cells) {
      elements.append(
        "<text x=\"\((column + span.column) * cellWidth)\" y=\"\(row * cellHeight + baseline)\" "
          + "textLength=\"\(span.columns * cellWidth)\" lengthAdjust=\"spacingAndGlyphs\" "
          + "fill=\"\(hex(ink))\"\(decoration(attributes))>\(escaped(span.text))</text>")
    }
    return elements
  }

  /// The visible stretches of a piece, without the blanks around them; what is not a single narrow character
  /// stands by itself.
  private static func spans(_ cells: ArraySlice<Cell>) -> [(column: Int, columns: Int, text: String)] {
    var spans: [(column: Int, columns: Int, text: String)] = []
    var isOpen = false
    for (column, cell) in cells.enumerated() where !cell.isContinuation {
      let isSimple = cell.cluster.widthColumns == 1 && cell.cluster.rest.isEmpty
      if cell.cluster == .blank {
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

  private static func decoration(_ attributes: Attributes) -> String {
    var text = attributes.contains(.bold) ? " font-weight=\"bold\"" : ""
    let lines = [
      attributes.contains(.underline) ? "underline" : nil,
      attributes.contains(.strike) ? "line-through" : nil,
    ].compactMap { $0 }
    if !lines.isEmpty { text += " text-decoration=\"\(lines.joined(separator: " "))\"" }
    return text
  }

  static func hex(_ paint: Paint) -> String {
    let value = UInt32(paint.red) << 16 | UInt32(paint.green) << 8 | UInt32(paint.blue)
    let digits = String(value, radix: 16, uppercase: true)
    return "#" + String(repeating: "0", count: 6 - digits.count) + digits
  }

  /// The three characters that XML text must not hold as they are; the frame holds no control characters.
  private static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}
