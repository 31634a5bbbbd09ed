import Events

/// One link to one other terminal: bytes and ticks in, lines and messages out (contract, sections 3.1 to 3.4).
///
/// Both ends say hello at once. The dialer proves that it holds the key, then the listener does; from then on each
/// line is counted and coded. Nothing that comes before the other end's proof is looked at but its hello, and no name
/// is told before it.
struct Link: Sendable {
  /// What a link makes of what it was given, in this order.
  enum Output: Sendable {
    case send([UInt8])
    /// The other end has proved itself and said who it is.
    case met(Introduction)
    case message(Message)
    /// It is over; what stands before it shall still be sent.
    case end(LinkEnd)
  }

  /// So long an end has to prove itself.
  static let proofMs: Int64 = 5_000
  /// A link over which nothing was sent for 5 s sends a ping; to compare the clocks, one goes out every 30 s anyway.
  static let pingMs: Int64 = 5_000
  static let clockMs: Int64 = 30_000
  /// A link over which nothing has come for 15 s is dead, and ends.
  static let silenceMs: Int64 = 15_000
  /// A terminal ends a link over which more than 8 MiB wait to be sent: the other end does not read.
  static let unsentBytesLimit = 8 << 20

  let role: LinkRole
  private(set) var phase = Phase.greeting
  /// How far it had come when it ended.
  private(set) var phaseBefore = Phase.greeting
  private(set) var bytesReceived: Int64 = 0
  private(set) var bytesSent: Int64 = 0
  /// Bytes that the system has not taken yet.
  private(set) var unsentBytes = 0
  private(set) var lastHeard: Instant
  private(set) var rttMs: Int64?
  /// How far the other end's clock is ahead.
  private(set) var skewMs: Int64?

  /// Nil for a ``Probe``, which looks who is there and goes.
  private let introduction: Introduction?
  /// The keys that may be proved; none on a link that needs no proof.
  private let keys: [[UInt8]]
  private let hello: Hello
  private let openedMs: Int64
  private var theirHello: Hello?
  private var cutter = LineCutter()
  private var opener = LineOpener(nil)
  private var sealer = LineSealer(nil)
  private var decoder = EventDecoder()
  private var lastWriteMs: Int64
  private var lastPing: (clock: Timestamp, atMs: Int64)?

  enum Phase: Hashable, Sendable {
    /// Its hello is awaited.
    case greeting
    /// Its proof is awaited.
    case proving
    /// Its first message is awaited.
    case naming
    case open
    case over
  }

  /// - Parameters:
  ///   - keys: a dialer proves the first of them, a listener takes any; none for links without proofs.
  ///   - nonce: 16 bytes that nobody can guess and that were never used before.
  init(_ role: LinkRole, introduction: Introduction?, keys: [[UInt8]], nonce: [UInt8], at now: Instant) {
    self.role = role
    self.introduction = introduction
    self.keys = keys
    hello = Hello(nonce: nonce, clock: now.wall)
    openedMs = now.monotonicMs
    lastHeard = now
    lastWriteMs = now.monotonicMs
  }

  var nonce: [UInt8] { hello.nonce }
  /// The other end's, once its hello is there: its own nonce shows a terminal that it has dialed itself.
  var theirNonce: [UInt8]? { theirHello?.nonce }
  var isProved: Bool { phase == .naming || phase == .open }

  /// Says hello.
  mutating func start(at now: Instant) -> [Output] { [write(hello.line, now)] }

  /// Takes what arrived; ``step(at:)`` gives what it comes to.
  mutating func receive(_ bytes: [UInt8], at now: Instant) {
    guard phase != .over else { return }
    bytesReceived += Int64(bytes.count)
    lastHeard = now
    cutter.take(bytes)
  }

  /// Reads the next whole line; nil where none is there.
  ///
  /// What comes of one line is to be acted upon before the next is read: an answer is counted when it is made.
  mutating func step(at now: Instant) -> [Output]? {
    guard phase != .over else { return nil }
    do throws(LinkEnd) {
      guard let line = try nextLine() else { return nil }
      return try read(line, now)
    } catch {
      return end(error, at: now)
    }
  }

  /// Sends a message, once the link is open.
  mutating func send(_ message: Message, at now: Instant) -> [Output] {
    guard isProved else { return [] }
    let line = write(sealed: sealer.seal(message.bytes), now)
    guard unsentBytes > Self.unsentBytesLimit else { return [line] }
    phaseBefore = phase
    phase = .over
    return [.end(.unread)]
  }

  /// Notes that the system has taken bytes that were to be sent.
  mutating func sent(_ count: Int) { unsentBytes = max(0, unsentBytes - count) }

  /// Ends it from here; says so where the other end can hear it.
  mutating func end(_ why: LinkEnd, at now: Instant) -> [Output] {
    guard phase != .over else { return [] }
    var outputs: [Output] = []
    if isProved {
      switch why {
      case .said(let bye, let words):
        outputs = [write(sealed: sealer.seal(Message.bye(bye, words).bytes), now)]
      case .badLine(let words):
        outputs = [write(sealed: sealer.seal(Message.bye(.badLine, words).bytes), now)]
      case .unproved, .lateProof, .noHello, .silent, .unread, .told, .gone: break
      }
    }
    phaseBefore = phase
    phase = .over
    return outputs + [.end(why)]
  }

  /// Looks at the time: pings, and ends what is late or dead.
  mutating func tick(at now: Instant) -> [Output] {
    switch phase {
    case .over: return []
    case .greeting, .proving:
      return now.monotonicMs - openedMs >= Self.proofMs ? end(.lateProof, at: now) : []
    case .naming, .open:
      if now.monotonicMs - lastHeard.monotonicMs >= Self.silenceMs { return end(.silent, at: now) }
      return now.monotonicMs >= pingDueMs ? ping(at: now) : []
    }
  }

  /// When ``tick(at:)`` has something to do next.
  var deadlineMs: Int64 {
    switch phase {
    case .over: .max
    case .greeting, .proving: openedMs + Self.proofMs
    case .naming, .open: min(lastHeard.monotonicMs + Self.silenceMs, pingDueMs)
    }
  }

  private var pingDueMs: Int64 {
    guard phase == .open else { return .max }
    guard let lastPing else { return openedMs }
    return min(lastWriteMs + Self.pingMs, lastPing.atMs + Self.clockMs)
  }

  private mutating func ping(at now: Instant) -> [Output] {
    lastPing = (now.wall, now.monotonicMs)
    return send(.ping(clock: now.wall), at: now)
  }

  private mutating func write(_ line: [UInt8], _ now: Instant) -> Output {
    write(sealed: line + [UInt8(ascii: "\n")], now)
  }

  private mutating func write(sealed bytes: [UInt8], _ now: Instant) -> Output {
    lastWriteMs = now.monotonicMs
    bytesSent += Int64(bytes.count)
    unsentBytes += bytes.count
    return .send(bytes)
  }

  private mutating func nextLine() throws(LinkEnd) -> [UInt8]? {
    do throws(LineCutter.TooLong) {
      return try cutter.next(limit: isProved ? Envelope.lineBytesLimit : Hello.bytesLimit)
    } catch {
      throw isProved ? .badLine("longer than \(Envelope.lineBytesLimit) bytes") : .noHello
    }
  }

  /// Reads one whole line as the phase of the link wants it.
  private mutating func read(_ line: [UInt8], _ now: Instant) throws(LinkEnd) -> [Output] {
    switch phase {
    case .greeting: return try greet(line, now)
    case .proving: return try checkProof(line, now)
    case .naming, .open: return try open(line, now)
    case .over: return []
    }
  }

  private mutating func greet(_ line: [UInt8], _ now: Instant) throws(LinkEnd) -> [Output] {
    guard let theirs = Hello(line) else { throw .noHello }
    theirHello = theirs
    skewMs = theirs.clock.milliseconds - now.wall.milliseconds
    guard !keys.isEmpty else { return introduce(now) }
    phase = .proving
    guard role == .dialer, let key = linkKey(keys[0]) else { return [] }
    return [write(Self.proofLine(key.proof(of: .dialer)), now)]
  }

  private func linkKey(_ key: [UInt8]) -> LinkKey? {
    theirHello.map {
      role == .dialer
        ? LinkKey(key, dialer: hello, listener: $0) : LinkKey(key, dialer: $0, listener: hello)
    }
  }

  private static func proofLine(_ proof: [UInt8]) -> [UInt8] {
    var writer = MessageWriter("proof")
    writer.set("mac", Hex.text(proof))
    return writer.bytes
  }

  private mutating func checkProof(_ line: [UInt8], _ now: Instant) throws(LinkEnd) -> [Output] {
    guard let fields = MessageFields(line, 0..<line.count, depthLimit: Message.depthLimit),
      fields.text("type") == "proof", let proof = fields.text("mac").flatMap({ Hex.bytes($0) })
    else { throw .unproved }
    let candidates = role == .dialer ? Array(keys.prefix(1)) : keys
    let proved = candidates.compactMap(linkKey).first { LinkKey.isSame($0.proof(of: role.other), proof) }
    guard let proved else { throw .unproved }
    sealer = LineSealer(proved.lineKey(of: role))
    opener = LineOpener(proved.lineKey(of: role.other))
    let answer = role == .listener ? [write(Self.proofLine(proved.proof(of: .listener)), now)] : []
    return answer + introduce(now)
  }

  /// Says who this is. Where the other end speaks only what is older than all that is known here, says that instead.
  private mutating func introduce(_ now: Instant) -> [Output] {
    phase = .naming
    guard let theirs = theirHello, theirs.version >= Hello.version else {
      return end(
        .said(
          .version,
          "this galley speaks protocol \(Hello.version), the other end only \(theirHello?.version ?? 0): update it"
        ), at: now)
    }
    return introduction.map { send(.iam($0), at: now) } ?? []
  }

  private mutating func open(_ line: [UInt8], _ now: Instant) throws(LinkEnd) -> [Output] {
    guard let range = opener.open(line) else { throw .badLine("changed, repeated or out of order") }
    let message: Message
    do throws(Message.Unfit) {
      message = try Message.read(line, range, &decoder)
    } catch {
      throw .badLine(error.reason)
    }
    return try answer(message, now)
  }

  /// Answers what is about the link itself, and hands the other messages on.
  private mutating func answer(_ message: Message, _ now: Instant) throws(LinkEnd) -> [Output] {
    switch (phase, message) {
    case (_, .bye(let bye, let words)): throw .told(bye, words)
    case (.naming, .iam(let who)):
      phase = .open
      return [.met(who)]
    case (.naming, _): throw .badLine("the first message is not “iam”")
    case (_, .iam): throw .badLine("a second “iam”")
    case (_, .ping(let clock)): return send(.pong(clock: now.wall, ping: clock), at: now)
    case (_, .pong(let clock, let ping)):
      measure(clock, ping, now)
      return []
    case (_, .unknown): return []
    default: return [.message(message)]
    }
  }

  /// The other end's clock was read half-way between ping and pong.
  private mutating func measure(_ clock: Timestamp, _ ping: Timestamp, _ now: Instant) {
    guard let sent = lastPing, sent.clock == ping else { return }
    let rtt = max(0, now.monotonicMs - sent.atMs)
    rttMs = rtt
    skewMs = clock.milliseconds - (now.wall.milliseconds - rtt / 2)
  }
}
