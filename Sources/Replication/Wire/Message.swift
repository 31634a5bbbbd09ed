import Events

/// What goes over a link once both ends have proved themselves (contract, sections 3.4 and 3.5).
enum Message: Sendable {
  case iam(Introduction)
  case have([Origin: [ChainTip]])
  case want(ChainRange, maxBytes: Int)
  case events([EventLine])
  case lack(ChainRange)
  case probe(Origin, tip: Fingerprint, seq: Int64)
  /// `hash` is nil where the other end does not hold the tip, or nothing of that number in its chain.
  case probed(Origin, tip: Fingerprint, seq: Int64, hash: Fingerprint?)
  case ping(clock: Timestamp)
  case pong(clock: Timestamp, ping: Timestamp)
  case bye(Bye, String)
  /// An addition of this galley's: older ones leave it alone.
  case delivered(DeliveredReach)
  /// What only a newer galley says.
  case unknown

  /// Levels of objects and arrays in a message: a line on the wire has 19 (contract, section 3.3), its envelope is one.
  static let depthLimit = JSONParser.depthLimit - 1
}

/// One event of an `event` or `events` message: whole, or why it is refused.
enum EventLine: Sendable {
  case good(Event)
  /// JSON, but no event line of section 1; its origin, where it names one.
  case refused(LineFault, of: Origin?)
}

/// A stretch of one history: the events that `tip` follows from, with these numbers.
public struct ChainRange: Hashable, Sendable {
  public let origin: Origin
  /// The hash of an event of that origin; the stretch lies in the chain that leads to it.
  public let tip: Fingerprint
  public let from: Int64
  public let to: Int64

  public init(origin: Origin, tip: Fingerprint, from: Int64, to: Int64) {
    self.origin = origin
    self.tip = tip
    self.from = from
    self.to = to
  }
}

/// Who is at the other end: the first message of each.
public struct Introduction: Hashable, Sendable {
  public var venue: String
  public var terminal: String
  public var origin: Origin
  public var letter: String
  public var version: String

  /// Longer than any version that galley will have.
  static let versionBytesLimit = 64

  public init(venue: String, terminal: String, origin: Origin, letter: String, version: String) {
    self.venue = venue
    self.terminal = terminal
    self.origin = origin
    self.letter = letter
    self.version = version
  }
}

/// Why an end says that it goes.
public enum Bye: String, Sendable {
  case venue
  case ownOrigin = "self"
  case version
  case badLine = "bad_line"
  case busy, closing
}
