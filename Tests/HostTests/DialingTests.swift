import Glibc
import Replication
import Testing

@testable import Host

/// Where a terminal listens and how another one is reached.
@Suite struct DialingTests {
  /// What came of dialing, on a loop of its own.
  private func fault(
    _ address: PeerAddress, limitMs: Int64 = 10_000, loopbackOnly: Bool = false,
    lookUp: Dialing.LookUp? = nil
  ) throws -> DialFault? {
    let loop = EventLoop()
    var found: DialFault?
    loop.at(SystemClock.monotonicMs() + 60_000, "limit") {
      Issue.record("\(address) took too long")
      loop.stop()
    }
    let hear: (Result<ByteStream, DialFault>) -> Void = { result in
      if case .failure(let fault) = result { found = fault }
      loop.stop()
    }
    if let lookUp {
      Dialing(
        address, on: loop, limitMs: limitMs, loopbackOnly: loopbackOnly, lookUp: lookUp, done: hear
      ).begin()
    } else {
      Dialing.dial(address, on: loop, limitMs: limitMs, loopbackOnly: loopbackOnly, done: hear)
    }
    try loop.run()
    return found
  }

  @Test func port0IsAPortThatTheSystemChose() throws {
    let one = try TCPListener(PeerAddress(host: "localhost", port: 0))
    let other = try TCPListener(PeerAddress(host: "127.0.0.1", port: 0))
    #expect(one.address.host == "localhost" && one.address.port != 0)
    #expect(one.address.port != other.address.port)
    #expect(try fault(one.address) == nil && fault(other.address) == nil)
  }

  @Test func aPortThatIsTakenIsSaid() throws {
    let first = try TCPListener(PeerAddress(host: "127.0.0.1", port: 0))
    let fault = #expect(throws: ListenFault.self) { try TCPListener(first.address) }
    #expect(
      fault?.description == "can't listen on \(first.address): another program listens there; "
        + "end it or take another port")
  }

  @Test func whatIsNoAddressOfThisMachineIsSaid() throws {
    // TEST-NET-2 of RFC 5737 belongs to nobody.
    let elsewhere = PeerAddress(host: "198.51.100.7", port: 0)
    let fault = #expect(throws: ListenFault.self) { try TCPListener(elsewhere) }
    #expect(fault?.description.contains("this machine has no such address") == true)
    let unknown = #expect(throws: ListenFault.self) {
      try TCPListener(PeerAddress(host: "tv..invalid", port: 0))
    }
    #expect(unknown?.kind == .unknownName)
  }

  /// A caller by IPv4 at an IPv6 socket is named as the IPv4 address that it has.
  @Test func callersByIPv4AreNamedAsSuch() throws {
    guard let listener = try? TCPListener(PeerAddress(host: "::", port: 0)) else {
      return print("IPv6 was not tried: this machine has none")
    }
    let loop = EventLoop()
    var caller: PeerAddress?
    listener.start(on: loop) { _, address in
      caller = address
      loop.stop()
    }
    loop.at(SystemClock.monotonicMs() + 10_000, "limit") { loop.stop() }
    Dialing.dial(PeerAddress(host: "127.0.0.1", port: listener.address.port), on: loop) { _ in }
    try loop.run()
    #expect(caller?.host == "127.0.0.1")
  }

  @Test func refusedAndUnknown() throws {
    let refused = PeerAddress(host: "127.0.0.1", port: try Wire.freePort())
    #expect(try fault(refused)?.kind == .refused)
    #expect(try fault(refused)?.description.hasPrefix("\(refused): the machine is there") == true)
    // Nobody has such a name, and no name server need be asked to find that out (RFC 1035, section 2.3.1).
    #expect(try fault(PeerAddress(host: "tv..invalid", port: 7400))?.kind == .unknownName)
  }

  @Test func aNameServerThatDoesNotAnswerHoldsUpNobody() throws {
    let before = SystemClock.monotonicMs()
    let found = try fault(PeerAddress(host: "tv", port: 7400), limitMs: 100) { _ in
      ThisProcess.pause(milliseconds: 3_000)
      return .success([])
    }
    #expect(found?.kind == .timedOut && SystemClock.monotonicMs() - before < 2_000)
  }

  @Test func theAddressesOfANameAreTriedInTurn() throws {
    let listener = try TCPListener(PeerAddress(host: "127.0.0.1", port: 0))
    let free = PeerAddress(host: "127.0.0.1", port: try Wire.freePort())
    let dead = try #require(SocketAddress.literal(free)?.first)
    let live = try #require(SocketAddress.literal(listener.address)?.first)
    let name = PeerAddress(host: "tv", port: 7400)
    #expect(try fault(name) { _ in .success([dead, dead, live]) } == nil)
    #expect(try fault(name) { _ in .success([dead, dead]) }?.kind == .refused)
    #expect(try fault(name) { _ in .success(Array(repeating: dead, count: 4) + [live]) }?.kind == .refused)
    // TCP has no way to a group (RFC 9293, section 3.9.2.3). A machine that was reached says more than that.
    let group = try #require(SocketAddress.literal(PeerAddress(host: "224.0.0.1", port: 7400))?.first)
    #expect(try fault(name) { _ in .success([group]) }?.kind == .noRoute)
    #expect(try fault(name) { _ in .success([group, dead]) }?.kind == .refused)
    #expect(try fault(name) { _ in .success([dead, group]) }?.kind == .refused)
    #expect(try fault(name) { _ in .failure(.unknownName) }?.kind == .unknownName)
  }

  /// A machine that drops what comes gets its time and no more. A queue of callers that is full drops them.
  @Test func aMachineThatDoesNotAnswerIsGivenUp() throws {
    let number = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    let full = Descriptor(number)
    let place = try #require(SocketAddress.literal(PeerAddress(host: "127.0.0.1", port: 0))?.first)
    try #require(place.withPointer { bind(number, $0, $1) } == 0 && listen(number, 0) == 0)
    let address = try #require(SocketAddress { getsockname(number, $0, $1) })
    var held: [Descriptor] = []
    for _ in 0..<8 {
      let caller = try address.newSocket()
      _ = address.withPointer { connect(caller.number, $0, $1) }
      held.append(caller)
    }
    let before = SystemClock.monotonicMs()
    #expect(try fault(address.peer, limitMs: 300)?.kind == .timedOut)
    #expect((250..<5_000).contains(SystemClock.monotonicMs() - before))
    withExtendedLifetime((full, held)) {}
  }

  @Test func aDialingThatIsLeftTellsNothing() throws {
    let loop = EventLoop()
    let listener = try TCPListener(PeerAddress(host: "127.0.0.1", port: 0))
    let dialing = Dialing.dial(listener.address, on: loop) { _ in Issue.record("it was left") }
    dialing.cancel()
    loop.at(SystemClock.monotonicMs() + 50, "end") { loop.stop() }
    try loop.run()
  }

  @Test(arguments: [
    ("127.0.0.1", true), ("127.9.8.7", true), ("::1", true), ("::ffff:127.0.0.1", true), ("localhost", true),
    ("0.0.0.0", false), ("::", false), ("192.168.1.20", false), ("128.0.0.1", false), ("::2", false),
    ("::ffff:10.0.0.1", false), ("tv..invalid", false),
  ])
  func s3WhatIsLoopback(_ host: String, _ expected: Bool) {
    #expect(PeerAddress(host: host, port: 7400).isLoopback == expected)
  }

  @Test func s3WithoutAKeyNothingLeavesTheMachine() throws {
    let everywhere = PeerAddress(host: "0.0.0.0", port: 0)
    let listening = #expect(throws: ListenFault.self) { try TCPListener(everywhere, loopbackOnly: true) }
    #expect(listening?.kind == .notLoopback)
    let elsewhere = PeerAddress(host: "198.51.100.7", port: 7400)
    #expect(try fault(elsewhere, loopbackOnly: true)?.kind == .notLoopback)
    // A name that stood for this machine at the start and for another one now.
    let other = try #require(SocketAddress.literal(elsewhere)?.first)
    let own = try #require(SocketAddress.literal(PeerAddress(host: "127.0.0.1", port: 7400))?.first)
    let name = PeerAddress(host: "localhost", port: 7400)
    #expect(try fault(name, loopbackOnly: true) { _ in .success([own, other]) }?.kind == .notLoopback)
  }

  /// Out of descriptors, the callers wait and the loop sleeps; later they are heard.
  @Test func withoutADescriptorTheLoopRestsAndGoesOnLater() throws {
    let loop = EventLoop()
    let listener = try TCPListener(PeerAddress(host: "127.0.0.1", port: 0))
    let accept = listener.acceptNext
    var failures = 0
    listener.acceptNext = { number, address, length in
      guard failures >= 2 else {
        failures += 1
        errno = failures == 1 ? EMFILE : ENFILE
        return -1
      }
      return accept(number, address, length)
    }
    let before = SystemClock.monotonicMs()
    var isHeard = false
    listener.start(on: loop) { _, _ in
      isHeard = true
      loop.stop()
    }
    var kept: ByteStream?
    Dialing.dial(listener.address, on: loop) { kept = try? $0.get() }
    loop.at(before + 20_000, "limit") { loop.stop() }
    try loop.run()
    #expect(isHeard && kept != nil && failures == 2)
    #expect(SystemClock.monotonicMs() - before >= 2 * TCPListener.restMs && loop.wakeUps < 12)
  }

  /// Each caller that went away while it waited costs one look, and the next one is heard.
  @Test func aCallerThatWentAwayHoldsUpNobody() throws {
    let loop = EventLoop()
    let listener = try TCPListener(PeerAddress(host: "127.0.0.1", port: 0))
    let accept = listener.acceptNext
    var failures = 0
    listener.acceptNext = { number, address, length in
      guard failures >= 1 else {
        failures += 1
        errno = ECONNABORTED
        return -1
      }
      return accept(number, address, length)
    }
    let before = SystemClock.monotonicMs()
    listener.start(on: loop) { _, _ in loop.stop() }
    Dialing.dial(listener.address, on: loop) { _ in }
    loop.at(before + 20_000, "limit") { loop.stop() }
    try loop.run()
    #expect(SystemClock.monotonicMs() - before < TCPListener.restMs)
  }
}
