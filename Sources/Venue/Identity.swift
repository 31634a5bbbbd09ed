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
  /// Origins that ended here and of which no `origin_retired` is on the disk yet: a damaged or full disk refuses it.
  public internal(set) var pendingRetirements: [Retirement]

  public static let venueBytesLimit = 40
  /// More were never refused in a row; of those the oldest are let go.
  public static let pendingRetirementsLimit = 16

  public init(venue: String, origin: Origin, letter: Character, pendingRetirements: [Retirement] = []) {
    self.venue = venue
    self.origin = origin
    self.letter = letter
    self.pendingRetirements = pendingRetirements.suffix(Self.pendingRetirementsLimit)
  }

  /// An origin under which nothing more is written, and why.
  public struct Retirement: Hashable, Sendable {
    public let origin: Origin
    public let reason: String

    public init(origin: Origin, reason: String) {
      self.origin = origin
      self.reason = reason
    }
  }

  public var terminal: String { origin.terminal }

  /// The same terminal, writing as another log or with another letter; what is still to be retired stays.
  public func goingOn(as origin: Origin, letter: Character) -> Identity {
    Identity(venue: venue, origin: origin, letter: letter, pendingRetirements: pendingRetirements)
  }

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
      "owed": pendingRetirements.isEmpty ? nil : .array(pendingRetirements.map { $0.json }),
    ])
  }

  /// Reads the file's content; nil where it is anything else.
  public init?(_ json: JSON) {
    guard let venue = json["venue"]?.string, Self.isVenue(venue),
      let origin = json["origin"]?.string.flatMap({ Origin($0) }),
      let letter = json["letter"]?.string, letter.count == 1, let first = letter.first,
      ShortCodes.letters.contains(first)
    else { return nil }
    self.init(
      venue: venue, origin: origin, letter: first,
      pendingRetirements: (json["owed"]?.array ?? []).compactMap { Retirement($0) })
  }
}

extension Identity.Retirement {
  fileprivate var json: JSON { .object(["origin": .string(origin.description), "reason": .string(reason)]) }

  fileprivate init?(_ json: JSON) {
    guard let origin = json["origin"]?.string.flatMap({ Origin($0) }), let reason = json["reason"]?.string
    else {
      return nil
    }
    self.init(origin: origin, reason: reason)
  }
}
