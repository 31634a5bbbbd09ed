extension Modules {
  /// How hard a masked code would be to read (clause 7.8.3.1, table 11); less is better. The whole code counts,
  /// without its margin.
  var penalty: Int {
    var penalty = blockPenalty + balancePenalty
    for line in 0..<size {
      penalty += Self.linePenalty((0..<size).map { self[line, $0] })
      penalty += Self.linePenalty((0..<size).map { self[$0, line] })
    }
    return penalty
  }

  /// Of a row or a column: 3 for five modules of one kind in a row, 1 for each further one; and 40 for what looks
  /// like a finder pattern, 1 : 1 : 3 : 1 : 1 with four light modules before or after it.
  static func linePenalty(_ line: [Bool]) -> Int {
    var penalty = 0
    var run = 0
    // The last eleven modules, the newest in the lowest bit.
    var last = 0
    for (place, isDark) in line.enumerated() {
      run = place > 0 && line[place - 1] == isDark ? run + 1 : 1
      if run >= 5 { penalty += run == 5 ? 3 : 1 }
      last = (last << 1 | (isDark ? 1 : 0)) & 0b111_1111_1111
      guard place >= 10 else { continue }
      // One with light modules on both sides counts once: where they follow, it is asked what went before.
      let isFollowed = last == 0b101_1101_0000
      if last == 0b000_0101_1101 || (isFollowed && !Self.hasLight(line, before: place - 10)) { penalty += 40 }
    }
    return penalty
  }

  private static func hasLight(_ line: [Bool], before place: Int) -> Bool {
    place >= 4 && !line[place - 4..<place].contains(true)
  }

  /// 3 for each square of 2 × 2 modules of one kind, overlapping ones too.
  private var blockPenalty: Int {
    var penalty = 0
    for row in 1..<size {
      for column in 1..<size {
        let one = self[row, column]
        let isBlock =
          one == self[row, column - 1] && one == self[row - 1, column] && one == self[row - 1, column - 1]
        if isBlock { penalty += 3 }
      }
    }
    return penalty
  }

  /// 10 for each whole 5 % that the share of dark modules is away from a half.
  private var balancePenalty: Int {
    let total = size * size
    return abs(2 * darkCount - total) * 10 / total * 10
  }
}
