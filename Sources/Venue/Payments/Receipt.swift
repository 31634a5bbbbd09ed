import Dining
import Events

/// The receipt of somebody whose card paid by itself and who may have left: asked of the partner that sends messages,
/// where the house has one. What comes of it is `message_sent` or `message_failed`, and either ends it.
extension Venue {
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

  private static func isOfReceipt(_ event: Event) -> Bool {
    guard [.messageSent, .messageFailed].contains(event.type) else { return false }
    var payload = event.payload
    return payload.text("template") == GuestMessage.Template.receipt.rawValue
  }

  private func receipt(_ stream: OrderStream, by messenger: ExactString) -> Errand? {
    let order = stream.order
    guard runs(messenger), order.remaining == .zero,
      let payment = order.payments.last(where: { $0.state == .paid }), payment.isAutomatic,
      !stream.events.contains(where: Self.isOfReceipt),
      let message = GuestMessage(.receipt, order, payment: payment)
    else { return nil }
    let params = message.params
    return Errand(kind: .receipt, order: order.id, payment: payment.id, provider: messenger, params: params)
  }
}
