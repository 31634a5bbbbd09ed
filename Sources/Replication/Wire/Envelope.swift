import Events

/// Seals what one end sends: counts its lines, and codes each with that end's key (contract, section 3.3).
struct LineSealer: Sendable {
  /// Nil on a link without keys.
  private let key: HMAC?
  private var count: Int64 = 0

  init(_ key: HMAC?) { self.key = key }

  /// The whole line with its newline.
  mutating func seal(_ message: [UInt8]) -> [UInt8] {
    count += 1
    let number = Array(String(count).utf8)
    var line: [UInt8] = []
    line.reserveCapacity(message.count + 96)
    line += Envelope.start
    line += number
    if let key {
      line += Envelope.mac
      line += Envelope.code(key, number[...], message[...])
      line.append(UInt8(ascii: "\""))
    }
    line += Envelope.message
    line += message
    line.append(UInt8(ascii: "}"))
    line.append(UInt8(ascii: "\n"))
    return line
  }
}

/// Opens what the other end has sealed: each line once, in its order, unchanged.
struct LineOpener: Sendable {
  private let key: HMAC?
  private var count: Int64 = 0

  init(_ key: HMAC?) { self.key = key }

  /// Where the message stands in a line; nil where the line is not the next one that the other end sealed (S2).
  mutating func open(_ line: [UInt8]) -> Range<Int>? {
    count += 1
    let number = Array(String(count).utf8)
    let digits = Envelope.start.count..<(Envelope.start.count + number.count)
    guard line.count > digits.upperBound, line.last == UInt8(ascii: "}"), line.starts(with: Envelope.start),
      line[digits].elementsEqual(number)
    else { return nil }
    guard let key else { return message(line, from: digits.upperBound) }
    let codeStart = digits.upperBound + Envelope.mac.count
    let code = codeStart..<(codeStart + Envelope.codeDigits)
    guard line.count > code.upperBound, line[digits.upperBound..<code.lowerBound].elementsEqual(Envelope.mac),
      line[code.upperBound] == UInt8(ascii: "\""), let range = message(line, from: code.upperBound + 1),
      LinkKey.isSame(line[code], Envelope.code(key, number[...], line[range]))
    else { return nil }
    return range
  }

  private func message(_ line: [UInt8], from place: Int) -> Range<Int>? {
    let start = place + Envelope.message.count
    guard line.count - 1 > start, line[place..<start].elementsEqual(Envelope.message) else { return nil }
    return start..<(line.count - 1)
  }
}

/// The fixed parts of a sealed line.
enum Envelope {
  static let start = Array(#"{"n":"#.utf8)
  static let mac = Array(#","mac":""#.utf8)
  static let message = Array(#","m":"#.utf8)
  static let codeDigits = 32
  /// The longest line without its newline: an event of the largest size and what stands around it.
  static let lineBytesLimit = (1 << 20) + 256

  /// The first half of HMAC-SHA256 over the number, a newline and the message, in hex.
  static func code(_ key: HMAC, _ number: ArraySlice<UInt8>, _ message: ArraySlice<UInt8>) -> [UInt8] {
    let code = key.code(number, [UInt8(ascii: "\n")], message)
    var text: [UInt8] = []
    for byte in code.prefix(codeDigits / 2) { Hex.write(UInt64(byte), digits: 2, to: &text) }
    return text
  }
}

/// Cuts what arrives into lines, and never holds more than one that is too long by a byte.
struct LineCutter: Sendable {
  private var buffer: [UInt8] = []
  private var searched = 0

  /// A line is longer than it may be; nothing of it is kept.
  struct TooLong: Error {}

  mutating func take(_ bytes: [UInt8]) { buffer += bytes }

  /// The next line without its newline; nil where none is whole.
  ///
  /// - Parameter limit: how long it may be, its newline not counted.
  mutating func next(limit: Int) throws(TooLong) -> [UInt8]? {
    guard let end = LineBreak.position(in: buffer, from: start + searched) else {
      searched = buffer.count - start
      guard searched <= limit else { throw TooLong() }
      compact()
      return nil
    }
    guard end - start <= limit else { throw TooLong() }
    let line = Array(buffer[start..<end])
    start = end + 1
    searched = 0
    return line
  }

  /// Where the next line starts: what was cut off is moved out only when the rest is waited for.
  private var start = 0

  private mutating func compact() {
    guard start > 0 else { return }
    buffer.removeFirst(start)
    start = 0
  }
}
