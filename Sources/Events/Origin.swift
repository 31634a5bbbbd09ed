/// The log that wrote an event: the terminal's name and eight hex digits that are new for each log.
public struct Origin: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The longest terminal name, in bytes.
  public static let terminalLimit = 31
  private static let digits = 8

  private let text: ExactString

  /// Reads `<terminal>-<8 hex>`, terminal being `[a-z][a-z0-9-]{0,30}`; nil for anything else.
  public init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count > Self.digits + 1 else { return nil }
    let hyphen = bytes.count - Self.digits - 1
    guard bytes[hyphen] == UInt8(ascii: "-"), Self.isTerminal(bytes[..<hyphen]),
      bytes[(hyphen + 1)...].allSatisfy({ Hex.value(ofLowerCase: $0) != nil })
    else { return nil }
    self.text = ExactString(text)
  }

  /// A new log of a terminal; nil where the name is none.
  public init?(terminal: String, random: UInt32) {
    var bytes = Array(terminal.utf8) + [UInt8(ascii: "-")]
    Hex.write(UInt64(random), digits: Self.digits, to: &bytes)
    self.init(String(decoding: bytes, as: UTF8.self))
  }

  /// Whether a text may name a terminal.
  public static func isTerminal(_ name: some Collection<UInt8>) -> Bool {
    guard let first = name.first, (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(first),
      name.count <= terminalLimit
    else { return false }
    return name.allSatisfy {
      switch $0 {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
        true
      default: false
      }
    }
  }

  /// The name of the terminal.
  public var terminal: String { String(text.string.dropLast(Self.digits + 1)) }

  public var description: String { text.string }

  public static func < (left: Self, right: Self) -> Bool { left.text < right.text }

  /// `prev` of this log's first event: it ties the chain to the venue and the log.
  public func chainStart(venue: String) -> Fingerprint {
    Fingerprint(of: Array("galley/1 \(venue)\n\(description)".utf8))
  }
}
