import Dining
import Events

/// What one business day has brought in one currency. All amounts are in its minor unit (cents, pence, fen).
///
/// Two questions meet here, and each has its own day. **What lies in the drawers** goes by when money changed hands:
/// ``paid``, ``refunded`` and ``methods`` hold what was taken and given back between the day's beginning and its end,
/// for whatever order. Nothing that somebody does the next day changes them, so they can be counted against the drawer.
/// **What was sold** goes by when the order was opened: ``orders``, ``covers``, ``total``, what changes a bill,
/// ``unpaid`` and ``overpaid`` are about the orders of that day as they stand now. Each order is in one day, so days add
/// up to the log. A void counts when the dish was taken off.
///
/// An order that was opened on one day and paid on another joins the two:
/// ``total`` = ``paid`` − ``refunded`` + ``paidOnOtherDays`` − ``forOtherDays`` + ``unpaid`` − ``overpaid``,
/// as long as no order comes to less than nothing.
public struct Takings: Hashable, Sendable {
  public let currency: Currency
  /// Orders of which a dish was sent and stands, and that were not cancelled.
  public internal(set) var orders = 0
  /// The guests of those.
  public internal(set) var covers = Amount()
  /// What the orders of the day come to; also those for which money was taken though nothing was sent.
  public internal(set) var total = Amount()
  public internal(set) var paid = Amount()
  public internal(set) var refunded = Amount()
  /// By provider, in order of their names; net of refunds.
  public internal(set) var methods: [Method] = []
  /// What changes the bills, one for each kind; what takes off is negative, as in events.
  public internal(set) var adjustments: [Adjustment.Kind: Amount] = [:]
  public internal(set) var voids = Voids()
  public internal(set) var unpaid = Amount()
  public internal(set) var overpaid = Amount()
  /// What was taken for orders of the day before it began or after it ended, less what was given back then.
  public internal(set) var paidOnOtherDays = Amount()
  /// What was taken on the day for orders of other days, less what was given back.
  public internal(set) var forOtherDays = Amount()
  /// The orders that are not even, in the order in which they were opened.
  public internal(set) var uneven: [Uneven] = []

  init(_ currency: Currency) { self.currency = currency }

  /// What one provider took and gave back.
  public struct Method: Hashable, Sendable {
    public let provider: ExactString
    /// How many payments; one that only gave back has none.
    public internal(set) var count = 0
    public internal(set) var amount = Amount()
  }

  /// Dishes that were taken off after they had been sent, whole lines or a part of them, at what they would have cost.
  public struct Voids: Hashable, Sendable {
    public internal(set) var count = 0
    public internal(set) var amount = Amount()
  }

  /// An order that owes, or is owed.
  public struct Uneven: Hashable, Sendable {
    public let order: OrderID
    public let code: ExactString
    public let table: ExactString?
    public let openedAt: Timestamp
    public let unpaid: Money
    public let overpaid: Money
  }

  /// A sum of amounts, wide enough for as many as a log can hold.
  public struct Amount: Hashable, Sendable {
    private var exact: Int128 = 0

    /// Within what a JSON number holds, however much it is.
    public var minor: Int64 {
      Int64(min(max(exact, -Int128(Money.limit)), Int128(Money.limit)))
    }

    static func += (sum: inout Amount, amount: Int64) { sum.exact += Int128(amount) }
  }

  public func adjustments(_ kind: Adjustment.Kind) -> Int64 { adjustments[kind]?.minor ?? 0 }

  /// Dishes alone: the total without what changes the bills.
  public var dishes: Int64 {
    Adjustment.Kind.allCases.reduce(total.minor) { $0 - adjustments($1) }
  }

  /// As people write it in the major unit.
  public func text(_ minor: Int64) -> String { Money(minor: minor).map(currency.text) ?? "\(minor)" }
}
