/// Well-formed UTF-8 (Unicode 16, table 3-7): no overlong forms, no surrogates, nothing past U+10FFFF.
enum UTF8Form {
  /// The bytes of the well-formed sequence of two or more that starts at `position`; nil where there is none.
  static func length(_ bytes: ByteView, at position: Int) -> Int? {
    let first = bytes[position]
    let count: Int
    var second: ClosedRange<UInt8> = 0x80...0xBF
    switch first {
    case 0xC2...0xDF: count = 2
    case 0xE0: (count, second) = (3, 0xA0...0xBF)
    case 0xE1...0xEC, 0xEE...0xEF: count = 3
    case 0xED: (count, second) = (3, 0x80...0x9F)
    case 0xF0: (count, second) = (4, 0x90...0xBF)
    case 0xF1...0xF3: count = 4
    case 0xF4: (count, second) = (4, 0x80...0x8F)
    default: return nil
    }
    guard bytes.count - position >= count, second.contains(bytes[position + 1]) else { return nil }
    for offset in 2..<max(count, 2) where bytes[position + offset] & 0xC0 != 0x80 { return nil }
    return count
  }
}
