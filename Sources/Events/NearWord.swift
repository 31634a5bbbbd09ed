/// Which of the words that are known somebody may have meant: what follows “did you mean”.
public enum NearWord {
  /// Longer words are not compared: the table of distances is quadratic, and what people type is short.
  private static let lettersLimit = 64

  /// The known word that is the fewest slips away from `word`; of several the first.
  ///
  /// A slip is a letter too many, too few, wrong, or changed with its neighbour; a word of up to five letters may have
  /// one, a longer one a slip for every three letters. Large and small letters are the same. Digits are no slips: table
  /// 14 is not a misspelt table 4.
  ///
  /// - Returns: nil where no word is near.
  public static func nearest(to word: String, in known: [String]) -> String? {
    let typed = letters(word)
    guard !typed.isEmpty, typed.count <= lettersLimit else { return nil }
    let limit = max(1, typed.count / 3)
    var best: (word: String, slips: Int)?
    for candidate in known {
      let letters = letters(candidate)
      guard letters.count <= lettersLimit, abs(letters.count - typed.count) <= limit,
        letters.filter(isDigit) == typed.filter(isDigit)
      else { continue }
      let slips = slips(typed, letters)
      if slips <= limit, slips < best?.slips ?? .max { best = (candidate, slips) }
    }
    return best?.word
  }

  /// “; did you mean …?”, or nothing where no word is near.
  public static func question(about word: String, in known: [String]) -> String {
    nearest(to: word, in: known).map { "; did you mean \($0)?" } ?? ""
  }

  private static func letters(_ word: String) -> [Character] { Array(word.lowercased()) }

  private static func isDigit(_ letter: Character) -> Bool { ("0"..."9").contains(letter) }

  /// The distance of Damerau and Levenshtein in which no letter is changed twice.
  private static func slips(_ one: [Character], _ other: [Character]) -> Int {
    var before: [Int] = []
    var row = Array(0...other.count)
    for (i, letter) in one.enumerated() {
      var next = [i + 1]
      for (j, wanted) in other.enumerated() {
        var least = min(row[j + 1] + 1, next[j] + 1, row[j] + (letter == wanted ? 0 : 1))
        if i > 0, j > 0, letter == other[j - 1], one[i - 1] == wanted {
          least = min(least, before[j - 1] + 1)
        }
        next.append(least)
      }
      (before, row) = (row, next)
    }
    return row[other.count]
  }
}
