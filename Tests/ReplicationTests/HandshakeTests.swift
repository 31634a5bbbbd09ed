import Events
import Foundation
import Testing

@testable import Replication

/// The contract's worked handshake, reproduced to the byte from both ends.
@Suite struct HandshakeTests {
  private let rows: [String: [UInt8]]
  private let now = Instant(wall: Timestamp("2026-11-22T19:04:05.123Z")!, monotonicMs: 0)
  private let listenerNow = Instant(wall: Timestamp("2026-11-22T19:04:05.377Z")!, monotonicMs: 0)

  init() throws {
    let url = try #require(Bundle.module.url(forResource: "Vectors/handshake", withExtension: "txt"))
    var rows: [String: [UInt8]] = [:]
    for line in try String(contentsOf: url, encoding: .utf8).split(separator: "\n") where !line.hasPrefix("#")
    {
      let parts = line.split(separator: " ")
      rows[String(parts[0])] = Hex.bytes(parts[1])
    }
    self.rows = rows
  }

  private func row(_ name: String) throws -> [UInt8] { try #require(rows[name]) }

  private func link(_ role: LinkRole) throws -> Link {
    let isDialer = role == .dialer
    let origin = try #require(Origin(isDialer ? "pass-9b41c07e" : "tv-4fd1c2a9"))
    let who = Introduction(
      venue: "maple", terminal: origin.terminal, origin: origin, letter: isDialer ? "P" : "B",
      version: "0.1.0")
    return Link(
      role, introduction: who, keys: [try row("key")],
      nonce: try row(isDialer ? "dialer-nonce" : "listener-nonce"),
      at: isDialer ? now : listenerNow)
  }

  /// What a link sends, with what it says of the other end.
  private func sent(_ outputs: [Link.Output]) -> [UInt8] {
    outputs.flatMap { if case .send(let bytes) = $0 { bytes } else { [UInt8]() } }
  }

  private func lines(_ names: String...) throws -> [UInt8] {
    try names.flatMap { try row($0) + [UInt8(ascii: "\n")] }
  }

  @Test func theDialerSaysWhatTheVectorsSay() throws {
    var link = try link(.dialer)
    #expect(sent(link.start(at: now)) == (try lines("dialer-hello")))
    link.receive(try lines("listener-hello"), at: now)
    #expect(sent(link.step(at: now) ?? []) == (try lines("dialer-proof-line")))
    link.receive(try lines("listener-proof-line", "listener-line-1", "listener-line-2"), at: now)
    #expect(sent(link.step(at: now) ?? []) == (try lines("dialer-line-1")))
    guard case .met(let who)? = link.step(at: now)?.first else {
      Issue.record("the listener was not met")
      return
    }
    #expect(who.origin.description == "tv-4fd1c2a9" && who.letter == "B")
    guard case .message(.have(let origins))? = link.step(at: now)?.first else {
      Issue.record("the second line was not read")
      return
    }
    #expect(origins.isEmpty)
    let till = try #require(Origin("till-7c1e09b4"))
    let tip = ChainTip(seq: 3, hash: try #require(Fingerprint("00112233445566778899aabbccddeeff")))
    #expect(sent(link.send(.have([till: [tip]]), at: now)) == (try lines("dialer-line-2")))
  }

  @Test func theListenerSaysWhatTheVectorsSay() throws {
    var link = try link(.listener)
    #expect(sent(link.start(at: listenerNow)) == (try lines("listener-hello")))
    link.receive(
      try lines("dialer-hello", "dialer-proof-line", "dialer-line-1", "dialer-line-2"), at: listenerNow)
    #expect(sent(link.step(at: listenerNow) ?? []).isEmpty, "a listener proves itself after the dialer")
    #expect(
      sent(link.step(at: listenerNow) ?? []) == (try lines("listener-proof-line", "listener-line-1")))
    guard case .met(let who)? = link.step(at: listenerNow)?.first else {
      Issue.record("the dialer was not met")
      return
    }
    #expect(who.terminal == "pass")
    #expect(sent(link.send(.have([:]), at: listenerNow)) == (try lines("listener-line-2")))
  }

  @Test func theKeysOfTheLinesAreThoseOfTheVectors() throws {
    let dialer = try #require(Hello(try row("dialer-hello")))
    let listener = try #require(Hello(try row("listener-hello")))
    let key = LinkKey(try row("key"), dialer: dialer, listener: listener)
    #expect(key.proof(of: .dialer) == (try row("dialer-proof")))
    #expect(key.proof(of: .listener) == (try row("listener-proof")))
    let message = try row("dialer-message-1")
    let code = HMAC(key: try row("dialer-K")).code(Array("1\n".utf8)[...], message[...])
    var sealer = LineSealer(key.lineKey(of: .dialer))
    #expect(sealer.seal(message) == (try lines("dialer-line-1")))
    #expect(
      try row("dialer-line-1").starts(with: Array(#"{"n":1,"mac":"\#(Hex.text(code.prefix(16)))""#.utf8)))
  }

  @Test func aListenerTakesAnyOfItsKeysAndADialerProvesItsFirst() throws {
    var link = try link(.listener)
    link = Link(
      .listener,
      introduction: Introduction(
        venue: "maple", terminal: "tv", origin: Origin("tv-4fd1c2a9")!, letter: "B", version: "0.1.0"),
      keys: [Array("another key that is thirty-two bytes".utf8), try row("key")],
      nonce: try row("listener-nonce"),
      at: listenerNow)
    _ = link.start(at: listenerNow)
    link.receive(try lines("dialer-hello", "dialer-proof-line"), at: listenerNow)
    _ = link.step(at: listenerNow)
    #expect(sent(link.step(at: listenerNow) ?? []) == (try lines("listener-proof-line", "listener-line-1")))
  }
}
