import Events
import Testing

@testable import Replication

/// A try of a link, against an end that is another link or a script.
@Suite struct ProbeTests {
  private static let key = Array("a key of this house, of 32 bytes or more".utf8)
  private static let otherKey = Array("the key of another house, of 32 bytes or more".utf8)
  private static let wall = Timestamp("2026-11-22T19:04:05.123Z")!
  private static let own = Origin("pass-9b41c07e")!
  private static let who = Introduction(
    venue: "maple", terminal: "tv", origin: Origin("tv-4fd1c2a9")!, letter: "B", version: "0.1.0")
  private static let nonce = [UInt8](repeating: 7, count: 16)

  /// The time at our end, and at one whose clock is ahead.
  private static func time(_ ms: Int64, ahead: Int64 = 0) -> Instant {
    Instant(wall: Timestamp(clamping: wall.milliseconds + ms + ahead), monotonicMs: 50_000 + ms)
  }

  private static func probe(_ key: [UInt8]? = key, origin: Origin? = own) -> Probe {
    Probe(key: key, venue: "maple", ownOrigin: origin, nonce: nonce, at: time(0))
  }

  /// What a call to a terminal finds, where each way takes 20 ms; and what that terminal makes of the call.
  private func call(
    _ probe: Probe = probe(), keys: [[UInt8]] = [key], who: Introduction = who, ahead: Int64 = 0
  ) throws -> (finding: ProbeFinding, theirs: [Link.Output]) {
    var probe = probe
    var link = Link(
      .listener, introduction: who, keys: keys, nonce: [UInt8](repeating: 9, count: 16),
      at: Self.time(0, ahead: ahead))
    var theirs: [Link.Output] = link.start(at: Self.time(0, ahead: ahead))
    var toProbe = theirs.bytes
    var found: ProbeFinding?
    var toLink = probe.start(at: Self.time(0)).bytes
    for trip in 0..<6 as Range<Int64> {
      let now = 20 * (trip + 1)
      var said = probe.receive(toProbe, at: Self.time(now))
      link.receive(toLink, at: Self.time(now, ahead: ahead))
      var answers: [Link.Output] = []
      while let outputs = link.step(at: Self.time(now, ahead: ahead)) { answers += outputs }
      theirs += answers
      if answers.isEnd { said += probe.closed(at: Self.time(now)) }
      (toLink, toProbe) = (said.bytes, answers.bytes)
      found = found ?? said.finding
    }
    if found == nil { found = probe.tick(at: Self.time(Probe.patienceMs)).finding }
    return (try #require(found), theirs)
  }

  @Test func aGoodLinkIsCalledOne() throws {
    let (finding, theirs) = try call(ahead: 400)
    #expect(finding == ProbeFinding(problem: nil, who: Self.who, rttMs: 40, skewMs: 400))
    #expect(finding.code == "ok")
    for part in ["tv", "letter B", "0.1.0", "40 ms", "0.4 s ahead"] { #expect(finding.words.contains(part)) }
    #expect(!theirs.contains { if case .met = $0 { true } else { false } }, "it is told who calls")
    #expect(theirs.contains { if case .end(.told(.closing, _)) = $0 { true } else { false } })
  }

  @Test func theOtherEndListsNobody() throws {
    var mesh = Mesh(
      Self.who, Mesh.Settings(keys: [Self.key]), held: ChainTips(venue: "maple"), seed: 1, at: Self.time(0))
    var probe = Self.probe()
    let id = LinkID(1)
    let from = PeerAddress(host: "192.0.2.7", port: 40_000)
    var said = mesh.handle(
      .accepted(id, from: from, nonce: [UInt8](repeating: 9, count: 16)), at: Self.time(0))
    var toMesh = probe.start(at: Self.time(0)).bytes
    var found: ProbeFinding?
    for _ in 0..<4 {
      let outputs = probe.receive(said.bytes, at: Self.time(1))
      found = found ?? outputs.finding
      said = toMesh.isEmpty ? [] : mesh.handle(.received(id, toMesh), at: Self.time(1))
      toMesh = outputs.bytes
    }
    #expect(found?.code == "ok")
    #expect(said.contains { if case .close(id) = $0 { true } else { false } })
    #expect(mesh.status(at: Self.time(2)).peers.isEmpty)
    #expect(mesh.refusedLines == 0)
  }

  @Test func aWrongKeyShowsAtTheProof() throws {
    #expect(try call(keys: [Self.otherKey]).finding.problem == .wrongKey)
    #expect(try call(keys: [Self.otherKey, Self.key]).finding.problem == nil)
  }

  @Test func anotherVenueIsNamedWithOurs() throws {
    var who = Self.who
    who.venue = "oak"
    let finding = try call(who: who).finding
    #expect(finding.problem == .otherVenue("maple") && finding.who?.venue == "oak")
    #expect(finding.words.contains("“oak”") && finding.words.contains("“maple”"))
  }

  @Test func ourOwnOriginIsThisTerminal() throws {
    var who = Self.who
    who.origin = Self.own
    #expect(try call(who: who).finding.problem == .oneself)
    #expect(try call(Self.probe(origin: nil), who: who).finding.problem == nil)
  }

  @Test(
    arguments: [(5_000, nil), (5_001, .clock), (-5_000, nil), (-5_001, .clock)]
      as [(Int64, ProbeFinding.Problem?)])
  func aClockIsWrongPastFiveSeconds(ahead: Int64, problem: ProbeFinding.Problem?) throws {
    let finding = try call(ahead: ahead).finding
    #expect(finding.problem == problem && finding.skewMs == ahead && finding.who == Self.who)
  }

  @Test func oneWithoutAKeyMeetsOneWithout() throws {
    #expect(try call(Self.probe(nil), keys: []).finding.problem == nil)
    #expect(try call(Self.probe(nil)).finding.problem == .wantsKey)
    #expect(try call(keys: []).finding.problem == .unproved)
  }

  /// What is found when somebody answers so and is heard no more, or goes.
  private func answer(_ text: String, key: [UInt8]? = key, goes: Bool = false) -> ProbeFinding? {
    var probe = Self.probe(key)
    _ = probe.start(at: Self.time(0))
    var said = text.isEmpty ? [] : probe.receive(Array(text.utf8), at: Self.time(1))
    if goes { said += probe.closed(at: Self.time(2)) }
    #expect(said.finding != nil || probe.tick(at: Self.time(Probe.patienceMs - 1)).finding == nil)
    return said.finding ?? probe.tick(at: Self.time(Probe.patienceMs)).finding
  }

  private static func hello(_ version: Int) -> String {
    #"{"type":"hello","protocol":\#(version),"nonce":"\#(String(repeating: "0a", count: 16))","#
      + #""clock":"2026-11-22T19:04:05.123Z"}"# + "\n"
  }

  @Test func whoeverSaysNothingIsSilent() { #expect(answer("")?.problem == .silent) }

  @Test func whoeverGoesAtOnceTurnsAway() { #expect(answer("", goes: true)?.problem == .turnedAway) }

  @Test(arguments: [
    "SSH-2.0-OpenSSH_9.2\r\n", "HTTP/1.1 400 Bad Request\r\n", "{}\n", "{\"type\":\"hello\"}\n", "\n",
    String(repeating: "x", count: 4_097),
  ])
  func whatIsNoHelloIsNoGalley(text: String) { #expect(answer(text)?.problem == .noGalley) }

  @Test func halfALineBeforeItGoesIsNoGalley() {
    #expect(answer("220 mail", goes: true)?.problem == .noGalley)
  }

  @Test func aHelloAloneIsNoAnswer() { #expect(answer(Self.hello(1))?.problem == .unanswered) }

  @Test func anotherProofIsNone() {
    let proof = #"{"type":"proof","mac":"\#(String(repeating: "0a", count: 32))"}"# + "\n"
    #expect(answer(Self.hello(1) + proof)?.problem == .unproved)
  }

  @Test func anOlderProtocolIsTooOld() { #expect(answer(Self.hello(0), key: nil)?.problem == .tooOld) }

  @Test func aNewerProtocolTakesOurs() { #expect(answer(Self.hello(2), key: nil)?.problem == .wantsKey) }

  @Test func itsGoodbyeIsPassedOn() {
    let bye = { (code: String) in #"{"n":1,"m":{"type":"bye","code":"\#(code)","message":"no room"}}"# + "\n"
    }
    #expect(answer(Self.hello(1) + bye("busy"), key: nil)?.problem == .sentAway("no room"))
    #expect(answer(Self.hello(2) + bye("version"), key: nil)?.problem == .tooNew)
    #expect(answer(Self.hello(1) + "{\"n\":2}\n", key: nil)?.code == "bad_line")
  }

  @Test func itFindsOneThing() throws {
    var probe = Self.probe()
    _ = probe.start(at: Self.time(0))
    #expect(probe.receive(Array("no\n".utf8), at: Self.time(1)).finding != nil)
    #expect(probe.closed(at: Self.time(2)).finding == nil)
    #expect(probe.tick(at: Self.time(Probe.patienceMs)).finding == nil)
  }
}

extension [Probe.Output] {
  fileprivate var bytes: [UInt8] {
    flatMap { if case .send(let bytes) = $0 { bytes } else { [] as [UInt8] } }
  }

  fileprivate var finding: ProbeFinding? {
    compactMap { if case .found(let finding) = $0 { finding } else { nil } }.first
  }
}

extension [Link.Output] {
  fileprivate var bytes: [UInt8] {
    flatMap { if case .send(let bytes) = $0 { bytes } else { [] as [UInt8] } }
  }
  fileprivate var isEnd: Bool { contains { if case .end = $0 { true } else { false } } }
}

extension [MeshEffect] {
  fileprivate var bytes: [UInt8] {
    flatMap { if case .send(_, let bytes) = $0 { bytes } else { [] as [UInt8] } }
  }
}
