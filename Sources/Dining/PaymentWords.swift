/// Why a payment failed, as a waiter can say it aloud at a table.
public enum PaymentWords {
  /// What providers call it, and what is said. What would shame a guest before others, or warn a thief, is said as any
  /// other refusal: the guest asks their bank.
  private static let known: [String: String] = [
    "declined": "the bank said no", "card_declined": "the bank said no", "do_not_honor": "the bank said no",
    "generic_decline": "the bank said no", "lost_card": "the bank said no", "stolen_card": "the bank said no",
    "pickup_card": "the bank said no", "fraudulent": "the bank said no",
    "insufficient_funds": "the bank said no", "card_velocity_exceeded": "the bank said no",
    "expired_card": "the card has expired", "incorrect_cvc": "the number on the back was wrong",
    "incorrect_number": "the card's number was wrong", "incorrect_pin": "the PIN was wrong",
    "authentication_required": "the bank wants the guest to confirm it",
    "card_not_supported": "this card can't be used for that",
    "currency_not_supported": "this card can't be used for that",
    "processing_error": "the provider had trouble; it may be tried again",
    "timeout": "the provider did not answer; it may be tried again",
    "expired": "nobody paid in time",
  ]

  /// What is said of a reason; one that no table has is said as the provider wrote it, with blanks for underscores.
  public static func aloud(_ reason: String) -> String {
    known[reason] ?? String(reason.map { $0 == "_" ? " " : $0 })
  }
}

extension Payment {
  /// How it stands, in words for people: `paid`, `failed twice: the card has expired`.
  public var words: String {
    switch state {
    case .requested: return "asked for, not begun"
    case .started: return failures == 0 ? "guest is paying" : "guest is paying again"
    case .paid:
      return refunded == .zero ? "paid" : refunded == amount ? "given back" : "paid, part given back"
    case .cancelled: return "stopped" + (failure.map { ": \(PaymentWords.aloud($0))" } ?? "")
    case .failed:
      let times = failures > 2 ? " \(failures) times" : failures == 2 ? " twice" : ""
      return "failed\(times)" + (failure.map { ": \(PaymentWords.aloud($0))" } ?? "")
    }
  }
}
