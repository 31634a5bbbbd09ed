import Events

/// How the book's things are shown.
extension ProviderBook {
  private static func text(_ text: String?) -> JSON { text.map { .string($0) } ?? .null }

  /// - Parameter isWhole: whether the intent stands in it whole, and not by its name.
  func json(_ page: Page, isWhole: Bool = false) -> JSON {
    let intent: JSON =
      if isWhole, let id = page.intent {
        setups[id].map(Self.json) ?? intents[id].map(Self.json) ?? .null
      } else {
        Self.text(page.intent)
      }
    let isOpen = page.status == .open
    return .object([
      "id": .string(page.id), "object": "checkout.session", "created": .int(page.createdSeconds),
      "mode": page.isSetup ? "setup" : "payment", "status": .string(page.status.rawValue),
      "payment_status": page.isSetup ? "no_payment_required" : page.isPaid ? "paid" : "unpaid",
      "amount_total": page.isSetup ? .null : .int(page.amount), "currency": .string(page.currency),
      "customer": Self.text(page.customer), "expires_at": .int(page.endsSeconds),
      "metadata": page.metadata, "url": isOpen ? .string(Self.url(of: page.id)) : .null,
      "payment_intent": page.isSetup ? .null : intent, "setup_intent": page.isSetup ? intent : .null,
    ])
  }

  static func json(_ intent: Intent) -> JSON {
    .object([
      "id": .string(intent.id), "object": "payment_intent", "created": .int(intent.createdSeconds),
      "status": .string(intent.status.rawValue), "amount": .int(intent.amount),
      "amount_received": .int(intent.status == .succeeded ? intent.amount : 0),
      "currency": .string(intent.currency), "customer": text(intent.customer), "metadata": intent.metadata,
      "last_payment_error": intent.error ?? .null, "latest_charge": text(intent.charge),
    ])
  }

  static func json(_ setup: Setup) -> JSON {
    .object([
      "id": .string(setup.id), "object": "setup_intent", "status": "succeeded",
      "customer": .string(setup.customer), "payment_method": .string(setup.method),
      "metadata": setup.metadata,
    ])
  }

  static func json(_ refund: Refund) -> JSON {
    .object([
      "id": .string(refund.id), "object": "refund", "created": .int(refund.createdSeconds),
      "status": "succeeded", "payment_intent": .string(refund.intent), "amount": .int(refund.amount),
      "currency": .string(refund.currency), "metadata": refund.metadata,
    ])
  }

  static func url(of page: String) -> String { "https://pay.example/\(page)" }

  /// The page behind an address that a guest has.
  static func page(behind url: String) -> String? { url.split(separator: "/").last.map { String($0) } }
}
