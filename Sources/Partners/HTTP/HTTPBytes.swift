/// The alphabets of HTTP's heads, by bytes.
enum HTTPBytes {
  static let blank = UInt8(ascii: " ")
  static let tab = UInt8(ascii: "\t")
  static let carriageReturn = UInt8(ascii: "\r")
  static let lineFeed = UInt8(ascii: "\n")

  static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }

  private static func isHexDigit(_ byte: UInt8) -> Bool {
    isDigit(byte) || (0x61...0x66).contains(byte | 0x20)
  }

  private static let tokenMarks = Set("!#$%&'*+-.^_`|~".utf8)
  private static let pathMarks = Set("-._~!$&'()*+,;=:@/".utf8)
  private static let hostMarks = Set("-._~!$&'()*+,;=:[]%".utf8)

  /// `tchar` (RFC 9110, section 5.6.2): what names of methods and fields are made of.
  static func isToken(_ byte: UInt8) -> Bool { isLetter(byte) || isDigit(byte) || tokenMarks.contains(byte) }

  /// What a field's value may hold (section 5.5): visible bytes, those above ASCII, blanks and tabs.
  static func isValue(_ byte: UInt8) -> Bool { byte >= blank && byte != 0x7F || byte == tab }

  /// What stands in `Host` (RFC 3986, section 3.2.2): a name or an address, and a port. Somebody's name before it
  /// is not for here.
  static func isHost(_ byte: UInt8) -> Bool { isLetter(byte) || isDigit(byte) || hostMarks.contains(byte) }

  /// Whether a target is a path from the root with an optional query (RFC 9112, section 3.2.1).
  static func isPathAndQuery(_ target: ArraySlice<UInt8>) -> Bool {
    guard target.first == UInt8(ascii: "/") else { return false }
    var rest = target
    var isQuery = false
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "?"): isQuery = true
      case UInt8(ascii: "%"):
        guard rest.prefix(2).count == 2, rest.prefix(2).allSatisfy(isHexDigit) else { return false }
        rest = rest.dropFirst(2)
      case UInt8(ascii: "/") where isQuery: break
      default: guard isLetter(byte) || isDigit(byte) || pathMarks.contains(byte) else { return false }
      }
    }
    return true
  }

  /// Without blanks and tabs around it.
  static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    func isSpace(_ byte: UInt8) -> Bool { byte == blank || byte == tab }
    guard let last = bytes.lastIndex(where: { !isSpace($0) }) else { return [] }
    return bytes[...last].drop(while: isSpace)
  }

  /// ``trimmed(_:)`` as text.
  static func text(_ bytes: ArraySlice<UInt8>) -> String { String(decoding: trimmed(bytes), as: UTF8.self) }

  /// As text with A to Z in lower case.
  static func lowered(_ bytes: some Sequence<UInt8>) -> String {
    String(decoding: bytes.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
  }
}
