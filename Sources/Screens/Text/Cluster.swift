/// What one cell, or one pair of cells, shows: a character with all that stands on it, safe to send to a
/// terminal. Only `SafeText` makes one.
public struct Cluster: Sendable {
  /// The character itself.
  public let base: Unicode.Scalar
  /// What follows it inside the same cells: marks, joined emoji, a flag's second letter. Mostly empty.
  public private(set) var rest: String
  /// 1 or 2.
  public private(set) var widthColumns: Int

  /// A blank cell's content.
  static let blank = Cluster(base: " ", widthColumns: 1)

  init(base: Unicode.Scalar, rest: String = "", widthColumns: Int) {
    self.base = base
    self.rest = rest
    self.widthColumns = widthColumns
  }

  /// Lets `scalar` stand with the others; the pair of cells, once taken, is not given back.
  mutating func join(_ scalar: Unicode.Scalar, widthColumns: Int) {
    rest.unicodeScalars.append(scalar)
    self.widthColumns = max(self.widthColumns, min(widthColumns, 2))
  }

  /// The cluster as text.
  public var text: String {
    var text = String(base)
    text.append(rest)
    return text
  }

  /// How many cells a terminal that knows nothing of clusters could use for this one: each code point by itself,
  /// and every emoji wide, whether it is so by default or not.
  public var widestColumns: Int {
    let parts = rest.unicodeScalars.reduce(Self.widestColumns(of: base)) { $0 + Self.widestColumns(of: $1) }
    return max(widthColumns, parts)
  }

  private static func widestColumns(of scalar: Unicode.Scalar) -> Int {
    switch CellWidths.fate(of: scalar) {
    case .wide: 2
    case .narrow: scalar.properties.isEmoji ? 2 : 1
    case .blank, .spacing: 1
    case .attached, .never: 0
    }
  }
}

extension Cluster: Equatable {
  /// By code points: `String` would take two spellings of one accent for the same.
  public static func == (one: Cluster, other: Cluster) -> Bool {
    one.base == other.base && one.widthColumns == other.widthColumns
      && (one.rest.isEmpty ? other.rest.isEmpty : one.rest.utf8.elementsEqual(other.rest.utf8))
  }
}
