/// The text forms of RFC 8785: strings with as few escapes as can be, keys in order of their UTF-16 units.
public enum JSONText {
  /// Appends a string with its quotes.
  public static func write(_ text: String, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    let isWritten: Void? = text.utf8.withContiguousStorageIfAvailable { write($0, to: &bytes) }
    if isWritten == nil { Array(text.utf8).withUnsafeBufferPointer { write($0, to: &bytes) } }
    bytes.append(UInt8(ascii: "\""))
  }

  /// Runs that need no escape go over whole.
  private static func write(_ text: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]) {
    var start = 0
    for place in text.indices {
      let byte = text[place]
      if byte >= 0x20, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") { continue }
      bytes.append(contentsOf: text[start..<place])
      writeEscape(byte, to: &bytes)
      start = place + 1
    }
    bytes.append(contentsOf: text[start...])
  }

  /// Appends an integer in decimal.
  public static func write(_ number: Int64, to bytes: inout [UInt8]) {
    if number < 0 { bytes.append(UInt8(ascii: "-")) }
    var scale: UInt64 = 1
    while number.magnitude / scale >= 10 { scale *= 10 }
    while scale > 0 {
      bytes.append(UInt8(ascii: "0") + UInt8(number.magnitude / scale % 10))
      scale /= 10
    }
  }

  /// The text between two quotes that ``CanonicalScanner`` or ``JSONParser`` has found well-formed.
  static func unescaped(_ bytes: ByteView, _ range: Range<Int>) -> String {
    guard bytes.part(range).contains(UInt8(ascii: "\\")) else {
      return String(decoding: bytes.part(range), as: UTF8.self)
    }
    var text: [UInt8] = []
    var position = range.lowerBound
    while position < range.upperBound {
      guard bytes[position] == UInt8(ascii: "\\") else {
        text.append(bytes[position])
        position += 1
        continue
      }
      let mark = bytes[position + 1]
      if mark == UInt8(ascii: "u") {
        text.append(hexValue(bytes, position + 4) << 4 | hexValue(bytes, position + 5))
        position += 6
      } else {
        text.append(shortEscapes.first { $0.mark == mark }?.byte ?? mark)
        position += 2
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// Whether one key, as it stands escaped between its quotes, comes before another: by UTF-16 unit.
  ///
  /// The first bytes that differ decide, unless they or what stands before them is an escape, or a character past
  /// U+D7FF begins there: then UTF-8 and UTF-16 part ways.
  static func key(_ bytes: ByteView, _ left: Range<Int>, precedes right: Range<Int>) -> Bool {
    for offset in 0..<min(left.count, right.count) {
      let (one, other) = (bytes[left.lowerBound + offset], bytes[right.lowerBound + offset])
      let isEscape = one == UInt8(ascii: "\\") || other == UInt8(ascii: "\\")
      if isEscape || one != other && max(one, other) >= 0xEE {
        return precedes(unescaped(bytes, left), unescaped(bytes, right))
      }
      if one != other { return one < other }
    }
    return left.count < right.count
  }

  /// Order of keys in RFC 8785, section 3.2.3.
  public static func precedes(_ left: String, _ right: String) -> Bool {
    left.utf16.lexicographicallyPrecedes(right.utf16)
  }

  private static let shortEscapes: [(mark: UInt8, byte: UInt8)] = [
    (UInt8(ascii: "b"), 0x08), (UInt8(ascii: "t"), 0x09), (UInt8(ascii: "n"), 0x0A),
    (UInt8(ascii: "f"), 0x0C), (UInt8(ascii: "r"), 0x0D), (UInt8(ascii: "\""), 0x22),
    (UInt8(ascii: "\\"), 0x5C),
  ]

  private static func writeEscape(_ byte: UInt8, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\\"))
    if let short = shortEscapes.first(where: { $0.byte == byte }) {
      bytes.append(short.mark)
    } else {
      bytes += Array("u00".utf8)
      Hex.write(UInt64(byte), digits: 2, to: &bytes)
    }
  }

  private static func hexValue(_ bytes: ByteView, _ position: Int) -> UInt8 {
    Hex.value(ofLowerCase: bytes[position]) ?? 0
  }
}
