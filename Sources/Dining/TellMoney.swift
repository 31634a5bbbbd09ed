import Events

/// Sentences about the bill and its payments.
extension Teller {
  func tellMoney(_ fact: OrderFact) -> String {
    switch fact {
    case .adjusted(let adjustment):
      return "\(adjustment.kind.rawValue) \(money(adjustment.amount))"
        + (adjustment.label.map { ": \($0)" } ?? "")
    case .adjustmentRemoved: return "discount or charge taken back"
    case .billRequested: return "bill asked for: \(amount("total"))"
    case .billWithdrawn: return "bill taken back"
    case .splitAgreed(let shares, _):
      return "split in \(shares.count): \(shares.map { money($0.amount) }.joined(separator: ", "))"
    case .payment(let payment): return tell(payment)
    case .methodAttached(let id, let provider): return "\(label(id)) can pay with \(provider)"
    case .methodDetached(let id): return "\(label(id)) took their means of payment away"
    case .autopayArmed(let id, let autopay):
      let scope = autopay.coversOrder ? "the order" : "their share"
      return "\(label(id)) agreed to auto-pay for \(scope), at most \(money(autopay.maxAmount))"
    case .autopayDisarmed(let id): return "auto-pay of \(label(id)) off" + because
    default: return event.name.text
    }
  }

  private var because: String { text("reason").map { ": \($0)" } ?? "" }

  private func tell(_ payment: OrderFact.PaymentFact) -> String {
    switch payment.step {
    case .requested(let provider, let amount, _, let participant):
      return "\(money(amount)) asked for\(by(participant)), \(provider)"
    case .started(let ref, _): return "payment of \(sum(payment.id)) started, \(ref)"
    case .failed(let reason): return "payment of \(sum(payment.id)) failed: \(reason)"
    case .cancelled(let reason): return "payment of \(sum(payment.id)) cancelled: \(reason)"
    case .paid(let provider, let amount, _, _, let participant):
      return "\(money(amount)) paid\(by(participant)), \(provider)"
    case .refunded(let amount): return "\(money(amount)) given back"
    }
  }

  private func by(_ participant: ParticipantID?) -> String {
    participant.map { " by \(label($0))" } ?? ""
  }

  private func sum(_ id: PaymentID) -> String {
    order.payments.first { $0.id == id }.map { money($0.amount) } ?? "an amount that is not here"
  }
}
