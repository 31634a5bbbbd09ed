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
