/// Walks over JSON text and stops at the first byte that RFC 8785 (with integers only) would not write.
///
/// It builds nothing: event lines keep their own bytes, so all that is asked is where a value ends and
/// whether it stands there in its one right form. Iterative, within ``depthLimit``.
struct CanonicalScanner {
  /// Levels of objects and arrays in an event line, the line itself being the first.
  static let depthLimit = 16
  /// ±(2^53 − 1): what every JSON reader in the world holds exactly (RFC 8259, section 6).
  static let integerLimit: Int64 = 9_007_199_254_740_991

  let bytes: [UInt8]
  let end: Int
  var position: Int

  init(_ bytes: [UInt8], _ range: Range<Int>) {
    self.bytes = bytes
    position = range.lowerBound
    end = range.upperBound
  }

  var next: UInt8? { position < end ? bytes[position] : nil }

  /// Steps over an expected piece of text.
  mutating func take(_ text: StaticString) -> Bool {
    let count = text.utf8CodeUnitCount
    guard end - position >= count else { return false }
    let start = text.utf8Start
    for offset in 0..<count where bytes[position + offset] != start[offset] { return false }
    position += count
    return true
  }

  /// Steps over an integer without sign of zero, leading zeros, fraction or exponent; its value.
  mutating func integer() -> Int64? {
    let negative = take("-")
    let start = position
    var value: Int64 = 0
    while position < end, bytes[position] >= UInt8(ascii: "0"), bytes[position] <= UInt8(ascii: "9") {
      guard position - start < 16 else { return nil }
      value = value * 10 + Int64(bytes[position] - UInt8(ascii: "0"))
      position += 1
    }
    guard position > start, value <= Self.integerLimit else { return nil }
    if bytes[start] == UInt8(ascii: "0"), position - start > 1 || negative { return nil }
    return negative ? -value : value
  }

  /// Steps over a string with its quotes; the range between them.
  mutating func string() -> Range<Int>? {
    guard take("\"") else { return nil }
    let start = position
    while position < end {
      let byte = bytes[position]
      if byte == UInt8(ascii: "\"") {
        position += 1
        return start..<(position - 1)
      }
      if byte == UInt8(ascii: "\\") {
        guard escape() else { return nil }
      } else if byte >= 0x80 {
        guard let length = UTF8Form.length(bytes, at: position, end: end) else { return nil }
        position += length
      } else {
        guard byte >= 0x20 else { return nil }
        position += 1
      }
    }
    return nil
  }

  /// One of the seven short escapes, or `\u00` with lower-case hex for a control character without one.
  private mutating func escape() -> Bool {
    guard end - position >= 2 else { return false }
    switch bytes[position + 1] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "b"), UInt8(ascii: "f"),
      UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      position += 2
      return true
    case UInt8(ascii: "u"):
      guard end - position >= 6, bytes[position + 2] == UInt8(ascii: "0"),
        bytes[position + 3] == UInt8(ascii: "0"),
        let high = Hex.value(ofLowerCase: bytes[position + 4]), high < 2,
        let low = Hex.value(ofLowerCase: bytes[position + 5])
      else { return false }
      let control = high << 4 | low
      guard ![0x08, 0x09, 0x0A, 0x0C, 0x0D].contains(control) else { return false }
      position += 6
      return true
    default:
      return false
    }
  }

  /// What ``object(depth:refusing:)`` is inside of.
  private struct Level {
    let isObject: Bool
    var key: Range<Int>?
  }

  /// Steps over an object in canonical form that itself stands on level `depth`.
  ///
  /// - Parameter forbidden: a key that may not stand in it at any depth.
  mutating func object(depth: Int, refusing forbidden: StaticString? = nil) -> Bool {
    guard next == UInt8(ascii: "{") else { return false }
    var levels: [Level] = []
    repeat {
      guard value(&levels, depth: depth, refusing: forbidden) else { return false }
      while let level = levels.last, next == UInt8(ascii: level.isObject ? "}" : "]") {
        position += 1
        levels.removeLast()
      }
      if let level = levels.last {
        guard take(",") else { return false }
        if level.isObject { guard key(&levels, refusing: forbidden) else { return false } }
      }
    } while !levels.isEmpty
    return true
  }

  /// One scalar, or the opening of an object or array with its first key; null is never written.
  private mutating func value(_ levels: inout [Level], depth: Int, refusing forbidden: StaticString?) -> Bool
  {
    while position < end {
      switch bytes[position] {
      case UInt8(ascii: "\""): return string() != nil
      case UInt8(ascii: "t"): return take("true")
      case UInt8(ascii: "f"): return take("false")
      case UInt8(ascii: "{"):
        guard depth + levels.count <= Self.depthLimit else { return false }
        position += 1
        levels.append(Level(isObject: true))
        if next == UInt8(ascii: "}") { return true }
        guard key(&levels, refusing: forbidden) else { return false }
      case UInt8(ascii: "["):
        guard depth + levels.count <= Self.depthLimit else { return false }
        position += 1
        levels.append(Level(isObject: false))
        if next == UInt8(ascii: "]") { return true }
      default: return integer() != nil
      }
    }
    return false
  }

  /// A key after the one before it in order of UTF-16, and its colon.
  private mutating func key(_ levels: inout [Level], refusing forbidden: StaticString?) -> Bool {
    guard let key = string(), take(":") else { return false }
    if let forbidden, stands(forbidden, in: key) { return false }
    let last = levels.count - 1
    if let before = levels[last].key, !JSONText.key(bytes, before, precedes: key) { return false }
    levels[last].key = key
    return true
  }

  private func stands(_ text: StaticString, in range: Range<Int>) -> Bool {
    guard range.count == text.utf8CodeUnitCount else { return false }
    for offset in 0..<range.count where bytes[range.lowerBound + offset] != text.utf8Start[offset] {
      return false
    }
    return true
  }
}
