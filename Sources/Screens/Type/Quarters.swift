/// Which quarters of a cell have ink, and the block character that shows them (Unicode, Block Elements).
struct Quarters: OptionSet, Sendable {
  let rawValue: Int

  static let upperLeft = Quarters(rawValue: 1)
  static let upperRight = Quarters(rawValue: 2)
  static let lowerLeft = Quarters(rawValue: 4)
  static let lowerRight = Quarters(rawValue: 8)

  /// Every cell with ink.
  static let inked = (1..<characters.count).map(Quarters.init(rawValue:))

  /// A blank where there is no ink.
  var character: Unicode.Scalar { Self.characters[rawValue] }

  /// By raw value.
  private static let characters: [Unicode.Scalar] = [
    " ", "▘", "▝", "▀", "▖", "▌", "▞", "▛", "▗", "▚", "▐", "▜", "▄", "▙", "▟", "█",
  ]
}
