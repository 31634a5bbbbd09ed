/// Where a terminal listens: `tv.local:7400`, `192.168.1.20:7400`, `[::1]:7400`.
public struct PeerAddress: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// A name or an IP address; that of IPv6 without its brackets.
  public let host: String
  public let port: UInt16

  /// The longest name that DNS has (RFC 1035, section 2.3.4).
  public static let hostBytesLimit = 253

  public init(host: String, port: UInt16) {
    self.host = host
    self.port = port
  }

  /// Reads `HOST:PORT`; nil for anything else. An IPv6 address stands in brackets. Port 0 lets the system choose
  /// where one listens.
  public init?(_ text: String) {
    guard let colon = text.utf8.lastIndex(of: UInt8(ascii: ":")) else { return nil }
    var host = text[..<colon]
    let digits = text[text.utf8.index(after: colon)...]
    guard (1...5).contains(digits.utf8.count), digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
      let port = UInt16(digits)
    else { return nil }
    if host.utf8.first == UInt8(ascii: "["), host.utf8.last == UInt8(ascii: "]") {
      host = host.dropFirst().dropLast()
      guard host.utf8.contains(UInt8(ascii: ":")) else { return nil }
    } else {
      guard !host.utf8.contains(UInt8(ascii: ":")) else { return nil }
    }
    guard (1...Self.hostBytesLimit).contains(host.utf8.count),
      host.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
    else { return nil }
    self.init(host: String(host), port: port)
  }

  public var description: String {
    host.utf8.contains(UInt8(ascii: ":")) ? "[\(host)]:\(port)" : "\(host):\(port)"
  }

  public static func < (left: Self, right: Self) -> Bool {
    left.host != right.host
      ? left.host.utf8.lexicographicallyPrecedes(right.host.utf8) : left.port < right.port
  }
}
