import Dining
import Events

/// Money that a provider is to give back, before the house writes that it was.
///
/// Nothing is on the disk meanwhile: whoever hears of no end gives the same command again. How much was given back before
/// tells the provider a repeat from a second refund, and its name for the refund tells the house.
public struct ProviderRefund: Hashable, Sendable {
  public let provider: ExactString
  public let payment: PaymentID
  public let params: JSON

  /// What is written of it, once the provider has given it back.
  ///
  /// - Parameter value: the provider's answer.
  /// - Returns: the request that was made, of just this payment and with the provider's name for it; a key that it has
  ///   already stays.
  public func done(_ value: JSON, _ request: Request) -> Request {
    guard case .said(.change(let name, .refund(let amount, var refunding))) = request.content else {
      return request
    }
    refunding.payment = payment.description
    refunding.externalRef = value["external_ref"]?.string.map { ExactString($0) }
    var done = request
    done.content = .said(.change(name, .refund(amount: amount, refunding)))
    done.idempotencyKey = request.idempotencyKey ?? refunding.externalRef.map { ExactString("refund/\($0)") }
    return done
  }
}

/// Who gives money back.
public enum RefundWay: Hashable, Sendable {
  /// Whoever asked, from the drawer; or the house refuses it.
  case byHand
  /// The provider that holds it, which another terminal runs and so can't be asked from here.
  case elsewhere(Partner)
  case provider(ProviderRefund)

  public init(_ request: Request, in venue: Venue, at moment: Moment) {
    let rehearsal = Rehearsal(request, in: venue.shown, as: venue.identity, at: moment)
    guard case .would(let events, let order?) = rehearsal,
      let event = events.first(where: { $0.type == .refunded }),
      let payment = order.payments.first(where: { $0.id.uuid == event.entityUUID }),
      let wish = ProviderRefund(event, of: payment, order)
    else {
      self = .byHand
      return
    }
    if venue.runs(payment.provider) {
      self = .provider(wish)
    } else {
      self = venue.shown.partner(payment.provider).map { .elsewhere($0) } ?? .byHand
    }
  }
}

extension ProviderRefund {
  /// - Parameter event: as it would be written.
  fileprivate init?(_ event: Event, of payment: Payment, _ order: Order) {
    var said = event.payload
    guard let ref = payment.externalRef, let currency = order.opening?.currency.code,
      let minor = said.int("amount"), let before = payment.refunded.adding(Money(minor: -minor) ?? .zero)
    else { return nil }
    provider = payment.provider
    self.payment = payment.id
    params = .object([
      "amount": .int(minor), "currency": .string(currency.string), "external_ref": .string(ref.string),
      "order_id": .string(order.id.description), "payment_id": .string(payment.id.description),
      "refunded": .int(before.minor),
    ])
  }
}
