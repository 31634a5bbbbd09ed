/// One letter as pixels.
struct Glyph: Hashable, Sendable {
  /// The widest glyph that a row holds.
  static let limitPixels = 16

  let widthPixels: Int
  /// From the top of the line downward; bit 0 is the leftmost pixel.
  private(set) var rows: [UInt16]

  init(widthPixels: Int, rows: [UInt16]) {
    self.widthPixels = widthPixels
    self.rows = rows
  }

  /// Whether there is ink; rows and columns outside the glyph are empty.
  func hasInk(row: Int, column: Int) -> Bool {
    rows.indices.contains(row) && (0..<widthPixels).contains(column) && rows[row] >> UInt16(column) & 1 == 1
  }

  /// The first row with ink; nil in a blank.
  var topPixel: Int? { rows.firstIndex { $0 != 0 } }

  /// The glyph on a wider ground, moved to the right.
  func moved(rightPixels: Int, widthPixels: Int) -> Glyph {
    Glyph(widthPixels: widthPixels, rows: rows.map { $0 << UInt16(rightPixels) })
  }

  /// Both on one ground.
  func over(_ other: Glyph) -> Glyph {
    Glyph(
      widthPixels: max(widthPixels, other.widthPixels), rows: zip(rows, other.rows).map { $0 | $1 })
  }

  /// Both beside each other, one pixel between them.
  func beside(_ other: Glyph) -> Glyph {
    let width = widthPixels + 1 + other.widthPixels
    return moved(rightPixels: 0, widthPixels: width)
      .over(other.moved(rightPixels: widthPixels + 1, widthPixels: width))
  }

  /// The glyph made lower until it begins at `top`: the rows left out are those that repeat the one above, and
  /// from the longest run of them first, so that bars and corners stay.
  func squeezed(toTop top: Int, baseline: Int) -> Glyph {
    guard let first = topPixel, first < top else { return self }
    var inked = Array(rows[first...baseline])
    for _ in first..<top { inked.remove(at: Self.leastMissed(inked)) }
    var rows = rows
    rows.replaceSubrange(0...baseline, with: Array(repeating: 0, count: top) + inked)
    return Glyph(widthPixels: widthPixels, rows: rows)
  }

  /// The row in the middle of the longest run of equal ones; where there is none, the middle one.
  private static func leastMissed(_ rows: [UInt16]) -> Int {
    var best = rows.count / 2
    var longest = 1
    var start = 0
    for row in 1...rows.count where row == rows.count || rows[row] != rows[start] {
      if row - start > longest {
        longest = row - start
        best = start + longest / 2
      }
      start = row
    }
    return best
  }
}
