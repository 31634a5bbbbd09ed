import Events

/// An event that a partner did not take, kept so that somebody can look at it and have it sent again: a line of
/// `dead-letter/NAME.jsonl`.
public struct DeadLetter: Hashable, Sendable {
  /// When it was given up.
  public let at: Timestamp
  /// Why it was not taken, in the partner's words.
  public let error: String
  public let tries: Int
  /// The CloudEvent.
  public let event: JSON

  /// Longer words of a partner are cut.
  public static let errorLimitCharacters = 300

  public init(at: Timestamp, error: String, tries: Int, event: JSON) {
    self.at = at
    self.error = String(error.prefix(Self.errorLimitCharacters))
    self.tries = tries
    self.event = event
  }

  /// The event's id, by which a letter is told from others.
  public var id: String { event["id"]?.string ?? "" }

  private var json: JSON {
    .object([
      "at": .string(at.description), "error": .string(error), "tries": .int(Int64(tries)), "event": event,
    ])
  }

  /// What `partner dead-letters --json` prints.
  public func json(of partner: String) -> JSON {
    .object([
      "partner": .string(partner), "at": .string(at.description), "error": .string(error),
      "tries": .int(Int64(tries)), "event": event,
    ])
  }

  /// The line, with its newline.
  public var line: [UInt8] { Array(json.compactText.utf8) + [UInt8(ascii: "\n")] }

  /// - Returns: nil for a line that a power cut has left half there.
  public init?(line: some Collection<UInt8>) {
    guard let json = try? JSONParser.parse(Array(line)), let event = json["event"],
      event["id"]?.string != nil,
      let at = json["at"]?.string.flatMap({ Timestamp($0) })
    else { return nil }
    self.init(
      at: at, error: json["error"]?.string ?? "", tries: Int(clamping: json["tries"]?.int ?? 0), event: event)
  }

  /// The letters of a file, each event once: the last line about it counts.
  public static func letters(in file: [UInt8]) -> [DeadLetter] {
    var places: [String: Int] = [:]
    var found: [DeadLetter] = []
    for line in file.split(separator: UInt8(ascii: "\n")) {
      guard let letter = DeadLetter(line: line) else { continue }
      if let place = places[letter.id] {
        found[place] = letter
      } else {
        places[letter.id] = found.count
        found.append(letter)
      }
    }
    return found
  }
}
