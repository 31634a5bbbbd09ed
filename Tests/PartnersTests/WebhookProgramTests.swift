import Control
import Events
import TestAids
import Testing

/// The built program and what Stripe tells by itself (S13, F38).
@Suite struct WebhookProgramTests {
  private let fake: FakeStripe
  private let partner: Partner
  private let page: String

  init() throws {
    fake = try FakeStripe()
    partner = try Partner(fake)
    let started = try partner.ask("payment.start", Asked.payment())
    page = started.facts.first?.payload["external_ref"]?.string ?? ""
    try fake.tell("pay", ["session": .string(page)])
  }

  private func status(_ outcome: Partner.Outcome) -> String {
    let value = outcome.value
    return [
      value?["status"]?.int.map { String($0) }, value?["problem"]?.string,
      value?["signed"]?.bool == true ? "signed" : nil,
    ].compactMap { $0 }.joined(separator: " ")
  }

  @Test func `A changed body, another signature and none are refused`() throws {
    let event = try fake.event("checkout.session.completed", page)
    let body = try #require(event["body"]?.string)
    let signature = try #require(event["signature"]?.string)
    let changed = JSON.object(["body": .string(body + " "), "signature": .string(signature)])
    #expect(status(try partner.receive(changed)) == "400 signature")
    for wrong in ["", "nonsense", "t=1", signature.replacing("v1=", with: "v0="), signature + "0"] {
      let outcome = try partner.receive(event, signature: wrong)
      #expect(status(outcome) == "400 signature" && outcome.facts.isEmpty, "\(wrong)")
    }
    let several =
      "t=\(signature.split(separator: ",")[0].dropFirst(2)),v1=00ff,v0=\(signature.split(separator: "=")[2]),"
    #expect(
      status(try partner.receive(event, signature: several + signature.split(separator: ",")[1]))
        == "200 signed")
  }

  @Test(arguments: [
    (290, "200 signed"), (310, "400 stale signed"), (-290, "200 signed"), (-310, "400 stale signed"),
  ])
  func `A signature holds for five minutes to both sides`(_ age: Int64, _ expected: String) throws {
    #expect(
      status(try partner.receive(try fake.event("checkout.session.completed", page, age: age))) == expected)
  }

  @Test func `The same event twice is told once, and 200 both times`() throws {
    let first = try partner.receive(try fake.event("checkout.session.completed", page, id: "evt_same"))
    let second = try partner.receive(try fake.event("checkout.session.completed", page, id: "evt_same"))
    #expect(first.types == ["paid"] && second.types.isEmpty)
    #expect(status(first) == "200 signed" && status(second) == "200 signed")
  }

  @Test func `Stripe hears 200 only when the terminal has answered each fact`() throws {
    let event = try fake.event("checkout.session.completed", page, id: "evt_lost")
    let lost = try partner.receive(event, answering: false)
    #expect(lost.types == ["paid"] && status(lost) == "500 unreachable signed")
    let again = try partner.receive(event)
    #expect(again.facts == lost.facts && status(again) == "200 signed", "not remembered as done")
  }

  @Test func `A fact that the terminal refuses is answered too`() throws {
    let event = try fake.event("checkout.session.completed", page)
    let id = try partner.begin(
      "webhook.receive",
      WebhookCall(
        adapter: "stripe", signature: event["signature"]?.string ?? "",
        body: Array((event["body"]?.string ?? "").utf8)
      ).json)
    guard case .fact(let fact) = try partner.hear() else { throw Failure("no fact") }
    try partner.say(.refused(key: fact.key, reason: "unknown order"))
    guard case .result(id, true, let value, nil) = try partner.hear() else { throw Failure("no result") }
    #expect(value?["status"]?.int == 200)
  }

  @Test func `What is another house's, nobody's, or of a kind that says nothing is taken and left alone`()
    throws
  {
    let intent = try #require(
      try fake.tell("find", ["kind": "payment_intent"]).array?.first?["id"]?.string)
    let charge = try #require(try fake.tell("find", ["kind": "charge"]).array?.first?["id"]?.string)
    for type in ["charge.dispute.created", "charge.succeeded", "customer.created", "payout.paid"] {
      let outcome = try partner.receive(try fake.event(type, charge))
      #expect(status(outcome) == "200 signed" && outcome.facts.isEmpty, "\(type)")
    }
    try fake.tell(
      "change",
      ["id": .string(intent), "metadata": .object(["venue": "birch", "order_id": "o", "payment_id": "p"])])
    let strange = try partner.receive(try fake.event("payment_intent.succeeded", intent))
    #expect(status(strange) == "200 signed" && strange.facts.isEmpty)
    try fake.tell("change", ["id": .string(intent), "metadata": .object([:])])
    let nobody = try partner.receive(try fake.event("payment_intent.succeeded", intent, thin: true))
    #expect(status(nobody) == "200 signed" && nobody.facts.isEmpty)
  }

  @Test func `A thin event whose object can't be fetched is sent again by Stripe`() throws {
    try fake.tell("fail", ["status": 500, "headers": .object(["Stripe-Should-Retry": "false"])])
    let event = try fake.event("checkout.session.completed", page, thin: true, id: "evt_thin")
    #expect(status(try partner.receive(event)) == "500 unreachable signed")
    #expect(try partner.receive(event).types == ["paid"])
  }

  @Test func `Without a secret nothing is believed`() throws {
    let partner = try Partner(
      "stripe", settings: ["api_base": fake.base], secrets: ["secret_key_file": FakeStripe.key])
    _ = try partner.hear()
    let outcome = try partner.receive(try fake.event("checkout.session.completed", page))
    #expect(status(outcome) == "500 no_secret" && outcome.facts.isEmpty)
  }

  @Test func `An end that came with the clock is told apart from one that somebody made`() throws {
    let started = try partner.ask("payment.start", Asked.payment(attempt: 2))
    let page = try #require(started.facts.first?.payload["external_ref"]?.string)
    try fake.tell("expire", ["session": .string(page)])
    try fake.tell("change", ["id": .string(page), "expires_at": 1_700_000_000])
    let told = try partner.receive(try fake.event("checkout.session.expired", page))
    #expect(told.fact(0)?.payload["reason"]?.string == "expired")
  }
}
