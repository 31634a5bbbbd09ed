import Events

/// Decides about those who agreed to pay by themselves.
extension OrderDecider {
  func arm(_ arming: PayCommand.Arming) throws(Refusal) -> Decision {
    let id = try order.participant(named: arming.participant)
    guard let participant = order.participant(id) else { throw .noSuchParticipant(arming.participant, code) }
    let who = participant.label.string
    guard participant.paymentMethod != nil else { throw .noMethod(who, code) }
    guard arming.isConsent else { throw .noConsent(who) }
    let due = order.autopayDue(id, coversOrder: arming.coversOrder)
    guard due > .zero else { throw .nothingDue(code) }
    guard arming.most >= due else { throw .ceiling(code, due: text(due)) }
    if let standing = participant.autopay, standing.maxAmount == arming.most,
      standing.coversOrder == arming.coversOrder
    {
      throw .noChange("\(who) has agreed to that already")
    }
    let currency = order.opening?.currency.code.string ?? ""
    let words = AutopayWords.consent(
      who: who, order: code, most: "\(text(arming.most)) \(currency)", coversOrder: arming.coversOrder,
      moment: arming.moment)
    return Decision(.autopayArmed, .participant, id.uuid) { payload in
      payload.set("consent_text", words)
      payload.set("max_amount", arming.most.minor)
      payload.set("scope", arming.coversOrder ? "order" : "share")
    }
  }

  /// One of those who agreed, or the first of them: the rest follows (``OrderDecider/disarm(_:because:)``).
  func disarm(_ name: String?) throws(Refusal) -> Decision {
    let named: ParticipantID? = try participant(name)
    guard let one = order.armed.first(where: { named == nil || $0.id == named }) else {
      throw .notArmed(code)
    }
    return disarm(one.id, because: author.source == .guest ? AutopayWords.byGuest : AutopayWords.byStaff)
  }

  func disarm(_ id: ParticipantID, because reason: String) -> Decision {
    Decision(.autopayDisarmed, .participant, id.uuid) { $0.set("reason", reason) }
  }

  /// By hand: also after one that failed.
  func charge() throws(Refusal) -> Decision {
    switch order.bill {
    case .none: throw .noBill(code)
    case .paid: throw .paid(code)
    case .closed: throw .closed(code)
    case .billRequested: break
    }
    guard let one = order.armed.first(where: { order.autopayDue($0) > .zero }) else { throw .notArmed(code) }
    return try charge(one, trigger: "staff")
  }

  /// Takes what somebody agreed to from their card: one at a time.
  func charge(_ one: Participant, trigger: String) throws(Refusal) -> Decision {
    guard let method = one.paymentMethod, let autopay = one.autopay else { throw .notArmed(code) }
    let due = order.autopayDue(one)
    guard due <= autopay.maxAmount else { throw .ceiling(code, due: text(due)) }
    if let open = order.openPayments.first { try warnPaying(open) }
    let share = autopay.coversOrder ? nil : order.isSplitStale ? nil : order.share(of: one.id)?.number
    let part = Order.Part(share: share, participant: one.id, due: due)
    return try request(due, part, method.provider, trigger: trigger)
  }

  /// The record beside it that a card on file is charged.
  func attempted(_ payment: Payment, trigger: String) -> Decision {
    Decision(.autopayAttempted, .payment, payment.id.uuid) { payload in
      payload.set("amount", payment.amount.minor)
      payload.set("payment_id", payment.id)
      payload.set("trigger", trigger)
    }
  }
}

extension Order {
  /// Those who agreed and have a card on file, in the order in which they came.
  public var armed: [Participant] { participants.filter { $0.autopay != nil && $0.paymentMethod != nil } }

  /// Whether all was sent and something was: what a bill wants.
  public var isBillable: Bool { cart.isEmpty && kitchen != .opened }

  /// Whether what is due stays within what somebody agreed to.
  public func mayCharge(_ one: Participant) -> Bool {
    let due = autopayDue(one)
    return due > .zero && one.autopay.map { due <= $0.maxAmount } ?? false
  }

  /// Whether a card on file paid last, or somebody who agreed had nothing to pay.
  public var isPaidByItself: Bool {
    guard let last = payments.last(where: { $0.state == .paid }) else { return !armed.isEmpty }
    return last.isAutomatic
  }

  /// What would be taken from somebody now.
  func autopayDue(_ one: Participant) -> Money {
    one.autopay.map { autopayDue(one.id, coversOrder: $0.coversOrder) } ?? .zero
  }

  /// All that is left; or somebody's share of it, an even one where the bill is not split.
  public func autopayDue(_ id: ParticipantID, coversOrder: Bool) -> Money {
    guard !coversOrder else { return remaining }
    if !isSplitStale, let share = share(of: id) { return min(due(share), remaining) }
    let party = presentUnpaid
    guard let place = party.firstIndex(where: { $0.id == id }) else { return .zero }
    return EvenSplit.parts(of: remaining, ways: Int64(party.count))?[place] ?? .zero
  }
}

/// What events do to those who agreed.
extension Order {
  mutating func arm(_ id: ParticipantID, _ autopay: Participant.Autopay, _ event: Event) {
    let total = total
    change(id, event) { participant in
      participant.autopay = autopay
      participant.autopay?.total = total
    }
  }

  /// Consent was given to what the order came to: for another sum it is asked for anew, whichever way it changed.
  mutating func disarmWhereTotalChanged() {
    guard participants.contains(where: { $0.autopay != nil }) else { return }
    let total = total
    for index in participants.indices where participants[index].autopay.map({ $0.total != total }) ?? false {
      participants[index].autopay = nil
    }
  }

  mutating func attempt(_ id: PaymentID, _ event: Event) {
    guard let index = paymentIndex(id) else { return list(event, .unknownPayment) }
    payments[index].isAutomatic = true
    guard let place = participants.firstIndex(where: { $0.id == payments[index].participant }) else { return }
    participants[place].autopay?.isTried = true
  }
}
