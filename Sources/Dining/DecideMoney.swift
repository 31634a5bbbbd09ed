import Events

/// Commands about the bill and what is paid on it.
extension OrderDecider {
  func decideMoney(_ command: OrderCommand) throws(Refusal) -> Decision {
    switch command {
    case .adjust(let kind, let amount, let label): return try adjust(kind, amount, label)
    case .bill: return try bill()
    case .withdrawBill:
      guard order.bill == .billRequested else { throw .noBill(code) }
      return Decision(.billWithdrawn) { payload in
        payload.set("reason", "withdrawn")
        payload.set("undoes", order.billRequest)
      }
    case .viewBill:
      guard order.bill == .billRequested else { throw .noBill(code) }
      return Decision(.billViewed)
    case .payCash(let amount, let participant): return try payCash(amount, participant)
    case .close:
      try checkBillable()
      guard order.remaining == .zero else { throw .stillToPay(code, text(order.remaining)) }
      return Decision(.statusChanged) { payload in
        payload.set("from", order.status)
        payload.set("items", [PayloadWriter]())
        payload.set("to", BillStatus.closed.rawValue)
      }
    default: preconditionFailure("not about money: \(command)")
    }
  }

  func text(_ money: Money) -> String { order.opening?.currency.text(money) ?? String(money.minor) }

  /// Something was sent and nothing waits in the cart.
  private func checkBillable() throws(Refusal) {
    guard order.cart.isEmpty else { throw .cartNotSent(code) }
    guard !order.rounds.isEmpty else { throw .nothingOrdered(code) }
  }

  private func adjust(_ kind: Adjustment.Kind, _ amount: Money, _ label: String?) throws(Refusal) -> Decision
  {
    try check(label, "the label")
    guard order.bill != .paid else { throw .paid(code) }
    guard amount > .zero else { throw .emptyText("the amount") }
    guard !kind.takesOff || amount <= order.total else { throw .moreThanTotal(code) }
    let signed = kind.takesOff ? amount.negated : amount
    guard order.totalHolds(adding: Int128(signed.minor)) else { throw .noAmount(code) }
    return Decision(.adjustmentAdded) { payload in
      payload.set("amount", signed.minor)
      payload.set("kind", kind.rawValue)
      payload.set("label", label)
    }
  }

  private func bill() throws(Refusal) -> Decision {
    try checkBillable()
    guard order.kitchen != .opened else { throw .nothingOrdered(code) }
    switch order.bill {
    case .none: break
    case .billRequested: throw .billAlreadyOut(code)
    case .paid: throw .paid(code)
    case .closed: throw .closed(code)
    }
    return Decision(.billRequested) { payload in
      payload.set("from", order.kitchen.rawValue)
      payload.set("total", order.total.minor)
    }
  }

  private func payCash(_ amount: Money, _ name: String?) throws(Refusal) -> Decision {
    try checkBillable()
    guard order.bill != .paid else { throw .paid(code) }
    guard amount > .zero else { throw .emptyText("the amount") }
    guard amount <= order.remaining else { throw .moreThanDue(code, due: text(order.remaining)) }
    let participant = try participant(name)
    let share = participant.flatMap { id in order.shares.first { $0.participant == id }?.number }
    let payment = newID()
    return Decision(.paid, .payment, payment) { payload in
      payload.set("amount", amount.minor)
      payload.set("participant_id", participant)
      payload.set("payment_id", payment)
      payload.set("provider", "cash")
      payload.set("share", share)
    }
  }
}
