import Events

/// What is known of one other terminal: a row of the peers pane and of `galley peers`.
public struct PeerStatus: Hashable, Sendable {
  /// How it stands with the link to it. The raw value is the word of the contract.
  public enum State: String, CaseIterable, Sendable {
    case dialing, proving
    case catchingUp = "catching_up"
    case inTouch = "in_touch"
    case outOfTouch = "out_of_touch"
    case refused
  }

  /// Its name; nil until it has proved itself.
  public var terminal: String?
  /// Its log; nil until it has proved itself.
  public var origin: String?
  /// Where it is dialed, or where it called from.
  public var address: String
  public var state: State
  /// Since when it is in this state, by this terminal's wall clock.
  public var since: Timestamp
  /// Of the last ping, in milliseconds; nil before the first answer.
  public var rttMs: Int64?
  /// How far its clock is ahead of ours; negative where it is behind.
  public var skewMs: Int64?
  /// How many events that are held here it has not said to hold.
  public var eventsBehind: Int
  /// How many events it has said to hold that are not held here yet.
  public var eventsAhead: Int
  public var bytesReceived: Int64
  public var bytesSent: Int64
  /// Bytes that wait for it to read them.
  public var bytesUnsent: Int
  /// When the last byte came from it, by this terminal's wall clock; nil where none ever did.
  public var lastHeard: Timestamp?
  /// Whether it has said to hold exactly what is held here.
  public var agrees: Bool
  /// The letter of its short codes and the version of its program, as it told them.
  public var letter: String?
  public var version: String?
  /// What is wrong with the link and what to do, in words; nil where nothing is.
  public var trouble: String?
  /// What has happened to the link, the latest last.
  public var history: [Note]

  /// One line of a link's history.
  public struct Note: Hashable, Sendable {
    public let at: Timestamp
    public let words: String

    public init(at: Timestamp, words: String) {
      self.at = at
      self.words = words
    }
  }

  /// Clocks that differ by more than this are flagged.
  public static let skewToleranceMs: Int64 = 5_000
  /// The last 20 lines of a link's history are kept.
  public static let historyLimit = 20

  public init(
    terminal: String? = nil, origin: String? = nil, address: String, state: State, since: Timestamp,
    rttMs: Int64? = nil, skewMs: Int64? = nil, eventsBehind: Int = 0, eventsAhead: Int = 0,
    bytesReceived: Int64 = 0, bytesSent: Int64 = 0, bytesUnsent: Int = 0, lastHeard: Timestamp? = nil,
    agrees: Bool = false, letter: String? = nil, version: String? = nil, trouble: String? = nil,
    history: [Note] = []
  ) {
    self.terminal = terminal
    self.origin = origin
    self.address = address
    self.state = state
    self.since = since
    self.rttMs = rttMs
    self.skewMs = skewMs
    self.eventsBehind = eventsBehind
    self.eventsAhead = eventsAhead
    self.bytesReceived = bytesReceived
    self.bytesSent = bytesSent
    self.bytesUnsent = bytesUnsent
    self.lastHeard = lastHeard
    self.agrees = agrees
    self.letter = letter
    self.version = version
    self.trouble = trouble
    self.history = history
  }

  /// What to call it: its name, or its address while that is not known.
  public var title: String { terminal ?? address }
}
