/// Measures letters one after the other.
struct LetterRuler {
  private var widthHalfColumns = 0
  private let table: GlyphTable?
  private let pixelHalfColumns: Int
  private var lastIsDrawn: Bool?

  var widthColumns: Int { PixelSize.cells(ofHalves: widthHalfColumns) }

  init(_ lettering: Lettering, _ pixels: PixelShape) {
    switch lettering {
    case .plain:
      table = nil
      pixelHalfColumns = 0
    case .drawn(let face, let scale, let isNarrow):
      table = face.table
      pixelHalfColumns = PixelSize(scale: scale, isNarrow: isNarrow, pixels).halfColumns
    }
  }

  /// Adds a cluster: a gap of one pixel, except between two plain ones, and its own width.
  ///
  /// - Returns: Its glyph, nil for plain cells, and the half of a column it begins at.
  @discardableResult
  mutating func take(_ cluster: Cluster) -> (glyph: Glyph?, halfColumn: Int) {
    let glyph = table?.glyph(of: cluster)
    if let lastIsDrawn, lastIsDrawn || glyph != nil { widthHalfColumns += pixelHalfColumns }
    // Plain cells cannot begin in the middle of a column.
    if glyph == nil { widthHalfColumns = 2 * widthColumns }
    let halfColumn = widthHalfColumns
    widthHalfColumns += glyph.map { $0.widthPixels * pixelHalfColumns } ?? 2 * cluster.widthColumns
    lastIsDrawn = glyph != nil
    return (glyph, halfColumn)
  }

  func taking(_ cluster: Cluster) -> LetterRuler {
    var ruler = self
    ruler.take(cluster)
    return ruler
  }
}
