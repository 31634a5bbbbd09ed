/// Text from anywhere, made fit for a screen: the one place where what a guest, a partner or a peer wrote
/// loses its power over the terminal (S7).
///
/// - Controls show as their pictures (`␛` for Escape), line separators as `␤`, and everything else that would
///   draw nothing or that nobody has assigned (bidi controls, zero-width characters, private use …) as `�`,
///   each in a cell of its own. Spaces of every width become one blank cell.
/// - A character keeps at most `marksPerCell` marks; the rest of a flood shows as one `�`.
/// - A mark with nothing to stand on stands on `◌`.
/// - Emoji joined by U+200D, with skin tones or U+FE0F, flags, keycaps and Hangul written in parts stay whole,
///   in two cells. A joiner anywhere else shows as `�`; half a flag shows as its letter.
public struct SafeText: Sendable, Equatable {
  /// Four marks on a character: more than any living orthography stacks (Hebrew with cantillation has three or
  /// four), and as many as one curses cell holds beside its base.
  public static let marksPerCell = 4
  /// Four emoji in one sequence: the longest that Unicode recommends (a family).
  public static let emojiPerCell = 4
  /// Longer text is cut here: twenty full lines of the widest screen.
  public static let limitColumns = 8_000

  /// The clusters from left to right (or, in a right-to-left script, in logical order).
  public private(set) var clusters: [Cluster] = []
  /// The cells they take.
  public private(set) var widthColumns = 0

  /// Makes `text` safe, up to `limit` columns: what would stand beyond is left out, never half a cluster.
  public init(_ text: String, limit: Int = SafeText.limitColumns) {
    let limit = min(limit, Self.limitColumns)
    guard limit > 0, !takePlain(text, limit) else { return }
    var assembly = ClusterAssembly()
    for scalar in text.unicodeScalars {
      assembly.take(scalar)
      // One more than fits is enough: the last cluster may still be growing.
      if assembly.finishedColumns >= limit { break }
    }
    for cluster in assembly.finish() {
      guard widthColumns + cluster.widthColumns <= limit else { break }
      append(cluster)
    }
  }

  /// Most text is printable ASCII, where nothing joins and every code point takes a cell.
  ///
  /// - Returns: whether `text` was such, and is taken.
  private mutating func takePlain(_ text: String, _ limit: Int) -> Bool {
    let text = text.utf8
    guard text.allSatisfy({ 0x20..<0x7F ~= $0 }) else { return false }
    clusters = text.prefix(limit).map { Cluster(base: Unicode.Scalar($0), widthColumns: 1) }
    widthColumns = clusters.count
    return true
  }

  private init() {}

  /// The text in at most `columns` cells: where it is longer, it ends in `…`.
  public func cut(toColumns columns: Int) -> SafeText {
    guard widthColumns > columns else { return self }
    var short = SafeText()
    guard columns > 0 else { return short }
    for cluster in clusters {
      guard short.widthColumns + cluster.widthColumns < columns else { break }
      short.append(cluster)
    }
    short.append(Cluster(base: "…", widthColumns: 1))
    return short
  }

  /// The text in lines of at most `columns` cells, broken at blanks where there are any. Empty text is no line.
  public func wrapped(toColumns columns: Int) -> [SafeText] {
    guard columns > 0 else { return [] }
    if fitsAsItIs(columns) { return [self] }
    var lines: [SafeText] = []
    var line = SafeText()
    for word in words {
      let gap = line.clusters.isEmpty ? 0 : 1
      if line.widthColumns + gap + word.widthColumns <= columns {
        if gap == 1 { line.append(.blank) }
        for cluster in word.clusters { line.append(cluster) }
        continue
      }
      if !line.clusters.isEmpty { lines.append(line) }
      let pieces = word.broken(toColumns: columns)
      lines.append(contentsOf: pieces.dropLast())
      line = pieces.last ?? SafeText()
    }
    if !line.clusters.isEmpty { lines.append(line) }
    return lines
  }

  /// Whether wrapping would change nothing: it fits, and no blank stands at an end or beside another.
  private func fitsAsItIs(_ columns: Int) -> Bool {
    guard widthColumns <= columns, !clusters.isEmpty else { return false }
    var isAfterBlank = true
    for cluster in clusters {
      let isBlank = cluster == .blank
      if isBlank, isAfterBlank { return false }
      isAfterBlank = isBlank
    }
    return !isAfterBlank
  }

  private var words: [SafeText] {
    clusters.split { $0 == .blank }.map { word in
      var text = SafeText()
      for cluster in word { text.append(cluster) }
      return text
    }
  }

  /// One word in pieces; a wide character that does not fit one column shows as the mark.
  private func broken(toColumns columns: Int) -> [SafeText] {
    var pieces = [SafeText()]
    for cluster in clusters {
      let fitting = cluster.widthColumns <= columns ? cluster : ClusterAssembly.mark
      if pieces[pieces.count - 1].widthColumns + fitting.widthColumns > columns { pieces.append(SafeText()) }
      pieces[pieces.count - 1].append(fitting)
    }
    return pieces
  }

  /// One cluster as a text.
  init(_ cluster: Cluster) {
    append(cluster)
  }

  /// Some of its clusters, and one more behind them.
  func piece(_ range: Range<Int>, then last: Cluster? = nil) -> SafeText {
    var piece = SafeText()
    for cluster in clusters[range] { piece.append(cluster) }
    if let last { piece.append(last) }
    return piece
  }

  private mutating func append(_ cluster: Cluster) {
    clusters.append(cluster)
    widthColumns += cluster.widthColumns
  }
}
