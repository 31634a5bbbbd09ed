import Events

/// What a menu's content is called: SHA-256 (FIPS 180-4) over its canonical bytes (RFC 8785), as 64 hex digits.
///
/// The same content has the same name on every terminal, and no other content has it.
public struct VersionID: Hashable, Comparable, Sendable, CustomStringConvertible {
  public let text: ExactString

  public static let digits = 64
  /// The first digits that are enough to name a version, where no other begins with them.
  public static let prefixDigits = 7

  /// Takes 64 lower-case hex digits; nil for anything else.
  public init?(_ text: String) {
    guard text.utf8.count == Self.digits, text.utf8.allSatisfy({ Hex.value(ofLowerCase: $0) != nil }) else {
      return nil
    }
    self.text = ExactString(text)
  }

  init(ofCanonicalBytes bytes: [UInt8]) {
    var digits: [UInt8] = []
    digits.reserveCapacity(Self.digits)
    for byte in SHA256.digest(bytes) { Hex.write(UInt64(byte), digits: 2, to: &digits) }
    text = ExactString(String(decoding: digits, as: UTF8.self))
  }

  public static func < (left: Self, right: Self) -> Bool { left.text < right.text }

  public var description: String { text.string }

  /// Its first twelve digits: enough for people to tell versions apart.
  public var short: String { String(text.string.prefix(12)) }

  /// Whether a name is written like the beginning of one.
  static func isPrefix(_ name: String) -> Bool {
    (prefixDigits...digits).contains(name.utf8.count)
      && name.utf8.allSatisfy { Hex.value(ofLowerCase: $0) != nil }
  }
}
