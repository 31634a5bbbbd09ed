import Events

/// A JSON value of another program, with its line: of a menu on the web, in a till's catalog, or of what a recogniser
/// heard.
package struct ForeignValue {
  package enum Kind {
    case null
    case bool(Bool)
    /// As it stood: a price keeps its decimals, and `12.50` is not `12.5`.
    case number(String)
    case text(String)
    case list([ForeignValue])
    case object([Member])
  }

  package struct Member {
    package let key: String
    package let value: ForeignValue
  }

  package let kind: Kind
  /// Where it begins, counted from 1.
  let line: Int

  package var members: [Member] { if case .object(let members) = kind { members } else { [] } }

  var isObject: Bool { if case .object = kind { true } else { false } }

  /// A member of an object; nil where there is none or it is null.
  package subscript(key: String) -> ForeignValue? {
    guard let value = members.first(where: { $0.key == key })?.value else { return nil }
    if case .null = value.kind { return nil }
    return value
  }

  /// What stands for one or several: the values of a list, the value itself, or none.
  package var values: [ForeignValue] {
    switch kind {
    case .null: []
    case .list(let values): values
    case .bool, .number, .text, .object: [self]
    }
  }

  /// A text, or a number as it stood.
  package var text: String? {
    switch kind {
    case .text(let text), .number(let text): text
    case .null, .bool, .list, .object: nil
    }
  }

  var integer: Int64? { text.flatMap { Int64($0) } }

  package var isTrue: Bool {
    switch kind {
    case .bool(let truth): truth
    case .text(let text): text.lowercased() == "true"
    case .null, .number, .list, .object: false
    }
  }
}

/// Reads JSON text of other programs: with numbers of any form, and with the line of each value.
///
/// ``JSONParser`` knows integers alone, since galley writes no others. So each number becomes a text before it is
/// parsed, and what was one is remembered; with it the line of every value, found in the same pass.
package struct ForeignJSON {
  /// Keys of one object: they are looked up by going through them.
  private static let memberLimit = 500

  private let bytes: [UInt8]
  private var position = 0
  private var line = 1
  private var quoted: [UInt8] = []
  private var marks: [Mark] = []

  /// One value, in the order in which values begin.
  private struct Mark {
    let line: Int
    let isNumber: Bool
  }

  package static func read(_ bytes: [UInt8]) throws(MenuFault) -> ForeignValue {
    guard bytes.first(where: { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }) != UInt8(ascii: "<") else {
      throw MenuFault(
        nil,
        "this is a web page; save what stands in its <script type=\"application/ld+json\"> and import that")
    }
    var reader = ForeignJSON(bytes: bytes)
    reader.quoteNumbers()
    let json: JSON
    do {
      json = try JSONParser.parse(reader.quoted)
    } catch {
      let line = JSONPlace.line(of: error.offset, in: reader.quoted)
      let isComma = JSONPlace.commaTooMany(before: error.offset, in: reader.quoted) != nil
      throw MenuFault(nil, line: line, isComma ? "a comma too many: nothing follows it" : error.reason)
    }
    var next = 0
    return try reader.placed(json, &next)
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private mutating func quoteNumbers() {
    quoted.reserveCapacity(bytes.count + bytes.count / 8)
    while position < bytes.count {
      let byte = bytes[position]
      switch byte {
      case UInt8(ascii: "\""): takeString()
      case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): takeNumber()
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        marks.append(Mark(line: line, isNumber: false))
        take(1)
      case UInt8(ascii: "a")...UInt8(ascii: "z"):
        marks.append(Mark(line: line, isNumber: false))
        let word = bytes[position...].prefix { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) }
        take(word.count)
      default:
        if byte == UInt8(ascii: "\n") { line += 1 }
        take(1)
      }
    }
  }

  private mutating func take(_ count: Int) {
    quoted += bytes[position..<(position + count)]
    position += count
  }

  private mutating func takeString() {
    let start = position
    let startLine = line
    position += 1
    while position < bytes.count, bytes[position] != UInt8(ascii: "\"") {
      if bytes[position] == UInt8(ascii: "\n") { line += 1 }
      position += bytes[position] == UInt8(ascii: "\\") ? 2 : 1
    }
    position = min(position + 1, bytes.count)
    quoted += bytes[start..<position]
    if !isBeforeColon { marks.append(Mark(line: startLine, isNumber: false)) }
  }

  private mutating func takeNumber() {
    let start = position
    let token = bytes[position...].prefix { byte in
      (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || [0x2B, 0x2D, 0x2E, 0x45, 0x65].contains(byte)
    }
    position += token.count
    // A number is no key, and what is no number stays what it is: the parser names it.
    let isNumber = Self.isNumber(Array(token)) && !isBeforeColon
    marks.append(Mark(line: line, isNumber: isNumber))
    if isNumber { quoted.append(UInt8(ascii: "\"")) }
    quoted += bytes[start..<position]
    if isNumber { quoted.append(UInt8(ascii: "\"")) }
  }

  private var isBeforeColon: Bool {
    bytes[position...].first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) } == UInt8(ascii: ":")
  }

  /// The grammar of RFC 8259, section 6.
  static func isNumber(_ token: [UInt8]) -> Bool {
    var rest = token[...]
    if rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
    func digits() -> Int {
      let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      rest = rest.dropFirst(digits.count)
      return digits.count
    }
    let startsWithZero = rest.first == UInt8(ascii: "0")
    let whole = digits()
    guard whole > 0, !startsWithZero || whole == 1 else { return false }
    if rest.first == UInt8(ascii: ".") {
      rest = rest.dropFirst()
      guard digits() > 0 else { return false }
    }
    if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
      rest = rest.dropFirst()
      if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
      guard digits() > 0 else { return false }
    }
    return rest.isEmpty
  }

  /// Gives each value its line. The parser bounds the depth.
  private func placed(_ json: JSON, _ next: inout Int) throws(MenuFault) -> ForeignValue {
    let mark = next < marks.count ? marks[next] : Mark(line: line, isNumber: false)
    next += 1
    let kind: ForeignValue.Kind
    switch json {
    case .null: kind = .null
    case .bool(let truth): kind = .bool(truth)
    case .int(let number): kind = .number("\(number)")
    case .string(let text): kind = mark.isNumber ? .number(text) : .text(text)
    case .array(let values):
      var list: [ForeignValue] = []
      for value in values { list.append(try placed(value, &next)) }
      kind = .list(list)
    case .object(let members):
      guard members.count <= Self.memberLimit else {
        throw MenuFault(nil, line: mark.line, "an object has more than \(Self.memberLimit) keys")
      }
      var list: [ForeignValue.Member] = []
      for member in members {
        list.append(ForeignValue.Member(key: member.key.string, value: try placed(member.value, &next)))
      }
      kind = .object(list)
    }
    return ForeignValue(kind: kind, line: mark.line)
  }
}
