import Events

/// What frames carry, made and read in one place.
extension ControlFrame {
  /// A command line.
  public static func command(_ words: [String]) -> ControlFrame {
    ControlFrame(.run, JSON.array(words.map { .string($0) }).canonicalBytes)
  }

  /// The words of a command line; nil where the content is no list of texts.
  public var words: [String]? {
    guard kind == .run, let list = (try? JSONParser.parse(content))?.array else { return nil }
    let words = list.compactMap(\.string)
    return words.count == list.count ? words : nil
  }

  /// The end of a command, with the low byte of its exit status.
  public static func exit(_ status: Int32) -> ControlFrame {
    ControlFrame(.exit, [UInt8(truncatingIfNeeded: status)])
  }

  /// The exit status, 0 to 255; nil for any other frame.
  public var exitStatus: Int32? { kind == .exit ? content.first.map { Int32($0) } : nil }

  /// The lines of events in their order, in as few frames as they fit in; none without events.
  public static func pages(of events: some Sequence<Event>) -> [ControlFrame] {
    var pages: [ControlFrame] = []
    var page: [UInt8] = []
    for event in events {
      if page.count + event.line.count >= contentLimit, !page.isEmpty {
        pages.append(ControlFrame(.lines, page))
        page = []
      }
      page += event.line
      page.append(newline)
    }
    return page.isEmpty ? pages : pages + [ControlFrame(.lines, page)]
  }

  /// The event lines, without their newlines; none for any other frame.
  public var eventLines: [[UInt8]] {
    kind == .lines ? content.split(separator: Self.newline).map { Array($0) } : []
  }

  /// The end of what a follower missed.
  public static func caughtUp(eventCount: Int) -> ControlFrame { ControlFrame(.caughtUp, String(eventCount)) }

  /// How many events the terminal holds; nil where the content is no such number, and for any other frame.
  public var eventCount: Int? {
    guard kind == .caughtUp, content.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return Int(String(decoding: content, as: UTF8.self))
  }

  private static let newline = UInt8(ascii: "\n")
}
