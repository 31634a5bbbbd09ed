import Events

/// Reading what events say of the bill, of payments and of who agreed to pay by themselves.
extension OrderFact {
  static func money(_ event: Event, _ type: EventType, _ fields: inout PayloadReader) -> OrderFact? {
    switch type {
    case .adjustmentAdded: return adjustment(event, &fields)
    case .adjustmentRemoved:
      guard let undoes: EventID = fields.identifier("undoes") else { return nil }
      return .adjustmentRemoved(undoes: undoes)
    case .billRequested:
      return fields.text("from") == nil || fields.int("total").flatMap({ Money(minor: $0) }) == nil
        ? nil : .billRequested
    case .billWithdrawn:
      return fields.text("reason").map { _ in .billWithdrawn(undoes: fields.identifier("undoes")) }
    case .splitAgreed: return split(&fields)
    case .paymentMethodAttached:
      guard let participant = participant(event), let provider = fields.exact("provider"),
        fields.text("reference") != nil
      else { return nil }
      return .methodAttached(participant, provider: provider)
    case .paymentMethodDetached: return participant(event).map { .methodDetached($0) }
    case .autopayArmed:
      guard let participant = participant(event), fields.text("consent_text") != nil,
        let most = amount(fields.int("max_amount")), let scope = fields.text("scope"),
        scope == "order" || scope == "share"
      else { return nil }
      return .autopayArmed(participant, .init(maxAmount: most, coversOrder: scope == "order"))
    case .autopayDisarmed:
      return fields.text("reason").flatMap { _ in participant(event).map { .autopayDisarmed($0) } }
    case .autopayAttempted:
      guard amount(fields.int("amount")) != nil, fields.uuid("payment_id") != nil,
        fields.text("trigger") != nil
      else { return nil }
      return .noted
    case .paymentRequested, .paymentStarted, .paymentFailed, .paymentCancelled, .paid, .refunded:
      return payment(type, &fields).map { .payment($0) }
    default: return nil
    }
  }

  private static func adjustment(_ event: Event, _ fields: inout PayloadReader) -> OrderFact? {
    guard let amount = fields.int("amount").flatMap({ Money(minor: $0) }),
      let kind = fields.text("kind").flatMap(Adjustment.Kind.init)
    else { return nil }
    return .adjusted(Adjustment(event: event.id, kind: kind, amount: amount, label: fields.text("label")))
  }

  /// The shares of a split add up to what was split.
  private static func split(_ fields: inout PayloadReader) -> OrderFact? {
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

  private static func payment(_ type: EventType, _ fields: inout PayloadReader) -> PaymentFact? {
    let amount = amount(fields.int("amount"))
    let ref = fields.exact("external_ref")
    let participant: ParticipantID? = fields.identifier("participant_id")
    guard let id: PaymentID = fields.identifier("payment_id") else { return nil }
    let provider = fields.exact("provider")
    let reason = fields.text("reason")
    let share = fields.int("share")
    if let share, share < 1 { return nil }
    _ = fields.text("trigger")
    let url = fields.text("url")
    let step: PaymentFact.Step? =
      switch type {
      case .paymentRequested:
        if let provider, let amount {
          .requested(provider: provider, amount: amount, share: share, participant: participant)
        } else {
          nil
        }
      case .paymentStarted: ref.map { .started(externalRef: $0, url: url) }
      case .paymentFailed: reason.map { .failed(reason: $0) }
      case .paymentCancelled: reason.map { .cancelled(reason: $0) }
      case .paid:
        if let provider, let amount {
          .paid(provider: provider, amount: amount, externalRef: ref, share: share, participant: participant)
        } else {
          nil
        }
      case .refunded: amount.map { .refunded($0) }
      default: nil
      }
    return step.map { PaymentFact(id: id, step: $0) }
  }
}
