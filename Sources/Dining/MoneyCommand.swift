import Events

/// What is asked about the bill as it stands.
public enum MoneyCommand: Hashable, Sendable {
  case bill
  case withdrawBill
  case close

  var terms: CommandTerms {
    switch self {
    case .bill: .guestsToo
    case .withdrawBill, .close: .staff
    }
  }

  /// The command line that asks for it.
  public func line(on order: String) -> TypedLine {
    switch self {
    case .bill: TypedLine("order bill", on: [order])
    case .withdrawBill: TypedLine("order bill", ["--withdraw"], on: [order])
    case .close: TypedLine("order close", on: [order])
    }
  }
}

extension OrderDecider {
  func decide(_ command: MoneyCommand) throws(Refusal) -> Decision {
    switch command {
    case .bill: return try bill()
    case .withdrawBill:
      guard order.bill == .billRequested else { throw .noBill(code) }
      if author.source != .system, let open = order.openPayments.first { try warnPaying(open) }
      return Decision(.billWithdrawn) { payload in
        payload.set("reason", "withdrawn")
        payload.set("undoes", order.billRequest)
      }
    case .close:
      // With nothing on it there is nothing to pay.
      if !order.standing.isEmpty { try checkBillable() }
      guard order.remaining == .zero else { throw .stillToPay(code, text(order.remaining)) }
      let unserved = order.standing.filter { $0.round != nil && $0.status != .delivered }
      if !unserved.isEmpty {
        try warn(.unserved(code, dishes: unserved.map { "\($0.quantity) × \($0.dish.name)" }))
      }
      return Decision(.statusChanged) { payload in
        payload.set("from", order.status)
        payload.set("items", [PayloadWriter]())
        payload.set("to", BillStatus.closed.rawValue)
      }
    }
  }

  func text(_ money: Money) -> String { order.opening?.currency.text(money) ?? String(money.minor) }

  /// A bill stays an amount, and is never less than nothing, whichever way that would come about.
  ///
  /// - Parameter minor: what the command would add to the total, in minor units.
  func checkBill(adding minor: Int128) throws(Refusal) {
    guard order.totalHolds(adding: minor) else { throw .noAmount(code) }
    guard minor >= 0 || Int128(order.total.minor) + minor >= 0 else { throw .belowZero(code) }
  }

  /// Something was sent and nothing waits in the cart.
  func checkBillable() throws(Refusal) {
    guard order.cart.isEmpty else {
      throw .cartNotSent(code, dishes: order.cart.map { "\($0.quantity) × \($0.dish.name)" })
    }
    guard !order.rounds.isEmpty else { throw .nothingOrdered(code) }
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
}
