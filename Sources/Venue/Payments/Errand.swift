import Control
import Dining
import Events

/// Something that a provider is asked to do about a payment.
///
/// What asks for it is an event, and it is carried out once that is on the disk, so that no power cut loses the wish
/// after the money has moved. What comes of it is an event again, which counts once. So it may be given any number of
/// times: after a restart, nobody knows how far the first went.
public struct Errand: Hashable, Sendable {
  public enum Kind: Sendable {
    /// The guest shall get a page to pay at.
    case start
    /// A card on file is charged.
    case charge
    /// Nobody shall be able to pay it any more.
    case cancel
    /// How does it stand?
    case check
    /// Somebody who paid by themselves gets a receipt.
    case receipt

    /// What a partner is asked for it.
    public var action: PartnerAction {
      switch self {
      case .start: .startPayment
      case .charge: .charge
      case .cancel: .cancel
      case .check: .check
      case .receipt: .sendMessage
      }
    }
  }

  public let kind: Kind
  public let order: OrderID
  public let payment: PaymentID
  public let provider: ExactString
  /// What the partner is told of it (galley-partner(7)).
  public let params: JSON
}

extension Venue {
  /// What events have asked for, and this terminal is to do.
  func errands(after events: [Event]) -> [Effect] {
    events.compactMap { event -> Effect? in
      guard let state = Self.asking(of: event), let payment = payment(event.entityUUID, of: event.orderID),
        payment.payment.state == state
      else { return nil }
      return errand(payment).map { .carryOut($0) }
    } + receipts(after: events)
  }

  /// How a payment has to stand for an event of it to ask something of its provider; nil for one that asks nothing. A
  /// page that comes after the payment was stopped is to be stopped too.
  private static func asking(of event: Event) -> Payment.State? {
    switch event.type {
    case .paymentRequested: .requested
    case .paymentCancelled: event.source == .webhook ? nil : .cancelled
    case .paymentStarted: .cancelled
    default: nil
    }
  }

  /// All that this terminal has to ask a provider, after a start of either: what was asked for and not begun, what may
  /// have been paid meanwhile, and what was stopped within the day that a page may live.
  ///
  /// - Parameter name: of the partner.
  public func openErrands(of name: ExactString, now: Timestamp) -> [Errand] {
    shown.orders.values.sorted { $0.order.id < $1.order.id }.flatMap { stream in
      stream.order.payments.filter { payment in
        payment.provider == name && (payment.isOpen || isStopped(payment, within: now))
      }.compactMap { errand((stream, $0)) }
    } + openReceipts(of: name, now: now)
  }

  /// What is to be asked about an order's payments that nobody told anything of: how those stand that were begun, and
  /// the others once more.
  func openChecks(of id: OrderID) -> [Errand] {
    guard let stream = shown.orders[id] else { return [] }
    return stream.order.openPayments.compactMap { errand((stream, $0)) }
  }

  /// A payment that could not be stopped, asked about once more: at a provider that was out of reach its page is still
  /// open, and what a bank was about to take may be taken.
  ///
  /// - Returns: nil where that is over.
  public func stopAgain(_ failed: Errand, now: Timestamp) -> Errand? {
    guard failed.kind == .cancel, let asked = payment(failed.payment.uuid, of: failed.order),
      isStopped(asked.payment, within: now)
    else { return nil }
    return errand(asked)
  }

  private func isStopped(_ payment: Payment, within now: Timestamp) -> Bool {
    payment.state == .cancelled
      && payment.changedBy.createdAt > now.advanced(byMilliseconds: -Self.pageMilliseconds)
  }

  /// A provider's page lives for a day at most.
  private static let pageMilliseconds: Int64 = 86_400_000

  private typealias Asked = (stream: OrderStream, payment: Payment)

  private func payment(_ id: UUIDv7?, of order: OrderID?) -> Asked? {
    guard let order, let stream = shown.orders[order],
      let payment = stream.order.payments.first(where: { $0.id.uuid == id })
    else { return nil }
    return (stream, payment)
  }

  /// What is to be done about a payment as it stands; nil where nothing is, or another terminal does it.
  ///
  /// - Parameter isGuestThere: whether somebody has just asked for it again.
  private func errand(_ asked: Asked, isGuestThere: Bool = false) -> Errand? {
    guard
      let wish = asked.stream.events.first(where: { event in
        event.type == .paymentRequested && event.entityUUID == asked.payment.id.uuid
      }), runs(asked.payment.provider, for: wish.origin)
    else { return nil }
    let kind: Errand.Kind
    switch asked.payment.state {
    case .requested: kind = asked.payment.isAutomatic ? .charge : .start
    case .needsGuest: kind = isGuestThere ? .start : .check
    case .started, .processing: kind = .check
    case .cancelled: kind = .cancel
    case .failed, .paid: return nil
    }
    return errand(kind, asked, wish)
  }

  /// Whether this terminal runs a partner: one that was enabled on it, or the built-in one where none was.
  public func runs(_ name: ExactString) -> Bool {
    shown.partner(name).map { $0.terminal == identity.terminal } ?? (name == Partner.simulated)
  }

  /// The built-in one is run by whoever asks.
  private func runs(_ provider: ExactString, for origin: Origin) -> Bool {
    runs(provider) && (shown.partner(provider) != nil || origin.terminal == identity.terminal)
  }

  private func errand(_ kind: Errand.Kind, _ asked: Asked, _ wish: Event) -> Errand? {
    let (order, payment) = (asked.stream.order, asked.payment)
    guard let opening = order.opening else { return nil }
    let method = payment.participant.flatMap { order.participant($0)?.paymentMethod }
    var said = wish.payload
    let params = JSON.object([
      "amount": .int(payment.amount.minor),
      "attempt": .int(Int64(payment.failures) + 1),
      "currency": .string(opening.currency.code.string),
      "external_ref": payment.externalRef.map { .string($0.string) },
      "order_id": .string(order.id.description),
      "participant_id": payment.participant.map { .string($0.description) },
      "payment_id": .string(payment.id.description),
      "reference": payment.isAutomatic ? method.map { .string($0.reference) } : nil,
      "requested_at": .string(wish.createdAt.description),
      "share": payment.share.map { .int($0) },
      "short_code": .string(opening.shortCode.string),
      "table_id": order.tableID.map { .string($0.string) },
      "trigger": said.text("trigger").map { .string($0) },
    ])
    return Errand(
      kind: kind, order: order.id, payment: payment.id, provider: payment.provider, params: params)
  }

  /// The same payment asked for once more: a guest who has to confirm it may do so now. What has not begun is asked for
  /// as it was: a card on file gets no page beside its charge.
  public func nudge(_ id: PaymentID, of order: OrderID) -> Errand? {
    payment(id.uuid, of: order).flatMap { errand($0, isGuestThere: true) }
  }
}
