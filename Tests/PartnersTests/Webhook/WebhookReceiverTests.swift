import Control
import Events
import Foundation
import TestAids
import Testing

/// The built program and a receiver of PyPI's standardwebhooks and cloudevents, over real HTTP.
@Suite(.timeLimit(.minutes(5))) struct WebhookReceiverTests {
  private static let old = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX"
  private static let new = "whsec_" + Data(repeating: 9, count: 64).base64EncodedString()

  private let receiver: PlayedReceiver

  init() throws {
    receiver = try PlayedReceiver()
    try receiver.tell("secrets", ["secrets": .array([.string(Self.old), .string(Self.new)])])
  }

  private func partner(
    _ url: String? = nil, secrets: String = old, allowing: Bool = true
  ) throws -> Partner {
    var settings = ["url": url ?? receiver.base + "/hooks?house=maple"]
    if allowing { settings["allow_private"] = "yes" }
    let partner = try Partner(
      "webhook", settings: settings, secrets: ["secret_file": secrets + "\n"])
    guard case .ready(version: "1.0", mode: nil) = try partner.hear() else {
      throw Failure("not ready: \(partner.errors)")
    }
    return partner
  }

  private func deliveries(_ count: Int64) throws -> [JSON] {
    try receiver.tell("deliveries", ["count": .int(count)]).array ?? []
  }

  private func answer(_ answers: JSON...) throws {
    try receiver.tell("answers", ["answers": .array(answers)])
  }

  /// What the partner says of one event.
  private func send(_ number: Int, to partner: Partner, of order: String? = "A") throws -> PartnerAnswer {
    try partner.say(Sent.message(number, of: order))
    return try partner.hear()
  }

  private func failed(_ number: Int, _ sentence: String) -> PartnerAnswer {
    .nack(cursor: "c\(number)", error: sentence, retry: true)
  }

  @Test func `Every delivery is accepted by the libraries, and none that was tampered with`() throws {
    let partner = try partner()
    for number in 1...20 { try partner.say(Sent.message(number, of: "order-\(number % 3)")) }
    for number in 1...20 { #expect(try partner.hear() == .ack(cursor: "c\(number)")) }
    let came = try deliveries(20)
    #expect(came.map { $0["id"]?.string } == (1...20).map { "id-\($0)" }, "in order")
    for (number, delivery) in zip(1..., came) {
      #expect(delivery["judged"]?.array == ["ok", "WebhookVerificationError"])
      #expect(delivery["tampered"]?.string == "WebhookVerificationError")
      #expect(delivery["content_type"]?.string == "application/cloudevents+json")
      let sent = Sent.event(number, of: "order-\(number % 3)")
      #expect(delivery["body"]?.string == sent.compactText, "byte for byte")
      let event = try #require(delivery["event"])
      for key in ["id", "source", "type", "subject", "specversion", "data"] {
        #expect(event[key] == sent[key])
      }
      #expect(event["time"]?.string == "2026-11-30T19:04:05.123000+00:00")
      #expect(delivery["host"]?.string == "127.0.0.1:\(receiver.port)")
      #expect(delivery["path"]?.string == "/hooks?house=maple")
    }
  }

  @Test func `While a secret is changed both are right`() throws {
    let partner = try partner(secrets: Self.new + "\n" + Self.old)
    #expect(try send(1, to: partner) == .ack(cursor: "c1"))
    #expect(try deliveries(1)[0]["judged"]?.array == ["ok", "ok"])
  }

  @Test func `Failures are told without the receiver's words, and a repeat is the same delivery`() throws {
    let partner = try partner()
    let other = try PlayedReceiver()
    try answer(
      .object(["status": 500, "body": "secret words"]), .object(["status": 404, "body": "secret words"]),
      .object(["status": 302, "headers": .object(["Location": .string(other.base)])]),
      .object(["status": 401, "headers": .object(["WWW-Authenticate": "Basic realm=\"x\""])]),
      .object(["close": true]))
    #expect(try send(1, to: partner) == failed(1, "the receiver answered 500"))
    #expect(try send(1, to: partner) == failed(1, "the receiver answered 404"))
    #expect(try send(1, to: partner) == failed(1, "the receiver answered 302, which is not followed"))
    #expect(try send(1, to: partner) == failed(1, "the receiver answered 401"))
    #expect(
      try send(1, to: partner)
        == failed(1, "the receiver did not answer within 20 s, or could not be reached"))
    #expect(try send(1, to: partner) == .ack(cursor: "c1"))
    let came = try deliveries(6)
    #expect(came.count == 6, "one for each try")
    #expect(Set(came.map { $0["id"] }).count == 1 && Set(came.map { $0["body"] }).count == 1)
    #expect(came.allSatisfy { $0["judged"]?.array?.first == "ok" })
    #expect(try other.tell("connections").int == 0, "a redirect is not followed")
    #expect(!partner.errors.contains("secret words") && !partner.errors.contains("AAEC"))
  }

  @Test func `Who wants to be left alone for two seconds is`() throws {
    let partner = try partner()
    try answer(.object(["status": 429, "headers": .object(["Retry-After": "2"])]))
    #expect(try send(1, to: partner) == failed(1, "the receiver answered 429"))
    let began = monotonicSeconds()
    #expect(try send(2, to: partner, of: "B") == .ack(cursor: "c2"))
    #expect((1.5...10).contains(monotonicSeconds() - began))
  }

  @Test func `A receiver that is gone disables its partner`() throws {
    let partner = try partner()
    try answer(.object(["status": 410]))
    guard case .fact(let fact) = try send(1, to: partner) else { throw Failure("no fact") }
    #expect(fact.eventType == "partner_disabled" && fact.source == "system")
    try partner.say(.recorded(key: fact.key))
    try partner.say(.stop)
    #expect(try partner.child.exit(within: 5) == 0)
    #expect(try deliveries(1).count == 1)
  }

  @Test(arguments: [
    JSON.object(["wait_ms": 40_000]), JSON.object(["status": 200, "drip_ms": 2_000, "body": "x"]),
  ])
  func `A receiver that hangs or drips is given up after twenty seconds`(_ slow: JSON) throws {
    let partner = try partner()
    try answer(slow)
    let began = monotonicSeconds()
    try partner.say(Sent.message(1))
    #expect(
      try partner.hear(within: 60)
        == failed(1, "the receiver did not answer within 20 s, or could not be reached"))
    #expect((19.0...35).contains(monotonicSeconds() - began))
    #expect(try send(2, to: partner) == .ack(cursor: "c2"))
  }

  @Test func `An address inside is not called, whatever its name`() throws {
    for host in ["localhost", "127.0.0.1", "127.1", "2130706433", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0"] {
      let partner = try partner("https://\(host):\(receiver.port)/", allowing: false)
      #expect(
        try send(1, to: partner)
          == failed(1, "the receiver's host has an address that may not be called; see allow_private"),
        "\(host)")
    }
    #expect(try receiver.tell("connections").int == 0)
  }
}
