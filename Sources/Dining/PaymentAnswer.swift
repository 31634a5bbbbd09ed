import Events

/// What a provider says of a payment.
public enum PaymentAnswer: Hashable, Sendable {
  /// The guest can pay, at the provider's own page where it has one.
  case started(externalRef: ExactString, url: String?, Waiting = .page)
  case failed(reason: String)
  /// Nobody can pay it any more.
  case cancelled(reason: String)
  /// What was taken, whatever was asked for.
  case paid(Money, externalRef: ExactString?)
  /// - Parameter reason: a code of ``PaymentWords``, where it was not the house that gave it back.
  case refunded(Money, externalRef: ExactString?, reason: String? = nil)

  /// Whom a payment that was started waits for; the raw value stands in events as `state`.
  public enum Waiting: String, CaseIterable, Sendable {
    /// The guest, at the page: it is not written.
    case page
    /// The guest again: their bank wants them to confirm it.
    case needsGuest = "needs_guest"
    /// The bank.
    case processing

    var state: Payment.State {
      switch self {
      case .page: .started
      case .needsGuest: .needsGuest
      case .processing: .processing
      }
    }
  }
}

extension OrderDecider {
  /// What was paid can only be given back.
  func cancel(_ id: PaymentID, _ reason: String) throws(Refusal) -> Decision {
    guard let payment = order.payments.first(where: { $0.id == id }) else { throw .noSuchPayment(code) }
    guard payment.isOpen else { throw .noChange("that payment of \(code) is not open any more") }
    return Decision(.paymentCancelled, .payment, id.uuid) { payload in
      payload.set("payment_id", id)
      payload.set("reason", reason)
    }
  }

  /// Money always counts, also that of a payment which nobody here asked for; all else is about one that is known.
  ///
  /// - Parameter provider: who says so.
  func decide(
    _ answer: PaymentAnswer, to id: PaymentID, of provider: ExactString
  ) throws(Refusal) -> Decision {
    let payment = order.payments.first { $0.id == id }
    switch answer {
    case .paid(let amount, let externalRef):
      if payment?.state == .paid { throw .noChange("that payment of \(code) is paid already") }
      return paid(amount, externalRef, id, payment, provider)
    case .refunded(let amount, let externalRef, let reason):
      if let externalRef, payment?.refundRefs.contains(externalRef) == true {
        throw .noChange("that was given back to \(code) already")
      }
      return Decision(.refunded, .payment, id.uuid) { payload in
        payload.set("amount", amount.minor)
        payload.set("external_ref", externalRef)
        payload.set("payment_id", id)
        payload.set("reason", reason.map { PaymentWords.aloud($0) })
      }
    case .started, .failed, .cancelled: break
    }
    guard let payment else { throw .noSuchPayment(code) }
    guard payment.state != .paid else { throw .noChange("that payment of \(code) is paid already") }
    switch answer {
    case .started(let externalRef, let url, let waiting):
      return Decision(.paymentStarted, .payment, id.uuid) { payload in
        payload.set("external_ref", externalRef)
        payload.set("payment_id", id)
        payload.set("state", waiting == .page ? nil : waiting.rawValue)
        payload.set("url", url)
      }
    case .failed(let reason): return ended(.paymentFailed, id, PaymentWords.code(reason))
    case .cancelled(let reason):
      guard payment.isOpen else { throw .noChange("that payment of \(code) is not open any more") }
      return ended(.paymentCancelled, id, PaymentWords.code(reason))
    case .paid, .refunded: throw .noSuchPayment(code)
    }
  }

  private func ended(_ type: EventType, _ id: PaymentID, _ reason: String) -> Decision {
    Decision(type, .payment, id.uuid) { payload in
      payload.set("payment_id", id)
      payload.set("reason", reason)
    }
  }

  private func paid(
    _ amount: Money, _ externalRef: ExactString?, _ id: PaymentID, _ payment: Payment?,
    _ provider: ExactString
  ) -> Decision {
    Decision(.paid, .payment, id.uuid) { payload in
      payload.set("amount", amount.minor)
      payload.set("external_ref", externalRef)
      payload.set("participant_id", payment?.participant)
      payload.set("payment_id", id)
      payload.set("provider", payment?.provider ?? provider)
      payload.set("share", payment?.share)
    }
  }
}
