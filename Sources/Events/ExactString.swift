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
    guard left.string.utf8.count == right.string.utf8.count else { return false }
    var (one, other) = (left.string, right.string)
    return one.withUTF8 { one in
      other.withUTF8 { ByteView.isSame(UnsafeRawBufferPointer(one), UnsafeRawBufferPointer($0)) }
    }
  }

  /// By bytes, which for UTF-8 is by code point.
  public static func < (left: Self, right: Self) -> Bool {
    left.string.utf8.lexicographicallyPrecedes(right.string.utf8)
  }

  public func hash(into hasher: inout Hasher) {
    var text = string
    text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    hasher.combine(0xFF as UInt8)
  }
}

extension ExactString: ExpressibleByStringLiteral, CustomStringConvertible {
  public init(stringLiteral value: String) { self.init(value) }
  public var description: String { string }
}
