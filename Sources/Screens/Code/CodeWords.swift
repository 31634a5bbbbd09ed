import Dining
import Events

/// What is said about a payment beside its code, on a table's screen and on the console alike.
enum CodeWords {
  /// Nobody types an address of more lines than these.
  static let typedLines = 4

  /// Whose share it is, and the tip that is in it; empty for all of a bill.
  static func purpose(of payment: Payment, _ order: Order) -> String {
    let who = payment.participant.flatMap { order.participant($0) }.map(TableWords.guest)
    let tag = PriceTag(order.opening?.currency.code ?? "EUR")
    return [
      payment.share.map { TableWords.share($0, who) },
      payment.tip > .zero ? TableWords.withTip(tag.text(payment.tip)) : nil,
    ].compactMap { $0 }.joined(separator: ", ")
  }

  /// Why the last try failed, while another can be made; nil where none did.
  static func lastTry(of payment: Payment) -> String? {
    guard payment.isOpen, payment.failures > 0, let reason = payment.failure else { return nil }
    return TableWords.lastTry(PaymentWords.aloud(reason))
  }
}

extension Payment {
  /// What a telephone can open now; nil while there is nothing to open, as with the bank at work.
  var page: String? { isOpen && !isAutomatic && state != .processing ? url : nil }
}
