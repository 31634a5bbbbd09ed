/// Which of the names stand in the strip where there is no room for all: the table's, the chosen one's and those around it.
struct PeopleStrip: Hashable {
  /// The places of those that stand behind the table's, which is the first of all.
  let shown: Range<Int>
  private let count: Int

  /// The columns of a mark and the blank one behind it.
  static let markColumns = 2

  var hasBefore: Bool { shown.lowerBound > 1 }
  var hasAfter: Bool { shown.upperBound < count }

  /// - Parameters:
  ///   - widths: of all names, the table's first.
  ///   - chosen: always among those that are seen.
  init(widths: [Int], chosen: Int, room: Int) {
    count = widths.count
    func needs(_ range: Range<Int>) -> Int {
      let names = range.reduce(widths[0] + 1) { $0 + widths[$1] + 1 }
      let marks = (range.lowerBound > 1 ? 1 : 0) + (range.upperBound < widths.count ? 1 : 0)
      return names + marks * Self.markColumns
    }
    var shown = chosen == 0 ? 1..<1 : chosen..<chosen + 1
    while shown.lowerBound > 1, needs(shown.lowerBound - 1..<shown.upperBound) <= room {
      shown = shown.lowerBound - 1..<shown.upperBound
    }
    while shown.upperBound < widths.count, needs(shown.lowerBound..<shown.upperBound + 1) <= room {
      shown = shown.lowerBound..<shown.upperBound + 1
    }
    self.shown = shown
  }
}
