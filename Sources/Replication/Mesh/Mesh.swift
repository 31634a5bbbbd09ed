import Events

/// All links of one terminal: who is dialed and let in, what they hold, what is fetched, served and passed on.
///
/// Bytes, ticks and what the log says go in, bytes and events to be kept come out; nothing is read or sent here. What
/// is told to others is what is durable here; what is asked for goes out from what is on its way to the disk as well,
/// so that nothing is asked for twice.
public struct Mesh: Sendable {
  /// What of the settings concerns links.
  public struct Settings: Sendable {
    /// This terminal dials with the first key and accepts calls with any of them. Without a key there are no proofs,
    /// which is for loopback alone.
    public var keys: [[UInt8]]
    public var peers: [PeerAddress]

    public init(keys: [[UInt8]] = [], peers: [PeerAddress] = []) {
      self.keys = keys
      self.peers = peers
    }
  }

  var settings: Settings
  public internal(set) var introduction: Introduction
  /// Where each origin's histories end in what is durable here.
  var held: ChainTips
  /// What of that the peers are told: histories without a gap.
  var told: [Origin: [ChainTip]] = [:]
  /// Where the histories end, with what is on its way to the disk.
  var ahead: ChainTips
  /// The events of peers that are on their way to the disk, with the bytes of each: no longer asked for, and not yet
  /// told to others.
  var inFlight: [Fingerprint: Int] = [:]
  var inFlightBytes = 0
  /// How many bytes of events have been handed to the heart since all of them were durable last.
  var bytesSinceSettled = 0
  /// Holes in a damaged log, and what has been fetched to fill them; nothing is kept until they are.
  var gaps: [ChainGap]
  var isDamaged: Bool
  var healing = HealingEvents()
  /// The last events of long histories, fetched before the rest.
  var tails = Tails()
  var links: [LinkID: MeshLink] = [:]
  var dials: [PeerAddress: Dial] = [:]
  var records: [PeerRecord] = []
  var doorkeeper = Doorkeeper()
  /// What this terminal said in its last hellos.
  var nonces: [[UInt8]] = []
  /// Tips of which the log has said that they are held, though they are no history's end.
  var confirmed: Set<Fingerprint> = []
  /// Nothing is asked for before this time, since the disk has just refused something; 0 where it has not.
  var pausedUntilMs: Int64 = 0
  var pauseMs = Mesh.pauseMs.lowerBound
  var alarms: [String] = []
  /// When logs were begun that share a name or a letter with this one's.
  var ages: [Origin: LogAge] = [:]
  /// How many events are durable here.
  var eventsHeld: Int
  private var chance: UInt64
  /// How many events were refused, and how many links ended for a line that did not fit.
  public internal(set) var refusedLines = 0

  /// At most 10,000 tips are remembered as held; then all are forgotten and looked up again as they come.
  static let confirmedLimit = 10_000
  static let pauseMs: ClosedRange<Int64> = 2_000...60_000
  /// How many bytes may be on their way to the disk before more is asked for.
  static let inFlightLimitBytes = 8 << 20
  /// After 8 MiB of events this terminal asks for nothing more until all of them are durable: old orders leave memory
  /// only then, and a long catch-up would else keep the disk busy without a break.
  static let settleBytes = 8 << 20

  /// - Parameters:
  ///   - seed: chance for the times of dialing.
  public init(
    _ introduction: Introduction, _ settings: Settings, held: ChainTips, eventsHeld: Int = 0,
    gaps: [ChainGap] = [], isDamaged: Bool = false, seed: UInt64, at now: Instant
  ) {
    self.introduction = introduction
    self.settings = settings
    self.held = held
    self.gaps = gaps
    self.isDamaged = isDamaged
    ahead = held
    self.eventsHeld = eventsHeld
    chance = seed
    retell()
    for address in settings.peers {
      dials[address] = Dial(phase: .idle(untilMs: now.monotonicMs))
      records.append(PeerRecord(address: address, dialAddress: address, since: now.wall))
    }
  }

  public mutating func handle(_ input: MeshInput, at now: Instant) -> [MeshEffect] {
    switch input {
    case .accepted(let id, let from, let nonce): return accept(id, from, nonce, now)
    case .dialed(let id, let address, let nonce): return dialed(id, address, nonce, now)
    case .dialFailed(let address, let words): return dialFailed(address, words, now)
    case .received(let id, let bytes): return receive(id, bytes, now)
    case .sent(let id, let count):
      links[id]?.link.sent(count)
      return serve(id)
    case .closed(let id, let words): return end(id, .gone(words), now)
    case .read(let read, let events): return lookedUp(read, events, now)
    case .tell(let delivered): return tell(delivered, now)
    case .tick: return tick(now)
    }
  }

  /// When ``handle(_:at:)`` wants a tick; nil for never.
  public var deadlineMs: Int64? {
    var next = Int64.max
    for link in links.values {
      next = min(next, link.link.deadlineMs, haveDueMs(link) ?? .max)
      for ask in link.asks.values { next = min(next, link.lateMs(ask)) }
      next = min(next, link.lacking.values.min() ?? .max)
      // The longer comparison last.
      if let agreed = link.agreed, agreed.atMs + Self.agreedMs < next, link.theirs != told {
        next = agreed.atMs + Self.agreedMs
      }
    }
    for dial in dials.values { if case .idle(let until) = dial.phase { next = min(next, until) } }
    if pausedUntilMs > 0 { next = min(next, pausedUntilMs) }
    return next == .max ? nil : next
  }

  private mutating func tick(_ now: Instant) -> [MeshEffect] {
    var effects: [MeshEffect] = []
    for id in links.keys.sorted() {
      effects += act(links[id]?.link.tick(at: now) ?? [], on: id, now)
      effects += sendHave(id, now) + followAgreement(id, now)
      dropLateAsks(id, now)
    }
    for (address, dial) in dials.sorted(by: { $0.key < $1.key }) {
      guard case .idle(let until) = dial.phase, until <= now.monotonicMs else { continue }
      effects += dialNow(address, now)
    }
    if pausedUntilMs > 0, pausedUntilMs <= now.monotonicMs { pausedUntilMs = 0 }
    return effects + plan(now)
  }

  /// Carries out what a link wants.
  mutating func act(_ outputs: [Link.Output], on id: LinkID, _ now: Instant) -> [MeshEffect] {
    var effects: [MeshEffect] = []
    for output in outputs {
      switch output {
      case .send(let bytes): effects.append(.send(id, bytes))
      case .met(let who): effects += meet(who, on: id, now)
      case .message(let message): effects += hear(message, on: id, now)
      case .end(let why): effects += over(id, why, now)
      }
    }
    return effects
  }

  private mutating func receive(_ id: LinkID, _ bytes: [UInt8], _ now: Instant) -> [MeshEffect] {
    links[id]?.link.receive(bytes, at: now)
    var effects: [MeshEffect] = []
    while let outputs = links[id]?.link.step(at: now) { effects += act(outputs, on: id, now) }
    return effects
  }

  /// Ends a link from here.
  mutating func end(_ id: LinkID, _ why: LinkEnd, _ now: Instant) -> [MeshEffect] {
    act(links[id]?.link.end(why, at: now) ?? [], on: id, now)
  }

  mutating func say(_ message: Message, on id: LinkID, _ now: Instant) -> [MeshEffect] {
    act(links[id]?.link.send(message, at: now) ?? [], on: id, now)
  }

  /// Said once: whoever misses it goes on from an earlier place, and some events come again.
  private mutating func tell(_ delivered: DeliveredReach, _ now: Instant) -> [MeshEffect] {
    links.keys.sorted().filter { links[$0]?.isOpen == true }.flatMap {
      say(.delivered(delivered), on: $0, now)
    }
  }

  private mutating func hear(_ message: Message, on id: LinkID, _ now: Instant) -> [MeshEffect] {
    switch message {
    case .have(let origins): return learn(origins, from: id, now)
    case .want(let stretch, let maxBytes): return queue(stretch, maxBytes, for: id, now)
    case .events(let lines): return arrive(lines, on: id, now)
    case .lack(let stretch): return lacks(stretch, id, now)
    case .probe(let origin, let tip, let seq): return answerProbe(origin, tip, seq, id)
    case .probed(let origin, let tip, let seq, let hash): return probed(origin, tip, seq, hash, id, now)
    case .delivered(let delivered): return [.told(delivered)]
    case .iam, .ping, .pong, .bye, .unknown: return []
    }
  }

  /// The next of a row of numbers that a seed gives (SplitMix64).
  mutating func random() -> UInt64 {
    chance &+= 0x9E37_79B9_7F4A_7C15
    var mixed = chance
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
