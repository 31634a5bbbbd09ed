/// The first 128 bits of a SHA-256, written as 32 hex digits: `hash`, `prev` and `digest` of an event line.
@frozen
public struct Fingerprint: Hashable, Comparable, Sendable {
  public let high: UInt64
  public let low: UInt64

  public static let textLength = 32

  public init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// Takes the fingerprint of a message.
  public init(of bytes: [UInt8]) { self = SHA256.fingerprint(bytes, 0..<bytes.count) }

  /// Takes the fingerprint of a part of `bytes`.
  public init(of bytes: [UInt8], _ range: Range<Int>) { self = SHA256.fingerprint(bytes, range) }

  /// Reads the text form; nil for anything but 32 lower-case hex digits.
  public init?(_ text: some StringProtocol) {
    self.init(text: Array(text.utf8), at: 0..<text.utf8.count)
  }

  /// Reads the text form that fills `range` exactly.
  public init?(text bytes: [UInt8], at range: Range<Int>) {
    guard range.count == Self.textLength else { return nil }
    var words: (UInt64, UInt64) = (0, 0)
    for offset in 0..<16 {
      guard let first = Hex.value(ofLowerCase: bytes[range.lowerBound + offset]),
        let second = Hex.value(ofLowerCase: bytes[range.lowerBound + 16 + offset])
      else { return nil }
      words.0 = words.0 << 4 | UInt64(first)
      words.1 = words.1 << 4 | UInt64(second)
    }
    (high, low) = words
  }

  public static func < (left: Self, right: Self) -> Bool {
    left.high != right.high ? left.high < right.high : left.low < right.low
  }

  /// Appends the text form: 32 bytes.
  public func write(to bytes: inout [UInt8]) {
    Hex.write(high, digits: 16, to: &bytes)
    Hex.write(low, digits: 16, to: &bytes)
  }
}

extension Fingerprint: CustomStringConvertible {
  public var description: String {
    var bytes: [UInt8] = []
    write(to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }
}
