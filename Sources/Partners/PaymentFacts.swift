import Control
import Events

/// The facts about one payment in the words of the event line.
///
/// A fact's key is made of what the provider calls things, so that the same fact by another way is the same.
struct PaymentFacts: Sendable {
  enum Source: String, Sendable {
    /// It came of a request.
    case system
    /// The provider told it by itself.
    case webhook
  }

  /// How a payment stands that has begun and is not over.
  enum Stage: String, Sendable {
    /// A guest may pay it.
    case open
    /// The bank wants the guest to confirm it.
    case needsGuest = "needs_guest"
    /// The bank takes its time.
    case processing
  }

  enum Ending: String, Sendable {
    case expired, cancelled
  }

  let provider: String
  let source: Source
  let orderID: String
  let paymentID: String
  var participantID: String?
  var share: Int64?

  init(_ ask: PaymentAsk, provider: String, source: Source = .system) {
    self.init(
      provider: provider, source: source, orderID: ask.orderID, paymentID: ask.paymentID,
      participantID: ask.participantID, share: ask.share)
  }

  init(
    provider: String, source: Source, orderID: String, paymentID: String, participantID: String?,
    share: Int64?
  ) {
    self.provider = provider
    self.source = source
    self.orderID = orderID
    self.paymentID = paymentID
    self.participantID = participantID
    self.share = share
  }

  private func fact(_ type: String, key: String, _ payload: JSON) -> PartnerFact {
    PartnerFact(
      source: source.rawValue, eventType: type, entityType: "payment", entityID: paymentID, orderID: orderID,
      payload: payload, key: key)
  }

  /// - Parameter failure: what failed before it stands like this again; else it would be the same fact as the first.
  func started(
    _ reference: String, url: String?, _ stage: Stage = .open, after failure: String? = nil
  ) -> PartnerFact {
    fact(
      "payment_started",
      key: "started/\(paymentID)/\(reference)/\(stage.rawValue)" + (failure.map { "/\($0)" } ?? ""),
      .object([
        "payment_id": .string(paymentID), "external_ref": .string(reference), "url": url.map { .string($0) },
        "state": stage == .open ? nil : .string(stage.rawValue),
      ]))
  }

  /// - Parameters:
  ///   - amount: what was captured, in minor units of the order's currency.
  ///   - again: what tells a second word about it from the first; only an exercise says a payment twice.
  func paid(_ amount: Int64, reference: String, again: String? = nil) -> PartnerFact {
    fact(
      "paid", key: "paid/\(paymentID)" + (again.map { "/\($0)" } ?? ""),
      .object([
        "payment_id": .string(paymentID), "provider": .string(provider), "amount": .int(amount),
        "external_ref": .string(reference), "participant_id": participantID.map { .string($0) },
        "share": share.map { .int($0) },
      ]))
  }

  /// - Parameter failed: the provider's name of the try that failed.
  func failed(_ reason: DeclineReason, _ failed: String) -> PartnerFact {
    fact(
      "payment_failed", key: "failed/\(paymentID)/\(failed)",
      .object(["payment_id": .string(paymentID), "reason": .string(reason.rawValue)]))
  }

  func cancelled(_ ending: Ending, reference: String) -> PartnerFact {
    fact(
      "payment_cancelled", key: "cancelled/\(paymentID)/\(reference)",
      .object(["payment_id": .string(paymentID), "reason": .string(ending.rawValue)]))
  }

  /// - Parameter reason: why, where it was not the house that gave it back.
  func refunded(_ amount: Int64, reference: String, because reason: DeclineReason? = nil) -> PartnerFact {
    fact(
      "refunded", key: "refund/\(reference)",
      .object([
        "payment_id": .string(paymentID), "amount": .int(amount), "external_ref": .string(reference),
        "reason": reason.map { .string($0.rawValue) },
      ]))
  }

  /// A guest has left a card with the provider.
  ///
  /// - Parameter reference: `<customer>/<payment method>`, and nothing of the card.
  static func attached(
    _ participantID: String, orderID: String, reference: String, provider: String, source: Source
  ) -> PartnerFact {
    PartnerFact(
      source: source.rawValue, eventType: "payment_method_attached", entityType: "participant",
      entityID: participantID, orderID: orderID,
      payload: .object(["provider": .string(provider), "reference": .string(reference)]),
      key: "method/\(participantID)/\(reference)")
  }
}

/// Why a payment failed, in galley's own codes: what a provider calls it never leaves its adapter.
enum DeclineReason: String, CaseIterable, Sendable {
  case declined
  case cardExpired = "card_expired"
  case cardNumber = "card_number"
  case cardCode = "card_code"
  case cardUnsupported = "card_unsupported"
  case currencyUnsupported = "currency_unsupported"
  case insufficient
  case tryAgain = "try_again"
  case authentication
  case expired, cancelled, disputed, other
}
