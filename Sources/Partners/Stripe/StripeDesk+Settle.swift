import Control
import Events

/// What a page or an intent of Stripe's, as it stands, says of a payment. Webhooks and look-ups both end here, so that
/// they can't say different things.
extension StripeDesk {
  typealias Told = @Sendable ([PartnerFact], StripeState) -> StripeStep

  /// - Parameters:
  ///   - session: with its intent whole where it has one; else that is fetched.
  ///   - created: when the news came about, where it is not now.
  func settle(
    _ session: JSON, _ facts: PaymentFacts, at created: Timestamp? = nil, then: @escaping Told
  ) -> StripeStep {
    guard let id = session["id"]?.string else { return then([], .unknown) }
    let state = (session["status"]?.string, session["payment_status"]?.string)
    switch state {
    case ("complete", "paid"), ("complete", "no_payment_required"):
      return paid(session, facts, amount: "amount_total", session["payment_intent"]?.stripeID ?? id, then)
    case ("expired", _):
      let ending = ending(session, at: created ?? now)
      return then([facts.cancelled(ending, reference: id)], .cancelled)
    case ("complete", _), ("open", _):
      guard let intent = session["payment_intent"], intent != .null else {
        return then([began(session, facts)], .open)
      }
      guard let intentID = intent.string else { return settle(intent, of: session, facts, then: then) }
      return .call(.get(Self.intent(intentID))) { settle($0, of: session, facts, then: then) }
    default: return then([], .unknown)
    }
  }

  /// - Parameter session: the page that the intent belongs to, where it has one.
  func settle(
    _ intent: JSON, of session: JSON?, _ facts: PaymentFacts, then: Told
  ) -> StripeStep {
    guard let id = intent["id"]?.string else { return then([], .unknown) }
    let reference = session?["id"]?.string ?? id
    let error = intent["last_payment_error"].flatMap { $0 == .null ? nil : $0 }
    switch intent["status"]?.string {
    case "succeeded": return paid(intent, facts, amount: "amount_received", id, then)
    case "processing":
      return then([facts.started(reference, url: nil, .processing)], .processing)
    case "canceled":
      // A page cancels its intent with itself; while it is open, the guest may begin anew.
      guard session?["status"]?.string != "open" else {
        return then(session.map { [began($0, facts)] } ?? [], .open)
      }
      let ending = session.map { self.ending($0, at: now) } ?? .cancelled
      return then([facts.cancelled(ending, reference: reference)], .cancelled)
    case "requires_payment_method" where error != nil:
      return failed(intent, error ?? .null, of: session, facts, then)
    default:
      return then([session.map { began($0, facts) } ?? facts.started(id, url: nil)], .open)
    }
  }

  /// A page that is open, as it was told when it was made.
  func began(_ session: JSON, _ facts: PaymentFacts, after failure: String? = nil) -> PartnerFact {
    let needsGuest = StripeMetadata(session, venue: venue)?.needsGuest == true
    return facts.started(
      session["id"]?.string ?? "", url: session["url"]?.string, needsGuest ? .needsGuest : .open,
      after: failure)
  }

  private func paid(
    _ object: JSON, _ facts: PaymentFacts, amount: String, _ reference: String, _ then: Told
  ) -> StripeStep {
    guard let captured = object[amount]?.int, let currency = object["currency"]?.string,
      let amount = StripeAmount.inHouse(captured, currency)
    else { return .fault(.impossible) }
    return then([facts.paid(amount, reference: reference)], .paid)
  }

  /// Where the guest may try another card, the payment is open again after it has failed.
  private func failed(
    _ intent: JSON, _ error: JSON, of session: JSON?, _ facts: PaymentFacts, _ then: Told
  ) -> StripeStep {
    let decline = StripeDecline(error, of: intent)
    guard let failed = decline.failed else { return then([], .unknown) }
    let failure = facts.failed(decline.reason, failed)
    if let session, session["status"]?.string == "open" {
      return then([began(session, facts), failure, began(session, facts, after: failed)], .open)
    }
    let isCharge = StripeMetadata(intent, venue: venue)?.isCharge == true
    if session == nil, !isCharge, let id = intent["id"]?.string {
      return then(
        [facts.started(id, url: nil), failure, facts.started(id, url: nil, after: failed)], .open)
    }
    return then([failure], .failed)
  }

  /// A page that was closed before its time was closed by somebody.
  private func ending(_ session: JSON, at time: Timestamp) -> PaymentFacts.Ending {
    guard let end = session["expires_at"]?.int else { return .expired }
    return time.milliseconds / 1000 >= end ? .expired : .cancelled
  }
}
