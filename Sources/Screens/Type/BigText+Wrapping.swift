extension BigText {
  /// The text over as many lines as needed, none wider than `columns`; broken at blanks, and inside a word only
  /// where the word alone is wider than a line. A letter wider than a line shows as `�`. Empty text is no line.
  public static func wrapped(
    _ text: SafeText, _ lettering: Lettering, _ pixels: PixelShape, toColumns columns: Int
  ) -> [BigText] {
    guard case .drawn = lettering else {
      return text.wrapped(toColumns: columns).map { BigText($0, lettering, pixels) }
    }
    guard columns > 0 else { return [] }
    var lines: [BigText] = []
    var line: Range<Int>?
    func finish(_ range: Range<Int>) { lines.append(BigText(text.piece(range), lettering, pixels)) }
    for word in text.wordRanges {
      if let begun = line {
        let longer = begun.lowerBound..<word.upperBound
        if width(of: text, longer, lettering, pixels) <= columns {
          line = longer
          continue
        }
        finish(begun)
      }
      var pieces = pieces(of: word, in: text, lettering, pixels, columns)
      line = pieces.popLast()
      for piece in pieces { finish(piece) }
    }
    if let line { finish(line) }
    return lines.map { $0.widthColumns > columns ? BigText(.unshowable, lettering, pixels) : $0 }
  }

  /// Whether wrapping has to break inside a word (smaller letters may save it).
  public static func breaksWords(
    _ text: SafeText, _ lettering: Lettering, _ pixels: PixelShape, toColumns columns: Int
  ) -> Bool {
    text.wordRanges.contains { width(of: text, $0, lettering, pixels) > columns }
  }

  private static func width(
    of text: SafeText, _ range: Range<Int>, _ lettering: Lettering, _ pixels: PixelShape
  ) -> Int {
    var ruler = LetterRuler(lettering, pixels)
    for cluster in text.clusters[range] { ruler.take(cluster) }
    return ruler.widthColumns
  }

  /// A word in pieces that fit; a letter wider than a line is a piece by itself.
  private static func pieces(
    of word: Range<Int>, in text: SafeText, _ lettering: Lettering, _ pixels: PixelShape, _ columns: Int
  ) -> [Range<Int>] {
    var pieces: [Range<Int>] = []
    var start = word.lowerBound
    var ruler = LetterRuler(lettering, pixels)
    for place in word {
      ruler.take(text.clusters[place])
      guard ruler.widthColumns > columns, place > start else { continue }
      pieces.append(start..<place)
      start = place
      ruler = LetterRuler(lettering, pixels)
      ruler.take(text.clusters[place])
    }
    pieces.append(start..<word.upperBound)
    return pieces
  }
}
