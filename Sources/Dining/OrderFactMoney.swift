import Events

/// Reading what events say of the bill, of payments and of who agreed to pay by themselves.
extension OrderFact {
  static func billRequest(_ fields: inout PayloadReader) -> OrderFact? {
    guard fields.text("from") != nil, let total = fields.int("total").flatMap({ Money(minor: $0) })
    else { return nil }
    return .billRequested(total: total)
  }

  static func method(_ event: Event, _ fields: inout PayloadReader) -> OrderFact? {
    guard let participant = participant(event), let provider = fields.exact("provider"),
      let reference = fields.text("reference")
    else { return nil }
    return .methodAttached(participant, Participant.PaymentMethod(provider: provider, reference: reference))
  }

  static func arming(_ event: Event, _ fields: inout PayloadReader) -> OrderFact? {
    guard let participant = participant(event), fields.text("consent_text") != nil,
      let most = amount(fields.int("max_amount")), let scope = fields.text("scope"),
      scope == "order" || scope == "share"
    else { return nil }
    return .autopayArmed(participant, .init(maxAmount: most, coversOrder: scope == "order"))
  }

  static func disarming(_ event: Event, _ fields: inout PayloadReader) -> OrderFact? {
    guard let reason = fields.text("reason") else { return nil }
    return participant(event).map { .autopayDisarmed($0, reason: reason) }
  }

  static func attempt(_ fields: inout PayloadReader) -> OrderFact? {
    guard let amount = amount(fields.int("amount")), let id: PaymentID = fields.identifier("payment_id"),
      fields.text("trigger") != nil
    else { return nil }
    return .payment(PaymentFact(id: id, step: .attempted(amount)))
  }

  static func adjustment(_ event: Event, _ fields: inout PayloadReader) -> OrderFact? {
    guard let amount = fields.int("amount").flatMap({ Money(minor: $0) }),
      let kind = fields.text("kind").flatMap(Adjustment.Kind.init)
    else { return nil }
    return .adjusted(Adjustment(event: event.id, kind: kind, amount: amount, label: fields.text("label")))
  }

  /// The shares of a split add up to what was split.
  static func split(_ fields: inout PayloadReader) -> OrderFact? {
    let replaces = replaced(&fields)
    let shares = fields.objects("shares") { fields -> Share? in
      guard let amount = amount(fields.int("amount")) else { return nil }
      let participant: ParticipantID? = fields.identifier("participant_id")
      guard let number = fields.int("share"), number >= 1 else { return nil }
      return Share(number: number, participant: participant, amount: amount)
    }
    guard let shares, let total = fields.int("total"), Set(shares.map(\.number)).count == shares.count,
      shares.reduce(Int128(0), { $0 + Int128($1.amount.minor) }) == Int128(total)
    else { return nil }
    return .splitAgreed(shares, Earlier(replaces: replaces, undoes: nil))
  }

  /// What events about one payment may say, each what its type needs of it.
  struct PaymentFields {
    let amount: Money?
    let externalRef: ExactString?
    let participant: ParticipantID?
    let provider: ExactString?
    let reason: String?
    let share: Int64?
    let state: String?
    let tip: Money?
    let url: String?
  }

  static func payment(
    _ fields: inout PayloadReader, _ step: (PaymentFields) -> PaymentFact.Step?
  ) -> OrderFact? {
    let amount = amount(fields.int("amount"))
    let ref = fields.exact("external_ref")
    let participant: ParticipantID? = fields.identifier("participant_id")
    guard let id: PaymentID = fields.identifier("payment_id") else { return nil }
    let provider = fields.exact("provider")
    let reason = fields.text("reason")
    let share = fields.int("share")
    if let share, share < 1 { return nil }
    let state = fields.text("state")
    let tip = self.amount(fields.int("tip"))
    _ = fields.text("trigger")
    let url = fields.text("url")
    let said = PaymentFields(
      amount: amount, externalRef: ref, participant: participant, provider: provider, reason: reason,
      share: share, state: state, tip: tip, url: url)
    return step(said).map { .payment(PaymentFact(id: id, step: $0)) }
  }

  static func requested(_ fields: PaymentFields) -> PaymentFact.Step? {
    guard let provider = fields.provider, let amount = fields.amount else { return nil }
    guard fields.tip ?? .zero <= amount else { return nil }
    return .requested(
      provider: provider, amount: amount, tip: fields.tip ?? .zero, share: fields.share,
      participant: fields.participant)
  }

  static func started(_ fields: PaymentFields) -> PaymentFact.Step? {
    // A word that a newer galley writes is no reason to lose the page.
    let waiting = fields.state.flatMap { PaymentAnswer.Waiting(rawValue: $0) } ?? .page
    return fields.externalRef.map { .started(externalRef: $0, url: fields.url, waiting) }
  }

  static func paid(_ fields: PaymentFields) -> PaymentFact.Step? {
    guard let provider = fields.provider, let amount = fields.amount else { return nil }
    return .paid(
      provider: provider, amount: amount, externalRef: fields.externalRef, share: fields.share,
      participant: fields.participant)
  }
}
