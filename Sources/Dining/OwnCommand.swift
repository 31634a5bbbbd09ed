import Events

/// What the house does by itself, without a command line: nobody types it.
public enum OwnCommand: Hashable, Sendable {
  /// A guest's screen shows the bill.
  case viewBill
  case freeTable(reason: String)
  /// What was given back is not asked for again.
  case comp(Money, label: String?)
  /// A provider has said something of a payment.
  case answer(PaymentID, PaymentAnswer, provider: ExactString)
  /// A provider keeps a card for somebody.
  case attach(ParticipantID, Participant.PaymentMethod)
  /// Takes a change back that is the last one, whoever made it: whether they may is known to who asks.
  case takeBack(EventID)
  /// Somebody wants to pay what is left.
  case requestPayment(provider: ExactString, trigger: String)
  /// Nobody wants to pay that any more.
  case cancelPayment(PaymentID, reason: String)
  /// What somebody agreed to is due.
  case charge(ParticipantID, trigger: String)
  case noteCharge(PaymentID, trigger: String)
  case disarm(ParticipantID, reason: String)
  /// What was paid beyond the bill, by somebody who wanted it so.
  case tip(Money, label: String?)
  /// What became of a message to a guest; `reason`: why it was not sent.
  case noteMessage(channel: String, template: String, reason: String?)
  case requestBill
  case withdrawBill

  var terms: CommandTerms {
    switch self {
    case .viewBill, .takeBack, .requestPayment, .charge, .requestBill, .withdrawBill: .guestsToo
    case .freeTable, .comp, .tip: .staffAfterClosing
    case .answer, .attach, .cancelPayment, .noteCharge, .noteMessage, .disarm: .always
    }
  }
}

extension OrderDecider {
  func decide(_ command: OwnCommand) throws(Refusal) -> Decision {
    switch command {
    case .viewBill:
      guard order.bill == .billRequested else { throw .noBill(code) }
      guard order.billViewed != order.billRequest else {
        throw .noChange("the guests of \(code) have seen the bill")
      }
      return Decision(.billViewed)
    case .comp(let amount, let label): return try adjustment(.comp, amount, label)
    case .tip(let amount, let label): return try adjustment(.tip, amount, label)
    case .answer(let payment, let answer, let provider):
      return try decide(answer, to: payment, of: provider)
    case .attach(let id, let method): return try attach(method, to: id)
    case .takeBack(let event):
      guard let last = order.changes.last, last.event == event else { throw .cannotBeUndone(code) }
      return try takeBack(last)
    case .requestPayment(let provider, let trigger): return try requestPayment(provider, trigger)
    case .charge(let id, let trigger):
      guard let one = order.participant(id) else { throw .noSuchParticipant(id.description, code) }
      return try charge(one, trigger: trigger)
    case .noteCharge(let id, let trigger):
      guard let payment = order.payments.first(where: { $0.id == id }) else { throw .noSuchPayment(code) }
      return attempted(payment, trigger: trigger)
    case .disarm(let id, let reason): return disarm(id, because: reason)
    case .noteMessage(let channel, let template, let reason):
      try check(channel, "the channel")
      try check(template, "the template")
      try check(reason, "the reason")
      return Decision(reason == nil ? .messageSent : .messageFailed) { payload in
        payload.set("channel", channel)
        payload.set("reason", reason)
        payload.set("template", template)
      }
    case .requestBill: return try decide(MoneyCommand.bill)
    case .withdrawBill: return try decide(MoneyCommand.withdrawBill)
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

extension OrderDecider {
  /// The same card again is nothing new.
  private func attach(
    _ method: Participant.PaymentMethod, to id: ParticipantID
  ) throws(Refusal) -> Decision {
    guard let participant = order.participant(id) else { throw .noSuchParticipant(id.description, code) }
    guard participant.paymentMethod != method else { throw .noChange("that card is on file already") }
    return Decision(.paymentMethodAttached, .participant, id.uuid) { payload in
      payload.set("provider", method.provider)
      payload.set("reference", method.reference)
    }
  }
}
