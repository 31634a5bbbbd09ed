extension Frame {
  /// Writes a line of large letters with its box's upper left corner at `position`. Every cell of the box is
  /// painted in the style, so that a reverse look fills it; what lies outside the window is cut.
  ///
  /// - Returns: The columns it took inside the window.
  @discardableResult
  public mutating func write(_ text: BigText, at position: Position, style: Style) -> Int {
    guard case .drawn(let face, let scale) = text.lettering else {
      return write(text.text, at: position, style: style)
    }
    let box = Rectangle(
      row: position.row, column: position.column, widthColumns: text.widthColumns,
      heightRows: text.heightRows)
    let whole = Rectangle(
      row: 0, column: 0, widthColumns: window.widthColumns, heightRows: window.heightRows)
    let visible = box.clamped(to: whole)
    guard !visible.isEmpty else { return 0 }
    let style = Style(style.role, style.attributes.union(.drawn))
    fill(box, style: style)
    var brush = PixelBrush(
      face: face, scale: Lettering.clamped(scale), pixels: text.pixels, box: text.box, style: style)
    brush.corner = Position(row: box.row, column: box.column)
    var ruler = LetterRuler(text.lettering)
    for cluster in text.text.clusters {
      let (glyph, column) = ruler.take(cluster)
      if box.column + column >= window.widthColumns { break }
      if let glyph {
        brush.paint(glyph, atColumn: column, in: &self)
      } else {
        let place = Position(row: box.row + brush.baselineRow, column: box.column + column)
        write(SafeText(cluster), at: place, style: style)
      }
    }
    return visible.widthColumns
  }
}

/// Paints pixels as cells.
private struct PixelBrush {
  let face: Face
  let scale: Int
  let pixels: PixelShape
  let box: BigText.Box
  let style: Style
  var corner = Position(row: 0, column: 0)

  private var topPixel: Int { box == .line ? 0 : face.capitalTopPixel }
  private var heightPixels: Int { box == .line ? face.linePixels : face.capitalPixels }
  private var pixelsPerRow: Int { pixels == .half ? 2 : 1 }

  /// The row of the box, counted from its top, that letters stand on.
  var baselineRow: Int { ((face.baselinePixel - topPixel + 1) * scale - 1) / pixelsPerRow }

  func paint(_ glyph: Glyph, atColumn left: Int, in frame: inout Frame) {
    let rows = (heightPixels * scale + pixelsPerRow - 1) / pixelsPerRow
    for row in 0..<rows {
      for column in 0..<glyph.widthPixels {
        let upper = hasInk(glyph, row * pixelsPerRow, column)
        let lower = pixels == .full ? upper : hasInk(glyph, row * pixelsPerRow + 1, column)
        guard upper || lower else { continue }
        let cells = Rectangle(
          row: corner.row + row, column: corner.column + left + column * scale, widthColumns: scale,
          heightRows: 1)
        frame.fill(cells, style: style, with: upper && lower ? "█" : upper ? "▀" : "▄")
      }
    }
  }

  /// `pixelRow` counts scaled pixels from the top of the box.
  private func hasInk(_ glyph: Glyph, _ pixelRow: Int, _ column: Int) -> Bool {
    pixelRow < heightPixels * scale && glyph.hasInk(row: topPixel + pixelRow / scale, column: column)
  }
}
