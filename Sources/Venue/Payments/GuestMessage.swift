import Dining
import Events

/// A message to a guest, as a partner is asked for it (galley-partner(7), `message.send`).
public struct GuestMessage: Hashable, Sendable {
  /// What it is about; the words are the partner's.
  public enum Template: String, CaseIterable, Sendable {
    /// Something was paid.
    case receipt
    /// The bill waits.
    case nudge
  }

  public let params: JSON

  /// - Parameters:
  ///   - payment: that a receipt is for; without one it is for all that was paid, and a nudge for what is left.
  ///   - participant: whose address it goes to; nil: that of the payment's, or of the whole order.
  ///   - asked: when a person asked for it: so a second one is another message; nil where the house does by itself.
  /// - Returns: nil where nobody has opened the order, as far as is known here.
  public init?(
    _ template: Template, _ order: Order, payment: Payment? = nil, participant: ParticipantID? = nil,
    asked: Timestamp? = nil
  ) {
    guard let opening = order.opening else { return nil }
    let amount = payment?.amount ?? (template == .receipt ? order.paidPortion : order.remaining)
    params = .object([
      "amount": .int(amount.minor),
      "currency": .string(opening.currency.code.string),
      "order_id": .string(order.id.description),
      "participant_id": (participant ?? payment?.participant).map { .string($0.description) },
      "payment_id": payment.map { .string($0.id.description) },
      "requested_at": asked.map { .string($0.description) },
      "short_code": .string(opening.shortCode.string),
      "table_id": order.tableID.map { .string($0.string) },
      "template": .string(template.rawValue),
    ])
  }
}
