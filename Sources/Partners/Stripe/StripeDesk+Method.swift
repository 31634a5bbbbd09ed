import Control
import Events

/// A guest leaves a card with Stripe, to be charged later: a customer of Stripe's for each participant who does, and a
/// page that takes the card (docs.stripe.com/payments/save-and-reuse).
extension StripeDesk {
  func startMethod(_ params: JSON) -> StripeStep {
    guard flow == .checkout, let orderID = Self.word(params["order_id"]),
      let participantID = Self.word(params["participant_id"]), let currency = Self.word(params["currency"])
    else { return .fault(.impossible) }
    let metadata = JSON.object([
      "order_id": .string(orderID), "participant_id": .string(participantID), "venue": .string(venue),
    ])
    let customer = StripeCall.post(
      "/v1/customers", .object(["metadata": metadata]),
      key: StripeCall.key("customer", orderID, participantID))
    return .call(customer) { customer in
      guard let customer = customer["id"]?.string else { return .fault(.unreachable) }
      let page = JSON.object([
        "mode": "setup", "customer": .string(customer), "currency": .string(currency.lowercased()),
        "client_reference_id": .string(participantID), "success_url": .string(Self.landingPage),
        "metadata": metadata, "setup_intent_data": .object(["metadata": metadata]),
      ])
      // A guest who asks again within the hour gets the same page; later it may be gone.
      let hour = String(now.milliseconds / Self.hourMs)
      let make = StripeCall.post(
        "/v1/checkout/sessions", page, key: StripeCall.key("method", orderID, participantID, hour))
      return .call(make) { session in
        guard let id = session["id"], let url = session["url"] else { return .fault(.unreachable) }
        return .done([], .object(["url": url, "external_ref": id]))
      }
    }
  }

  func checkMethod(_ params: JSON) -> StripeStep {
    guard let orderID = Self.word(params["order_id"]), let participantID = Self.word(params["participant_id"])
    else {
      return .fault(.impossible)
    }
    if let reference = params["external_ref"]?.string {
      guard Self.isReference(reference, "cs_") else { return .state([], .unknown) }
      let expanded = JSON.object(["expand": .array(["setup_intent"])])
      return .call(.get(Self.session(reference), expanded)) { session in
        attached([session], orderID, participantID)
      }
    }
    let dayAgo = JSON.object(["gte": .int((now.milliseconds - 26 * Self.hourMs) / 1000)])
    return search(
      .sessions, dayAgo, expanding: "data.setup_intent",
      where: { [venue] session in
        let metadata = StripeMetadata(session, venue: venue)
        return session["mode"]?.string == "setup" && metadata?.orderID == orderID
          && metadata?.participantID == participantID
      }, then: { attached($0, orderID, participantID) })
  }

  /// Of pages that took a card, the newest counts.
  private func attached(_ sessions: [JSON], _ orderID: String, _ participantID: String) -> StripeStep {
    for session in sessions {
      guard let reference = Self.reference(ofSetup: session["setup_intent"] ?? .null) else { continue }
      let fact = PaymentFacts.attached(
        participantID, orderID: orderID, reference: reference, provider: Self.provider, source: source)
      return .state([fact], .attached)
    }
    return .state([], sessions.contains { $0["status"]?.string == "open" } ? .open : .unknown)
  }

  /// `<customer>/<payment method>` of a setup that went well; nil while it has not.
  static func reference(ofSetup intent: JSON) -> String? {
    guard intent["status"]?.string == "succeeded", let customer = intent["customer"]?.stripeID,
      let method = intent["payment_method"]?.stripeID
    else { return nil }
    return "\(customer)/\(method)"
  }

  private static func word(_ json: JSON?) -> String? {
    json?.string.flatMap { $0.isEmpty || $0.utf8.count > 255 ? nil : $0 }
  }
}
