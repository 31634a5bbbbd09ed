import Control
import Events

/// Turns what a terminal asks for into steps. Each action has its file: `StripeDesk+Start.swift` and so on.
struct StripeDesk: Sendable {
  static let provider = "stripe"

  let venue: String
  let flow: StripeAccount.Flow
  /// When the request came.
  let now: Timestamp
  var source: PaymentFacts.Source = .system

  /// - Returns: nil for an action that is not Stripe's.
  func step(_ action: String, _ params: JSON) -> StripeStep? {
    let isOfPayment = action.hasPrefix("payment.")
    let ask = isOfPayment ? PaymentAsk(params) : nil
    guard let ask else {
      switch action {
      case "method.start": return startMethod(params)
      case "method.check": return checkMethod(params)
      default: return isOfPayment ? .fault(.impossible) : nil
      }
    }
    switch action {
    case "payment.start": return start(ask)
    case "payment.charge": return charge(ask)
    case "payment.cancel": return cancel(ask)
    case "payment.check": return check(ask)
    case "payment.refund": return refund(ask)
    default: return nil
    }
  }

  func facts(_ ask: PaymentAsk) -> PaymentFacts {
    PaymentFacts(ask, provider: Self.provider, source: source)
  }

  /// What the guest reads beside the amount. Dishes stay in the house.
  static func title(_ ask: PaymentAsk) -> String {
    let order = ask.shortCode.map { "order \($0)" } ?? "order"
    return ask.tableID.map { "Table \($0.hasPrefix("T") ? $0 : "T\($0)") · \(order)" } ?? "O"
      + order.dropFirst()
  }

  static func session(_ id: String) -> String { "/v1/checkout/sessions/\(id)" }
  static func intent(_ id: String) -> String { "/v1/payment_intents/\(id)" }

  /// Whether a reference is one of Stripe's, and so part of a path: letters, digits and underscores.
  static func isReference(_ text: String, _ prefix: String) -> Bool {
    text.hasPrefix(prefix)
      && text.utf8.allSatisfy {
        (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) || $0 == 0x5F
      }
  }
}
