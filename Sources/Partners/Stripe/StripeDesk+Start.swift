import Control
import Events

/// A guest shall pay: a page of Stripe's for them, or an intent that something else of the house takes a card for.
extension StripeDesk {
  /// Where a guest lands who has paid. Stripe wants such a page; a house of galley's has none, and what counts is told
  /// by webhook. Nobody is sent back from the page: without `cancel_url` there is no arrow.
  static let landingPage = "https://stripe.com/"

  /// How long a page stays open: no bill is paid later, and of what nobody pays nothing stays behind. Stripe takes half
  /// an hour to a day; a repeat comes with the same end, and up to an hour late.
  private static let openMs: Int64 = 2 * hourMs
  static let hourMs: Int64 = 3_600_000

  func start(_ ask: PaymentAsk) -> StripeStep {
    guard ask.hasAmount, let amount = StripeAmount.atStripe(ask.amount, ask.currency) else {
      return .fault(.impossible)
    }
    switch flow {
    case .checkout: return openPage(ask, amount, .open)
    case .intents: return openIntent(ask, amount)
    }
  }

  /// A page; where an earlier try may have made it, that one.
  func openPage(_ ask: PaymentAsk, _ amount: Int64, _ stage: PaymentFacts.Stage) -> StripeStep {
    let hours = hoursLate(ask)
    let make = StripeCall.post(
      "/v1/checkout/sessions", page(ask, amount, stage, hours: hours),
      key: key(ask, stage == .open ? "start" : "confirm", String(hours)))
    let made: @Sendable (JSON) -> StripeStep = { session in
      guard let id = session["id"]?.string else { return .fault(.unreachable) }
      return .done([facts(ask).started(id, url: session["url"]?.string, stage)])
    }
    let create = StripeStep.ask(make) { reply in
      switch reply {
      case .object(let session): made(session)
      case .refused(.keyUsedOtherwise): find(ask, .sessions) { $0.map(made) ?? .fault(.impossible) }
      case .declined, .refused, .fault, .later: .failed(reply)
      }
    }
    guard hours > 0 else { return create }
    return find(ask, .sessions) { found in
      guard let found, isThis(found, ask), found["status"]?.string != "expired" else { return create }
      return settle(found, facts(ask)) { facts, _ in .done(facts) }
    }
  }

  private func openIntent(_ ask: PaymentAsk, _ amount: Int64) -> StripeStep {
    let make = StripeCall.post(
      "/v1/payment_intents",
      .object([
        "amount": .int(amount), "currency": .string(ask.currency.lowercased()),
        "description": .string(Self.title(ask)), "metadata": StripeMetadata.of(ask, venue: venue),
      ]), key: key(ask, "intent"))
    let made: @Sendable (JSON) -> StripeStep = { intent in
      guard let id = intent["id"]?.string else { return .fault(.unreachable) }
      return .done([facts(ask).started(id, url: nil)])
    }
    let create = StripeStep.ask(make) { reply in
      switch reply {
      case .object(let intent): made(intent)
      case .refused(.keyUsedOtherwise): find(ask, .intents) { $0.map(made) ?? .fault(.impossible) }
      case .declined, .refused, .fault, .later: .failed(reply)
      }
    }
    guard isForgotten(ask) else { return create }
    return find(ask, .intents) { found in
      guard let found, isThis(found, ask) else { return create }
      return settle(found, of: nil, facts(ask)) { facts, _ in .done(facts) }
    }
  }

  private func page(
    _ ask: PaymentAsk, _ amount: Int64, _ stage: PaymentFacts.Stage, hours: Int64
  ) -> JSON {
    let metadata = StripeMetadata.of(ask, venue: venue, stage: stage)
    let asked = (ask.requestedAt ?? now).milliseconds
    return .object([
      "mode": "payment", "client_reference_id": .string(ask.paymentID),
      "success_url": .string(Self.landingPage),
      "expires_at": ask.requestedAt == nil
        ? nil : .int((asked + Self.openMs + hours * Self.hourMs) / 1000),
      "line_items": .array([
        .object([
          "quantity": 1,
          "price_data": .object([
            "currency": .string(ask.currency.lowercased()), "unit_amount": .int(amount),
            "product_data": .object(["name": .string(Self.title(ask))]),
          ]),
        ])
      ]),
      "metadata": metadata,
      "payment_intent_data": .object(["description": .string(Self.title(ask)), "metadata": metadata]),
    ])
  }

  /// Everything that makes it this try of this payment; what a waiter may change meanwhile (a table) is not in it.
  func key(_ ask: PaymentAsk, _ action: String, _ more: String = "") -> String {
    StripeCall.key(
      action, ask.orderID, ask.paymentID, String(ask.attempt), String(ask.amount), ask.currency, more)
  }

  /// Whole hours since the house asked: then a page that an earlier try may have made is looked for before one is made
  /// with a later end.
  private func hoursLate(_ ask: PaymentAsk) -> Int64 {
    max(0, now.milliseconds - (ask.requestedAt ?? now).milliseconds) / Self.hourMs
  }

  /// Whether what was found is what would be made: this try of the payment, or the payment itself.
  func isThis(_ found: JSON, _ ask: PaymentAsk) -> Bool {
    Self.isPaid(found) || StripeMetadata(found, venue: venue)?.attempt == ask.attempt
  }

  /// Stripe forgets keys after a day at the earliest (docs.stripe.com/api/idempotent_requests); an hour less, so that
  /// clocks may differ.
  func isForgotten(_ ask: PaymentAsk) -> Bool {
    now.milliseconds - (ask.requestedAt ?? now).milliseconds > 23 * Self.hourMs
  }
}
