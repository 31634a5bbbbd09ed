/// The glyphs of a face by code point: an array for Latin, a dictionary beyond.
final class GlyphTable: Sendable {
  /// Letters and marks that one accented letter is looked up by.
  private struct Spelling: Hashable {
    let base: Unicode.Scalar
    let mark: Unicode.Scalar
  }

  private static let arrayLimit = 0x180

  private let latin: [Glyph?]
  private let others: [Unicode.Scalar: Glyph]
  private let spellings: [Spelling: Glyph]

  /// The glyph of a cluster; nil where the face has none and plain cells stand in.
  func glyph(of cluster: Cluster) -> Glyph? {
    guard cluster.rest.isEmpty else {
      let marks = cluster.rest.unicodeScalars
      guard let mark = marks.first, marks.dropFirst().isEmpty else { return nil }
      return spellings[Spelling(base: cluster.base, mark: mark)]
    }
    let code = Int(cluster.base.value)
    return code < Self.arrayLimit ? latin[code] : others[cluster.base]
  }

  init(_ face: Face) {
    var glyphs: [Unicode.Scalar: Glyph] = [:]
    for sheet in face.sheets {
      for (letter, glyph) in sheet.glyphs(linePixels: face.linePixels) { glyphs[letter] = glyph }
    }
    glyphs[" "] = Glyph(widthPixels: face.blankPixels, rows: Array(repeating: 0, count: face.linePixels))
    var accents: [Unicode.Scalar: Glyph] = [:]
    for (mark, sheet) in face.accents {
      accents[mark] = sheet.glyphs(linePixels: face.linePixels).first?.glyph
    }
    var spellings: [Spelling: Glyph] = [:]
    for (mark, letters, bases) in Accents.table {
      for (letter, base) in zip(letters.unicodeScalars, bases.unicodeScalars) {
        let isAbove = Accents.place(of: mark, on: base) == .above
        guard let body = glyphs[isAbove ? Accents.withoutDot(base) : base],
          let accent = accents[Accents.shape(of: mark, on: base)]
        else { continue }
        let glyph = Self.composed(body, accent, Accents.place(of: mark, on: base), face)
        glyphs[letter] = glyph
        spellings[Spelling(base: base, mark: mark)] = glyph
      }
    }
    for (letter, left, right) in Accents.pairs {
      if let left = glyphs[left], let right = glyphs[right] { glyphs[letter] = left.beside(right) }
    }
    latin = (0..<Self.arrayLimit).map { code in Unicode.Scalar(code).flatMap { glyphs[$0] } }
    others = glyphs.filter { $0.key.value >= Self.arrayLimit }
    self.spellings = spellings
  }

  private static func composed(_ base: Glyph, _ accent: Glyph, _ place: Accents.Place, _ face: Face) -> Glyph
  {
    switch place {
    case .beside: return base.beside(accent)
    case .lowerRight:
      return base.over(
        accent.moved(
          rightPixels: max(0, base.widthPixels - accent.widthPixels), widthPixels: base.widthPixels))
    case .above, .below:
      let body =
        place == .above
        ? base.squeezed(toTop: face.accentedTopPixel, baseline: face.baselinePixel) : base
      let width = max(body.widthPixels, accent.widthPixels)
      // Where it cannot stand in the middle, an accent leans to the right.
      return body.moved(rightPixels: (width - body.widthPixels) / 2, widthPixels: width)
        .over(accent.moved(rightPixels: (width - accent.widthPixels + 1) / 2, widthPixels: width))
    }
  }
}
