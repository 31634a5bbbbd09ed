import Control
import Events
import Glibc
import TestAids
import Testing

/// The built program against the strict Stripe of the tests: a guest leaves a card, and it is charged later.
@Suite struct CardOnFileTests {
  private let fake: FakeStripe
  private let partner: Partner
  private let customer: String

  init() throws {
    fake = try FakeStripe()
    partner = try Partner(fake)
    let begun = try partner.ask("method.start", Asked.card)
    guard let page = begun.value?["external_ref"]?.string, begun.value?["url"]?.string != nil else {
      throw Failure("no page for a card: \(begun)")
    }
    guard try partner.ask("method.check", Asked.card).state == "open" else { throw Failure("not open") }
    try fake.tell("attach", ["session": .string(page)])
    let checked = try partner.ask("method.check", Asked.card)
    guard let reference = checked.facts.first?.payload["reference"]?.string, checked.state == "attached"
    else {
      throw Failure("no card: \(checked)")
    }
    customer = String(reference.split(separator: "/")[0])
  }

  private func charge(_ card: String, attempt: Int64 = 1, hoursAgo: Double = 0) throws -> Partner.Outcome {
    try partner.ask(
      "payment.charge", Asked.payment(attempt: attempt, hoursAgo: hoursAgo, reference: "\(customer)/\(card)"))
  }

  @Test func `A card comes by three ways as one fact, and nothing of the card is in it`() throws {
    let call = try #require(try fake.calls("POST", "/v1/checkout/sessions").first)
    let page = try #require(
      try partner.ask("method.start", Asked.card).value?["external_ref"]?.string)
    let setup = try #require(try fake.tell("object", ["id": .string(page)])["setup_intent"]?.string)
    var outcomes = [
      try partner.receive(try fake.event("checkout.session.completed", page)),
      try partner.receive(try fake.event("setup_intent.succeeded", setup)),
      try partner.receive(try fake.event("setup_intent.succeeded", setup, thin: true)),
    ]
    guard case .object(let members) = Asked.card else { return }
    outcomes.append(
      try partner.ask("method.check", .object(members + [JSON.Member("external_ref", .string(page))])))
    for outcome in outcomes {
      #expect(outcome.facts.map(\.key) == ["method/\(Asked.guest)/\(customer)/pm_card"])
      #expect(
        outcome.facts.first?.entityType == "participant" && outcome.facts.first?.entityID == Asked.guest)
      #expect(outcome.facts.first?.payload["reference"]?.string == "\(customer)/pm_card")
    }
    #expect(call["params"]?["customer"]?.string == customer && call["params"]?["mode"]?.string == "setup")
    #expect(call["params"]?["setup_intent_data[metadata][participant_id]"]?.string == Asked.guest)
  }

  @Test func `A charge that goes well is paid once, also when its answer is lost`() throws {
    try fake.tell("fail", ["status": 503, "after": true, "path": "payment_intents"])
    let paid = try charge("pm_card")
    #expect(paid.ok && paid.types == ["paid"] && paid.fact(0)?.payload["amount"]?.int == 6095)
    #expect(try charge("pm_card").facts == paid.facts)
    try fake.tell("forget")
    #expect(try charge("pm_card", hoursAgo: 24).facts == paid.facts, "found by what galley wrote on it")
    let intents = try fake.calls("POST", "/v1/payment_intents")
    #expect(intents.count == 3 && intents.dropFirst().allSatisfy { $0["replayed"]?.bool == true })
    #expect(intents[0]["params"]?["off_session"]?.string == "true")
  }

  @Test func `A power cut between a charge and its answer charges once`() throws {
    try fake.tell("fail", ["hang_ms": 20_000, "after": true, "path": "payment_intents"])
    let asked = Asked.payment(reference: "\(customer)/pm_card")
    _ = try partner.begin("payment.charge", asked)
    while try fake.tell("find", ["kind": "charge"]).array?.isEmpty != false {}
    kill(partner.child.pid, SIGKILL)
    let restarted = try Partner(fake)
    #expect(try restarted.ask("payment.charge", asked).types == ["paid"])
    #expect(try fake.tell("find", ["kind": "charge"]).array?.count == 1)
  }

  @Test(arguments: [
    ("pm_declined", "declined"), ("pm_stolen", "declined"), ("pm_poor", "insufficient"),
    ("pm_expired", "card_expired"), ("pm_code", "card_code"), ("pm_again", "try_again"),
  ])
  func `A refusal is told in galley's words`(_ card: String, _ reason: String) throws {
    let refused = try charge(card)
    #expect(refused.ok && refused.types == ["payment_failed"])
    #expect(refused.fact(0)?.payload["reason"]?.string == reason)
    let charge = try #require(refused.facts.first?.key.split(separator: "/").last)
    #expect(refused.fact(0)?.key == "failed/\(Asked.payment)/\(charge)" && charge.hasPrefix("ch_"))
    // The webhook about the same try is the same fact.
    let object = try fake.tell("object", ["id": .string(String(charge))])
    let intent = try #require(object["payment_intent"]?.string)
    let told = try partner.receive(try fake.event("payment_intent.payment_failed", intent))
    #expect(told.facts.map(\.key) == refused.facts.map(\.key))
    #expect(
      try self.charge("pm_card", attempt: 2).types == ["paid"], "another try is another payment at Stripe")
  }

  @Test func `A bank that wants to see the guest makes a page and no failure`() throws {
    let asked = try charge("pm_guest")
    #expect(asked.ok && asked.types == ["payment_started"])
    let fact = try #require(asked.facts.first)
    let page = try #require(fact.payload["external_ref"]?.string)
    #expect(page.hasPrefix("cs_") && fact.payload["state"]?.string == "needs_guest")
    #expect(fact.payload["url"]?.string != nil && fact.key == "started/\(Asked.payment)/\(page)/needs_guest")
    #expect(try charge("pm_guest").facts == asked.facts, "a repeat is the same page")
    let failed = try fake.tell("calls").array?.last { $0["path"]?.string == "/v1/payment_intents" }
    #expect(failed?["status"]?.int == 402)
    let intent = try #require(
      try fake.tell("find", ["kind": "payment_intent"]).array?.first?["id"]?.string)
    #expect(try partner.receive(try fake.event("payment_intent.payment_failed", intent)).facts.isEmpty)
    #expect(try partner.ask("payment.check", Asked.payment(externalRef: page)).facts == asked.facts)
    try fake.tell("pay", ["session": .string(page)])
    #expect(try partner.receive(try fake.event("checkout.session.completed", page)).types == ["paid"])
  }

  @Test func `A bank that takes its time is waited for`() throws {
    let asked = try charge("pm_slow")
    #expect(asked.types == ["payment_started"] && asked.fact(0)?.payload["state"]?.string == "processing")
    let intent = try #require(asked.fact(0)?.payload["external_ref"]?.string)
    #expect(
      try partner.receive(try fake.event("payment_intent.processing", intent)).facts.map(\.key)
        == asked.facts.map(\.key))
    try fake.tell("settle", ["intent": .string(intent), "ok": true])
    #expect(try partner.ask("payment.check", Asked.payment(externalRef: intent)).types == ["paid"])
  }

  @Test func `A reference that is none is refused without a call`() throws {
    for reference in ["", "cus_1", "cus_1/pm_1/x", "cus_1/../pm", "pm_1/cus_1"] {
      #expect(try partner.ask("payment.charge", Asked.payment(reference: reference)).error == "impossible")
    }
    #expect(try fake.calls("POST", "/v1/payment_intents").isEmpty)
  }
}
