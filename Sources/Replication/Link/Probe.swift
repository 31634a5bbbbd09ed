import Events

/// One call that finds out what is wrong with a link: bytes and ticks in, bytes and a finding out.
///
/// It dials as a terminal does and hears who answers, but never says who calls: where the first message would be, it
/// says goodbye. So the other end lists nobody, and a terminal that runs on this data directory is not disturbed.
public struct Probe: Sendable {
  public enum Output: Sendable {
    case send([UInt8])
    /// What it has found; what stands before it shall still be sent.
    case found(ProbeFinding)
  }

  /// The other end has 3.5 s to say who it is, from the moment it has taken the call.
  public static let patienceMs: Int64 = 3_500

  private let venue: String
  private let ownOrigin: Origin?
  private let isWithoutKey: Bool
  private let openedMs: Int64
  private var link: Link
  /// When the last line went out: what comes next is the answer to it.
  private var askedMs: Int64
  private var hasHeard = false
  private var isOver = false

  /// - Parameters:
  ///   - key: what is proved; nil for a link without proofs.
  ///   - venue: which house this is.
  ///   - ownOrigin: the log of this data directory; nil where it has none yet.
  ///   - nonce: 16 bytes that nobody can guess and that were never used before.
  public init(key: [UInt8]?, venue: String, ownOrigin: Origin?, nonce: [UInt8], at now: Instant) {
    self.venue = venue
    self.ownOrigin = ownOrigin
    isWithoutKey = key == nil
    openedMs = now.monotonicMs
    askedMs = now.monotonicMs
    link = Link(.dialer, introduction: nil, keys: key.map { [$0] } ?? [], nonce: nonce, at: now)
  }

  /// Begins, once the other end has taken the call.
  public mutating func start(at now: Instant) -> [Output] { outputs(link.start(at: now), now) }

  public mutating func receive(_ bytes: [UInt8], at now: Instant) -> [Output] {
    hasHeard = true
    link.receive(bytes, at: now)
    var found: [Output] = []
    while !isOver, let made = link.step(at: now) { found += outputs(made, now) }
    return found
  }

  /// The other end has ended the connection.
  public mutating func closed(at now: Instant) -> [Output] {
    switch link.phase {
    case .greeting: over(hasHeard ? .noGalley : .turnedAway)
    case .proving: over(.wrongKey)
    case .naming, .open, .over: over(isWithoutKey ? .wantsKey : .nameless)
    }
  }

  /// Looks at the time; ``deadlineMs`` says when.
  public mutating func tick(at now: Instant) -> [Output] {
    guard now.monotonicMs >= deadlineMs else { return [] }
    switch link.phase {
    case .greeting: return over(.silent)
    case .proving: return over(.unanswered)
    case .naming, .open, .over: return over(isWithoutKey ? .wantsKey : .nameless)
    }
  }

  public var deadlineMs: Int64 { openedMs + Self.patienceMs }

  private mutating func outputs(_ made: [Link.Output], _ now: Instant) -> [Output] {
    made.flatMap { output -> [Output] in
      switch output {
      case .send(let bytes):
        askedMs = now.monotonicMs
        return [.send(bytes)]
      case .met(let who): return meet(who, now)
      // Nothing is waited for once the other end has said who it is.
      case .message: return []
      case .end(let why): return over(problem(why))
      }
    }
  }

  private func problem(_ why: LinkEnd) -> ProbeFinding.Problem {
    switch why {
    case .noHello: .noGalley
    case .unproved: .unproved
    case .said(.version, _): .tooOld
    case .told(.version, _): .tooNew
    case .told(_, let words): .sentAway(words)
    case .badLine(let words): .badLine(words)
    case .said, .lateProof, .silent, .unread, .gone: .nameless
    }
  }

  private mutating func meet(_ who: Introduction, _ now: Instant) -> [Output] {
    let rtt = max(0, now.monotonicMs - askedMs)
    // Its clock was read when it took the call, half a round trip before that reached this end.
    let skew = link.skewMs.map { $0 + rtt / 2 }
    let goodbye = link.end(.said(.closing, "this was only a try of the link"), at: now)
      .compactMap { output -> Output? in if case .send(let bytes) = output { .send(bytes) } else { nil } }
    return goodbye + over(problem(who, skew), who, rtt, skew)
  }

  private func problem(_ who: Introduction, _ skewMs: Int64?) -> ProbeFinding.Problem? {
    if who.venue != venue { return .otherVenue(venue) }
    if who.origin == ownOrigin { return .oneself }
    return abs(skewMs ?? 0) > PeerStatus.skewToleranceMs ? .clock : nil
  }

  private mutating func over(
    _ problem: ProbeFinding.Problem?, _ who: Introduction? = nil, _ rttMs: Int64? = nil,
    _ skewMs: Int64? = nil
  ) -> [Output] {
    guard !isOver else { return [] }
    isOver = true
    return [.found(ProbeFinding(problem: problem, who: who, rttMs: rttMs, skewMs: skewMs))]
  }
}
