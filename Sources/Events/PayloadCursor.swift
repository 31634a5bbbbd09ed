/// Steps through the bytes of a payload whose form was checked before: keys, values, elements of lists.
struct PayloadCursor {
  var scanner: CanonicalScanner

  init(_ bytes: ByteView, at position: Int) { scanner = CanonicalScanner(bytes, at: position) }

  private var next: UInt8? { scanner.next }

  /// Steps over keys before `key`; true when its value stands here.
  mutating func seek(_ key: StaticString) -> Bool {
    while let byte = next {
      if byte == UInt8(ascii: ",") { scanner.position += 1 }
      guard next == UInt8(ascii: "\"") else { return false }
      let start = scanner.position + 1
      switch compare(key, at: start) {
      case .here:
        scanner.position = start + key.utf8CodeUnitCount + 2
        return true
      case .later:
        skipString()
        scanner.position += 1
        skipValue()
      case .passed:
        return false
      }
    }
    return false
  }

  private enum Comparison { case here, later, passed }

  /// Compares the key that stands at `start` with the one that is looked for, which is plain ASCII without escapes.
  ///
  /// A key with characters past ASCII is another one, and its bytes sort behind ASCII as they should. A key with an
  /// escape is another one too, and is stepped over: what is looked for has no quote, backslash or control character.
  private func compare(_ key: StaticString, at start: Int) -> Comparison {
    let wanted = StaticKey(key).bytes
    for offset in 0..<wanted.count {
      let found = scanner.bytes[start + offset]
      if found == wanted[offset] { continue }
      if found == UInt8(ascii: "\"") || found == UInt8(ascii: "\\") { return .later }
      return found < wanted[offset] ? .later : .passed
    }
    return scanner.bytes[start + wanted.count] == UInt8(ascii: "\"") ? .here : .passed
  }

  /// The text between the quotes of the string that stands here; nil where something else does. Steps over it.
  mutating func string() -> Range<Int>? {
    guard next == UInt8(ascii: "\"") else {
      skipValue()
      return nil
    }
    let start = scanner.position + 1
    skipString()
    return start..<(scanner.position - 1)
  }

  /// Steps into a list; over whatever else stands here.
  mutating func enterList() -> Bool {
    guard next == UInt8(ascii: "[") else {
      skipValue()
      return false
    }
    scanner.position += 1
    return true
  }

  /// Steps over the comma before an element, or over the end of the list.
  mutating func isBeforeElement() -> Bool {
    if next == UInt8(ascii: ",") { scanner.position += 1 }
    guard next != UInt8(ascii: "]") else {
      scanner.position += 1
      return false
    }
    return true
  }

  /// Steps out of the object that it is in.
  mutating func leave() {
    while next == UInt8(ascii: ",") || next == UInt8(ascii: "\"") {
      if next == UInt8(ascii: ",") { scanner.position += 1 }
      skipString()
      scanner.position += 1
      skipValue()
    }
    scanner.position += 1
  }

  /// Steps over one value; its form was checked before, so counting brackets is enough.
  mutating func skipValue() {
    var depth = 0
    while let byte = next {
      switch byte {
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
      scanner.position += 1
    }
  }

  private mutating func skipString() {
    scanner.position += 1
    while true {
      scanner.position += scanner.bytes.plainBytes(from: scanner.position)
      switch next {
      case nil: return
      case UInt8(ascii: "\""):
        scanner.position += 1
        return
      case UInt8(ascii: "\\"): scanner.position += 2
      default: scanner.position += 1
      }
    }
  }
}
