/// Why a JSON text was refused, and where.
public struct JSONFault: Error, Hashable, Sendable {
  /// Bytes from the start of the text.
  public let offset: Int
  public let reason: String
}

/// Reads JSON text that people or other programs wrote (RFC 8259), in any spacing and order of keys.
///
/// Refuses what galley never uses and others read differently: numbers that are no integers within
/// ±(2^53 − 1), keys that stand twice, half surrogate pairs, malformed UTF-8, a byte order mark, depth
/// beyond ``depthLimit``. The depth is checked before a level is entered, so the stack stays bounded.
public struct JSONParser {
  /// Levels of objects and arrays: a line on the wire has 19 (contract, section 3), and nothing has more.
  public static let depthLimit = 19

  private var scanner: CanonicalScanner

  private init(_ bytes: ByteView) { scanner = CanonicalScanner(bytes) }

  /// The value that fills the whole text.
  public static func parse(_ bytes: [UInt8]) throws(JSONFault) -> JSON {
    try ByteView.over(bytes) { view throws(JSONFault) in
      var parser = JSONParser(view)
      return try parser.whole()
    }
  }

  private mutating func whole() throws(JSONFault) -> JSON {
    skipBlanks()
    let value = try value(depth: 1)
    skipBlanks()
    guard scanner.next == nil else { throw fault("something stands after the value") }
    return value
  }

  /// The canonical form (RFC 8785) of a JSON text.
  public static func canonical(_ bytes: [UInt8]) throws(JSONFault) -> [UInt8] {
    try parse(bytes).canonicalBytes
  }

  private func fault(_ reason: String) -> JSONFault { JSONFault(offset: scanner.position, reason: reason) }

  private mutating func skipBlanks() {
    while let byte = scanner.next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
      scanner.position += 1
    }
  }

  private mutating func value(depth: Int) throws(JSONFault) -> JSON {
    switch scanner.next {
    case UInt8(ascii: "{"): return try object(depth: depth)
    case UInt8(ascii: "["): return try array(depth: depth)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t") where scanner.take("true"): return .bool(true)
    case UInt8(ascii: "f") where scanner.take("false"): return .bool(false)
    case UInt8(ascii: "n") where scanner.take("null"): return .null
    case .some(UInt8(ascii: "-")), .some(UInt8(ascii: "0")...UInt8(ascii: "9")):
      guard let number = scanner.integer() else { throw fault("not an integer within ±(2^53 − 1)") }
      if let after = scanner.next, [UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E")].contains(after) {
        throw fault("not an integer: write amounts in the smallest unit of the currency")
      }
      return .int(number)
    case nil: throw fault("the text ends where a value should stand")
    default: throw fault("no JSON value")
    }
  }

  private mutating func object(depth: Int) throws(JSONFault) -> JSON {
    guard depth <= Self.depthLimit else { throw fault("more than \(Self.depthLimit) levels") }
    scanner.position += 1
    var members: [JSON.Member] = []
    var seen: Set<ExactString> = []
    skipBlanks()
    if scanner.take("}") { return .object(members) }
    while true {
      skipBlanks()
      let start = scanner.position
      let key = try string()
      guard seen.insert(ExactString(key)).inserted else {
        throw JSONFault(offset: start, reason: "the key “\(key)” stands twice")
      }
      skipBlanks()
      guard scanner.take(":") else { throw fault("a colon should stand here") }
      skipBlanks()
      members.append(JSON.Member(key, try value(depth: depth + 1)))
      skipBlanks()
      if scanner.take("}") { return .object(members) }
      guard scanner.take(",") else { throw fault("a comma or a closing brace should stand here") }
    }
  }

  private mutating func array(depth: Int) throws(JSONFault) -> JSON {
    guard depth <= Self.depthLimit else { throw fault("more than \(Self.depthLimit) levels") }
    scanner.position += 1
    var values: [JSON] = []
    skipBlanks()
    if scanner.take("]") { return .array(values) }
    while true {
      skipBlanks()
      values.append(try value(depth: depth + 1))
      skipBlanks()
      if scanner.take("]") { return .array(values) }
      guard scanner.take(",") else { throw fault("a comma or a closing bracket should stand here") }
    }
  }

  private mutating func string() throws(JSONFault) -> String {
    guard scanner.take("\"") else { throw fault("a string should stand here") }
    var text: [UInt8] = []
    while let byte = scanner.next {
      switch byte {
      case UInt8(ascii: "\""):
        scanner.position += 1
        return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"): try escape(into: &text)
      case 0..<0x20: throw fault("a control character that is not escaped")
      case 0x80...:
        guard let length = UTF8Form.length(scanner.bytes, at: scanner.position) else {
          throw fault("no well-formed UTF-8")
        }
        text += scanner.bytes.part(scanner.position..<(scanner.position + length))
        scanner.position += length
      default:
        text.append(byte)
        scanner.position += 1
      }
    }
    throw fault("the text ends inside a string")
  }

  private mutating func escape(into text: inout [UInt8]) throws(JSONFault) {
    scanner.position += 1
    guard let mark = scanner.next else { throw fault("the text ends inside an escape") }
    scanner.position += 1
    switch mark {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(mark)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "u"): text += Array(String(Character(try escapedScalar())).utf8)
    default: throw fault("an escape that JSON does not have")
    }
  }

  private mutating func escapedScalar() throws(JSONFault) -> Unicode.Scalar {
    let first = try utf16Unit()
    guard UTF16.isLeadSurrogate(first) else {
      guard let scalar = Unicode.Scalar(first) else { throw fault("half a surrogate pair") }
      return scalar
    }
    guard scanner.take("\\u") else { throw fault("half a surrogate pair") }
    let second = try utf16Unit()
    guard UTF16.isTrailSurrogate(second) else { throw fault("half a surrogate pair") }
    return UTF16.decode(UTF16.EncodedScalar([first, second]))
  }

  private mutating func utf16Unit() throws(JSONFault) -> UInt16 {
    var unit: UInt16 = 0
    for _ in 0..<4 {
      guard let byte = scanner.next, let digit = Character(Unicode.Scalar(byte)).hexDigitValue, byte < 0x80
      else {
        throw fault("four hex digits should stand here")
      }
      unit = unit << 4 | UInt16(digit)
      scanner.position += 1
    }
    return unit
  }
}
