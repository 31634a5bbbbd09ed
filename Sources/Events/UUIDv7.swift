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
    let read = ByteView.over(Array(text.utf8)) { UUIDv7(text: $0, at: 0..<$0.count) }
    guard let read else { return nil }
    self = read
  }

  /// Reads the lower-case text form that fills `range` exactly.
  init?(text bytes: ByteView, at range: Range<Int>) {
    guard range.count == Self.textLength else { return nil }
    let start = range.lowerBound
    let hyphen = UInt8(ascii: "-")
    guard bytes[start + 8] == hyphen, bytes[start + 13] == hyphen, bytes[start + 18] == hyphen,
      bytes[start + 23] == hyphen,
      let first = Hex.word(bytes.load(start, as: UInt64.self)),
      let second = Hex.word(Self.join(bytes, start + 9, start + 14)),
      let third = Hex.word(Self.join(bytes, start + 19, start + 24)),
      let fourth = Hex.word(bytes.load(start + 28, as: UInt64.self))
    else { return nil }
    self.init(high: UInt64(first) << 32 | UInt64(second), low: UInt64(third) << 32 | UInt64(fourth))
  }

  /// Two groups of four digits that a hyphen parts.
  @inline(__always)
  private static func join(_ bytes: ByteView, _ left: Int, _ right: Int) -> UInt64 {
    UInt64(bytes.load(left, as: UInt32.self)) | UInt64(bytes.load(right, as: UInt32.self)) << 32
  }

  /// The moment inside it, in Unix milliseconds.
  public var milliseconds: Int64 { Int64(high >> 16) }

  /// Random bits that count one on from those in here, for the next of several identifiers that are made together
  /// (RFC 9562, section 6.2, method 2); after the last of them comes the first.
  public var nextRandom: RandomBits { RandomBits(high: high & 0x0FFF, low: low &+ 1) }

  /// Whether this one's random bits count one on from another's.
  public func countsOn(from other: UUIDv7) -> Bool {
    let next = UUIDv7(at: .earliest, random: other.nextRandom)
    return high & 0x0FFF == next.high & 0x0FFF && low == next.low
  }

  /// The two halves in network order, for files that keep identifiers as bytes.
  public var words: (high: UInt64, low: UInt64) { (high, low) }

  @inlinable
  public static func < (left: Self, right: Self) -> Bool {
    left.high != right.high ? left.high < right.high : left.low < right.low
  }

  /// Appends the text form: 36 bytes.
  public func write(to bytes: inout [UInt8]) {
    let second = Hex.digits(UInt32(truncatingIfNeeded: high))
    let third = Hex.digits(UInt32(truncatingIfNeeded: low >> 32))
    Hex.append(Hex.digits(UInt32(truncatingIfNeeded: high >> 32)), to: &bytes)
    bytes.append(UInt8(ascii: "-"))
    Hex.append(UInt32(truncatingIfNeeded: second), to: &bytes)
    bytes.append(UInt8(ascii: "-"))
    Hex.append(UInt32(truncatingIfNeeded: second >> 32), to: &bytes)
    bytes.append(UInt8(ascii: "-"))
    Hex.append(UInt32(truncatingIfNeeded: third), to: &bytes)
    bytes.append(UInt8(ascii: "-"))
    Hex.append(UInt32(truncatingIfNeeded: third >> 32), to: &bytes)
    Hex.append(Hex.digits(UInt32(truncatingIfNeeded: low)), to: &bytes)
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
