import Testing

@testable import QR

/// Table 11 by hand.
@Suite struct PenaltyTests {
  @Test(arguments: [
    // Runs of four count nothing; five 3; six 4; ten 8.
    ("####    ####    ", 0), ("#####    #", 3), ("     #### ", 3), ("######", 4), ("          ", 8),
    ("##### #####     ", 9),
    // 1 : 1 : 3 : 1 : 1 with four light modules after it, before it, on both sides, on neither.
    ("# ### #    ", 40), ("    # ### #", 40), ("    # ### #    ", 40), ("# ### #   #", 0),
    ("#   # ### #   #", 0), ("   # ### #   #", 0),
    // With a fifth light module there is a run as well; two of them share the light between them.
    ("# ### #     ", 43), ("# ### #    # ### #", 80), ("    # ### #    # ### #", 80),
    // Of other widths it is none.
    ("# ## #    #", 0), ("# #### #    ", 0), ("    ## ### #", 0),
  ])
  func `A row is judged by its runs and by what looks like a finder pattern`(line: String, penalty: Int) {
    #expect(Modules.linePenalty(line.map { $0 == "#" }) == penalty)
  }

  /// All four rules together, counted once more in another way: by looking at every window of every line.
  @Test(arguments: [0, 1, 2, 3, 4, 5, 6, 7])
  func `The penalty of a whole code is the sum over its windows`(mask: Int) {
    for (number, text) in [(1, "galley"), (7, "https://pay.house.example/p/ABCDEFGHIJKLMNOP")] {
      let version = Version(number)
      let bare = Modules(version, codewords: Codewords(Array(text.utf8), version, .low).interleaved)
      let code = bare.masked(mask, .low)
      #expect(code.penalty == Self.counted(code))
    }
  }

  @Test func `The mask with the least penalty is taken`() throws {
    for text in ["", "galley", "https://pay.house.example/p/ABCDEFGHIJKLMNOP"] {
      let code = try QRCode(text)
      let version = Version(code.version)
      let words = Codewords(Array(text.utf8), version, code.level).interleaved
      let penalties = (0..<8).map { Self.counted(Modules(version, codewords: words).masked($0, code.level)) }
      #expect(penalties.firstIndex(of: penalties.min() ?? 0) == code.mask)
      #expect(Set(penalties).count > 1)
      #expect(code == QRCode(Array(text.utf8), version, code.level, mask: code.mask))
    }
  }

  private static func counted(_ code: Modules) -> Int {
    let rows = (0..<code.size).map { row in
      String((0..<code.size).map { code[row, $0] ? "#" : "." })
    }
    let columns = (0..<code.size).map { column in
      String((0..<code.size).map { code[$0, column] ? "#" : "." })
    }
    var sum = 0
    for line in rows + columns {
      for run in line.matches(of: /#{5,}|\.{5,}/) { sum += run.output.count - 2 }
      let signs = Array(line)
      for start in 0..<max(0, signs.count - 6) where String(signs[start..<start + 7]) == "#.###.#" {
        let before = start >= 4 && signs[start - 4..<start].allSatisfy { $0 == "." }
        let end = start + 7
        let after = end + 4 <= signs.count && signs[end..<end + 4].allSatisfy { $0 == "." }
        if before || after { sum += 40 }
      }
    }
    for (upper, lower) in zip(rows, rows.dropFirst()) {
      let pairs = Array(zip(upper, lower))
      for (left, right) in zip(pairs, pairs.dropFirst())
      where Set([left.0, left.1, right.0, right.1]).count == 1 {
        sum += 3
      }
    }
    let dark = rows.joined().count { $0 == "#" }
    let percent = 100 * Double(dark) / Double(code.size * code.size)
    return sum + 10 * Int(abs(percent - 50) / 5)
  }
}
