/// A text that is told apart by its bytes: names of tables, dishes, staff, settings and keys.
///
/// `String` takes é and e with an accent for the same; two terminals that agree on bytes must not.
public struct ExactString: Sendable {
  public let string: String

  @inlinable
  public init(_ string: String) { self.string = string }
}

extension ExactString: Hashable, Comparable {
  public static func == (left: Self, right: Self) -> Bool {
    left.string.utf8.count == right.string.utf8.count && left.string.utf8.elementsEqual(right.string.utf8)
  }

  /// By bytes, which for UTF-8 is by code point.
  public static func < (left: Self, right: Self) -> Bool {
    left.string.utf8.lexicographicallyPrecedes(right.string.utf8)
  }

  public func hash(into hasher: inout Hasher) {
    for byte in string.utf8 { hasher.combine(byte) }
    hasher.combine(0xFF as UInt8)
  }
}

extension ExactString: ExpressibleByStringLiteral, CustomStringConvertible {
  public init(stringLiteral value: String) { self.init(value) }
  public var description: String { string }
}
