import Events

/// What is asked of payments that a provider takes, and of those who agreed to pay by themselves.
public enum PayCommand: Hashable, Sendable {
  /// A payment of what is due, at the provider's page.
  case start(provider: ExactString, PaymentTarget, tip: Money)
  /// Equal shares of what is left; nil: as many as sit there and have not paid.
  case split(ways: Int64?)
  /// Nobody shall pay that any more: what is open of it is stopped.
  case release(PaymentTarget)
  case arm(Arming)
  /// Nil: everybody.
  case disarm(participant: String?)
  /// The card on file of whoever agreed, once more.
  case charge

  /// What somebody agrees to.
  public struct Arming: Hashable, Sendable {
    public var participant: String
    public var most: Money
    public var coversOrder: Bool
    /// Whether they have read the words and said yes.
    public var isConsent: Bool
    public var moment: AutopayMoment

    public init(
      participant: String, most: Money, coversOrder: Bool, isConsent: Bool, moment: AutopayMoment
    ) {
      self.participant = participant
      self.most = most
      self.coversOrder = coversOrder
      self.isConsent = isConsent
      self.moment = moment
    }
  }

  var terms: CommandTerms {
    switch self {
    case .start, .split, .arm, .disarm: .guestsToo
    case .release, .charge: .staff
    }
  }
}

/// What a payment is for.
public enum PaymentTarget: Hashable, Sendable {
  /// All that is left.
  case order
  case share(Int64)
  /// What somebody owes, by label or id: their share, or all where the bill is not split.
  case participant(String)
}

/// When those who agreed to it pay by themselves: the house's own rule.
public enum AutopayMoment: String, CaseIterable, Sendable {
  case bill, meal
}

/// What is said about auto-pay.
public enum AutopayWords {
  /// The words that a guest agrees to. They are kept with the consent, so that it is known what was read.
  ///
  /// - Parameter most: an amount with its currency.
  public static func consent(
    who: String, order: String, most: String, coversOrder: Bool, moment: AutopayMoment
  ) -> String {
    let what = coversOrder ? "the whole of order \(order)" : "my share of order \(order)"
    let when =
      switch moment {
      case .bill: "as soon as the bill is asked for"
      case .meal: "as soon as the meal is over"
      }
    return "\(who) agrees: \(what), at most \(most), is taken from my card \(when). "
      + "If the order changes, this ends, and I am asked again."
  }

  /// Why it ended, as it can be said at the table.
  public static func aloud(_ reason: String) -> String { known[reason] ?? "it was switched off" }

  public static let totalChanged = "total_changed"
  public static let tooMuch = "ceiling"
  public static let byGuest = "guest"
  public static let byStaff = "staff"

  private static let known = [
    totalChanged: "the order has changed", tooMuch: "it comes to more than was agreed",
    byGuest: "the guest does not want it", byStaff: "the staff switched it off",
  ]
}
