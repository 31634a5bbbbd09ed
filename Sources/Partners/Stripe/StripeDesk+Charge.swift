import Control
import Events

/// The card that a guest has left is charged while they are away (docs.stripe.com/payments/save-and-reuse).
extension StripeDesk {
  func charge(_ ask: PaymentAsk) -> StripeStep {
    guard ask.hasAmount, let amount = StripeAmount.atStripe(ask.amount, ask.currency),
      let card = Self.card(ask.reference)
    else { return .fault(.impossible) }
    let make = StripeCall.post(
      "/v1/payment_intents",
      .object([
        "amount": .int(amount), "currency": .string(ask.currency.lowercased()),
        "customer": .string(card.customer), "payment_method": .string(card.method), "off_session": true,
        "confirm": true, "description": .string(Self.title(ask)),
        "metadata": StripeMetadata.of(ask, venue: venue, trigger: ask.trigger ?? "charge"),
      ]), key: key(ask, "charge"))
    let create = StripeStep.ask(make) { reply in
      switch reply {
      case .object(let intent): charged(intent, ask, amount)
      case .declined(let decline): declined(decline, ask, amount)
      case .refused(.keyUsedOtherwise):
        find(ask, .intents) { $0.map { charged($0, ask, amount) } ?? .fault(.impossible) }
      case .refused, .fault, .later: .failed(reply)
      }
    }
    guard isForgotten(ask) else { return create }
    return find(ask, .intents) { found in
      guard let found, isThis(found, ask) else { return create }
      return charged(found, ask, amount)
    }
  }

  private func charged(_ intent: JSON, _ ask: PaymentAsk, _ amount: Int64) -> StripeStep {
    let error = intent["last_payment_error"].flatMap { $0 == .null ? nil : $0 }
    switch intent["status"]?.string {
    case "requires_action": return openPage(ask, amount, .needsGuest)
    case "requires_payment_method" where error.map { StripeDecline($0, of: intent).wantsGuest } == true:
      return openPage(ask, amount, .needsGuest)
    default: return settle(intent, of: nil, facts(ask)) { facts, _ in .done(facts) }
    }
  }

  /// The bank's wish to see the guest is no refusal: they get a page.
  private func declined(_ decline: StripeDecline, _ ask: PaymentAsk, _ amount: Int64) -> StripeStep {
    if decline.wantsGuest { return openPage(ask, amount, .needsGuest) }
    return .done([facts(ask).failed(decline.reason, decline.failed ?? "attempt-\(ask.attempt)")])
  }

  /// The two halves of a reference.
  private static func card(_ reference: String?) -> (customer: String, method: String)? {
    guard let parts = reference?.split(separator: "/"), parts.count == 2 else { return nil }
    let (customer, method) = (String(parts[0]), String(parts[1]))
    return isReference(customer, "cus_") && isReference(method, "") ? (customer, method) : nil
  }
}
