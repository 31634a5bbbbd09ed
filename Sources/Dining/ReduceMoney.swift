import Events

/// What events do to the bill and its payments: money always counts, and never twice.
extension Order {
  mutating func adjust(_ adjustment: Adjustment, _ event: Event) {
    guard totalHolds(adding: Int128(adjustment.amount.minor)) else { return list(event, .amount) }
    adjustments.append(adjustment)
    // What makes a closed bill even, such as the comp with a refund, needs nobody's look.
    if let closing, isCancelled || remaining > .zero || overpaid > .zero {
      list(event, .alreadyClosed, against: closing.event)
    }
    note(event, .adjusted)
  }

  /// Shares are agreed as a whole: those that were agreed last count.
  mutating func agree(on shares: [Share], _ earlier: OrderFact.Earlier, _ event: Event) {
    say(event, on: .shares, earlier, isSame: shares == self.shares)
    self.shares = shares
    split = event.id
    splitParty = present.map(\.id)
    note(event, .final)
  }

  mutating func removeAdjustment(_ undoes: EventID, _ event: Event) {
    guard let index = adjustments.firstIndex(where: { $0.event == undoes }) else {
      if undone.contains(undoes) { return }
      return list(event, .unknownChange)
    }
    guard totalHolds(adding: -Int128(adjustments[index].amount.minor)) else { return list(event, .amount) }
    adjustments.remove(at: index)
    takeBack(undoes)
  }

  /// Two who ask for the bill agree.
  mutating func requestBill(_ event: Event) {
    if let closing { return list(event, .alreadyClosed, against: closing.event) }
    guard billRequest == nil else { return }
    billRequest = event.id
    note(event, .billRequested)
  }

  /// Two who withdraw the same bill agree; where it was asked for again in the meantime, that one stays.
  mutating func withdrawBill(_ undoes: EventID?, _ event: Event) {
    if let closing { return list(event, .alreadyClosed, against: closing.event) }
    guard let request = billRequest else {
      if undoes.map(undone.contains) ?? false { return }
      return list(event, .billNotRequested)
    }
    if let undoes, undoes != request { return list(event, .alreadyChanged, against: request) }
    if taken > .zero, remaining == .zero { list(event, .alreadyPaid, against: lastPayment) }
    billRequest = nil
    takeBack(request)
  }

  mutating func apply(_ fact: OrderFact.PaymentFact, _ event: Event) {
    switch fact.step {
    case .requested(let provider, let amount, let tip, let share, let participant):
      guard paymentIndex(fact.id) == nil else { return }
      payments.append(
        Payment(
          id: fact.id, provider: provider, amount: amount, state: .requested, share: share,
          participant: participant, tip: tip, split: split, changedBy: event.id))
      note(event, .final)
    case .paid(let provider, let amount, let ref, let share, let participant):
      pay(fact.id, provider, amount, ref, share, participant, event)
    case .started(let ref, let url, let waiting):
      change(fact.id, event) { payment in
        payment.externalRef = ref
        // What was stopped while the provider began stays stopped.
        guard payment.state != .cancelled else { return }
        payment.state = waiting.state
        payment.url = url
      }
    case .failed(let reason):
      change(fact.id, event) { payment in
        payment.state = .failed
        payment.failure = reason
        payment.failures += 1
      }
    case .cancelled(let reason):
      change(fact.id, event) { payment in
        payment.state = .cancelled
        payment.failure = reason
      }
    case .refunded(let amount, _, let ref): refund(fact.id, amount, ref, event)
    case .attempted: attempt(fact.id, event)
    }
  }

  /// A payment counts once by its id, however often and by however many terminals it is reported (F34).
  private mutating func pay(
    _ id: PaymentID, _ provider: ExactString, _ amount: Money, _ ref: ExactString?, _ share: Int64?,
    _ participant: ParticipantID?, _ event: Event
  ) {
    if let index = paymentIndex(id), payments[index].state == .paid {
      if payments[index].amount != amount {
        list(event, .differentPayment, against: payments[index].paidBy)
      }
      return
    }
    guard taken.adding(amount) != nil else { return list(event, .amount) }
    let index = paymentIndex(id) ?? payments.count
    let tip = index < payments.count ? payments[index].tip : .zero
    if let owed = remaining.adding(tip), amount > owed { list(event, .overpaid, against: lastPayment) }
    if index == payments.count {
      payments.append(
        Payment(id: id, provider: provider, amount: amount, state: .paid, split: split, changedBy: event.id))
    }
    payments[index].provider = provider
    payments[index].amount = amount
    payments[index].state = .paid
    payments[index].paidBy = event.id
    payments[index].changedBy = event.id
    lastPayment = event.id
    payments[index].failure = nil
    payments[index].externalRef = ref ?? payments[index].externalRef
    payments[index].share = share ?? payments[index].share
    payments[index].participant = participant ?? payments[index].participant
    if let closing { list(event, .alreadyClosed, against: closing.event) }
    note(event, .final)
    takeEarlyRefunds(of: id)
  }

  /// What was given back before it was known to be paid counts now, and is no longer listed for that.
  private mutating func takeEarlyRefunds(of id: PaymentID) {
    for early in earlyRefunds.removeValue(forKey: id) ?? [] {
      conflicts.removeAll { $0.event == early.event.id && $0.reason == .unknownPayment }
      refund(id, early.amount, early.ref, early.event)
    }
  }

  private mutating func refund(
    _ id: PaymentID, _ amount: Money, _ ref: ExactString?, _ event: Event
  ) {
    guard let index = paymentIndex(id), payments[index].state == .paid else {
      earlyRefunds[id, default: []].append(EarlyRefund(amount: amount, ref: ref, event: event))
      return list(event, .unknownPayment)
    }
    if let ref {
      guard !payments[index].refundRefs.contains(ref) else { return }
      payments[index].refundRefs.append(ref)
    }
    guard let refunded = payments[index].refunded.adding(amount), refunded <= payments[index].amount else {
      return list(event, .amount)
    }
    let wasPaid = bill == .paid
    payments[index].refunded = refunded
    // What was paid is due again, though nobody may have asked for the bill.
    if wasPaid, remaining > .zero { billRequest = billRequest ?? event.id }
    note(event, .final)
  }

  /// What is said of a payment that is done no longer matters.
  private mutating func change(_ id: PaymentID, _ event: Event, _ body: (inout Payment) -> Void) {
    guard let index = paymentIndex(id) else { return list(event, .unknownPayment) }
    guard payments[index].state != .paid else { return }
    body(&payments[index])
    payments[index].changedBy = event.id
    note(event, .final)
  }

  func paymentIndex(_ id: PaymentID) -> Int? { payments.firstIndex { $0.id == id } }
}
