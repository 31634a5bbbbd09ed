import Dining

/// What a guest reads about paying.
extension TableWords {
  // The bill that is out.
  static let dueNow = "You owe"
  static let dueSoFar = "So far"
  static let beforeTheBill =
    "With a card on file you need not wait for the bill. Whoever orders more afterwards agrees anew."
  static let payByItself = "Pay by itself"
  static let payByItselfShort = "By itself"
  static let noCards = "This house charges no cards by themselves. Please ask a waiter."
  static let howWillYouPay = "How would you like to pay? A waiter takes cash and cards too."
  static let training = "Training: no money moves here."
  static let payAll = "Pay it all"
  static let payRest = "Pay all that is left"
  static let splitEvenly = "Split it evenly"
  static let splitAnew = "Split it anew"
  static func leaveCard(_ who: String) -> String { "\(who): leave a card, it pays by itself" }
  static func agree(_ who: String) -> String { "\(who): pay by itself, with the card on file" }
  static func endAgreement(_ who: String, _ most: String) -> String {
    "\(who) pays by itself, \(most) at most: end that"
  }
  static let whoPays = "Pay by itself: choose above who"
  static func share(_ number: Int64, _ who: String?) -> String {
    who.map { "Share of \($0)" } ?? "Share \(number)"
  }
  static let beingPaid = "being paid"
  static let isPaidWord = "paid ✓"
  static func more(_ count: Int) -> String { "… and \(count) more: see your order" }
  static let charging = "A card on file is being charged. Please wait a moment."
  static func stale(_ paid: [String]) -> String {
    let had = paid.isEmpty ? "Nobody has paid yet." : "Paid so far: \(paid.joined(separator: ", "))."
    return "The bill has changed since it was split. \(had) Split what is left anew, or pay it all."
  }
  static func paidBy(_ who: String, _ amount: String) -> String { "\(who) \(amount)" }
  static let sharePaid = "That is paid already. Thank you!"
  static let somebodyPays = "Somebody is paying just now. Wait for that, or ask a waiter."
  static let justWait = "There is nothing to do here but to pay. The screen goes on by itself."

  // The tip.
  static let tipQuestion = "Would you like to give a tip?"
  static func tip(_ percent: Int64) -> String { percent == 0 ? "No tip" : "\(percent) %" }
  static func comesTo(_ tip: String, _ sum: String) -> String { "\(tip), in all \(sum)" }

  // The split.
  static let waysQuestion = "In how many equal parts?"
  static func parts(_ ways: Int64) -> String { "\(ways) parts" }
  static func each(_ low: String, _ high: String) -> String {
    low == high ? "\(low) each" : "\(high) or \(low) each"
  }
  static func splitInto(_ ways: Int64) -> String { "Split in \(ways)" }
  static func isSplit(_ ways: Int64) -> String { "The bill is split in \(ways)." }

  // What somebody agrees to.
  static let consentQuestion = "Please read this. It holds only if you agree."
  static let wholeOrder = "All of the order"
  static let ownShare = "My share of it"
  static let iAgree = "I agree"
  static let agreed = "Agreed. You may leave when you like."
  static let noLongerAgreed = "Ended. Nothing is taken by itself."

  // The code.
  static let scan = "Scan this to pay"
  static let leaveCardHere = "Scan this to leave a card"
  static let cardRefused = "No card can be left just now. Please ask a waiter."
  static let cardHint =
    "Your telephone shows a page for your card. Nothing is taken yet: this screen asks you first."
  static let begins = "One moment: the payment begins."
  static let afterScan =
    "Point your telephone's camera at the code and pay on its page. This screen goes on by itself."
  static let wait = "Please wait"
  static let noPage = "A waiter takes this payment: there is no page for it."
  static let openToPay = "Open this to pay"
  static let afterOpening =
    "Open this address on your telephone and pay on its page. This screen goes on by itself."
  static let openForCard = "Open this to leave a card"
  static let pretend = "Training: no money moves, and the code leads nowhere. It counts as paid in a moment."
  static let processing = "Your bank is at work. That may take a while; you need not pay again."
  static let needsGuest = "Your bank wants you to confirm it: do that on your telephone, then go on here."
  static let goOn = "Go on"
  static func lastTry(_ reason: String) -> String { "The last try did not work: \(reason). Try again." }
  static func withTip(_ tip: String) -> String { "with a tip of \(tip)" }

  // What came of it.
  static func ended(_ payment: Payment, _ amount: String) -> String {
    switch payment.state {
    case .paid: "\(amount) is paid. Thank you!"
    case .failed: failed(payment, amount)
    case .cancelled: "\(amount) was not paid: \(PaymentWords.aloud(payment.failure ?? ""))."
    case .requested, .started, .needsGuest, .processing: begins
    }
  }
  static func failed(_ payment: Payment, _ amount: String) -> String {
    "\(amount) was not paid: \(PaymentWords.aloud(payment.failure ?? "")). You can try again, or ask a waiter."
  }
  static let paidLarge = "PAID"
  static func paidThanks(_ amount: String) -> String { "\(amount) is paid. Thank you!" }
  static let stillComes = "What you ordered still comes to you."
}
