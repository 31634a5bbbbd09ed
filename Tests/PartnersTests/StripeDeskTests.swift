import Control
import Events
import Testing

@testable import Partners

/// What is asked of Stripe and what is made of its answers, without a Stripe: each test says the answers.
@Suite struct StripeDeskTests {
  private static let asked = Timestamp(clamping: 1_790_000_000_000)

  /// What a request came to, given these answers.
  private struct Played {
    var calls: [StripeCall] = []
    var facts: [PartnerFact] = []
    var result: StripeResult?

    init(_ step: StripeStep?, _ replies: [StripeReply] = [], otherwise: StripeReply? = nil) {
      var step = step
      var rest = replies[...]
      while case .ask(let call, let then)? = step {
        calls.append(call)
        guard let reply = rest.popFirst() ?? otherwise else { return }
        step = then(reply)
      }
      if case .end(let facts, let result)? = step { (self.facts, self.result) = (facts, result) }
    }
  }

  private func desk(
    hoursLater hours: Int64 = 0, flow: StripeAccount.Flow = .checkout, source: PaymentFacts.Source = .system
  ) -> StripeDesk {
    StripeDesk(
      venue: "maple", flow: flow, now: Self.asked.advanced(byMilliseconds: hours * 3_600_000), source: source)
  }

  private func params(_ more: KeyValuePairs<String, JSON?> = [:], currency: String = "EUR") -> JSON {
    guard case .object(let members) = JSON.object(more) else { return .null }
    return .object(
      [
        JSON.Member("order_id", "o"), JSON.Member("payment_id", "p"), JSON.Member("amount", 6095),
        JSON.Member("currency", .string(currency)), JSON.Member("attempt", 1),
        JSON.Member("short_code", "B07"),
        JSON.Member("requested_at", .string(Self.asked.description)),
      ] + members)
  }

  private func own(_ id: String, _ more: KeyValuePairs<String, JSON?>) -> JSON {
    guard case .object(let members) = JSON.object(more) else { return .null }
    let metadata = JSON.object(["venue": "maple", "order_id": "o", "payment_id": "p", "attempt": "1"])
    return .object([JSON.Member("id", .string(id)), JSON.Member("metadata", metadata)] + members)
  }

  private func list(_ objects: [JSON] = [], more: Bool = false) -> StripeReply {
    .object(.object(["data": .array(objects), "has_more": .bool(more)]))
  }

  @Test func `A repeat within the hour has the same key and the same parameters`() {
    let first = Played(desk().step("payment.start", params())).calls
    let late = StripeDesk(
      venue: "maple", flow: .checkout, now: Self.asked.advanced(byMilliseconds: 3_599_999))
    #expect(first.count == 1 && Played(late.step("payment.start", params())).calls == first)
    #expect(first[0].parameters["expires_at"]?.int == 1_790_007_200, "two hours after the house asked")
  }

  @Test func `A later repeat looks first, and makes a page that is open long enough`() {
    let none = Played(desk(hoursLater: 3).step("payment.start", params()), [list()])
    #expect(none.calls.map(\.method) == [.get, .post])
    #expect(none.calls[1].parameters["expires_at"]?.int == 1_790_018_000)
    #expect(none.calls[0].parameters["created"]?["gte"]?.int == 1_789_999_400)
    let expired = own("cs_1", ["status": "expired", "payment_status": "unpaid"])
    #expect(
      Played(desk(hoursLater: 3).step("payment.start", params()), [list([expired])]).calls.map(\.method)
        == [.get, .post])
    let paid = own(
      "cs_1",
      [
        "status": "complete", "payment_status": "paid", "amount_total": 6095, "currency": "eur",
        "payment_intent": "pi_1",
      ])
    let found = Played(desk(hoursLater: 3).step("payment.start", params()), [list([expired, paid])])
    #expect(found.calls.count == 1 && found.facts.map(\.key) == ["paid/p"])
  }

  @Test func `Nothing that Stripe has taken away is ever sent`() {
    let bodies = [
      Played(desk().step("payment.start", params())).calls,
      Played(desk(flow: .intents).step("payment.start", params())).calls,
      Played(desk().step("payment.charge", params(["reference": "cus_1/pm_1"]))).calls,
      Played(
        desk().step("method.start", .object(["order_id": "o", "participant_id": "g", "currency": "EUR"])),
        [.object(.object(["id": "cus_1"]))]
      ).calls,
    ].joined().map { WebForm.encoded($0.parameters) }
    #expect(bodies.count == 5)
    for body in bodies {
      #expect(!body.contains("payment_method_types") && !body.contains("ui_mode"), "\(body)")
    }
  }

  @Test func `Amounts go out and come back in their own units`() {
    let page = Played(desk().step("payment.start", params(currency: "ISK"))).calls[0].parameters
    let price = page["line_items"]?.array?.first?["price_data"]
    #expect(price?["unit_amount"]?.int == 609_500 && price?["currency"]?.string == "isk")
    let intent = own("pi_1", ["status": "succeeded", "amount_received": 609_500, "currency": "isk"])
    let checked = Played(
      desk().step("payment.check", params(["external_ref": "pi_1"], currency: "ISK")), [.object(intent)])
    #expect(checked.facts.first?.payload["amount"]?.int == 6095)
    #expect(Played(desk().step("payment.start", params(currency: "MGA"))).result == .fault(.impossible))
  }

  @Test func `A long list is read page by page, and not for ever`() {
    let other = JSON.object(["id": "cs_9", "metadata": .object([:])])
    let found = Played(
      desk().step("payment.check", params()),
      [
        list([other], more: true),
        list([own("cs_1", ["status": "open", "payment_status": "unpaid", "url": "https://x"])]),
      ])
    #expect(found.calls.map { $0.parameters["starting_after"]?.string } == [nil, "cs_9"])
    #expect(found.facts.map(\.key) == ["started/p/cs_1/open"])
    let endless = Played(desk().step("payment.check", params()), otherwise: list([other], more: true))
    #expect(endless.calls.count == 20 && endless.result == .fault(.impossible))
  }

  @Test func `A charge that wants an action of the guest becomes a page`() {
    let played = Played(
      desk().step("payment.charge", params(["reference": "cus_1/pm_1", "trigger": "auto_pay"])),
      [.object(own("pi_1", ["status": "requires_action"])), .object(own("cs_1", ["url": "https://x"]))])
    #expect(played.facts.map(\.key) == ["started/p/cs_1/needs_guest"])
    #expect(played.calls[0].parameters["metadata"]?["trigger"]?.string == "auto_pay")
    #expect(played.calls[1].parameters["metadata"]?["state"]?.string == "needs_guest")
    #expect(played.calls[1].parameters["payment_intent_data"]?["metadata"]?["trigger"] == nil)
  }

  @Test func `A charge that may have been made a day ago is looked for before it is made again`() {
    let charge = params(["reference": "cus_1/pm_1"])
    let paid = own("pi_1", ["status": "succeeded", "amount_received": 6095, "currency": "eur"])
    let found = Played(desk(hoursLater: 24).step("payment.charge", charge), [list([paid])])
    #expect(found.calls.map(\.method) == [.get] && found.facts.map(\.key) == ["paid/p"])
    #expect(
      Played(desk(hoursLater: 24).step("payment.charge", charge), [list()]).calls.map(\.method) == [
        .get, .post,
      ])
    #expect(Played(desk(hoursLater: 22).step("payment.charge", charge)).calls.map(\.method) == [.post])
    #expect(
      Played(desk(hoursLater: 24).step("payment.charge", charge), otherwise: list([paid], more: true)).result
        == .fault(.impossible), "unsure whether it was charged: not charged again")
  }

  @Test func `A page that nobody paid in time is expired, also by its intent`() {
    let session = own("cs_1", ["status": "expired", "payment_status": "unpaid", "expires_at": 1_790_007_200])
    let early = Played(
      desk(hoursLater: 1).step("payment.check", params(["external_ref": "cs_1"])), [.object(session)])
    let late = Played(
      desk(hoursLater: 2).step("payment.check", params(["external_ref": "cs_1"])), [.object(session)])
    #expect(early.facts.first?.payload["reason"]?.string == "cancelled")
    #expect(late.facts.first?.payload["reason"]?.string == "expired")
    let intent = own("pi_1", ["object": "payment_intent", "status": "canceled"])
    let news = StripeDesk.News(
      .object([
        "id": "evt_1", "object": "event", "type": "payment_intent.canceled",
        "data": .object(["object": intent]),
      ]), now: Self.asked)
    let told = Played(news.map { desk(hoursLater: 2, source: .webhook).step($0) }, [list([session])])
    #expect(told.facts.map(\.key) == late.facts.map(\.key) && told.facts[0].payload == late.facts[0].payload)
  }

  @Test(arguments: [
    "https://example.com/v1/payment_intents/pi_1", "/v1/../pi_1", "/v1//x", "/v1/", "/v2/core/x", "/v1/x?y=z",
    "/v1/x%2F", "", "//example.com/v1/x",
  ])
  func `The key goes to no address that an event names`(_ url: String) {
    let event = JSON.object([
      "id": "evt_1", "object": "v2.core.event", "type": "v1.payment_intent.succeeded",
      "related_object": .object(["id": "pi_1", "url": .string(url)]),
    ])
    let played = Played(StripeDesk.News(event, now: Self.asked).map { desk().step($0) })
    #expect(played.calls.isEmpty && played.result == .done(nil))
  }

  @Test func `A reference that would leave its place in a path is not asked about`() {
    for reference in ["cs_1/../../customers", "cs_1?x", "pi_ü", "cs_ 1"] {
      for action in ["payment.check", "payment.cancel", "payment.refund"] {
        let played = Played(desk().step(action, params(["external_ref": .string(reference)])))
        #expect(played.calls.isEmpty, "\(action) \(reference)")
      }
    }
  }

  @Test func `What says not which payment is refused, and an unknown action is unknown`() {
    #expect(Played(desk().step("payment.start", .object([:]))).result == .fault(.impossible))
    for action in ["nonsense", "payment.nonsense", "webhook.receive"] {
      #expect(Played(desk().step(action, params())).result == nil)
    }
  }
}
