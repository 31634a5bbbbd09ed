import Dining
import Events

/// What a person asks of an order that exists, as they said it: amounts are not yet in its currency, dishes not yet
/// looked up on the menu.
public enum OrderRequest: Hashable, Sendable {
  case add(menuitem: String, Extras)
  /// A dish that is not on the menu.
  case addOpenItem(name: String, price: String, quantity: Int64)
  case adjust(Adjustment.Kind, amount: String, label: String?)
  case payCash(amount: String, PaymentTarget)
  case payCard(amount: String, PaymentTarget, slip: String?)
  case refund(amount: String, Refunding)
  case correct(payment: String, amount: String, reason: String)
  // Whose words need no more than the order that they are about.
  case item(ItemCommand)
  case kitchen(KitchenCommand)
  case money(MoneyCommand)
  case service(ServiceCommand)
  case pay(PayRequest)

  /// What may be said with a dish.
  public struct Extras: Hashable, Sendable {
    public var quantity: Int64
    public var modifiers: [String]
    public var note: String?
    public var participant: String?

    public init(
      quantity: Int64 = 1, modifiers: [String] = [], note: String? = nil, participant: String? = nil
    ) {
      self.quantity = quantity
      self.modifiers = modifiers
      self.note = note
      self.participant = participant
    }
  }

  /// The command line that asks for it.
  ///
  /// - Parameter order: the order as somebody names it.
  public func line(on order: String) -> TypedLine {
    switch self {
    case .add(let menuitem, let extras): TypedLine("order add", extras.flags, on: [order, menuitem])
    case .addOpenItem(let name, let price, let quantity):
      TypedLine(
        "order add",
        TypedLine.flag("open-item", name) + TypedLine.flag("price", price)
          + TypedLine.flag("qty", "\(quantity)"), on: [order])
    case .adjust(let kind, let amount, let label):
      TypedLine("order adjust", TypedLine.flag("label", label), on: [order, kind.rawValue, amount])
    case .payCash(let amount, let target): TypedLine("pay cash", target.flags, on: [order, amount])
    case .payCard(let amount, let target, let slip):
      TypedLine("pay card", target.flags + TypedLine.flag("slip", slip), on: [order, amount])
    case .refund(let amount, let refunding):
      TypedLine(
        "pay refund",
        TypedLine.flag("payment", refunding.payment) + TypedLine.flag("reason", refunding.reason)
          + (refunding.isComp ? ["--comp"] : []), on: [order, amount])
    case .correct(let payment, let amount, let reason):
      TypedLine("pay correct", TypedLine.flag("reason", reason), on: [order, payment, amount])
    case .item(let command): command.line(on: order)
    case .kitchen(let command): command.line(on: order)
    case .money(let command): command.line(on: order)
    case .service(let command): command.line(on: order)
    case .pay(let request): request.line(on: order)
    }
  }
}

extension OrderRequest {
  /// What a guest gets back of the cash that they gave; nil where there is nothing to give.
  ///
  /// - Parameter written: what the request became, then or now: a repeat gives the same change.
  public func change(of written: [Event], in order: Order) -> Money? {
    guard case .payCash(let text, _) = self, let given = order.opening?.currency.amount(text),
      let paid = written.first(where: { $0.type == .paid })
    else { return nil }
    var payload = paid.payload
    guard let amount = payload.int("amount"), given.minor > amount else { return nil }
    return Money(minor: given.minor - amount)
  }
}

extension OrderRequest.Extras {
  fileprivate var flags: [String] {
    TypedLine.flag("qty", "\(quantity)") + modifiers.flatMap { TypedLine.flag("modifier", $0) }
      + TypedLine.flag("note", note) + TypedLine.flag("participant", participant)
  }
}
