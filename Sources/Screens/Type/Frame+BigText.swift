extension Frame {
  /// Writes a line of large letters with its box's upper left corner at `position`. Every cell of the box is
  /// painted in the style, so that a reverse look fills it; what lies outside the window is cut.
  ///
  /// - Returns: The columns it took inside the window.
  @discardableResult
  public mutating func write(_ text: BigText, at position: Position, style: Style) -> Int {
    guard case .drawn(let face, let scale, let isNarrow) = text.lettering else {
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
    let brush = PixelBrush(
      face: face, pixel: PixelSize(scale: scale, isNarrow: isNarrow, text.pixels), box: text.box,
      style: style,
      corner: position)
    var ruler = LetterRuler(text.lettering, text.pixels)
    for cluster in text.text.clusters {
      let (glyph, halfColumn) = ruler.take(cluster)
      if box.column + halfColumn / 2 >= window.widthColumns { break }
      if let glyph {
        brush.paint(glyph, atHalfColumn: halfColumn, in: &self)
      } else {
        let place = Position(row: box.row + brush.baselineRow, column: box.column + halfColumn / 2)
        write(SafeText(cluster), at: place, style: style)
      }
    }
    return visible.widthColumns
  }
}

/// Paints pixels as cells.
private struct PixelBrush {
  let face: Face
  let pixel: PixelSize
  let box: BigText.Box
  let style: Style
  /// The box's upper left corner.
  let corner: Position

  private var topPixel: Int { box == .line ? 0 : face.capitalTopPixel }
  private var heightHalfRows: Int { face.heightPixels(of: box) * pixel.halfRows }

  /// The row of the box, counted from its top, that letters stand on.
  var baselineRow: Int { ((face.baselinePixel - topPixel + 1) * pixel.halfRows - 1) / 2 }

  /// The gap of a pixel between letters is half a column at least, so that no cell has ink of two of them.
  func paint(_ glyph: Glyph, atHalfColumn left: Int, in frame: inout Frame) {
    let right = left + glyph.widthPixels * pixel.halfColumns
    for row in 0..<PixelSize.cells(ofHalves: heightHalfRows) {
      for column in left / 2..<PixelSize.cells(ofHalves: right) {
        let quarters = quarters(of: glyph, 2 * row, 2 * column - left)
        guard !quarters.isEmpty else { continue }
        let cell = Rectangle(
          row: corner.row + row, column: corner.column + column, widthColumns: 1, heightRows: 1)
        frame.fill(cell, style: style, with: quarters.character)
      }
    }
  }

  /// The quarters with ink of a cell whose upper left corner is so many halves below and beside the glyph's.
  private func quarters(of glyph: Glyph, _ halfRow: Int, _ halfColumn: Int) -> Quarters {
    var quarters: Quarters = []
    if hasInk(glyph, halfRow, halfColumn) { quarters.insert(.upperLeft) }
    if hasInk(glyph, halfRow, halfColumn + 1) { quarters.insert(.upperRight) }
    if hasInk(glyph, halfRow + 1, halfColumn) { quarters.insert(.lowerLeft) }
    if hasInk(glyph, halfRow + 1, halfColumn + 1) { quarters.insert(.lowerRight) }
    return quarters
  }

  private func hasInk(_ glyph: Glyph, _ halfRow: Int, _ halfColumn: Int) -> Bool {
    halfRow < heightHalfRows && halfColumn >= 0
      && glyph.hasInk(
        row: topPixel + halfRow / pixel.halfRows, column: halfColumn / pixel.halfColumns)
  }
}

extension Face {
  func heightPixels(of box: BigText.Box) -> Int { box == .line ? linePixels : capitalPixels }
}
