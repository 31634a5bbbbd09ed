/// Why a payment failed or was stopped, as a waiter can say it aloud at a table.
///
/// What stands in events is a code of this table and nothing of the provider's own words. What would shame a guest before
/// others, or warn a thief, is said as any other refusal: the guest asks their bank.
public enum PaymentWords {
  /// What an undo, a change of the order or the staff stopped.
  public static let undone = "undo"
  public static let changed = "changed"
  public static let released = "released"
  /// Where nobody could be asked.
  public static let noPartner = "no_partner"

  private static let known: [String: String] = [
    "declined": "the bank said no",
    "insufficient": "the bank said no",
    "card_expired": "the card has expired",
    "card_number": "the card's number was wrong",
    "card_code": "the number on the back was wrong",
    "card_unsupported": "this card can't be used for that",
    "currency_unsupported": "this card can't be used in this currency",
    "try_again": "the bank had trouble; it may be tried again",
    "authentication": "the bank wants the guest to confirm it",
    "expired": "nobody paid in time",
    "cancelled": "it was stopped",
    "disputed": "the bank took it back",
    "other": "it did not work",
    undone: "it was taken back", changed: "the order has changed", released: "the staff stopped it",
    noPartner: "nobody takes such payments here",
  ]

  private static let unknown = "other"

  /// Every code with what is said of it, by code.
  public static var all: [(code: String, aloud: String)] {
    known.sorted { $0.key < $1.key }.map { (code: $0.key, aloud: $0.value) }
  }

  /// The code that is kept of what a partner says: one of the table.
  public static func code(_ reason: String) -> String { known[reason] == nil ? unknown : reason }

  /// What is said of a reason; of one that no table has no more than that it did not work.
  public static func aloud(_ reason: String) -> String { known[code(reason)] ?? "it did not work" }
}

extension Payment {
  /// How it stands, in words for people: `paid`, `failed twice: the card has expired`.
  public var words: String {
    switch state {
    case .requested: return "asked for, not begun"
    case .started: return failures == 0 ? "guest is paying" : "guest is paying again"
    case .needsGuest: return "the guest has to confirm it"
    case .processing: return "with the bank"
    case .paid:
      return refunded == .zero ? "paid" : refunded == amount ? "given back" : "paid, part given back"
    case .cancelled: return "stopped" + (failure.map { ": \(PaymentWords.aloud($0))" } ?? "")
    case .failed:
      let times = failures > 2 ? " \(failures) times" : failures == 2 ? " twice" : ""
      return "failed\(times)" + (failure.map { ": \(PaymentWords.aloud($0))" } ?? "")
    }
  }
}
