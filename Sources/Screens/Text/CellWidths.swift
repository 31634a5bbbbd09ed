/// How many cells of a terminal each Unicode code point takes, so that every row of a screen stays straight.
///
/// The table is generated (see `Tables/make-cell-widths.py`) from the Unicode version of Debian 12's C library
/// and agrees with its `wcwidth(3)` for every code point that is drawn. Code points of ambiguous East Asian
/// width take one cell, as in xterm, tmux and the Linux console.
public enum CellWidths {
  /// What becomes of a code point on a screen.
  public enum Fate: UInt8, Sendable {
    /// Controls, formats, private, unassigned, and letters that draw nothing: never reaches a terminal.
    case never
    /// A mark that stands on the character before it and takes no cell of its own.
    case attached
    /// One cell.
    case narrow
    /// Two cells.
    case wide
    /// A mark that belongs to the character before it and takes a cell beside it (Devanagari, Tamil …).
    case spacing
    /// A space of any width but the ideographic one: one empty cell.
    case blank
  }

  /// The fate of one code point; a binary search in 2,113 runs.
  public static func fate(of scalar: Unicode.Scalar) -> Fate {
    if scalar.value >= 0x20 && scalar.value < 0x7F { return scalar == " " ? .blank : .narrow }
    var low = 0
    var high = runs.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if runs[middle] >> 3 <= scalar.value { low = middle } else { high = middle }
    }
    return Fate(rawValue: UInt8(runs[low] & 7)) ?? .never
  }
}
