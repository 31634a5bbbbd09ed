/// A QR code: a square of dark and light modules that a telephone reads as a text.
///
/// ISO/IEC 18004:2015, "QR Code bar code symbology specification". Built is what an address needs: byte mode,
/// versions 1 to 20 (21 to 97 modules on a side), error correction at the levels L, M and Q. The bytes are taken
/// as they are, without a designator of their character set (ECI), so a text is best in ASCII: readers guess
/// differently what else may be meant.
///
/// The margin of four light modules that a reader needs (clause 6.3.8) is no part of it.
public struct QRCode: Equatable, Sendable {
  /// How wide the light margin around the code must be, in modules (clause 6.3.8).
  public static let marginModules = 4
  /// The most bytes that fit: version 20 at level L.
  public static let limitBytes = Version(20).capacityBytes(.low)

  /// 1 to 20; each is four modules larger than the one before.
  public let version: Int
  public let level: ErrorLevel
  /// Which of the eight masks lies over the data, 0 to 7.
  public let mask: Int
  private let modules: Modules

  /// The smallest code that holds the bytes; where it has room to spare, it corrects more errors instead.
  public init(_ bytes: [UInt8]) throws(QRFault) {
    let version = (1...20).lazy.map { Version($0) }.first { $0.capacityBytes(.low) >= bytes.count }
    guard let version else { throw .tooLong(bytes: bytes.count) }
    let level = [ErrorLevel.quartile, .medium].first { version.capacityBytes($0) >= bytes.count }
    self.init(bytes, version, level ?? .low)
  }

  /// The same of a text, as its UTF-8.
  public init(_ text: String) throws(QRFault) {
    try self.init(Array(text.utf8))
  }

  /// The bytes must fit; `mask` nil: the best of them.
  init(_ bytes: [UInt8], _ version: Version, _ level: ErrorLevel, mask: Int? = nil) {
    let bare = Modules(version, codewords: Codewords(bytes, version, level).interleaved)
    // Of masks that are equally good the first.
    let best = mask ?? (0..<8).map { (bare.masked($0, level).penalty, $0) }.min { $0 < $1 }?.1 ?? 0
    self.version = version.number
    self.level = level
    self.mask = best
    modules = bare.masked(best, level)
  }

  /// How many modules it has on each side, without the margin.
  public var size: Int { modules.size }

  /// Whether a module is dark; rows count downward, columns to the right, and what is outside is light.
  public func isDark(row: Int, column: Int) -> Bool {
    (0..<size).contains(row) && (0..<size).contains(column) && modules[row, column]
  }
}

/// Why there is no code.
public enum QRFault: Error, Equatable {
  /// There are more bytes than ``QRCode/limitBytes``.
  case tooLong(bytes: Int)
}

/// How much of a code may be dirty or covered: about 7, 15 or 25 of 100 codewords (clause 6.5.1). The fourth level,
/// H, is left out: it would make an address no terminal has room for.
public enum ErrorLevel: Int, CaseIterable, Sendable {
  case low, medium, quartile

  /// As the format information names it (table 12).
  var formatBits: Int {
    switch self {
    case .low: 0b01
    case .medium: 0b00
    case .quartile: 0b11
    }
  }
}
