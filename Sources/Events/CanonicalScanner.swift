/// Walks over JSON text and stops at the first byte that RFC 8785 (with integers only) would not write.
///
/// It builds nothing: event lines keep their own bytes, so all that is asked is where a value ends and
/// whether it stands there in its one right form. Iterative, within ``depthLimit``.
struct CanonicalScanner {
  /// Levels of objects and arrays in an event line, the line itself being the first.
  static let depthLimit = 16
  /// ±(2^53 − 1): what every JSON reader in the world holds exactly (RFC 8259, section 6).
  static let integerLimit: Int64 = 9_007_199_254_740_991

  let bytes: ByteView
  var position: Int

  init(_ bytes: ByteView, at position: Int = 0) {
    self.bytes = bytes
    self.position = position
  }

  var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  /// Steps over an expected piece of text.
  mutating func take(_ text: StaticString) -> Bool {
    guard bytes.has(text, at: position) else { return false }
    position += text.utf8CodeUnitCount
    return true
  }

  /// Steps over an integer without sign of zero, leading zeros, fraction or exponent; its value.
  mutating func integer() -> Int64? {
    let negative = next == UInt8(ascii: "-")
    if negative { position += 1 }
    let start = position
    var value: Int64 = 0
    while let digit = next, digit >= UInt8(ascii: "0"), digit <= UInt8(ascii: "9") {
      guard position - start < 16 else { return nil }
      value = value * 10 + Int64(digit - UInt8(ascii: "0"))
      position += 1
    }
    guard position > start, value <= Self.integerLimit else { return nil }
    if bytes[start] == UInt8(ascii: "0"), position - start > 1 || negative { return nil }
    return negative ? -value : value
  }

  /// Steps over a string with its quotes; the range between them.
  mutating func string() -> Range<Int>? {
    guard next == UInt8(ascii: "\"") else { return nil }
    position += 1
    let start = position
    while true {
      position += bytes.plainBytes(from: position)
      guard let byte = next else { return nil }
      if byte == UInt8(ascii: "\"") {
        position += 1
        return start..<(position - 1)
      }
      if byte == UInt8(ascii: "\\") {
        guard escape() else { return nil }
      } else {
        guard byte >= 0x80, let length = UTF8Form.length(bytes, at: position) else { return nil }
        position += length
      }
    }
  }

  /// Steps over a string that is a lower-case UUIDv7; stays where it is before any other.
  @inline(__always)
  mutating func uuid() -> UUIDv7? {
    let quote = UInt8(ascii: "\"")
    let text = (position + 1)..<(position + 1 + UUIDv7.textLength)
    guard text.upperBound < bytes.count, bytes[position] == quote, bytes[text.upperBound] == quote,
      let id = UUIDv7(text: bytes, at: text)
    else { return nil }
    position = text.upperBound + 1
    return id
  }

  /// Steps over a string that is 32 lower-case hex digits.
  @inline(__always)
  mutating func fingerprint() -> Fingerprint? {
    let quote = UInt8(ascii: "\"")
    let text = (position + 1)..<(position + 1 + Fingerprint.textLength)
    guard text.upperBound < bytes.count, bytes[position] == quote, bytes[text.upperBound] == quote,
      let value = Fingerprint(text: bytes, at: text)
    else { return nil }
    position = text.upperBound + 1
    return value
  }

  /// One of the seven short escapes, or `\u00` with lower-case hex for a control character without one.
  private mutating func escape() -> Bool {
    guard bytes.count - position >= 2 else { return false }
    switch bytes[position + 1] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "b"), UInt8(ascii: "f"),
      UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      position += 2
      return true
    case UInt8(ascii: "u"):
      guard bytes.count - position >= 6, bytes[position + 2] == UInt8(ascii: "0"),
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

  /// What ``object(depth:refusing:)`` is inside of, outermost first.
  private struct Levels {
    private var all = InlineArray<16, Level>(repeating: Level())
    private(set) var count = 0

    struct Level {
      var isObject = false
      var key: Range<Int>?
    }

    var last: Level {
      get { all[count - 1] }
      set { all[count - 1] = newValue }
    }

    mutating func enter(isObject: Bool) {
      count += 1
      last = Level(isObject: isObject)
    }

    mutating func leave() { count -= 1 }
  }

  /// Steps over an object in canonical form that itself stands on level `depth`.
  ///
  /// - Parameter forbidden: a key that may not stand in it at any depth.
  mutating func object(depth: Int, refusing forbidden: StaticString? = nil) -> Bool {
    guard next == UInt8(ascii: "{") else { return false }
    var levels = Levels()
    repeat {
      guard value(&levels, depth: depth, refusing: forbidden) else { return false }
      while levels.count > 0, next == UInt8(ascii: levels.last.isObject ? "}" : "]") {
        position += 1
        levels.leave()
      }
      guard levels.count > 0 else { return true }
      guard next == UInt8(ascii: ",") else { return false }
      position += 1
      if levels.last.isObject { guard key(&levels, refusing: forbidden) else { return false } }
    } while true
  }

  /// One scalar, or the opening of an object or array with its first key; null is never written.
  private mutating func value(_ levels: inout Levels, depth: Int, refusing forbidden: StaticString?) -> Bool {
    while let byte = next {
      switch byte {
      case UInt8(ascii: "\""): return string() != nil
      case UInt8(ascii: "t"): return take("true")
      case UInt8(ascii: "f"): return take("false")
      case UInt8(ascii: "{"):
        guard depth + levels.count <= Self.depthLimit else { return false }
        position += 1
        levels.enter(isObject: true)
        if next == UInt8(ascii: "}") { return true }
        guard key(&levels, refusing: forbidden) else { return false }
      case UInt8(ascii: "["):
        guard depth + levels.count <= Self.depthLimit else { return false }
        position += 1
        levels.enter(isObject: false)
        if next == UInt8(ascii: "]") { return true }
      default: return integer() != nil
      }
    }
    return false
  }

  /// A key after the one before it in order of UTF-16, and its colon.
  private mutating func key(_ levels: inout Levels, refusing forbidden: StaticString?) -> Bool {
    guard let key = string(), next == UInt8(ascii: ":") else { return false }
    position += 1
    if let forbidden, stands(forbidden, in: key) { return false }
    if let before = levels.last.key, !JSONText.key(bytes, before, precedes: key) { return false }
    levels.last.key = key
    return true
  }

  private func stands(_ text: StaticString, in range: Range<Int>) -> Bool {
    range.count == text.utf8CodeUnitCount && bytes.has(text, at: range.lowerBound)
  }
}
