import Dining
import Events

/// The receipt of somebody whose card paid by itself and who may have left: asked of the partner that sends messages,
/// where the house has one. What comes of it is `message_sent` or `message_failed`, and either ends it.
extension Venue {
  private static let template = "receipt"
  /// Nobody waits longer for one.
  private static let dayMilliseconds: Int64 = 86_400_000

  func receipts(after events: [Event]) -> [Effect] {
    guard let messenger = shown.messenger?.name else { return [] }
    return events.compactMap { event in
      guard event.type == .paid, let stream = event.orderID.flatMap({ shown.orders[$0] }) else { return nil }
      return receipt(stream, by: messenger).map { .carryOut($0) }
    }
  }

  /// All that a partner has to send after a start of it.
  func openReceipts(of name: ExactString, now: Timestamp) -> [Errand] {
    guard shown.messenger?.name == name else { return [] }
    let dayAgo = now.advanced(byMilliseconds: -Self.dayMilliseconds)
    return shown.orders.values.sorted { $0.order.id < $1.order.id }
      .filter { stream in stream.order.payments.last.map { $0.changedBy.createdAt > dayAgo } ?? false }
      .compactMap { receipt($0, by: name) }
  }

  private func receipt(_ stream: OrderStream, by messenger: ExactString) -> Errand? {
    let order = stream.order
    guard runs(messenger), order.remaining == .zero,
      let payment = order.payments.last(where: { $0.state == .paid }), payment.isAutomatic,
      !stream.events.contains(where: { [.messageSent, .messageFailed].contains($0.type) }),
      let opening = order.opening
    else { return nil }
    let params = JSON.object([
      "amount": .int(payment.amount.minor),
      "currency": .string(opening.currency.code.string),
      "order_id": .string(order.id.description),
      "participant_id": payment.participant.map { .string($0.description) },
      "payment_id": .string(payment.id.description),
      "short_code": .string(opening.shortCode.string),
      "template": .string(Self.template),
    ])
    return Errand(kind: .receipt, order: order.id, payment: payment.id, provider: messenger, params: params)
  }
}
