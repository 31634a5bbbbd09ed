import Dining
import Events

/// Something that is done outside the house: so far a payment that a provider takes.
///
/// An event asks for it, and it is carried out once that event is on the disk, so that no power cut loses the wish
/// after the money has moved. Its id is that of the event: whoever is asked twice, after a restart, knows that it is
/// the same. What comes of it is an input, and becomes an event.
public struct Errand: Hashable, Sendable {
  public let id: EventID
  public let order: OrderID
  public let payment: PaymentID
  public let provider: ExactString
  public let amount: Money
  /// What made somebody ask: `voice`; nil where it does not matter.
  public let trigger: String?
}

extension Venue {
  /// What events of this terminal have asked for.
  func errands(after events: [Event]) -> [Effect] {
    events.filter { $0.origin == identity.origin && $0.type == .paymentRequested }
      .compactMap { errand(askedBy: $0) }.map { .carryOut($0) }
  }

  /// When errands are to be asked for again, on the monotonic clock: at once after a start that found any.
  var errandsDueMs: Int64? { unanswered.isEmpty ? nil : .min }

  mutating func askAgain() -> [Effect] {
    defer { unanswered = [] }
    return unanswered.map { .carryOut($0) }
  }

  /// Whatever has no answer yet: asked for again after a start, since nobody knows how far the first went.
  func unansweredErrands() -> [Errand] {
    shown.orders.values.filter { $0.order.payments.contains { $0.state == .requested } }
      .flatMap(\.events).filter { $0.origin == identity.origin && $0.type == .paymentRequested }
      .compactMap { errand(askedBy: $0) }.sorted { $0.id < $1.id }
  }

  private func errand(askedBy event: Event) -> Errand? {
    guard let id = event.orderID, let uuid = event.entityUUID,
      let payment = shown.orders[id]?.order.payments.first(where: { $0.id.uuid == uuid }),
      payment.state == .requested
    else { return nil }
    var payload = event.payload
    return Errand(
      id: event.id, order: id, payment: payment.id, provider: payment.provider, amount: payment.amount,
      trigger: payload.text("trigger"))
  }

  /// An answer that comes twice is written once: its key is made of the errand and the step.
  mutating func answered(_ errand: Errand, _ answer: PaymentAnswer, _ moment: Moment) -> [Effect] {
    let request = Request(
      own: .own(.answer(errand.payment, answer)), on: errand.order,
      idempotencyKey: ExactString("\(errand.id)/\(answer.step)"))
    return handle(.request(request, from: .nobody, at: moment))
  }
}
