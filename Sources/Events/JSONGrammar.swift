/// Whether bytes are JSON text at all (RFC 8259), in whatever form its author gave it, within bounds.
///
/// What stands here may have fractions, blanks and keys in any order: it is for telling what is no JSON from what is
/// only not canonical. Keys that stand twice, half surrogate pairs and malformed UTF-8 make it no JSON, since readers
/// differ over them. It builds nothing but the keys of the objects it is in.
public struct JSONGrammar {
  /// The longest number: more digits than any reader keeps, few enough to cost nothing.
  public static let numberBytesLimit = 64

  private let bytes: ByteView
  private var position: Int

  /// Whether one value fills `range`, blanks around it allowed, with at most `depthLimit` levels.
  public static func isText(_ bytes: [UInt8], _ range: Range<Int>, depthLimit: Int) -> Bool {
    ByteView.over(Array(bytes[range])) { view in
      var grammar = JSONGrammar(bytes: view, position: 0)
      guard grammar.value(levelsLeft: depthLimit) else { return false }
      return grammar.next == nil
    }
  }

  private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func skipBlanks() {
    while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
  }

  private mutating func take(_ text: StaticString) -> Bool {
    guard bytes.has(text, at: position) else { return false }
    position += text.utf8CodeUnitCount
    return true
  }

  /// A value and the blanks around it.
  private mutating func value(levelsLeft: Int) -> Bool {
    skipBlanks()
    let isValue: Bool
    switch next {
    case UInt8(ascii: "{"): isValue = levelsLeft > 0 && object(levelsLeft: levelsLeft - 1)
    case UInt8(ascii: "["): isValue = levelsLeft > 0 && array(levelsLeft: levelsLeft - 1)
    case UInt8(ascii: "\""): isValue = string() != nil
    case UInt8(ascii: "t"): isValue = take("true")
    case UInt8(ascii: "f"): isValue = take("false")
    case UInt8(ascii: "n"): isValue = take("null")
    default: isValue = number()
    }
    skipBlanks()
    return isValue
  }

  private mutating func object(levelsLeft: Int) -> Bool {
    position += 1
    var keys: Set<ExactString> = []
    skipBlanks()
    if take("}") { return true }
    while true {
      skipBlanks()
      guard let key = string(), keys.insert(key).inserted else { return false }
      skipBlanks()
      guard take(":"), value(levelsLeft: levelsLeft) else { return false }
      if take("}") { return true }
      guard take(",") else { return false }
    }
  }

  private mutating func array(levelsLeft: Int) -> Bool {
    position += 1
    skipBlanks()
    if take("]") { return true }
    while true {
      guard value(levelsLeft: levelsLeft) else { return false }
      if take("]") { return true }
      guard take(",") else { return false }
    }
  }

  private mutating func number() -> Bool {
    let start = position
    if next == UInt8(ascii: "-") { position += 1 }
    let first = position
    guard let count = digits(), count == 1 || bytes[first] != UInt8(ascii: "0") else { return false }
    if next == UInt8(ascii: ".") {
      position += 1
      guard digits() != nil else { return false }
    }
    if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
      position += 1
      if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { position += 1 }
      guard digits() != nil else { return false }
    }
    return position - start <= Self.numberBytesLimit
  }

  /// How many digits stand here; nil for none.
  private mutating func digits() -> Int? {
    let start = position
    while let byte = next, (0x30...0x39).contains(byte) { position += 1 }
    return position > start ? position - start : nil
  }

  /// A string with its quotes, and what it says.
  private mutating func string() -> ExactString? {
    let start = position
    guard take("\"") else { return nil }
    while let byte = next {
      switch byte {
      case UInt8(ascii: "\""):
        position += 1
        let whole = Array(bytes.part(start..<position))
        return (try? JSONParser.parse(whole))?.string.map { ExactString($0) }
      case UInt8(ascii: "\\"): position += 2
      default: position += 1
      }
    }
    return nil
  }
}

/// Finds where JSON values end without a look at what they say: for lines whose parts are checked elsewhere.
public enum JSONSkim {
  /// Behind the value that starts at `position`; nil where none does, or brackets or quotes stay open.
  ///
  /// The bytes that it steps over may be no JSON: the caller checks the parts.
  public static func end(of bytes: [UInt8], at position: Int) -> Int? {
    ByteView.over(bytes) { view in
      guard position < view.count else { return nil }
      switch view[position] {
      case UInt8(ascii: "\""): return stringEnd(view, at: position)
      case UInt8(ascii: "{"), UInt8(ascii: "["): return bracketEnd(view, at: position)
      default: return scalarEnd(view, at: position)
      }
    }
  }

  private static func bracketEnd(_ view: ByteView, at bracket: Int) -> Int? {
    var place = bracket
    var open = 0
    while place < view.count {
      switch view[place] {
      case UInt8(ascii: "\""):
        guard let end = stringEnd(view, at: place) else { return nil }
        place = end
        continue
      case UInt8(ascii: "{"), UInt8(ascii: "["): open += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"): open -= 1
      default: break
      }
      place += 1
      if open == 0 { return place }
    }
    return nil
  }

  private static func scalarEnd(_ view: ByteView, at start: Int) -> Int? {
    var place = start
    while place < view.count, !",:]}".utf8.contains(view[place]) { place += 1 }
    return place > start ? place : nil
  }

  private static func stringEnd(_ view: ByteView, at quote: Int) -> Int? {
    var place = quote + 1
    while true {
      place += view.plainBytes(from: place)
      guard place < view.count else { return nil }
      if view[place] == UInt8(ascii: "\"") { return place + 1 }
      place += view[place] == UInt8(ascii: "\\") ? 2 : 1
    }
  }
}
