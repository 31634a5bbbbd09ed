import Control
import Events
import Foundation
import TestAids
import Testing

@testable import Partners

/// The shell around the adapters: lines, limits, the end, and HTTP that goes wrong.
@Suite struct ShellTests {
  private func take(_ splitter: inout LineSplitter, _ text: String) -> [LineSplitter.Line] {
    splitter.take(Array(text.utf8)[...])
  }

  private func whole(_ texts: String...) -> [LineSplitter.Line] { texts.map { .whole(Array($0.utf8)) } }

  @Test func `Lines come in any pieces`() {
    var splitter = LineSplitter(limit: 100)
    let taken = ["on", "e\ntwo\n\nth", "ree\n"].map { take(&splitter, $0) }
    #expect(taken == [[], whole("one", "two", ""), whole("three")])
  }

  @Test func `A line of the limit is taken, and of a longer one nothing`() {
    var splitter = LineSplitter(limit: 5)
    let taken = ["abcd\n", "abcde\nx\n", "ab", "cd", "e", "f", "\ny\n"].map { take(&splitter, $0) }
    #expect(
      taken == [whole("abcd"), [.tooLong] + whole("x"), [], [], [], [], [.tooLong] + whole("y")])
  }

  @Test func `An unknown adapter is a wrong command line`() throws {
    let partner = try Partner("nonsense")
    #expect(try partner.child.exit() == 2)
    #expect(partner.errors.contains("one adapter is to be named"))
  }

  @Test func `Lines that are no message and lines that are too long are left alone`() throws {
    let partner = try Partner("simulated")
    _ = try partner.hear()
    try partner.child.write(Array("nonsense\n{}\n{\"type\":\"unheard\"}\n".utf8))
    try partner.child.write([UInt8](repeating: 0x61, count: PartnerMessage.lineLimit) + [0x0A])
    #expect(try partner.ask("payment.start", Asked.payment()).ok)
    #expect(partner.errors.contains("a line was longer"))
  }

  @Test func `Whoever is told to stop finishes what is begun`() throws {
    let partner = try Partner("simulated")
    _ = try partner.hear()
    _ = try partner.ask("payment.start", Asked.payment(1200))
    try partner.say(.stop)
    guard case .fact(let fact) = try partner.hear() else { throw Failure("no fact") }
    #expect(fact.eventType == "paid")
    #expect(try partner.child.exit(within: 5) == 0)
  }

  @Test func `The end of input is a stop, and a call that hangs is not waited for`() throws {
    let fake = try FakeStripe()
    let partner = try Partner(fake)
    try fake.tell("fail", ["hang_ms": 20_000])
    _ = try partner.begin("payment.start", Asked.payment())
    partner.child.closeInput()
    let began = monotonicSeconds()
    #expect(try partner.child.exit(within: 10) == 0)
    #expect(monotonicSeconds() - began < 6)
  }

  @Test(.timeLimit(.minutes(2))) func `A service that never answers is given up, and the call made again`()
    throws
  {
    let fake = try FakeStripe()
    let partner = try Partner(fake)
    try fake.tell("fail", ["hang_ms": 40_000])
    let began = monotonicSeconds()
    let started = try partner.begin("payment.start", Asked.payment())
    guard case .result(started, let ok, _, let error) = try partner.hear(within: 60) else {
      throw Failure("no result")
    }
    #expect(!ok && error == "unreachable", "20 s are more than a retry may begin after")
    #expect((19.0...30).contains(monotonicSeconds() - began))
    #expect(try partner.ask("payment.start", Asked.payment()).ok, "the next request is not held up")
  }

  @Test func `Nobody there, and an answer that ends in the middle, are out of reach`() throws {
    let partner = try Partner(
      "stripe", settings: ["api_base": "http://127.0.0.1:1"], secrets: ["secret_key_file": FakeStripe.key])
    _ = try partner.hear()
    let began = monotonicSeconds()
    #expect(try partner.ask("payment.start", Asked.payment()).error == "unreachable")
    #expect((7.0...20).contains(monotonicSeconds() - began), "four pauses, 7.5 s in all")
  }

  @Test func `A redirect is not followed: the key stays here`() throws {
    let (fake, other) = (try FakeStripe(), try FakeStripe())
    let partner = try Partner(fake)
    try fake.tell(
      "fail",
      ["status": 307, "headers": .object(["Location": .string(other.base + "/v1/checkout/sessions")])])
    #expect(try partner.ask("payment.start", Asked.payment()).error == "misconfigured")
    #expect(try other.tell("calls").array?.isEmpty == true)
  }

  @Test func `An answer of more than a mebibyte is not read`() throws {
    let fake = try FakeStripe()
    let partner = try Partner(fake)
    try fake.tell("fail", ["status": 200, "pad": .int(2 << 20)])
    #expect(
      try partner.ask("payment.start", Asked.payment()).ok, "it is tried again, as after any broken answer")
    #expect(try fake.calls("POST", "/v1/checkout/sessions").count == 2)
  }

  @Test
  func `A secret that can't be read, an unknown key and an address without encryption leave it unready`()
    throws
  {
    let folder = try Partner("simulated").folder
    for (settings, secrets, word) in [
      (["secret_key_file": folder.path + "/none"], [:], "can't be read"),
      ([:], [:], "secret_key_file is missing"),
      ([:], ["secret_key_file": "pk_test_public"], "sk_test_"),
      (["api_base": "http://example.com"], ["secret_key_file": "sk_test_x"], "api_base"),
      (["flow": "sideways"], ["secret_key_file": "sk_test_x"], "flow"),
    ] as [([String: String], [String: String], String)] {
      let partner = try Partner("stripe", settings: settings, secrets: secrets)
      let refused = try partner.ask("payment.start", Asked.payment())
      #expect(!refused.ok && refused.error == "misconfigured" && partner.errors.contains(word), "\(word)")
      #expect(!partner.errors.contains("pk_test_public"))
    }
  }

  @Test func `It says which version and which mode it works in`() throws {
    for (key, mode) in [
      ("sk_test_a", "test"), ("rk_live_a", "live"), ("rk_test_a", "test"), ("sk_live_a", "live"),
    ] {
      let partner = try Partner("stripe", secrets: ["secret_key_file": "  \(key)\n"])
      #expect(try partner.hear() == .ready(version: "2026-10-28.endive", mode: mode))
    }
  }

  @Test func `Output that nobody reads ends it without a signal`() throws {
    let partner = try Partner("simulated")
    _ = try partner.hear()
    partner.child.closeInput()
    #expect(try partner.child.exit(within: 5) == 0)
  }
}
