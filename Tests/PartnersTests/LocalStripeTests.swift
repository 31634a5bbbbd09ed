import Events
import TestAids
import Testing

/// An evening with somebody else's Stripe (`local_stripe.py`): what galley and the tests' own Stripe might both have
/// misunderstood shows here.
@Suite(.timeLimit(.minutes(5))) struct LocalStripeTests {
  private func receive(_ stripe: LocalStripe, _ partner: Partner, _ type: String) throws -> Partner.Outcome {
    let event = try stripe.tell("webhook", ["type": .string(type)])
    #expect(event["judged"]?.string == "ok", "Stripe's own library")
    let outcome = try partner.receive(event)
    #expect(outcome.value?["status"]?.int == 200)
    return outcome
  }

  @Test func `Cards are charged and refused, money is given back, and each webhook is the same fact`() throws
  {
    let stripe = try LocalStripe()
    let partner = try Partner(base: stripe.base)
    let good = try #require(try stripe.tell("card", ["number": "4242424242424242"])["reference"]?.string)
    let paid = try partner.ask("payment.charge", Asked.payment(6095, reference: good))
    #expect(paid.types == ["paid"] && paid.fact(0)?.payload["amount"]?.int == 6095)
    let heard = try receive(stripe, partner, "payment_intent.succeeded")
    #expect(
      heard.facts.map(\.key) == paid.facts.map(\.key) && heard.fact(0)?.payload == paid.fact(0)?.payload)

    let intent = try #require(paid.fact(0)?.payload["external_ref"]?.string)
    let first = try partner.ask("payment.refund", Asked.payment(1000, externalRef: intent, refunded: 0))
    let again = try partner.ask("payment.refund", Asked.payment(1000, externalRef: intent, refunded: 0))
    let second = try partner.ask("payment.refund", Asked.payment(1000, externalRef: intent, refunded: 1000))
    #expect(first.ok && first.value == again.value && second.ok && second.value != first.value)

    let bad = try #require(try stripe.tell("card", ["number": "4000000000000341"])["reference"]?.string)
    let other = Asked.payment(3410, payment: "01a1f866-0d00-7000-8000-00000000000a", reference: bad)
    let failed = try partner.ask("payment.charge", other)
    #expect(failed.types == ["payment_failed"] && failed.fact(0)?.payload["reason"]?.string == "declined")
    let told = try receive(stripe, partner, "payment_intent.payment_failed")
    #expect(told.facts.map(\.key) == failed.facts.map(\.key))
  }

  @Test func `An intent without a page is begun, looked up and stopped`() throws {
    let stripe = try LocalStripe()
    let partner = try Partner(base: stripe.base, flow: "intents")
    let started = try partner.ask("payment.start", Asked.payment(500, "JPY"))
    let intent = try #require(started.fact(0)?.payload["external_ref"]?.string)
    #expect(try partner.ask("payment.check", Asked.payment(500, "JPY", externalRef: intent)).state == "open")
    #expect(try partner.ask("payment.cancel", Asked.payment(500, "JPY", externalRef: intent)).ok)
    #expect(
      try partner.ask("payment.check", Asked.payment(500, "JPY", externalRef: intent)).state == "cancelled")
    #expect(try partner.ask("payment.cancel", Asked.payment(500, "JPY", externalRef: intent)).ok)
  }

  @Test func `Stripe's own library and galley judge signatures alike, but for the future`() throws {
    let stripe = try LocalStripe()
    let partner = try Partner(base: stripe.base)
    let body =
      #"{"id":"evt_1","object":"event","type":"payout.paid","data":{"object":{"note":"ü · 12,50 €"}}}"#
    for (age, library, galley) in [
      (0, "ok", 200), (280, "ok", 200), (320, "SignatureVerificationError", 400), (-320, "ok", 400),
    ] as [(Int64, String, Int64)] {
      let signed = try stripe.tell("sign", ["body": .string(body), "age": .int(age)])
      #expect(signed["judged"]?.string == library)
      let event = JSON.object(["body": .string(body), "signature": signed["signature"]])
      #expect(try partner.receive(event).value?["status"]?.int == galley)
    }
  }
}
