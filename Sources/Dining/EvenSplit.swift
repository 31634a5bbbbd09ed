/// An amount in equal parts, in minor units: they add up to it, and no two are further than one unit apart.
public enum EvenSplit {
  /// The most parts: more than sit at one table.
  public static let waysLimit: Int64 = OrderCommand.Opening.guestLimit

  /// The parts in the order of those who joined: the odd units go to the first.
  ///
  /// - Returns: nil where a part would be nothing, or there are no parts or too many.
  public static func parts(of amount: Money, ways: Int64) -> [Money]? {
    guard (1...waysLimit).contains(ways), amount.minor >= ways else { return nil }
    let (part, odd) = amount.minor.quotientAndRemainder(dividingBy: ways)
    return (0..<ways).compactMap { Money(minor: part + ($0 < odd ? 1 : 0)) }
  }
}

extension Order {
  /// Those who sit there, in the order in which they came.
  public var present: [Participant] { participants.filter { !$0.hasLeft } }

  /// What is left of a share.
  public func due(_ share: Share) -> Money { max(.zero, share.amount.adding(paid(share).negated) ?? .zero) }

  /// Whether the shares no longer make up what is to pay, or others sit there than when they were made.
  public var isSplitStale: Bool {
    guard !shares.isEmpty, remaining > .zero else { return false }
    return shares.reduce(Int128(0)) { $0 + Int128(due($1).minor) } != Int128(remaining.minor)
      || present.map(\.id) != splitParty
  }

  /// Those of the present who have paid nothing yet.
  var presentUnpaid: [Participant] {
    present.filter { one in !payments.contains { $0.participant == one.id && $0.held > .zero } }
  }

  /// The share of somebody at the table; nil where the bill is not split, or not among them.
  public func share(of id: ParticipantID) -> Share? { shares.first { $0.participant == id } }

  /// Payments that somebody may still make.
  public var openPayments: [Payment] { payments.filter(\.isOpen) }
}
