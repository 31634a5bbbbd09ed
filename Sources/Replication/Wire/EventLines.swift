import Events

/// Events on the wire: their own bytes, one in an `event` message or several in an `events` message.
///
/// A line of many is cut by brackets and its events are decoded side by side. One that is no event line is looked at
/// once more: text that is not JSON at all ends the link, any other line is refused by itself (contract, section 3.6).
enum EventLines {
  /// One `events` message has at most 64 KiB, unless a single event is larger.
  static let bytesLimit = 64 << 10

  /// The events of a message; nil where it is of another type.
  static func read(
    _ bytes: [UInt8], _ range: Range<Int>, _ decoder: inout EventDecoder
  ) throws(Message.Unfit) -> [EventLine]? {
    // Keys stand in their order, so the type is in front.
    if bytes[range].starts(with: one) { return try lines(bytes, range, "line", &decoder) }
    if bytes[range].starts(with: many) { return try lines(bytes, range, "lines", &decoder) }
    return nil
  }

  private static let one = Array(#"{"type":"event","#.utf8)
  private static let many = Array(#"{"type":"events","#.utf8)

  private static func lines(
    _ bytes: [UInt8], _ range: Range<Int>, _ key: String, _ decoder: inout EventDecoder
  ) throws(Message.Unfit) -> [EventLine] {
    guard let fields = MessageFields(bytes, range, depthLimit: Message.depthLimit, skimming: key),
      let value = fields.range(key)
    else { throw Message.Unfit("no JSON object within bounds") }
    let isList = key == "lines"
    guard let parts = isList ? elements(bytes, value) : [value] else {
      throw Message.Unfit("“lines” is no list")
    }
    // The message is one level, its list another.
    let depthLimit = Message.depthLimit - (isList ? 2 : 1)
    var read: [EventLine] = []
    read.reserveCapacity(parts.count)
    for (part, result) in zip(parts, decoder.decode(bytes, lines: parts)) {
      switch result {
      case .success(let event): read.append(.good(event))
      case .failure(let fault):
        guard JSONGrammar.isText(bytes, part, depthLimit: depthLimit) else {
          throw Message.Unfit("an event that is no JSON within bounds")
        }
        read.append(.refused(fault, of: MessageFields(bytes, part, depthLimit: depthLimit)?.origin("origin")))
      }
    }
    return read
  }

  /// Where the elements of a list stand; nil where it is none.
  private static func elements(_ bytes: [UInt8], _ list: Range<Int>) -> [Range<Int>]? {
    guard bytes[list.lowerBound] == UInt8(ascii: "["), bytes[list.upperBound - 1] == UInt8(ascii: "]") else {
      return nil
    }
    var found: [Range<Int>] = []
    var place = list.lowerBound + 1
    let end = list.upperBound - 1
    guard place < end else { return found }
    while true {
      guard let elementEnd = JSONSkim.end(of: bytes, at: place), elementEnd <= end else { return nil }
      found.append(place..<elementEnd)
      if elementEnd == end { return found }
      guard bytes[elementEnd] == UInt8(ascii: ",") else { return nil }
      place = elementEnd + 1
    }
  }

  /// The message that carries these lines.
  static func bytes(_ lines: [[UInt8]]) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(lines.reduce(40) { $0 + $1.count + 1 })
    if lines.count == 1 {
      text += one
      text += Array(#""line":"#.utf8)
      text += lines[0]
    } else {
      text += many
      text += Array(#""lines":["#.utf8)
      for (place, line) in lines.enumerated() {
        if place > 0 { text.append(UInt8(ascii: ",")) }
        text += line
      }
      text.append(UInt8(ascii: "]"))
    }
    text.append(UInt8(ascii: "}"))
    return text
  }
}
