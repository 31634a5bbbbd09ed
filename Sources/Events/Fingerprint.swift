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
  public init(of bytes: [UInt8]) { self = bytes.withUnsafeBufferPointer { SHA256.fingerprint($0) } }

  /// Reads the text form; nil for anything but 32 lower-case hex digits.
  public init?(_ text: some StringProtocol) {
    let read = ByteView.over(Array(text.utf8)) { Fingerprint(text: $0, at: 0..<$0.count) }
    guard let read else { return nil }
    self = read
  }

  /// Reads the text form that fills `range` exactly.
  init?(text bytes: ByteView, at range: Range<Int>) {
    let start = range.lowerBound
    guard range.count == Self.textLength, let first = Hex.word(bytes.load(start, as: UInt64.self)),
      let second = Hex.word(bytes.load(start + 8, as: UInt64.self)),
      let third = Hex.word(bytes.load(start + 16, as: UInt64.self)),
      let fourth = Hex.word(bytes.load(start + 24, as: UInt64.self))
    else { return nil }
    high = UInt64(first) << 32 | UInt64(second)
    low = UInt64(third) << 32 | UInt64(fourth)
  }

  public static func < (left: Self, right: Self) -> Bool {
    left.high != right.high ? left.high < right.high : left.low < right.low
  }

  /// Appends the text form: 32 bytes.
  public func write(to bytes: inout [UInt8]) {
    Hex.append(Hex.digits(UInt32(truncatingIfNeeded: high >> 32)), to: &bytes)
    Hex.append(Hex.digits(UInt32(truncatingIfNeeded: high)), to: &bytes)
    Hex.append(Hex.digits(UInt32(truncatingIfNeeded: low >> 32)), to: &bytes)
    Hex.append(Hex.digits(UInt32(truncatingIfNeeded: low)), to: &bytes)
  }
}

extension Fingerprint: CustomStringConvertible {
  public var description: String {
    var bytes: [UInt8] = []
    write(to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }
}
