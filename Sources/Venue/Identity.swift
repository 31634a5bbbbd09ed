import Dining
import Events

/// Who this terminal is: what `identity.json` keeps.
public struct Identity: Hashable, Sendable {
  /// The house that all terminals here belong to, `[a-z0-9-]{1,40}`.
  public let venue: String
  /// The log that this terminal writes; it holds the terminal's name.
  public let origin: Origin
  /// The letter of the short codes that it gives out.
  public let letter: Character

  public static let venueBytesLimit = 40

  public init(venue: String, origin: Origin, letter: Character) {
    self.venue = venue
    self.origin = origin
    self.letter = letter
  }

  public var terminal: String { origin.terminal }

  /// Whether a text may name a venue.
  public static func isVenue(_ name: String) -> Bool {
    (1...venueBytesLimit).contains(name.utf8.count)
      && name.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
          true
        default: false
        }
      }
  }

  /// The file's content.
  public var json: JSON {
    .object([
      "terminal": .string(terminal), "letter": .string(String(letter)),
      "origin": .string(origin.description), "venue": .string(venue),
    ])
  }

  /// Reads the file's content; nil where it is anything else.
  public init?(_ json: JSON) {
    guard let venue = json["venue"]?.string, Self.isVenue(venue),
      let origin = json["origin"]?.string.flatMap({ Origin($0) }),
      let letter = json["letter"]?.string, letter.count == 1, let first = letter.first,
      ShortCodes.letters.contains(first)
    else { return nil }
    self.init(venue: venue, origin: origin, letter: first)
  }
}
