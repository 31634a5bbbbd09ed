import Events

/// What follows from an order's events: status, money, what is left to do.
extension Order {
  /// Items that count: not taken off.
  public var standing: [Item] { items.filter { !$0.isRemoved } }

  /// Items that wait to be sent.
  public var cart: [Item] { standing.filter { $0.round == nil } }

  /// Who is there by name, in the order in which they came; what is personal may be gone.
  public var names: [String] { participants.filter { !$0.hasLeft }.compactMap(\.name) }

  /// The least advanced of what was sent; `opened` while nothing was.
  public var kitchen: KitchenStatus {
    standing.filter { $0.round != nil }.map(\.status).min() ?? .opened
  }

  public var bill: BillStatus {
    if closing != nil { return .closed }
    if isPaid { return .paid }
    return billRequest == nil ? .none : .billRequested
  }

  /// The bill's word where it has one, else the kitchen's.
  public var status: String { bill == .none ? kitchen.rawValue : bill.rawValue }

  /// Items with their modifiers, and adjustments.
  public var total: Money {
    guard let total = Self.money(exactTotal) else { preconditionFailure("the reducer lets no such total in") }
    return total
  }

  /// Whether the total stays within what an amount can be when `minor` is added to it, in minor units (cents).
  func totalHolds(adding minor: Int128) -> Bool { Self.money(exactTotal + minor) != nil }

  /// What the standing items come to, in minor units: sums of many limits fit, so no order of adding matters.
  var itemsTotal: Int128 {
    items.indices.reduce(0) { items[$1].isRemoved ? $0 : $0 + items[$1].lineMinor }
  }

  /// Nobody pays for a cancelled order, so nothing is taken off it either.
  private var exactTotal: Int128 {
    isCancelled ? itemsTotal : adjustments.reduce(itemsTotal) { $0 + Int128($1.amount.minor) }
  }

  public var isCancelled: Bool { closing?.cancelledBecause != nil }

  private static func money(_ minor: Int128) -> Money? { Int64(exactly: minor).flatMap { Money(minor: $0) } }

  /// All that was ever taken in.
  var taken: Money { Self.sum(payments.filter { $0.state == .paid }.map(\.amount)) }

  /// What the house holds of it: what was given back is paid no longer.
  public var paidPortion: Money {
    taken.adding(Self.sum(payments.map(\.refunded)).negated) ?? .zero
  }

  /// What is still to pay; never less than nothing.
  public var remaining: Money { max(.zero, total.adding(paidPortion.negated) ?? .zero) }

  /// What was paid beyond what is due and not given back: it is the guest's.
  public var overpaid: Money {
    max(.zero, paidPortion.adding(max(.zero, total).negated) ?? .zero)
  }

  private var isPaid: Bool {
    guard remaining == .zero else { return false }
    return taken > .zero || (billRequest != nil && total <= .zero)
  }

  /// Whether every standing item is with the guest.
  public var isServed: Bool {
    items.indices.allSatisfy { items[$0].isRemoved || items[$0].status == .delivered }
  }

  /// Neither closed nor paid with nothing left to serve or to give back.
  public var isLive: Bool {
    opening != nil && closing == nil && !(isServed && bill == .paid && overpaid == .zero)
  }

  /// Whether a guest should see how to pay.
  public var isPayVisible: Bool { bill == .billRequested }

  /// Whether guests have seen the bill that is out.
  public var isBillViewed: Bool { billRequest != nil && billViewed == billRequest }

  public var newestRound: Round? { rounds.last }

  /// The delay of the round that counts: the newest.
  public var delayMinutes: Int64 { newestRound?.delayMinutes ?? 0 }

  /// The items of one ticket, in the order in which they were added; voids included while they are pending.
  public func items(ofRound number: Int) -> [Item] { items.filter { $0.round == number } }

  /// How far a ticket is; nil where all its items are gone.
  public func kitchen(ofRound number: Int) -> KitchenStatus? {
    items(ofRound: number).filter { !$0.isRemoved }.map(\.status).min()
  }

  /// What a share was paid with so far.
  public func paid(_ share: Share) -> Money {
    Self.sum(
      payments.filter { $0.state == .paid && $0.split == split && $0.share == share.number }
        .map { max(.zero, $0.held.adding($0.tip.negated) ?? .zero) })
  }

  /// What was paid; the reducer lets nothing in that would make it no amount.
  private static func sum(_ amounts: [Money]) -> Money {
    amounts.reduce(.zero) { $0.adding($1) ?? $0 }
  }
}
