import Control
import Events

/// What Stripe tells by itself. Its word is news, and no more: what the payment's state is says the object that it is
/// about (``settle(_:_:at:then:)``).
extension StripeDesk {
  /// The parts of an event that count; both of Stripe's forms have them.
  struct News: Sendable {
    let id: String
    /// Without the `v1.` of a thin event.
    let type: String
    let created: Timestamp
    /// A snapshot has the object itself; a thin event says where it is.
    let object: JSON?
    let path: String?

    init?(_ event: JSON, now: Timestamp) {
      guard let id = event["id"]?.string, let type = event["type"]?.string, id.utf8.count <= 255 else {
        return nil
      }
      self.id = id
      if event["object"]?.string == "v2.core.event" {
        self.type = type.hasPrefix("v1.") ? String(type.dropFirst(3)) : type
        created = event["created"]?.string.flatMap { Timestamp($0) } ?? now
        object = nil
        path = event["related_object"]?["url"]?.string
      } else {
        self.type = type
        created = event["created"]?.int.map { Timestamp(clamping: $0 * 1000) } ?? now
        object = event["data"]?["object"]
        path = nil
      }
    }
  }

  /// What follows from an event; an end without facts where it is nothing to this house.
  func step(_ news: News) -> StripeStep {
    let kinds = [
      "checkout.session.", "payment_intent.", "setup_intent.", "refund.", "charge.refunded",
      "charge.refund.updated", "charge.dispute.funds_withdrawn",
    ]
    guard kinds.contains(where: { news.type.hasPrefix($0) }) else { return .done() }
    if let object = news.object { return tell(object, news) }
    guard let path = news.path, Self.isPath(path) else { return .done() }
    return .call(.get(path)) { tell($0, news) }
  }

  /// Whether it names an object of the first version's interface and nothing else: the key goes with the call.
  private static func isPath(_ path: String) -> Bool {
    path.hasPrefix("/v1/") && path.utf8.count <= 255
      && path.split(separator: "/", omittingEmptySubsequences: false).dropFirst().allSatisfy {
        !$0.isEmpty && isReference(String($0), "")
      }
  }

  private func tell(_ object: JSON, _ news: News) -> StripeStep {
    switch object["object"]?.string {
    case "checkout.session": tellSession(object, news)
    case "payment_intent": tellIntent(object)
    case "setup_intent": tellSetup(object)
    case "refund": tellRefund(object)
    case "charge": tellCharge(object)
    case "dispute": tellDispute(object)
    default: .done()
    }
  }

  private func tellSession(_ session: JSON, _ news: News) -> StripeStep {
    guard let metadata = StripeMetadata(session, venue: venue) else { return .done() }
    guard session["mode"]?.string == "payment" else {
      guard session["status"]?.string == "complete", let id = session["setup_intent"]?.stripeID,
        Self.isReference(id, "seti_")
      else { return .done() }
      return .call(.get("/v1/setup_intents/\(id)")) { tellSetup($0) }
    }
    guard let facts = metadata.facts(source), session["status"]?.string != "open" else { return .done() }
    return settle(session, facts, at: news.created) { facts, _ in .done(facts) }
  }

  private func tellIntent(_ intent: JSON) -> StripeStep {
    guard let metadata = StripeMetadata(intent, venue: venue), let facts = metadata.facts(source),
      let id = intent["id"]?.string
    else { return .done() }
    let told: Told = { facts, _ in .done(facts) }
    switch intent["status"]?.string {
    case "succeeded": return settle(intent, of: nil, facts, then: told)
    case "processing", "canceled": break
    case "requires_payment_method":
      guard let error = intent["last_payment_error"], error != .null else { return .done() }
      // The bank wants to see the guest, who gets a page of their own for it: nothing has failed.
      if metadata.isCharge, StripeDecline(error, of: intent).wantsGuest { return .done() }
    default: return .done()
    }
    if metadata.isCharge { return settle(intent, of: nil, facts, then: told) }
    // What a guest does on a page is told under the page's name.
    return .call(.get(Kind.sessions.rawValue, .object(["payment_intent": .string(id), "limit": 1]))) { list in
      settle(intent, of: list["data"]?.array?.first, facts, then: told)
    }
  }

  private func tellSetup(_ intent: JSON) -> StripeStep {
    guard let metadata = StripeMetadata(intent, venue: venue), let participantID = metadata.participantID,
      let reference = Self.reference(ofSetup: intent)
    else { return .done() }
    return .done([
      PaymentFacts.attached(
        participantID, orderID: metadata.orderID, reference: reference, provider: Self.provider,
        source: source)
    ])
  }

  /// Somebody gave money back, here or on Stripe's own pages: then only the payment says whose it is.
  private func tellRefund(_ refund: JSON) -> StripeStep {
    guard refund["status"]?.string == "succeeded", let intent = refund["payment_intent"]?.stripeID,
      Self.isReference(intent, "pi_")
    else { return .done() }
    return .call(.get(Self.intent(intent))) { refunded([refund], of: $0) }
  }

  private func tellCharge(_ charge: JSON) -> StripeStep {
    guard let intent = charge["payment_intent"]?.stripeID, Self.isReference(intent, "pi_") else {
      return .done()
    }
    return .call(.get(Self.intent(intent))) { payment in
      guard StripeMetadata(payment, venue: venue) != nil else { return .done() }
      let given = JSON.object(["payment_intent": .string(intent), "limit": 100])
      return .call(.get("/v1/refunds", given)) { refunded($0["data"]?.array ?? [], of: payment) }
    }
  }

  /// A guest's bank has taken the money back, which is gone like what was given back.
  private func tellDispute(_ dispute: JSON) -> StripeStep {
    guard let id = dispute["id"]?.string, let intent = dispute["payment_intent"]?.stripeID,
      Self.isReference(intent, "pi_"), let taken = dispute["amount"]?.int,
      let currency = dispute["currency"]?.string, let amount = StripeAmount.inHouse(taken, currency)
    else { return .done() }
    return .call(.get(Self.intent(intent))) { payment in
      guard let facts = StripeMetadata(payment, venue: venue)?.facts(source) else { return .done() }
      return .done([facts.refunded(amount, reference: id, because: .disputed)])
    }
  }

  private func refunded(_ refunds: [JSON], of intent: JSON) -> StripeStep {
    guard let facts = StripeMetadata(intent, venue: venue)?.facts(source) else { return .done() }
    return .done(
      refunds.compactMap { refund in
        guard refund["status"]?.string == "succeeded", let id = refund["id"]?.string,
          let given = refund["amount"]?.int, let currency = refund["currency"]?.string,
          let amount = StripeAmount.inHouse(given, currency)
        else { return nil }
        return facts.refunded(amount, reference: id)
      })
  }
}
