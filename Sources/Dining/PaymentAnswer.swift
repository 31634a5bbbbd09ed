import Events

/// What a provider says of a payment that it was asked for.
public enum PaymentAnswer: Hashable, Sendable {
  /// The guest can pay, at the provider's own page where it has one.
  case started(externalRef: ExactString, url: String?)
  case failed(reason: String)
  case paid(externalRef: ExactString?)

  /// One word, so that an answer that is given twice is written once.
  public var step: String {
    switch self {
    case .started: "started"
    case .failed: "failed"
    case .paid: "paid"
    }
  }
}

extension OrderDecider {
  func decide(_ answer: PaymentAnswer, to id: PaymentID) throws(Refusal) -> Decision {
    guard let payment = order.payments.first(where: { $0.id == id }) else { throw .noSuchPayment(code) }
    guard payment.state != .paid else { throw .noChange("that payment of \(code) is paid already") }
    switch answer {
    case .started(let externalRef, let url):
      return Decision(.paymentStarted, .payment, id.uuid) { payload in
        payload.set("external_ref", externalRef)
        payload.set("payment_id", id)
        payload.set("url", url)
      }
    case .failed(let reason):
      return Decision(.paymentFailed, .payment, id.uuid) { payload in
        payload.set("payment_id", id)
        payload.set("reason", reason)
      }
    case .paid(let externalRef):
      return Decision(.paid, .payment, id.uuid) { payload in
        payload.set("amount", payment.amount.minor)
        payload.set("external_ref", externalRef)
        payload.set("participant_id", payment.participant)
        payload.set("payment_id", id)
        payload.set("provider", payment.provider)
        payload.set("share", payment.share)
      }
    }
  }
}
