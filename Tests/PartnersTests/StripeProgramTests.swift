import Control
import Events
import Foundation
import TestAids
import Testing

/// The built program against the strict Stripe of the tests, over real pipes and HTTP: a guest pays on a page.
@Suite struct StripeProgramTests {
  private func begin() throws -> (fake: FakeStripe, partner: Partner) {
    let fake = try FakeStripe()
    return (fake, try Partner(fake))
  }

  /// Starts a payment and gives the page's name.
  private func page(_ partner: Partner, _ asked: JSON = Asked.payment()) throws -> String {
    let started = try partner.ask("payment.start", asked)
    guard started.ok, let page = started.facts.first?.payload["external_ref"]?.string else {
      throw Failure("no page: \(started)")
    }
    return page
  }

  @Test func `A page is made with what Stripe wants and what galley finds it by`() throws {
    let (fake, partner) = try begin()
    let asked = Asked.payment()
    let started = try partner.ask("payment.start", asked)
    let fact = try #require(started.facts.first)
    let page = try #require(fact.payload["external_ref"]?.string)
    #expect(started.facts.count == 1 && started.ok)
    #expect(fact.eventType == "payment_started" && fact.source == "system" && fact.entityID == Asked.payment)
    #expect(fact.key == "started/\(Asked.payment)/\(page)/open")
    #expect(fact.payload["url"]?.string == "https://checkout.stripe.com/c/pay/\(page)")
    let call = try #require(try fake.calls("POST", "/v1/checkout/sessions").first)
    let params = call["params"]
    for place in ["metadata", "payment_intent_data[metadata]"] {
      #expect(params?["\(place)[order_id]"]?.string == Asked.order)
      #expect(params?["\(place)[payment_id]"]?.string == Asked.payment)
      #expect(params?["\(place)[participant_id]"]?.string == Asked.guest)
      #expect(params?["\(place)[venue]"]?.string == "maple")
    }
    #expect(params?["line_items[0][price_data][unit_amount]"]?.string == "6095")
    #expect(params?["line_items[0][price_data][product_data][name]"]?.string == "Table T4 · order B07")
    #expect(params?["client_reference_id"]?.string == Asked.payment)
    #expect((call["key"]?.string?.utf8.count ?? 999) <= 255)
  }

  @Test func `A repeat is the same page, also when the answer was lost`() throws {
    let (fake, partner) = try begin()
    try fake.tell("fail", ["status": 500, "after": true, "path": "sessions"])
    let asked = Asked.payment()
    let first = try page(partner, asked)
    #expect(try page(partner, asked) == first)
    let calls = try fake.calls("POST", "/v1/checkout/sessions")
    #expect(calls.count == 3 && Set(calls.compactMap { $0["key"]?.string }).count == 1)
    #expect(calls.dropFirst().allSatisfy { $0["replayed"]?.bool == true })
  }

  @Test func `An order that has moved meanwhile keeps its page`() throws {
    let (fake, partner) = try begin()
    let asked = Asked.payment()
    let first = try page(partner, asked)
    guard case .object(let members) = asked else { return }
    let moved = JSON.object(members.filter { $0.key.string != "table_id" } + [JSON.Member("table_id", "T9")])
    #expect(try page(partner, moved) == first)
    #expect(try fake.calls("POST", "/v1/checkout/sessions").last?["status"]?.int == 400)
  }

  @Test(arguments: [409, 429, 500, 503] as [Int64])
  func `What Stripe has trouble with is tried again`(_ status: Int64) throws {
    let (fake, partner) = try begin()
    try fake.tell("fail", ["status": .int(status), "times": 2])
    _ = try page(partner)
    #expect(try fake.calls("POST", "/v1/checkout/sessions").count == 3)
  }

  @Test func `Stripe's wish to be left alone is heard, and one that is too long ends it`() throws {
    let (fake, partner) = try begin()
    try fake.tell("fail", ["status": 429, "headers": .object(["Retry-After": "2"])])
    let began = monotonicSeconds()
    _ = try page(partner)
    #expect(monotonicSeconds() - began >= 2)
    try fake.tell("fail", ["status": 429, "headers": .object(["Retry-After": "60"])])
    let refused = try partner.ask("payment.start", Asked.payment(attempt: 2))
    #expect(!refused.ok && refused.error == "unreachable")
  }

  @Test func `A key that Stripe does not know is told at once`() throws {
    let fake = try FakeStripe()
    let partner = try Partner(fake, key: "sk_test_other")
    let refused = try partner.ask("payment.start", Asked.payment())
    #expect(refused.error == "unauthorized" && refused.facts.isEmpty)
    #expect(!partner.errors.contains("sk_test_other"))
  }

  @Test func `A guest pays, and both words of it are one fact`() throws {
    let (fake, partner) = try begin()
    let page = try page(partner)
    let paid = try fake.tell("pay", ["session": .string(page)])
    let intent = try #require(paid["payment_intent"]?.string)
    let outcomes = [
      try partner.receive(try fake.event("checkout.session.completed", page)),
      try partner.receive(try fake.event("payment_intent.succeeded", intent)),
      try partner.receive(try fake.event("payment_intent.succeeded", intent, thin: true)),
      try partner.receive(try fake.event("checkout.session.completed", page, thin: true)),
    ]
    for outcome in outcomes {
      #expect(outcome.value?["status"]?.int == 200)
      #expect(outcome.facts.count == 1 && outcome.fact(0)?.source == "webhook")
    }
    let fact = try #require(outcomes[0].facts.first)
    #expect(Set(outcomes.map(\.facts)).count == 1)
    #expect(fact.key == "paid/\(Asked.payment)" && fact.orderID == Asked.order)
    #expect(fact.payload["amount"]?.int == 6095 && fact.payload["external_ref"]?.string == intent)
    #expect(fact.payload["share"]?.int == 2 && fact.payload["participant_id"]?.string == Asked.guest)
    let checked = try partner.ask("payment.check", Asked.payment(externalRef: page))
    #expect(checked.state == "paid" && checked.types == ["paid"])
  }

  @Test func `A card that fails on the page leaves the page open`() throws {
    let (fake, partner) = try begin()
    let page = try page(partner)
    let intent = try #require(
      try fake.tell("pay", ["session": .string(page), "card": "pm_stolen"])["payment_intent"]?.string)
    let failed = try partner.receive(try fake.event("payment_intent.payment_failed", intent))
    #expect(failed.types == ["payment_started", "payment_failed", "payment_started"])
    #expect(failed.fact(1)?.payload["reason"]?.string == "declined")
    #expect(failed.fact(2)?.payload["external_ref"]?.string == page)
    #expect(failed.fact(2)?.payload["url"] != nil && failed.fact(2)?.key != failed.fact(0)?.key)
    let all = failed.facts.map(\.payload.compactText).joined()
    #expect(!all.contains("stolen") && !all.contains("WORDS"), "the provider's words stay outside")
    let checked = try partner.ask("payment.check", Asked.payment(externalRef: page))
    #expect(checked.state == "open" && checked.facts.map(\.key) == failed.facts.map(\.key))
    try fake.tell("pay", ["session": .string(page)])
    #expect(try partner.ask("payment.check", Asked.payment(externalRef: page)).types == ["paid"])
  }

  @Test func `A way to pay whose money comes later is not paid yet`() throws {
    let (fake, partner) = try begin()
    let page = try page(partner)
    let intent = try #require(
      try fake.tell("pay", ["session": .string(page), "unpaid": true])["payment_intent"]?.string)
    let begun = try partner.receive(try fake.event("checkout.session.completed", page))
    #expect(begun.types == ["payment_started"] && begun.fact(0)?.payload["state"]?.string == "processing")
    #expect(try partner.ask("payment.check", Asked.payment(externalRef: page)).state == "processing")
    #expect(try partner.ask("payment.cancel", Asked.payment(externalRef: page)).error == "impossible")
    try fake.tell("settle", ["intent": .string(intent), "ok": false])
    let failed = try partner.receive(try fake.event("checkout.session.async_payment_failed", page))
    #expect(failed.types == ["payment_failed"])
    try fake.tell("settle", ["intent": .string(intent), "ok": true])
    let paid = try partner.receive(try fake.event("checkout.session.async_payment_succeeded", page))
    #expect(paid.types == ["paid"])
  }

  @Test func `A page is closed, and then nobody can pay; one that was paid is told`() throws {
    let (fake, partner) = try begin()
    let open = try page(partner)
    let closed = try partner.ask("payment.cancel", Asked.payment(externalRef: open))
    #expect(closed.ok && closed.facts.isEmpty)
    #expect(try fake.tell("object", ["id": .string(open)])["status"]?.string == "expired")
    let told = try partner.receive(try fake.event("checkout.session.expired", open))
    #expect(told.facts.first?.key == "cancelled/\(Asked.payment)/\(open)")
    #expect(told.facts.first?.payload["reason"]?.string == "cancelled", "closed before its time")
    #expect(try partner.ask("payment.cancel", Asked.payment(externalRef: open)).ok, "closed already")
    let paid = try page(partner, Asked.payment(attempt: 2))
    try fake.tell("pay", ["session": .string(paid)])
    let late = try partner.ask("payment.cancel", Asked.payment(externalRef: paid))
    #expect(late.ok && late.types == ["paid"])
  }

  @Test func `What was begun and not heard of is found by what galley wrote on it`() throws {
    let (fake, partner) = try begin()
    let unknown = try partner.ask("payment.check", Asked.payment())
    #expect(unknown.state == "unknown" && unknown.facts.isEmpty)
    #expect(try partner.ask("payment.cancel", Asked.payment()).ok, "there is nothing to stop")
    let page = try page(partner)
    for place in 0..<3 { _ = try self.page(partner, Asked.payment(payment: "other-\(place)")) }
    let found = try partner.ask("payment.check", Asked.payment())
    #expect(found.state == "open" && found.facts.first?.payload["external_ref"]?.string == page)
    try fake.tell("pay", ["session": .string(page)])
    #expect(try partner.ask("payment.check", Asked.payment()).types == ["paid"])
  }

  @Test func `A day later, when Stripe has forgotten the key, no second page is made`() throws {
    let (fake, partner) = try begin()
    let page = try page(partner)
    try fake.tell("forget")
    let again = try partner.ask("payment.start", Asked.payment(hoursAgo: 25))
    #expect(again.facts.first?.payload["external_ref"]?.string == page)
    #expect(try fake.calls("POST", "/v1/checkout/sessions").count == 1)
    try fake.tell("pay", ["session": .string(page)])
    #expect(try partner.ask("payment.start", Asked.payment(hoursAgo: 25)).types == ["paid"])
  }

  @Test func `Money is given back once, by whichever name the payment has`() throws {
    let (fake, partner) = try begin()
    let page = try page(partner)
    let intent = try #require(try fake.tell("pay", ["session": .string(page)])["payment_intent"]?.string)
    let first = try partner.ask("payment.refund", Asked.payment(1000, externalRef: page, refunded: 0))
    let reference = try #require(first.value?["external_ref"]?.string)
    #expect(first.facts.isEmpty && reference.hasPrefix("re_"))
    try fake.tell("forget")
    let repeated = try partner.ask("payment.refund", Asked.payment(1000, externalRef: intent, refunded: 0))
    #expect(repeated.value?["external_ref"]?.string == reference)
    let second = try partner.ask("payment.refund", Asked.payment(1000, externalRef: intent, refunded: 1000))
    #expect(second.ok && second.value?["external_ref"]?.string != reference)
    #expect(
      try partner.ask("payment.refund", Asked.payment(9000, externalRef: intent, refunded: 2000)).ok == false)
    let told = try partner.receive(try fake.event("refund.created", reference))
    #expect(told.facts.map(\.key) == ["refund/\(reference)"] && told.fact(0)?.payload["amount"]?.int == 1000)
    let byHand = try #require(
      try fake.tell("refund", ["intent": .string(intent), "amount": 95])["id"]?.string)
    let object = try fake.tell("object", ["id": .string(intent)])
    let charge = try #require(object["latest_charge"]?.string)
    let all = try partner.receive(try fake.event("charge.refunded", charge))
    #expect(all.facts.count == 3 && all.facts.contains { $0.key == "refund/\(byHand)" })
  }

  @Test(arguments: [false, true])
  func `Money that the guest's bank takes back is told like what was given back`(isThin: Bool) throws {
    let (fake, partner) = try begin()
    let page = try page(partner)
    let intent = try #require(try fake.tell("pay", ["session": .string(page)])["payment_intent"]?.string)
    let dispute = try #require(try fake.tell("dispute", ["intent": .string(intent)])["id"]?.string)
    let opened = try partner.receive(try fake.event("charge.dispute.created", dispute, thin: isThin))
    #expect(opened.facts.isEmpty, "nothing has moved yet")
    let told = try partner.receive(try fake.event("charge.dispute.funds_withdrawn", dispute, thin: isThin))
    let fact = try #require(told.fact(0))
    #expect(fact.eventType == "refunded" && fact.key == "refund/\(dispute)" && told.facts.count == 1)
    #expect(fact.payload["amount"]?.int == 6095 && fact.payload["reason"]?.string == "disputed")
  }

  @Test func `Requests about one payment are done as they came`() throws {
    let (fake, partner) = try begin()
    try fake.tell("fail", ["status": 500, "path": "sessions"])
    let started = try partner.begin("payment.start", Asked.payment())
    let stopped = try partner.begin("payment.cancel", Asked.payment())
    var order: [String] = []
    while order.count < 2 {
      if case .result(let id, let ok, _, _) = try partner.hear() { order.append("\(id) \(ok)") }
    }
    #expect(order == ["\(started) true", "\(stopped) true"])
    let page = try #require(try fake.calls("POST", "/v1/checkout/sessions").first)
    #expect(page["status"]?.int == 500)
    #expect(try partner.ask("payment.check", Asked.payment()).state == "cancelled")
  }

  @Test func `Where a card reader takes cards there is an intent and no page`() throws {
    let fake = try FakeStripe()
    let partner = try Partner(fake, flow: "intents")
    let started = try partner.ask("payment.start", Asked.payment())
    let intent = try #require(started.facts.first?.payload["external_ref"]?.string)
    #expect(intent.hasPrefix("pi_") && started.fact(0)?.payload["url"] == nil)
    #expect(try partner.ask("method.start", Asked.card).error == "impossible")
    try fake.tell("settle", ["intent": .string(intent), "ok": false])
    let failed = try partner.receive(try fake.event("payment_intent.payment_failed", intent))
    #expect(failed.types == ["payment_started", "payment_failed", "payment_started"])
    #expect(try partner.ask("payment.cancel", Asked.payment(externalRef: intent)).ok)
    #expect(try fake.tell("object", ["id": .string(intent)])["status"]?.string == "canceled")
    let told = try partner.receive(try fake.event("payment_intent.canceled", intent))
    #expect(told.facts.map(\.key) == ["cancelled/\(Asked.payment)/\(intent)"])
  }
}
