/// Letters as they stand in the source: strips of a line that names them and, under it, their pixels.
///
/// Glyphs of a strip stand apart by blanks; `#` is ink and `.` none. Strips stand apart by an empty line.
struct GlyphSheet: Sendable {
  /// Where the drawing's first row stands in the line.
  let topPixel: Int
  let heightPixels: Int
  let drawing: String

  init(topPixel: Int, heightPixels: Int, _ drawing: String) {
    self.topPixel = topPixel
    self.heightPixels = heightPixels
    self.drawing = drawing
  }

  /// The letters, each with its rows as drawn. A strip that is not well-formed yields what can be read of it; the
  /// tests see to it that there is none.
  var drawn: [(letter: Unicode.Scalar, rows: [String])] {
    let lines = drawing.split(separator: "\n", omittingEmptySubsequences: false)
    var drawn: [(letter: Unicode.Scalar, rows: [String])] = []
    for strip in lines.split(whereSeparator: \.isEmpty) {
      let words = strip.map { $0.split(separator: " ").map(String.init) }
      for (place, name) in (words.first ?? []).enumerated() {
        guard let letter = name.unicodeScalars.first else { continue }
        drawn.append((letter, words.dropFirst().compactMap { place < $0.count ? $0[place] : nil }))
      }
    }
    return drawn
  }

  /// The letters as pixels in a line of the face.
  func glyphs(linePixels: Int) -> [(letter: Unicode.Scalar, glyph: Glyph)] {
    drawn.map { letter, drawnRows in
      var rows = Array(repeating: UInt16(0), count: linePixels)
      for (row, text) in zip(topPixel..<linePixels, drawnRows) {
        for (column, pixel) in zip(0..<Glyph.limitPixels, text) where pixel == "#" {
          rows[row] |= 1 << UInt16(column)
        }
      }
      return (letter, Glyph(widthPixels: drawnRows.first?.count ?? 0, rows: rows))
    }
  }
}
