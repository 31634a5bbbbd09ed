/// The drawings of the small face.
enum SmallFace {
  static let sheets = [capitals, digits, lowerCase, punctuation, specials]
}

/// The drawings of the tall face.
enum TallFace {
  static let sheets = [capitals, digits, lowerCase, punctuation, specials]
}

extension Face {
  var sheets: [GlyphSheet] { self == .small ? SmallFace.sheets : TallFace.sheets }
  var accents: GlyphSheet { self == .small ? SmallFace.accents : TallFace.accents }

  /// What the face draws, decoded once.
  var table: GlyphTable { self == .small ? Self.smallTable : Self.tallTable }

  private static let smallTable = GlyphTable(.small)
  private static let tallTable = GlyphTable(.tall)
}
