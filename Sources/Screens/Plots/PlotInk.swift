/// What a picture is painted with: the finest that the terminal's letters have.
///
/// A screen knows that from ``Preferences/pixels``. Of the 456 fonts of Debian's console-setup none has quarters, eighths
/// or braille, 139 have halves, and all of these have `▌`, `▐` and the three shades; 450 have `█`. So each of the shapes
/// of big letters stands for one set of signs.
enum PlotInk: CaseIterable, Sendable {
  /// `▏` to `█`, `▁` to `█`, `░▒▓█` and braille.
  case eighths
  /// `▌`, `▄`, `█` and `░▒▓█`.
  case halves
  /// `█` alone; shades are digits.
  case whole
  /// ASCII, for who wants plain letters and for fonts without any block.
  case plain

  init(_ pixels: PixelShape?) {
    switch pixels {
    case .quarter: self = .eighths
    case .half: self = .halves
    case .full: self = .whole
    case nil: self = .plain
    }
  }

  /// Into how many parts a cell can be filled.
  var steps: Int {
    switch self {
    case .eighths: 8
    case .halves: 2
    case .whole, .plain: 1
    }
  }

  var hasBraille: Bool { self == .eighths }

  var full: Character { self == .plain ? "#" : "█" }

  /// What stands for what went away at a step of a funnel.
  var ghost: Character {
    switch self {
    case .eighths, .halves: "░"
    case .whole, .plain: "."
    }
  }

  // MARK: Lines of cells

  /// A bar to the right, so many steps long.
  func bar(_ length: Int) -> String {
    let (cells, rest) = (length / steps, length % steps)
    let end: String =
      switch (self, rest) {
      case (_, 0), (.whole, _), (.plain, _): ""
      case (.halves, _): "▌"
      case (.eighths, _): String(Self.leftEighths[rest - 1])
      }
    return String(repeating: full, count: cells) + end
  }

  /// The same to the left, as it is read: what is not a whole cell comes first.
  func barLeft(_ length: Int) -> String {
    let (cells, rest) = (length / steps, length % steps)
    let start = rest == 0 ? "" : self == .eighths && rest < 4 ? "▕" : "▐"
    return start + String(repeating: full, count: cells)
  }

  /// A cell that is filled from below, so many steps high.
  func upward(_ height: Int) -> Character {
    if height >= steps { return full }
    if height <= 0 { return " " }
    return self == .eighths ? Self.lowerEighths[height - 1] : "▄"
  }

  /// A cell that is filled from above.
  func downward(_ height: Int) -> Character {
    if height >= steps { return full }
    if height <= 0 { return " " }
    return self == .eighths && height < 4 ? "▔" : "▀"
  }

  private static let leftEighths: [Character] = ["▏", "▎", "▍", "▌", "▋", "▊", "▉"]
  private static let lowerEighths: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇"]

  // MARK: Braille

  /// Two columns of dots, each from 0 to 4 high, from below.
  static func braille(_ left: Int, _ right: Int) -> Character {
    let dots = zip([leftDots, rightDots], [left, right]).reduce(UInt32(0)) { dots, column in
      column.0.prefix(max(0, column.1)).reduce(dots) { $0 | $1 }
    }
    guard dots > 0, let scalar = Unicode.Scalar(0x2800 + dots) else { return " " }
    return Character(scalar)
  }

  /// From the lowest on (Unicode, Braille Patterns).
  private static let leftDots: [UInt32] = [0x40, 0x04, 0x02, 0x01]
  private static let rightDots: [UInt32] = [0x80, 0x20, 0x10, 0x08]

  // MARK: Shades

  /// From the faintest to the fullest.
  var shades: [Character] {
    switch self {
    case .eighths, .halves: ["░", "▒", "▓", "█"]
    case .whole, .plain: ["1", "2", "3", "4", "5", "6", "7", "8", "9"]
    }
  }

  /// For nought: nothing, or the digit.
  var noShade: Character {
    switch self {
    case .eighths, .halves: " "
    case .whole, .plain: "0"
    }
  }
}
