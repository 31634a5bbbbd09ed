/// Reads an object of a line that ``EventDecoder`` has passed, key after key in ascending order.
///
/// Ask for keys in their order: each look-up goes on from the last one, so that a payload is walked once. A value
/// of another kind than asked for, or one missing where it must stand, makes the whole payload unsound.
public struct PayloadReader {
  private let bytes: [UInt8]
  private var position: Int
  /// False once a value was not what it must be: such an event makes no sense and has no effect.
  public private(set) var isSound = true

  init(_ bytes: [UInt8], _ range: Range<Int>) {
    self.bytes = bytes
    position = range.isEmpty ? bytes.count : range.lowerBound + 1
  }

  /// An integer, nil where the key is absent.
  public mutating func int(_ key: StaticString) -> Int64? {
    guard seek(key) else { return nil }
    return check(integer())
  }

  public mutating func bool(_ key: StaticString) -> Bool? {
    guard seek(key) else { return nil }
    let truth: Bool? =
      switch bytes[position] {
      case UInt8(ascii: "t"): true
      case UInt8(ascii: "f"): false
      default: nil
      }
    skipValue()
    return check(truth)
  }

  public mutating func text(_ key: StaticString) -> String? {
    guard seek(key) else { return nil }
    return check(stringRange().map { JSONText.unescaped(bytes, $0) })
  }

  public mutating func exact(_ key: StaticString) -> ExactString? { text(key).map { ExactString($0) } }

  public mutating func uuid(_ key: StaticString) -> UUIDv7? {
    guard seek(key) else { return nil }
    return check(stringRange().flatMap { UUIDv7(text: bytes, at: $0) })
  }

  public mutating func identifier<Subject>(_ key: StaticString) -> Identifier<Subject>? {
    uuid(key).map { Identifier($0) }
  }

  public mutating func time(_ key: StaticString) -> Timestamp? {
    guard seek(key) else { return nil }
    return check(stringRange().flatMap { Timestamp(text: bytes, at: $0) })
  }

  public mutating func texts(_ key: StaticString) -> [String]? {
    guard seek(key) else { return nil }
    return elements { reader in reader.stringRange().map { JSONText.unescaped(reader.bytes, $0) } }
  }

  /// A list of objects, each read by `read`; unsound where one of them is.
  public mutating func objects<Value>(
    _ key: StaticString, _ read: (inout PayloadReader) -> Value?
  ) -> [Value]? {
    guard seek(key) else { return nil }
    return elements { reader in
      guard reader.bytes[reader.position] == UInt8(ascii: "{") else {
        reader.skipValue()
        return nil
      }
      var inner = PayloadReader(reader.bytes, reader.position..<reader.bytes.count)
      let value = read(&inner)
      reader.skipValue()
      return inner.isSound ? value : nil
    }
  }

  /// A whole document.
  public mutating func json(_ key: StaticString) -> JSON? {
    guard seek(key) else { return nil }
    let start = position
    skipValue()
    return check(try? JSONParser.parse(Array(bytes[start..<position])))
  }

  /// Says that what was read makes no sense.
  public mutating func refuse() { isSound = false }

  /// Whether something stands, which it must: the payload is unsound where it does not.
  public mutating func require<Value>(_ value: Value?) -> Value? { check(value) }

  private mutating func check<Value>(_ value: Value?) -> Value? {
    if value == nil { isSound = false }
    return value
  }

  /// Steps over keys before `key`; true when its value stands at `position`.
  private mutating func seek(_ key: StaticString) -> Bool {
    let wanted = StaticKey(key).bytes
    while position < bytes.count {
      if bytes[position] == UInt8(ascii: ",") { position += 1 }
      guard bytes[position] == UInt8(ascii: "\"") else { return false }
      let start = position + 1
      switch compare(wanted, at: start) {
      case .here:
        position = start + wanted.count + 2
        return true
      case .later:
        skipString()
        position += 1
        skipValue()
      case .passed:
        return false
      }
    }
    return false
  }

  private enum Comparison { case here, later, passed }

  /// Keys with escapes or characters past ASCII are nobody's that is asked for; their bytes still sort rightly
  /// against ASCII, except that an escaped quote, backslash or control character does not matter here.
  private func compare(_ wanted: UnsafeBufferPointer<UInt8>, at start: Int) -> Comparison {
    for (offset, byte) in wanted.enumerated() {
      let found = bytes[start + offset]
      if found == byte { continue }
      if found == UInt8(ascii: "\"") || found == UInt8(ascii: "\\") { return .later }
      return found < byte ? .later : .passed
    }
    return bytes[start + wanted.count] == UInt8(ascii: "\"") ? .here : .passed
  }

  private mutating func integer() -> Int64? {
    var scanner = CanonicalScanner(bytes, position..<bytes.count)
    let value = scanner.integer()
    skipValue()
    return value
  }

  /// The text between the quotes of the string at `position`; steps over it.
  private mutating func stringRange() -> Range<Int>? {
    guard bytes[position] == UInt8(ascii: "\"") else {
      skipValue()
      return nil
    }
    let start = position + 1
    skipString()
    return start..<(position - 1)
  }

  private mutating func elements<Value>(_ read: (inout PayloadReader) -> Value?) -> [Value]? {
    guard bytes[position] == UInt8(ascii: "[") else {
      skipValue()
      return check(nil)
    }
    position += 1
    var values: [Value] = []
    while bytes[position] != UInt8(ascii: "]") {
      if bytes[position] == UInt8(ascii: ",") { position += 1 }
      guard let value = check(read(&self)) else { continue }
      values.append(value)
    }
    position += 1
    return isSound ? values : nil
  }

  private mutating func skipString() {
    position += 1
    while bytes[position] != UInt8(ascii: "\"") {
      position += bytes[position] == UInt8(ascii: "\\") ? 2 : 1
    }
    position += 1
  }

  /// Steps over one value; its form was checked before, so counting brackets is enough.
  private mutating func skipValue() {
    var depth = 0
    repeat {
      switch bytes[position] {
      case UInt8(ascii: "\""):
        skipString()
        continue
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        if depth == 0 { return }
        depth -= 1
      case UInt8(ascii: ","):
        if depth == 0 { return }
      default: break
      }
      position += 1
    } while position < bytes.count
  }
}
