import Dining
import Events

/// What a guest can do about their bill: a row of its page each.
enum PayChoice: Hashable, Sendable {
  /// All that is left.
  case all
  /// One part of a bill that is split, by its number.
  case share(Int64)
  case split
  /// Somebody leaves a card, so that they can agree to be charged by themselves.
  case leaveCard(ParticipantID)
  case agree(ParticipantID)
  case endAgreement(ParticipantID)
  /// Several sit there, and nobody knows whose card it would be.
  case whoPays

  /// Those of an order, the one that most people want first.
  ///
  /// - Parameter person: who is chosen on the screen.
  static func all(
    of order: Order, autopay: AutopayMoment?, person: ParticipantID?
  ) -> [PayChoice] {
    let cards = cards(of: order, autopay: autopay, person: person)
    guard order.isPayVisible else { return order.bill == .none && order.isBillable ? cards : [] }
    var choices: [PayChoice] = order.isSplitStale ? [] : order.shares.map { .share($0.number) }
    choices.append(.all)
    if order.remaining.minor >= 2 { choices.append(.split) }
    return choices + cards
  }

  /// To be charged by itself, which somebody may agree to before there is a bill, once all that they ordered is sent.
  private static func cards(
    of order: Order, autopay: AutopayMoment?, person: ParticipantID?
  ) -> [PayChoice] {
    guard autopay != nil, !order.present.isEmpty else { return [] }
    let alone = order.present.count == 1 ? order.present.first?.id : nil
    guard let id = person ?? alone, let one = order.participant(id) else { return [.whoPays] }
    return [one.autopay != nil ? .endAgreement(id) : one.paymentMethod != nil ? .agree(id) : .leaveCard(id)]
  }
}

/// Tips that are offered, in parts of a hundred of what is paid.
enum TipChoice: Int64, CaseIterable, Sendable {
  case none = 0
  case five = 5
  case ten = 10
  case fifteen = 15

  /// The tip, to the nearest ten of the smallest coin, halves up: 10 cents, 10 yen; a currency with three decimals has
  /// its tenth. Nobody is offered a tip of 1.83.
  func amount(of due: Money, _ currency: Currency) -> Money {
    let unit = (0..<max(1, currency.decimals - 1)).reduce(Int64(1)) { unit, _ in unit * 10 }
    let exact = Int128(due.minor) * Int128(rawValue)
    let units = (exact + Int128(unit) * 50) / (Int128(unit) * 100)
    return Int64(exactly: units * Int128(unit)).flatMap { Money(minor: $0) } ?? .zero
  }
}

/// What a guest is about to do about the bill, before it is asked for: it is no part of the order.
struct PayDraft: Sendable {
  /// The request whose bill this is about.
  var bill: EventID?
  /// The request whose bill this screen has told the house that it showed.
  var told: EventID?
  /// The share that the tip and the code are for; nil: all that is left.
  var share: Int64?
  var ways: Int64 = 2
  /// Who leaves a card, or agrees to be charged.
  var person: ParticipantID?
  /// Where they leave it.
  var card: String?
  /// The payment whose code is shown; once it is over, what came of it is told.
  var watched: PaymentID?
  /// The newest payment that was shown by itself: who has put it aside is not shown it again.
  var seen: PaymentID?
}
