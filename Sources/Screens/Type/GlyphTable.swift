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
    let accents = Dictionary(
      face.accents.glyphs(linePixels: face.linePixels).map { ($0.letter, $0.glyph) },
      uniquingKeysWith: { first, _ in first })
    var spellings: [Spelling: Glyph] = [:]
    for accent in Accents.table {
      for (letter, base) in zip(accent.letters.unicodeScalars, accent.bases.unicodeScalars) {
        let place = Accents.place(of: accent.mark, on: base)
        guard let body = glyphs[place == .above ? Accents.withoutDot(base) : base],
          let mark = accents[Accents.drawing(of: accent, on: base)]
        else { continue }
        let glyph = face.composed(body, mark, place)
        glyphs[letter] = glyph
        spellings[Spelling(base: base, mark: accent.mark)] = glyph
      }
    }
    for (letter, left, right) in Accents.pairs {
      if let left = glyphs[left], let right = glyphs[right] { glyphs[letter] = left.beside(right) }
    }
    latin = (0..<Self.arrayLimit).map { code in Unicode.Scalar(code).flatMap { glyphs[$0] } }
    others = glyphs.filter { $0.key.value >= Self.arrayLimit }
    self.spellings = spellings
  }
}

extension Face {
  /// A letter with its accent.
  fileprivate func composed(_ base: Glyph, _ accent: Glyph, _ place: Accents.Place) -> Glyph {
    switch place {
    case .beside: return base.beside(accent)
    case .lowerRight:
      let left = max(0, base.widthPixels - accent.widthPixels)
      return base.over(accent.moved(rightPixels: left, widthPixels: left + accent.widthPixels))
    case .above, .below:
      let isAbove = place == .above
      let body = isAbove ? base.squeezed(toTop: accentedTopPixel, baseline: baselinePixel) : base
      let width = max(body.widthPixels, accent.widthPixels)
      // Where it cannot stand in the middle, an accent leans to the right.
      return body.moved(rightPixels: (width - body.widthPixels) / 2, widthPixels: width)
        .over(accent.moved(rightPixels: (width - accent.widthPixels + 1) / 2, widthPixels: width))
    }
  }
}
