import Events

/// How money is given back.
public struct Refunding: Hashable, Sendable {
  /// Which payment, as somebody names it; nil for the newest that still holds as much.
  public var payment: String?
  public var reason: String?
  /// Whether the same comes off the bill: a gift, and nothing is due again.
  public var isComp: Bool
  /// What the provider calls it; nil where it was given by hand.
  public var externalRef: ExactString?

  public init(payment: String? = nil, reason: String? = nil, isComp: Bool = false) {
    self.payment = payment
    self.reason = reason
    self.isComp = isComp
  }
}

/// What was paid, given back or put right. A payment stands as it was written: what changes it is an event of its own.
extension OrderDecider {
  func refund(_ amount: Money, _ refunding: Refunding) throws(Refusal) -> Decision {
    try check(refunding.reason, "the reason")
    guard amount > .zero else { throw .emptyText("the amount") }
    if refunding.isComp, amount > order.total { throw .moreThanTotal(code) }
    let payment: Payment
    if let name = refunding.payment {
      payment = try self.payment(name)
    } else {
      guard let newest = order.payments.last(where: { $0.held >= amount && $0.held > .zero }) else {
        throw .moreThanHeld(code, text(order.payments.map(\.held).max() ?? .zero))
      }
      payment = newest
    }
    guard amount <= payment.held else { throw .moreThanHeld(code, text(payment.held)) }
    return refund(amount, of: payment, refunding.reason, refunding.externalRef)
  }

  /// Less than it was is given back; more is a further payment of what was missing.
  func correct(_ name: String, to amount: Money, _ reason: String) throws(Refusal) -> Decision {
    try check(reason, "the reason")
    let payment = try payment(name)
    guard let missing = amount.adding(payment.held.negated), missing != .zero else {
      throw .noChange("that payment of \(code) is \(text(amount)) already")
    }
    guard missing > .zero else { return refund(missing.negated, of: payment, reason) }
    guard missing <= order.remaining else { throw .moreThanDue(code, due: text(order.remaining)) }
    let further = newID()
    return Decision(.paid, .payment, further) { payload in
      payload.set("amount", missing.minor)
      payload.set("participant_id", payment.participant)
      payload.set("payment_id", further)
      payload.set("provider", payment.provider)
      payload.set("reason", reason)
      payload.set("share", payment.share)
    }
  }

  private func refund(
    _ amount: Money, of payment: Payment, _ reason: String?, _ externalRef: ExactString? = nil
  ) -> Decision {
    Decision(.refunded, .payment, payment.id.uuid) { payload in
      payload.set("amount", amount.minor)
      payload.set("external_ref", externalRef)
      payload.set("payment_id", payment.id)
      payload.set("reason", reason)
    }
  }

  /// One that was paid, by its number on the order, its id or the id's tail.
  private func payment(_ name: String) throws(Refusal) -> Payment {
    let found = order.payments.enumerated().filter { place, payment in
      name == "\(place + 1)" || ItemName.isTail(name, of: payment.id.description)
    }.map(\.element)
    guard found.count == 1, found[0].state == .paid else { throw .noSuchPayment(code) }
    return found[0]
  }
}
