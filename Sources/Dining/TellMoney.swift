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
    case .requested(let provider, let amount, let tip, _, let participant):
      let tip = tip == .zero ? "" : ", \(money(tip)) of it a tip"
      return "\(money(amount)) asked for\(by(participant)), \(provider)\(tip)"
    case .started(let ref, _, let waiting):
      switch waiting {
      case .page: return "payment of \(sum(payment.id)) started, \(ref)"
      case .needsGuest: return "payment of \(sum(payment.id)) wants the guest to confirm it, \(ref)"
      case .processing: return "payment of \(sum(payment.id)) is with the bank, \(ref)"
      }
    case .failed(let reason): return "payment of \(sum(payment.id)) failed: \(PaymentWords.aloud(reason))"
    case .cancelled(let reason): return "payment of \(sum(payment.id)) stopped: \(PaymentWords.aloud(reason))"
    case .paid(let provider, let amount, let ref, _, let participant):
      let ref = ref.map { ", \($0)" } ?? ""
      return "\(money(amount)) paid\(by(participant)), \(provider)\(ref)"
    case .attempted(let amount): return "\(money(amount)) taken from the card on file"
    case .refunded(let amount, let reason, _):
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
