import Control
import Events

/// What is done about a payment that was begun: it is stopped, looked up, or given back.
extension StripeDesk {
  private static let withIntent = JSON.object(["expand": .array(["payment_intent"])])

  func check(_ ask: PaymentAsk) -> StripeStep {
    lookUp(ask, facts(ask)) { .state($0, $1) }
  }

  /// Nobody shall be able to pay it any more; where somebody did, that is told.
  func cancel(_ ask: PaymentAsk) -> StripeStep {
    guard let reference = ask.externalRef else {
      return find(ask, .sessions) { session in
        if let id = session?["id"]?.string { return cancel(session: id, ask) }
        return find(ask, .intents) { intent in
          intent?["id"]?.string.map { cancel(intent: $0, ask) } ?? .done()
        }
      }
    }
    if Self.isReference(reference, "cs_") { return cancel(session: reference, ask) }
    return Self.isReference(reference, "pi_") ? cancel(intent: reference, ask) : .fault(.impossible)
  }

  private func cancel(session: String, _ ask: PaymentAsk) -> StripeStep {
    .ask(.post(Self.session(session) + "/expire")) { reply in
      switch reply {
      case .object: .done()
      case .refused:
        .call(.get(Self.session(session), Self.withIntent)) { settle($0, facts(ask), then: Self.stopped) }
      case .declined, .fault, .later: .failed(reply)
      }
    }
  }

  private func cancel(intent: String, _ ask: PaymentAsk) -> StripeStep {
    .ask(.post(Self.intent(intent) + "/cancel")) { reply in
      switch reply {
      case .object: .done()
      case .refused:
        .call(.get(Self.intent(intent))) { settle($0, of: nil, facts(ask), then: Self.stopped) }
      case .declined, .fault, .later: .failed(reply)
      }
    }
  }

  /// What could not be stopped, as it turned out to be. That it was cancelled the terminal has written by itself.
  @Sendable private static func stopped(_ facts: [PartnerFact], _ state: StripeState) -> StripeStep {
    switch state {
    case .paid: .done(facts)
    case .cancelled, .failed: .done()
    case .open, .processing, .attached, .unknown: .fault(.impossible)
    }
  }

  private func lookUp(_ ask: PaymentAsk, _ facts: PaymentFacts, then: @escaping Told) -> StripeStep {
    guard let reference = ask.externalRef else {
      return find(ask, .sessions) { session in
        if let session { return settle(session, facts, then: then) }
        return find(ask, .intents) { intent in
          intent.map { settle($0, of: nil, facts, then: then) } ?? then([], .unknown)
        }
      }
    }
    if Self.isReference(reference, "cs_") {
      return .call(.get(Self.session(reference), Self.withIntent)) { settle($0, facts, then: then) }
    }
    guard Self.isReference(reference, "pi_") else { return then([], .unknown) }
    return .call(.get(Self.intent(reference))) { settle($0, of: nil, facts, then: then) }
  }

  /// Looks first whether this was given back already: a key is forgotten after a day, what is written on it is not.
  func refund(_ ask: PaymentAsk) -> StripeStep {
    guard ask.hasAmount, let amount = StripeAmount.atStripe(ask.amount, ask.currency),
      let reference = ask.externalRef
    else { return .fault(.impossible) }
    if Self.isReference(reference, "pi_") { return refund(ask, amount, of: reference) }
    guard Self.isReference(reference, "cs_") else { return .fault(.impossible) }
    return .call(.get(Self.session(reference))) { session in
      guard let intent = session["payment_intent"]?.stripeID else { return .fault(.impossible) }
      return refund(ask, amount, of: intent)
    }
  }

  private func refund(_ ask: PaymentAsk, _ amount: Int64, of intent: String) -> StripeStep {
    let given = JSON.object(["payment_intent": .string(intent), "limit": 100])
    return .call(.get("/v1/refunds", given)) { list in
      let same = list["data"]?.array?.first {
        $0["metadata"]?["refunded"]?.string == String(ask.refunded) && $0["amount"]?.int == amount
          && Self.gives($0)
      }
      if let id = same?["id"]?.string { return Self.refunded(id) }
      let make = StripeCall.post(
        "/v1/refunds",
        .object([
          "payment_intent": .string(intent), "amount": .int(amount),
          "metadata": .object([
            "order_id": .string(ask.orderID), "payment_id": .string(ask.paymentID), "venue": .string(venue),
            "refunded": .string(String(ask.refunded)),
          ]),
        ]),
        key: StripeCall.key("refund", ask.orderID, ask.paymentID, String(ask.refunded), String(ask.amount)))
      return .call(make) { refund in
        guard let id = refund["id"]?.string, Self.gives(refund) else { return .fault(.impossible) }
        return Self.refunded(id)
      }
    }
  }

  /// Whether a refund gives the money back, now or when the bank has taken its time.
  private static func gives(_ refund: JSON) -> Bool {
    let status = refund["status"]?.string
    return status != "failed" && status != "canceled"
  }

  private static func refunded(_ id: String) -> StripeStep {
    .done([], .object(["external_ref": .string(id)]))
  }
}
