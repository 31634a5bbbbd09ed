import Events

/// Sentences about the bill and its payments.
extension Teller {
  func tell(_ adjustment: Adjustment) -> String {
    "\(adjustment.kind.rawValue) \(money(adjustment.amount))" + (adjustment.label.map { ": \($0)" } ?? "")
  }

  func tell(_ autopay: Participant.Autopay, of id: ParticipantID) -> String {
    let scope = autopay.coversOrder ? "the order" : "their share"
    return "\(label(id)) agreed to auto-pay for \(scope), at most \(money(autopay.maxAmount))"
  }

  func tell(_ payment: OrderFact.PaymentFact) -> String {
    switch payment.step {
    case .requested(let provider, let amount, _, let participant):
      return "\(money(amount)) asked for\(by(participant)), \(provider)"
    case .started(let ref, _): return "payment of \(sum(payment.id)) started, \(ref)"
    case .failed(let reason): return "payment of \(sum(payment.id)) failed: \(reason)"
    case .cancelled(let reason): return "payment of \(sum(payment.id)) cancelled: \(reason)"
    case .paid(let provider, let amount, _, _, let participant):
      return "\(money(amount)) paid\(by(participant)), \(provider)"
    case .refunded(let amount, let reason):
      return "\(money(amount)) given back" + (reason.map { ": \($0)" } ?? "")
    }
  }

  private func by(_ participant: ParticipantID?) -> String {
    participant.map { " by \(label($0))" } ?? ""
  }

  private func sum(_ id: PaymentID) -> String {
    order.payments.first { $0.id == id }.map { money($0.amount) } ?? "an amount that is not here"
  }
}
