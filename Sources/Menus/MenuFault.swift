import Events

/// Why a menu document was refused: what is wrong, and where. Nothing of it is kept.
public struct MenuFault: Error, Hashable, Sendable {
  /// The place in the document; nil where the text is no JSON, or where it is the document as a whole.
  public let path: MenuPath?
  /// The line of the text, counted from 1; nil where the document did not come from a text.
  public let line: Int?
  /// The letter of that line, counted from 1; nil where the line is enough.
  public let column: Int?
  /// What is wrong there.
  public let reason: String

  init(_ path: MenuPath?, line: Int? = nil, column: Int? = nil, _ reason: String) {
    self.path = path
    self.line = line
    self.column = column
    self.reason = reason
  }

  /// One sentence that names the file, the line, the place and what is wrong.
  public func sentence(file: String) -> String {
    let place = [
      line.map { "line \($0)" }, column.map { "column \($0)" }, path.map(\.description),
    ].compactMap { $0 }
    return ([file] + place).joined(separator: ", ") + ": " + reason
  }
}

/// The way to a value in a document: `sections[2].items[0].price`.
public struct MenuPath: Hashable, Sendable, CustomStringConvertible {
  enum Step: Hashable, Sendable {
    case key(String)
    case index(Int)
  }

  let steps: [Step]

  static let root = MenuPath(steps: [])

  func key(_ name: String) -> MenuPath { MenuPath(steps: steps + [.key(name)]) }

  func index(_ number: Int) -> MenuPath { MenuPath(steps: steps + [.index(number)]) }

  /// What JSON path users write; the root is called the document.
  public var description: String {
    var text = ""
    for step in steps {
      switch step {
      case .key(let name): text += text.isEmpty ? name : "." + name
      case .index(let number): text += "[\(number)]"
      }
    }
    return text.isEmpty ? "the document" : text
  }
}

/// Finds where a value stands in a text that ``JSONParser`` has read, so that a fault can name its line.
struct JSONPlace {
  private let bytes: [UInt8]
  private var position = 0

  /// The line of a byte, counted from 1.
  static func line(of offset: Int, in bytes: [UInt8]) -> Int {
    1 + bytes[..<min(offset, bytes.count)].count { $0 == UInt8(ascii: "\n") }
  }

  /// Where a byte stands in its line, counted from 1 in letters.
  static func column(of offset: Int, in bytes: [UInt8]) -> Int {
    let line = bytes[..<min(offset, bytes.count)].reversed().prefix { $0 != UInt8(ascii: "\n") }
    return 1 + line.count { $0 & 0xC0 != 0x80 }
  }

  /// The comma before a closing bracket or brace, with nothing but blanks between; nil where none stands there.
  static func commaTooMany(before offset: Int, in bytes: [UInt8]) -> Int? {
    guard offset < bytes.count, bytes[offset] == UInt8(ascii: "}") || bytes[offset] == UInt8(ascii: "]")
    else { return nil }
    let blanks: [UInt8] = [0x20, 0x0A, 0x0D, 0x09]
    let last = bytes[..<offset].lastIndex { !blanks.contains($0) }
    return last.flatMap { bytes[$0] == UInt8(ascii: ",") ? $0 : nil }
  }

  /// The line where the value at `path` begins, or the last one on the way to it where it is missing.
  static func line(of path: MenuPath, in bytes: [UInt8]) -> Int {
    var place = JSONPlace(bytes: bytes)
    for step in path.steps {
      place.skipBlanks()
      let before = place.position
      guard place.enter(step) else {
        place.position = before
        break
      }
    }
    place.skipBlanks()
    return line(of: place.position, in: bytes)
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func skipBlanks() {
    while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
  }

  /// Steps from the start of an object or array to the start of one of its values.
  private mutating func enter(_ step: MenuPath.Step) -> Bool {
    let opening: Unicode.Scalar =
      switch step {
      case .key: "{"
      case .index: "["
      }
    guard next == UInt8(ascii: opening) else { return false }
    position += 1
    var number = 0
    while let byte = next {
      skipBlanks()
      if byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]") { return false }
      switch step {
      case .key(let name):
        let isWanted = readKey() == name
        if isWanted { return true }
      case .index(let wanted):
        if number == wanted { return true }
        number += 1
      }
      skipValue()
      skipBlanks()
      if next == UInt8(ascii: ",") { position += 1 } else { return false }
    }
    return false
  }

  /// Reads a key and its colon; keys with escapes are compared as they stand, so they only cost precision.
  private mutating func readKey() -> String {
    let start = position + 1
    skipString()
    let key = String(decoding: bytes[start..<max(start, position - 1)], as: UTF8.self)
    skipBlanks()
    if next == UInt8(ascii: ":") { position += 1 }
    skipBlanks()
    return key
  }

  private mutating func skipString() {
    position += 1
    while let byte = next, byte != UInt8(ascii: "\"") {
      position += byte == UInt8(ascii: "\\") ? 2 : 1
    }
    position += 1
  }

  private mutating func skipValue() {
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
      case UInt8(ascii: ",") where depth == 0: return
      default: break
      }
      position += 1
    }
  }
}
