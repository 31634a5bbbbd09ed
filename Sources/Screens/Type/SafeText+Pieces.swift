extension SafeText {
  /// What stands for a letter that has no room.
  static let unshowable = SafeText("\u{FFFD}")

  /// The words, as ranges of clusters.
  var wordRanges: [Range<Int>] {
    clusters.indices.split { clusters[$0] == .blank }.compactMap { word in
      word.first.map { $0..<$0 + word.count }
    }
  }
}

extension SafeText {
  /// As much of its end as fits: of a long line that is being typed.
  func end(toColumns columns: Int) -> SafeText {
    var rest = widthColumns
    var first = 0
    while rest > columns, first < clusters.count {
      rest -= clusters[first].widthColumns
      first += 1
    }
    return piece(first..<clusters.count)
  }
}
