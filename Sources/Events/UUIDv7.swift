/// A UUID of version 7 (RFC 9562, section 5.7): 48 bits of Unix milliseconds, then 74 random bits.
///
/// Ordered by its bytes, which is also the order of its lower-case text, so identifiers made later sort later.
@frozen
public struct UUIDv7: Hashable, Comparable, Sendable {
  @usableFromInline let high: UInt64
  @usableFromInline let low: UInt64

  /// The length of the text form: 32 hex digits and 4 hyphens.
  public static let textLength = 36

  /// Makes an identifier for a moment; only 74 of the 128 random bits are used.
  public init(at time: Timestamp, random: RandomBits) {
    let stamp = UInt64(truncatingIfNeeded: time.milliseconds) & 0xFFFF_FFFF_FFFF
    high = stamp << 16 | 0x7000 | (random.high & 0x0FFF)
    low = 0x8000_0000_0000_0000 | (random.low & 0x3FFF_FFFF_FFFF_FFFF)
  }

  /// Reads the 16 bytes of an identifier in network order; nil where version or variant are others.
  public init?(high: UInt64, low: UInt64) {
    guard high & 0xF000 == 0x7000, low >> 62 == 0b10 else { return nil }
    self.high = high
    self.low = low
  }

  /// Reads the lower-case text form; nil for anything else, upper case included.
  public init?(_ text: some StringProtocol) {
    self.init(text: Array(text.utf8), at: 0..<text.utf8.count)
  }

  /// Reads the lower-case text form that fills `range` exactly.
  public init?(text bytes: [UInt8], at range: Range<Int>) {
    guard range.count == Self.textLength else { return nil }
    var high: UInt64 = 0
    var low: UInt64 = 0
    var digits = 0
    for offset in 0..<Self.textLength {
      let byte = bytes[range.lowerBound + offset]
      if offset == 8 || offset == 13 || offset == 18 || offset == 23 {
        guard byte == UInt8(ascii: "-") else { return nil }
        continue
      }
      guard let digit = Hex.value(ofLowerCase: byte) else { return nil }
      if digits < 16 { high = high << 4 | UInt64(digit) } else { low = low << 4 | UInt64(digit) }
      digits += 1
    }
    self.init(high: high, low: low)
  }

  /// The moment inside it, in Unix milliseconds.
  public var milliseconds: Int64 { Int64(high >> 16) }

  /// The two halves in network order, for files that keep identifiers as bytes.
  public var words: (high: UInt64, low: UInt64) { (high, low) }

  @inlinable
  public static func < (left: Self, right: Self) -> Bool {
    left.high != right.high ? left.high < right.high : left.low < right.low
  }

  /// Appends the text form: 36 bytes.
  public func write(to bytes: inout [UInt8]) {
    Hex.write(high >> 32, digits: 8, to: &bytes)
    bytes.append(UInt8(ascii: "-"))
    Hex.write(high >> 16, digits: 4, to: &bytes)
    bytes.append(UInt8(ascii: "-"))
    Hex.write(high, digits: 4, to: &bytes)
    bytes.append(UInt8(ascii: "-"))
    Hex.write(low >> 48, digits: 4, to: &bytes)
    bytes.append(UInt8(ascii: "-"))
    Hex.write(low, digits: 12, to: &bytes)
  }
}

extension UUIDv7: CustomStringConvertible {
  public var description: String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(Self.textLength)
    write(to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// 128 random bits, handed in by whoever may ask the system for them.
@frozen
public struct RandomBits: Sendable {
  public let high: UInt64
  public let low: UInt64

  @inlinable
  public init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }
}

/// Which kind of thing a UUID names, so that an item can't stand where an order is meant.
@frozen
public struct Identifier<Subject>: Hashable, Comparable, Sendable, CustomStringConvertible {
  public let uuid: UUIDv7

  @inlinable
  public init(_ uuid: UUIDv7) { self.uuid = uuid }

  @inlinable
  public static func < (left: Self, right: Self) -> Bool { left.uuid < right.uuid }

  public var description: String { uuid.description }
}

/// What an ``OrderID`` names.
public enum OrderSubject: Sendable {}
/// What an ``EventID`` names.
public enum EventSubject: Sendable {}

/// An order, and with it the stream of its events.
public typealias OrderID = Identifier<OrderSubject>
/// One event: its identity on every terminal.
public typealias EventID = Identifier<EventSubject>
