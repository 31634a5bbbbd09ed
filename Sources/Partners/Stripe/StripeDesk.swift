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

  /// - Returns: nil for an action that is unknown, or is none of a terminal's own.
  func step(_ action: String, _ params: JSON) -> StripeStep? {
    guard let action = PartnerAction(rawValue: action) else { return nil }
    let ask = PaymentAsk(params)
    let step: StripeStep?
    switch action {
    case .startPayment: step = ask.map(start)
    case .charge: step = ask.map(charge)
    case .cancel: step = ask.map(cancel)
    case .check: step = ask.map(check)
    case .refund: step = ask.map(refund)
    case .startMethod: step = startMethod(params)
    case .checkMethod: step = checkMethod(params)
    // The adapter judges a webhook's signature first (``step(_:)``), and messages are none of Stripe's business.
    case .receiveWebhook, .sendMessage: return nil
    }
    return step ?? .fault(.impossible)
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
