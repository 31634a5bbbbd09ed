import Events

/// What is remembered of another terminal or of an address that is dialed, linked or not.
struct PeerRecord: Sendable {
  var who: Introduction?
  /// Where it is dialed; nil for one that only calls.
  var dialAddress: PeerAddress?
  var address: PeerAddress
  var link: LinkID?
  var state = PeerStatus.State.dialing
  var since: Timestamp
  var lastHeard: Timestamp?
  var trouble: String?
  var notes: [PeerStatus.Note] = []
  /// Counts of links that are over.
  var bytesReceived: Int64 = 0
  var bytesSent: Int64 = 0
  var rttMs: Int64?
  var skewMs: Int64?
  /// What it said to hold when it was last in touch.
  var theirs: [Origin: [ChainTip]]?

  init(address: PeerAddress, dialAddress: PeerAddress? = nil, since: Timestamp) {
    self.address = address
    self.dialAddress = dialAddress
    self.since = since
  }

  mutating func become(_ state: PeerStatus.State, at now: Timestamp) {
    guard state != self.state else { return }
    self.state = state
    since = now
  }

  /// A try does not hide since when somebody is out of touch, or why they were refused.
  mutating func tryAgain(_ state: PeerStatus.State, at now: Timestamp) {
    if self.state == .dialing || self.state == .proving { become(state, at: now) }
  }

  mutating func note(_ words: String, at now: Timestamp) {
    // A box that is off is dialed every few seconds: that is one line.
    if notes.last?.words == words { notes.removeLast() }
    notes.append(PeerStatus.Note(at: now, words: words))
    if notes.count > PeerStatus.historyLimit { notes.removeFirst() }
  }
}

/// When an address is dialed next.
struct Dial: Sendable {
  enum Phase: Hashable, Sendable {
    case idle(untilMs: Int64)
    case connecting
    case linked(LinkID)
    /// Another link leads to the same terminal, or the address is this terminal's own.
    case needless
  }

  var phase: Phase
  /// Tries since it last was in touch for a while.
  var attempts = 0
  /// Whose address it was the last time.
  var origin: Origin?

  private static let firstMs: Int64 = 250
  private static let lastMs: Int64 = 10_000
  /// A link that held for 5 s was a good one: the next time its address is dialed without the wait that grew.
  static let steadyMs: Int64 = 5_000

  /// Full jitter: any time up to a bound that doubles, so that boxes that lost each other don't call in step.
  mutating func retry(at nowMs: Int64, random: UInt64) {
    let bound = min(Self.lastMs, Self.firstMs << Int64(min(attempts, 10)))
    attempts += 1
    phase = .idle(untilMs: nowMs + Int64(random % UInt64(bound + 1)))
  }
}

/// Who may come in: bounds on those who have not proved themselves (S1, S5).
struct Doorkeeper: Sendable {
  static let unprovedLimit = 64
  static let unprovedPerHostLimit = 8
  /// Wrong proofs that a host may give at once, and how long it takes until it may give another.
  static let wrongProofs = 20
  static let wrongProofMs: Int64 = 1_000
  /// Hosts that are remembered; a house has fewer, and one of thousands is not held off by a list.
  private static let hostLimit = 1_024

  /// How many wrong proofs of each host still count, and since when: every ``wrongProofMs`` one fewer does.
  private var tallies: [String: (count: Int64, atMs: Int64)] = [:]

  mutating func noteWrongProof(from host: String, at nowMs: Int64) {
    if tallies.count >= Self.hostLimit { tallies = tallies.filter { tally($0.key, nowMs) > 0 } }
    guard tallies.count < Self.hostLimit || tallies[host] != nil else { return }
    tallies[host] = (tally(host, nowMs) + 1, nowMs)
  }

  func isHeldOff(_ host: String, at nowMs: Int64) -> Bool { tally(host, nowMs) >= Int64(Self.wrongProofs) }

  private func tally(_ host: String, _ nowMs: Int64) -> Int64 {
    guard let entry = tallies[host] else { return 0 }
    return max(0, entry.count - (nowMs - entry.atMs) / Self.wrongProofMs)
  }
}
