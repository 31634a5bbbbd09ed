import Events

/// What the house does by itself, without a command line: nobody types it.
public enum OwnCommand: Hashable, Sendable {
  /// A guest's screen shows the bill.
  case viewBill
  case freeTable(reason: String)
  /// What was given back is not asked for again.
  case comp(Money, label: String?)
  /// A provider has answered.
  case answer(PaymentID, PaymentAnswer)
  /// Takes a change back that is the last one, whoever made it: whether they may is known to who asks.
  case takeBack(EventID)
  /// Somebody wants to pay what is left.
  case requestPayment(provider: ExactString, trigger: String)
  /// Nobody wants to pay that any more.
  case cancelPayment(PaymentID, reason: String)

  var terms: CommandTerms {
    switch self {
    case .viewBill, .takeBack, .requestPayment, .cancelPayment: .guestsToo
    case .freeTable, .comp, .answer: .staffAfterClosing
    }
  }
}

extension OrderDecider {
  func decide(_ command: OwnCommand) throws(Refusal) -> Decision {
    switch command {
    case .viewBill:
      guard order.bill == .billRequested else { throw .noBill(code) }
      return Decision(.billViewed)
    case .comp(let amount, let label): return try adjustment(.comp, amount, label)
    case .answer(let payment, let answer): return try decide(answer, to: payment)
    case .takeBack(let event):
      guard let last = order.changes.last, last.event == event else { throw .cannotBeUndone(code) }
      return try takeBack(last)
    case .requestPayment(let provider, let trigger): return try requestPayment(provider, trigger)
    case .cancelPayment(let id, let reason): return try cancel(id, reason)
    case .freeTable(let reason):
      try check(reason, "the reason")
      guard let table = order.tableID else { throw .noChange("\(code) has no table") }
      guard order.tableFreedAt == nil else { throw .noChange("the table of \(code) is free already") }
      return Decision(.tableFreed) { payload in
        payload.set("reason", reason)
        payload.set("table_id", table)
      }
    }
  }
}
