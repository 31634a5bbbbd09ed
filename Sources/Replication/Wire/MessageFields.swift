import Events

/// The members of one JSON object on the wire, found in one pass; unknown ones are checked and left alone.
///
/// Values that are events are only skimmed over: whoever takes them out checks them (``EventLines``).
struct MessageFields {
  let bytes: [UInt8]
  private var values: [ExactString: Range<Int>] = [:]

  /// More keys than any message has.
  private static let keyLimit = 64
  /// The longest number that is read; what is larger than fits counts as the largest that does.
  private static let numberBytesLimit = 64

  /// Nil where the bytes are no JSON object, have a key twice, or are deeper than `depthLimit`.
  ///
  /// - Parameter skimmed: a key whose value is passed over unchecked.
  init?(_ bytes: [UInt8], _ range: Range<Int>, depthLimit: Int, skimming skimmed: String? = nil) {
    self.bytes = bytes
    guard range.count >= 2, bytes[range.lowerBound] == UInt8(ascii: "{"),
      bytes[range.upperBound - 1] == UInt8(ascii: "}")
    else { return nil }
    var place = range.lowerBound + 1
    let end = range.upperBound - 1
    if place == end { return }
    while true {
      guard let keyEnd = JSONSkim.end(of: bytes, at: place), keyEnd < end,
        let key = Self.string(bytes, place..<keyEnd).map({ ExactString($0) }),
        bytes[keyEnd] == UInt8(ascii: ":"),
        let valueEnd = JSONSkim.end(of: bytes, at: keyEnd + 1), valueEnd <= end, values[key] == nil,
        values.count < Self.keyLimit
      else { return nil }
      let value = (keyEnd + 1)..<valueEnd
      guard key.string == skimmed || JSONGrammar.isText(bytes, value, depthLimit: depthLimit - 1) else {
        return nil
      }
      values[key] = value
      if valueEnd == end { return }
      guard bytes[valueEnd] == UInt8(ascii: ",") else { return nil }
      place = valueEnd + 1
    }
  }

  func range(_ key: String) -> Range<Int>? { values[ExactString(key)] }

  func text(_ key: String) -> String? { values[ExactString(key)].flatMap { Self.string(bytes, $0) } }

  func origin(_ key: String) -> Origin? { text(key).flatMap { Origin($0) } }

  func hash(_ key: String) -> Fingerprint? { text(key).flatMap { Fingerprint($0) } }

  func time(_ key: String) -> Timestamp? { text(key).flatMap { Timestamp($0) } }

  /// A whole number, not less than nothing; one beyond 2^63 − 1 counts as that (S6).
  func number(_ key: String) -> Int64? {
    guard let range = values[ExactString(key)], range.count <= Self.numberBytesLimit else { return nil }
    return bytes[range].reduce(0 as Int64?) { sum, byte in
      guard let sum, (0x30...0x39).contains(byte) else { return nil }
      let (times, isOver) = sum.multipliedReportingOverflow(by: 10)
      let (value, isOverToo) = times.addingReportingOverflow(Int64(byte - 0x30))
      return isOver || isOverToo ? .max : value
    }
  }

  func json(_ key: String) -> JSON? {
    values[ExactString(key)].flatMap { try? JSONParser.parse(Array(bytes[$0])) }
  }

  private static func string(_ bytes: [UInt8], _ range: Range<Int>) -> String? {
    guard let first = bytes[range].first, first == UInt8(ascii: "\"") else { return nil }
    return (try? JSONParser.parse(Array(bytes[range])))?.string
  }
}

/// Writes one compact JSON object, keys in the order in which they are set.
struct MessageWriter {
  private var text: [UInt8]

  init(_ type: String) {
    text = Array(#"{"type":"#.utf8)
    JSONText.write(type, to: &text)
  }

  mutating func set(_ key: StaticString, _ value: String) {
    begin(key)
    JSONText.write(value, to: &text)
  }

  mutating func set(_ key: StaticString, _ value: Int64) {
    begin(key)
    JSONText.write(value, to: &text)
  }

  /// A value that is JSON already.
  mutating func set(_ key: StaticString, raw value: [UInt8]) {
    begin(key)
    text += value
  }

  private mutating func begin(_ key: StaticString) {
    text.append(UInt8(ascii: ","))
    JSONText.write("\(key)", to: &text)
    text.append(UInt8(ascii: ":"))
  }

  var bytes: [UInt8] { text + [UInt8(ascii: "}")] }
}
