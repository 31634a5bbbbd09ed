/// Whether a word may be another one, typed in haste.
enum Spelling {
  /// Two slips: more is another word.
  private static let slips = 2

  /// One slip in a word of three to six letters, two in a longer one: a letter too many, too few, another one, or two in
  /// the wrong order. Capitals don't count.
  static func isNear(_ typed: String, _ word: String) -> Bool {
    let left = Array(typed.lowercased())
    let right = Array(word.lowercased())
    let longer = max(left.count, right.count)
    guard min(left.count, right.count) >= 3, abs(left.count - right.count) <= slips else { return false }
    return distance(left, right) <= (longer > 6 ? slips : 1)
  }

  /// Whether all words of a shorter text stand in a longer one: `cheese` in `extra cheese`.
  static func isPart(_ typed: String, of text: String) -> Bool {
    let words = typed.lowercased().split(separator: " ")
    let all = text.lowercased().split(separator: " ")
    return !words.isEmpty && words.count < all.count && words.allSatisfy { all.contains($0) }
  }

  /// The slips between two words (optimal string alignment).
  private static func distance(_ left: [Character], _ right: [Character]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...right.count)
    for (row, letter) in left.enumerated() {
      var now = [row + 1]
      for (column, other) in right.enumerated() {
        var best = min(now[column] + 1, last[column + 1] + 1, last[column] + (letter == other ? 0 : 1))
        if row > 0, column > 0, letter == right[column - 1], left[row - 1] == other {
          best = min(best, beforeLast[column - 1] + 1)
        }
        now.append(best)
      }
      (beforeLast, last) = (last, now)
    }
    return last[right.count]
  }
}
