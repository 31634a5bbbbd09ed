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
  /// All that is left, once the bill is out, and no second time while somebody is about to pay.
  func requestPayment(_ provider: ExactString, _ trigger: String) throws(Refusal) -> Decision {
    switch order.bill {
    case .none: throw .noBill(code)
    case .paid: throw .paid(code)
    case .closed: throw .closed(code)
    case .billRequested: break
    }
    if let open = order.payments.first(where: \.isOpen) {
      throw .noChange("\(text(open.amount)) of \(code) is about to be paid already")
    }
    let payment = newID()
    return Decision(.paymentRequested, .payment, payment) { payload in
      payload.set("amount", order.remaining.minor)
      payload.set("payment_id", payment)
      payload.set("provider", provider)
      payload.set("trigger", trigger)
    }
  }

  /// What was paid can only be given back.
  func cancel(_ id: PaymentID, _ reason: String) throws(Refusal) -> Decision {
    guard let payment = order.payments.first(where: { $0.id == id }) else { throw .noSuchPayment(code) }
    guard payment.isOpen else { throw .noChange("that payment of \(code) is not open any more") }
    return Decision(.paymentCancelled, .payment, id.uuid) { payload in
      payload.set("payment_id", id)
      payload.set("reason", reason)
    }
  }

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
