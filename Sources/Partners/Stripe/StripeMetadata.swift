import Events

/// What galley writes on everything that it makes at Stripe, and knows it by.
struct StripeMetadata: Sendable {
  let orderID: String
  let paymentID: String?
  let participantID: String?
  let share: Int64?
  let attempt: Int64
  /// Whether the guest was asked because the bank wants to see them.
  let needsGuest: Bool
  /// Whether the card on file was charged, without the guest.
  let isCharge: Bool

  /// - Returns: nil for what is not galley's, or another house's.
  init?(_ object: JSON, venue: String) {
    guard let metadata = object["metadata"], metadata["venue"]?.string == venue,
      let orderID = metadata["order_id"]?.string, !orderID.isEmpty
    else { return nil }
    func text(_ key: String) -> String? { metadata[key]?.string.flatMap { $0.isEmpty ? nil : $0 } }
    self.orderID = orderID
    paymentID = text("payment_id")
    participantID = text("participant_id")
    share = text("share").flatMap { Int64($0) }
    attempt = text("attempt").flatMap { Int64($0) } ?? 1
    needsGuest = text("state") == PaymentFacts.Stage.needsGuest.rawValue
    isCharge = text("trigger") != nil
  }

  /// - Parameters:
  ///   - stage: told apart only where the guest is asked for the bank's sake.
  ///   - trigger: what set off a charge without the guest.
  static func of(
    _ ask: PaymentAsk, venue: String, stage: PaymentFacts.Stage = .open, trigger: String? = nil
  ) -> JSON {
    .object([
      "order_id": .string(ask.orderID), "payment_id": .string(ask.paymentID),
      "participant_id": ask.participantID.map { .string($0) }, "venue": .string(venue),
      "share": ask.share.map { .string(String($0)) }, "attempt": .string(String(ask.attempt)),
      "state": stage == .open ? nil : .string(stage.rawValue), "trigger": trigger.map { .string($0) },
    ])
  }

  func facts(_ source: PaymentFacts.Source) -> PaymentFacts? {
    paymentID.map {
      PaymentFacts(
        provider: StripeDesk.provider, source: source, orderID: orderID, paymentID: $0,
        participantID: participantID, share: share)
    }
  }
}
