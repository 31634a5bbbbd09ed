import Glibc
import Replication
import Testing

@testable import Host

/// F27: bytes between two machines; no end waits for the other, and each hears of the other's end once.
@Suite struct ByteStreamTests {
  /// What repeats after so many bytes, which is no power of two: a piece that is lost or doubled shows.
  private static let period = 251
  private static let block = (0..<period << 10).map { UInt8($0 % period) }

  @Test(arguments: ["127.0.0.1", "::1"]) func whatIsSentComesBack(_ host: String) throws {
    guard host == "127.0.0.1" || (try? TCPListener(PeerAddress(host: "::1", port: 0))) != nil else {
      return print("IPv6 was not tried: this machine has no [::1]")
    }
    let wire = try Wire(host)
    try wire.connect()
    let near = try #require(wire.near)
    let far = try #require(wire.far)
    #expect(wire.caller?.host == host)
    var answer: [UInt8] = []
    var sent = 0
    far.start(on: wire.loop) {
      far.send($0)
    } onSent: { _ in
    } onEnd: { _ in
    }
    near.start(on: wire.loop) {
      answer += $0
      if answer.count >= 9 { wire.loop.stop() }
    } onSent: {
      sent += $0
    } onEnd: { _ in
    }
    near.send(Array("table".utf8))
    near.send(Array(" T4\n".utf8))
    // Nothing is told from inside a call: it may come in the middle of the caller's own work.
    #expect(sent == 0 && near.unsentBytes == 9)
    try wire.loop.run()
    #expect(String(decoding: answer, as: UTF8.self) == "table T4\n" && sent == 9)
    near.cut()
    far.cut()
  }

  /// 50 MB each way at once: an end that stopped reading because it could not write would stand still here.
  @Test func muchGoesBothWaysAtOnceInBoundedMemory() throws {
    let wire = try Wire()
    try wire.connect()
    let piece = Self.block.count
    let total = 204 * piece
    let waitingLimit = 1 << 20
    var ends: [(stream: ByteStream, handedIn: Int, sent: Int, arrived: Int)] = []
    for stream in [wire.near, wire.far] { ends.append((try #require(stream), 0, 0, 0)) }
    var mostWaiting = 0
    var largestPiece = 0
    func feed(_ end: Int) {
      while ends[end].handedIn < total, ends[end].stream.unsentBytes < waitingLimit {
        ends[end].stream.send(Self.block)
        ends[end].handedIn += piece
      }
      mostWaiting = max(mostWaiting, ends[end].stream.unsentBytes)
    }
    for end in ends.indices {
      ends[end].stream.start(on: wire.loop) { bytes in
        // Comparing every byte would take longer than sending them: the first and last place of each piece must fit.
        #expect(bytes.first == UInt8(ends[end].arrived % Self.period))
        ends[end].arrived += bytes.count
        #expect(bytes.last == UInt8((ends[end].arrived - 1) % Self.period))
        largestPiece = max(largestPiece, bytes.count)
        if ends.allSatisfy({ $0.arrived == total }) { wire.loop.stop() }
      } onSent: {
        ends[end].sent += $0
        feed(end)
      } onEnd: {
        Issue.record("end \(end): \($0)")
        wire.loop.stop()
      }
      feed(end)
    }
    try wire.loop.run()
    #expect(ends.allSatisfy { $0.arrived == total && $0.sent == total && $0.stream.unsentBytes == 0 })
    #expect(mostWaiting < waitingLimit + piece && largestPiece <= 64 << 10)
    for end in ends { end.stream.cut() }
  }

  private func hearEnd(_ wire: Wire, _ stream: ByteStream) throws -> (text: String, ends: [String]) {
    var text: [UInt8] = []
    var ends: [String] = []
    stream.start(on: wire.loop) {
      text += $0
    } onSent: { _ in
    } onEnd: {
      ends.append($0)
      // A second end would be heard in the turns that follow.
      wire.loop.at(SystemClock.monotonicMs() + 30, "later") { wire.loop.stop() }
    }
    try wire.loop.run()
    return (String(decoding: text, as: UTF8.self), ends)
  }

  @Test func anEndThatSendsNoMoreHasEndedTheConnection() throws {
    let wire = try Wire()
    let raw = try wire.connectRaw()
    try raw.put("last words")
    shutdown(raw.number, Int32(SHUT_WR))
    let heard = try hearEnd(wire, #require(wire.far))
    #expect(heard.text == "last words" && heard.ends == ["closed by the other end"])
  }

  @Test func aResetIsSaidAsSuch() throws {
    let wire = try Wire()
    var raw: Descriptor? = try wire.connectRaw()
    raw?.resetsWhenClosed()
    raw = nil
    #expect(try hearEnd(wire, #require(wire.far)).ends == ["connection reset"])
  }

  /// The other end said why it goes and then went: what it said is heard all the same, in however many turns.
  ///
  /// A pair of local sockets stands in for TCP, which keeps less for a reader that has read nothing yet.
  @Test func whatCameBeforeTheEndIsReadEvenIfWritingFails() throws {
    var ends: [Int32] = [0, 0]
    try #require(socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends) == 0)
    let near = Descriptor(ends[0])
    try near.setNonBlocking()
    var raw: Descriptor? = Descriptor(ends[1])
    let words = String(repeating: "bye ", count: 32 << 10)
    try raw?.put(words)
    // A child that another test is about to start may share this end for a moment: closing alone would not end it.
    shutdown(ends[1], Int32(SHUT_RDWR))
    raw = nil
    let wire = try Wire()
    let stream = ByteStream(near)
    stream.send([1, 2, 3])
    let heard = try hearEnd(wire, stream)
    #expect(heard.text == words && heard.ends == ["closed by the other end"])
  }

  /// A reader that takes nothing: the bytes wait here and not in the system, and reading from it goes on.
  @Test func whoCannotWriteStillReads() throws {
    let wire = try Wire()
    let raw = try wire.connectRaw()
    let far = try #require(wire.far)
    var heard = 0
    far.start(on: wire.loop) {
      heard += $0.count
      if heard == 1 << 16 { wire.loop.stop() }
    } onSent: { _ in
    } onEnd: {
      Issue.record("\($0)")
    }
    far.send([UInt8](repeating: 1, count: 16 << 20))
    wire.loop.at(SystemClock.monotonicMs() + 100, "full") {
      try? Descriptor.writeAll([UInt8](repeating: 2, count: 1 << 16), to: raw.number)
    }
    try wire.loop.run()
    // Of 16 MiB the system keeps less than 2 at both ends; left to itself it kept more than 4.
    #expect(far.unsentBytes > 14 << 20)
    far.cut()
    #expect(far.unsentBytes == 0)
  }

  @Test func closingSendsWhatWaitsAndTellsNothing() throws {
    let wire = try Wire()
    try wire.connect()
    let near = try #require(wire.near)
    let far = try #require(wire.far)
    let total = 8 << 20
    near.start(on: wire.loop) { _ in
    } onSent: { _ in
    } onEnd: {
      Issue.record("\($0)")
    }
    near.send([UInt8](repeating: 3, count: total))
    near.close()
    near.send([1])
    var arrived = 0
    far.start(on: wire.loop) {
      arrived += $0.count
      // What is said meanwhile is dropped: it must not turn the closing into a reset.
      far.send([UInt8](repeating: 7, count: 100))
    } onSent: { _ in
    } onEnd: {
      #expect($0 == "closed by the other end")
      wire.loop.stop()
    }
    try wire.loop.run()
    #expect(arrived == total)
  }

  @Test func aClosingThatNobodyTakesIsCut() throws {
    let wire = try Wire()
    let raw = try wire.connectRaw()
    let far = try #require(wire.far)
    far.start(on: wire.loop) { _ in
    } onSent: { _ in
    } onEnd: {
      Issue.record("\($0)")
    }
    far.send([UInt8](repeating: 1, count: 16 << 20))
    far.close()
    let before = SystemClock.monotonicMs()
    func look() {
      if far.unsentBytes == 0 { return wire.loop.stop() }
      wire.loop.at(SystemClock.monotonicMs() + 20, "look", look)
    }
    look()
    try wire.loop.run()
    let tookMs = SystemClock.monotonicMs() - before
    #expect(tookMs >= ByteStream.closingPatienceMs && tookMs < far.closingLimitMs)
    withExtendedLifetime(raw) {}
  }

  /// The other end has said its last word and still reads.
  @Test func closingSendsWhatWaitsToAnEndThatSendsNoMore() throws {
    let wire = try Wire()
    let raw = try wire.connectRaw()
    let far = try #require(wire.far)
    far.start(on: wire.loop) { _ in
    } onSent: { _ in
    } onEnd: {
      Issue.record("\($0)")
    }
    let total = 16 << 20
    far.send([UInt8](repeating: 3, count: total))
    far.close()
    shutdown(raw.number, Int32(SHUT_WR))
    var arrived = 0
    let before = SystemClock.monotonicMs()
    // The reading begins late, so that the end is heard while most still waits.
    wire.loop.at(before + 50, "read") {
      wire.loop.whenReadable(raw.number) {
        if case .bytes(let bytes)? = try? raw.read() { arrived += bytes.count } else { wire.loop.stop() }
      }
    }
    try wire.loop.run()
    #expect(arrived == total && SystemClock.monotonicMs() - before < ByteStream.closingPatienceMs)
  }

  /// A reader that takes a little again and again holds a closing no longer than any other.
  @Test func aClosingThatIsTakenEverSoSlowlyIsCut() throws {
    let wire = try Wire()
    let raw = try wire.connectRaw()
    try raw.setNonBlocking()
    let far = try #require(wire.far)
    far.closingLimitMs = 500
    far.start(on: wire.loop) { _ in
    } onSent: { _ in
    } onEnd: {
      Issue.record("\($0)")
    }
    far.send([UInt8](repeating: 3, count: 64 << 20))
    let before = SystemClock.monotonicMs()
    far.close()
    func take() {
      guard far.unsentBytes > 0 else { return wire.loop.stop() }
      _ = try? raw.read()
      wire.loop.at(SystemClock.monotonicMs() + 5, "take", take)
    }
    take()
    try wire.loop.run()
    #expect((500..<ByteStream.closingPatienceMs).contains(SystemClock.monotonicMs() - before))
  }

  @Test func whatIsCutHearsNothingMore() throws {
    let wire = try Wire()
    try wire.connect()
    let near = try #require(wire.near)
    near.start(on: wire.loop) { _ in
      Issue.record("bytes")
    } onSent: { _ in
      Issue.record("sent")
    } onEnd: {
      Issue.record("\($0)")
    }
    near.send([1, 2, 3])
    near.cut()
    let heard = try hearEnd(wire, #require(wire.far))
    #expect(heard.text.isEmpty && heard.ends.count == 1)
  }
}
