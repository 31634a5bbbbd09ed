import Events

/// An amount in a currency's minor unit (cents, pence, fen), within ±(2^53 − 1).
///
/// Sums are asked for and may be refused; nothing wraps around and nothing traps.
public struct Money: Hashable, Comparable, Sendable {
  public let minor: Int64

  /// What every JSON reader holds exactly.
  public static let limit: Int64 = 9_007_199_254_740_991
  public static let zero = Money(unchecked: 0)

  /// Takes an amount in minor units; nil outside the limit.
  public init?(minor: Int64) {
    guard minor.magnitude <= Self.limit.magnitude else { return nil }
    self.minor = minor
  }

  private init(unchecked minor: Int64) { self.minor = minor }

  public static func < (left: Self, right: Self) -> Bool { left.minor < right.minor }

  /// The sum; nil where it would leave the limit.
  public func adding(_ other: Money) -> Money? {
    // Two amounts within 2^53 can't leave 64 bits.
    Money(minor: minor + other.minor)
  }

  /// `count` times this amount; nil where that is beyond the limit.
  public func times(_ count: Int64) -> Money? {
    let (product, overflow) = minor.multipliedReportingOverflow(by: count)
    return overflow ? nil : Money(minor: product)
  }

  public var negated: Money { Money(unchecked: -minor) }
}

/// A currency by its ISO 4217 code, and how many digits stand after its decimal point.
public struct Currency: Hashable, Sendable {
  private let unit: MinorUnit

  public var code: ExactString { unit.code }
  public var decimals: Int { unit.digits }

  /// Takes three capital letters; nil for anything else.
  public init?(_ code: String) {
    guard let unit = MinorUnit(of: code) else { return nil }
    self.unit = unit
  }

  /// The most digits that an amount may have: more is a slip of the finger.
  private static let digitsLimit = 12

  /// Reads an amount as people write it in the major unit, `12.50`, `12,50` or `12`; nil for signs, more decimals than
  /// the currency has, marks between thousands, or more than twelve digits.
  public func amount(_ text: String) -> Money? {
    let parts = text.utf8.split(omittingEmptySubsequences: false) {
      $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ",")
    }
    guard (1...2).contains(parts.count), !parts[0].isEmpty else { return nil }
    let fraction = parts.count == 2 ? Array(parts[1]) : []
    guard parts.count == 1 || (1...max(decimals, 1)).contains(fraction.count), fraction.count <= decimals
    else {
      return nil
    }
    let digits = Array(parts[0]) + fraction + [UInt8](repeating: 0x30, count: decimals - fraction.count)
    guard digits.count <= Self.digitsLimit, digits.allSatisfy({ (0x30...0x39).contains($0) }) else {
      return nil
    }
    return Money(minor: digits.reduce(0) { $0 * 10 + Int64($1 - 0x30) })
  }

  /// The amount in the major unit, without the currency's name.
  public func text(_ money: Money) -> String { unit.text(money.minor) }
}
