import CNcurses
import Screens

/// The cells whose width terminals disagree about, and those that are struck through.
///
/// ncurses and the C library know the width of single characters only, and a terminal may be older or newer than
/// either. So ncurses paints nothing but characters that everyone has agreed on for decades; in the place of
/// every other cluster it paints blanks, and then each is written by itself at its own position, followed by the
/// cells that a terminal could have drawn over. So no disagreement moves anything else in the row.
enum CellsByHand {
  /// What ncurses paints in a cell that is written by hand: a blank that no text holds (frames turn it into a
  /// space) and that ncurses does not take for an empty cell when it erases to the end of a line.
  static let placeholder: Unicode.Scalar = "\u{A0}"

  /// Scripts and signs whose width nobody disputes: Latin, Greek, Cyrillic, general punctuation, currency, arrows,
  /// mathematics, control pictures, boxes and blocks, CJK, kana, Hangul syllables, wide and narrow forms.
  private static let settled: [ClosedRange<UInt32>] = [
    0x20...0x7E, 0xA1...0x2FF, 0x370...0x482, 0x48A...0x52F, 0x1E00...0x1FFE, 0x2010...0x2027,
    0x2030...0x205E,
    0x20A0...0x20BF, 0x2190...0x2193, 0x2200...0x22FF, 0x2400...0x2424, 0x2500...0x259F, 0x25A0...0x25A1,
    0x3001...0x3029, 0x3041...0x3096, 0x30A0...0x30FF, 0x3400...0x4DBF, 0x4E00...0x9FEF, 0xAC00...0xD7A3,
    0xF900...0xFA6D, 0xFF01...0xFF60, 0xFFE0...0xFFE6, 0xFFFD...0xFFFD,
  ]

  /// Whether a cluster must be written by hand.
  static func holds(_ cluster: Cluster) -> Bool {
    guard cluster.rest.isEmpty else { return true }
    let value = cluster.base.value
    if value < 0x7F { return false }
    return !settled.contains { $0.contains(value) } || Int(wcwidth(wchar_t(value))) != cluster.widthColumns
  }

  /// The strings that write one row's cells of this kind; empty where it has none.
  static func text(
    row: Int, of frame: Frame, sign: (Cluster) -> Cluster, struck: (Style) -> Bool, strings: TerminalStrings
  ) -> String {
    var text = ""
    var styleNow: Style?
    var columnNow = -1
    // Up to here a terminal may have drawn over what ncurses painted.
    var doubtfulUntil = 0
    for column in 0..<frame.size.widthColumns {
      guard let cell = frame[row, column], !cell.isContinuation else { continue }
      let cluster = sign(cell.cluster)
      let isByHand = holds(cluster)
      guard isByHand || struck(cell.style) || column < doubtfulUntil else { continue }
      if columnNow != column { text += strings.move(toRow: row, column: column) }
      if styleNow != cell.style {
        text += strings.rendition(of: cell.style)
        styleNow = cell.style
      }
      let room = frame.size.widthColumns - column
      // At the right edge a cluster that could spill onto the next row is reduced to its first character.
      text += cluster.widestColumns <= room ? cluster.text : String(cluster.base)
      if isByHand { doubtfulUntil = max(doubtfulUntil, column + cluster.widestColumns) }
      columnNow = isByHand ? -1 : column + cluster.widthColumns
    }
    return text
  }
}
