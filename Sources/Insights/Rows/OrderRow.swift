import Dining
import Events

/// What is kept of one order for questions about the past, instead of its events.
///
/// Moments are by the clock of whoever wrote the event, so that time between two of them is time that went by.
public struct OrderRow: Hashable, Sendable {
  public let id: OrderID
  public let type: OrderType
  public let table: ExactString?
  public let guests: Int64?
  public let currency: Currency
  /// The visit of its table that it belongs to.
  public let session: UUIDv7?
  public let menuVersion: ExactString?
  /// `control` or `variant`, where an experiment asked its visit.
  public let arm: String?
  /// What it comes to as it stands, in the minor unit.
  public let total: Int64
  public let isCancelled: Bool
  /// Whether a dish of it was sent and stands, and nobody cancelled it.
  public let isSold: Bool
  /// Whether money was taken or given back for it.
  public let hasMoney: Bool
  public let moments: Moments
  /// Those that were sent and stand, round after round.
  public internal(set) var dishes: [DishRow]
  /// What was taken off after it had been sent, in the order in which that happened.
  public internal(set) var voids: [VoidRow]

  /// When an order got so far for the first time; nil where it never did.
  public struct Moments: Hashable, Sendable {
    public let opened: Timestamp
    public internal(set) var firstAdded: Timestamp?
    public internal(set) var firstSent: Timestamp?
    /// Of the dishes that stand.
    public internal(set) var firstReady: Timestamp?
    /// The request that stands.
    public internal(set) var billRequested: Timestamp?
    public internal(set) var paymentStarted: Timestamp?
    public internal(set) var firstPaid: Timestamp?
    /// The payment with which all that the order comes to was covered; nil while something is due.
    public internal(set) var paidInFull: Timestamp?
    public internal(set) var closed: Timestamp?
    public internal(set) var freed: Timestamp?

    public init(opened: Timestamp) { self.opened = opened }
  }

  /// An order without its dishes, read back.
  init(
    id: OrderID, type: OrderType, table: ExactString?, guests: Int64?, currency: Currency, session: UUIDv7?,
    menuVersion: ExactString?, arm: String?, total: Int64, isCancelled: Bool, isSold: Bool, hasMoney: Bool,
    moments: Moments
  ) {
    self.id = id
    self.type = type
    self.table = table
    self.guests = guests
    self.currency = currency
    self.session = session
    self.menuVersion = menuVersion
    self.arm = arm
    self.total = total
    self.isCancelled = isCancelled
    self.isSold = isSold
    self.hasMoney = hasMoney
    self.moments = moments
    dishes = []
    voids = []
  }

  /// Its rounds, each from its sending to its last dish ready.
  public var rounds: [RoundRow] { RoundRow.rounds(of: dishes) }
}

/// A dish on an order that was sent and stands.
public struct DishRow: Hashable, Sendable {
  public let kind: DishKind
  public let round: Int
  public let quantity: Int64
  /// When its round was sent: the moment to which it belongs.
  public let sent: Timestamp
  /// How much later than usual its round was wanted.
  public let delayMinutes: Int64
  public let end: End

  /// How its way through the kitchen ended.
  public enum End: Hashable, Sendable {
    /// It is on its way.
    case open
    /// Somebody said then that it is ready; never before it was sent.
    case ready(Timestamp)
    /// It was served, and nobody had said that it is ready.
    case served
  }

  /// From its round's sending until it was ready, in whole seconds.
  public var prepSeconds: Int64? {
    guard case .ready(let ready) = end else { return nil }
    return sent.wholeSeconds(until: ready)
  }
}

/// What a dish is on the menu: of one kind are those that questions never part.
public struct DishKind: Hashable, Sendable {
  public let menuitemID: ExactString
  public let name: ExactString
  public let station: ExactString?
  /// The version that it was ordered from; else that of its order.
  public let menuVersion: ExactString?

  public init(menuitemID: ExactString, name: ExactString, station: ExactString?, menuVersion: ExactString?) {
    self.menuitemID = menuitemID
    self.name = name
    self.station = station
    self.menuVersion = menuVersion
  }
}

/// A line, or a part of one, that was taken off after it had been sent.
public struct VoidRow: Hashable, Sendable {
  public let kind: DishKind
  public let quantity: Int64
  /// What it would have cost, in the minor unit.
  public let amount: Int64
  public let reason: String?
  public let at: Timestamp
}

/// A round as the kitchen made it.
public struct RoundRow: Hashable, Sendable {
  public let number: Int
  public let sent: Timestamp
  public let delayMinutes: Int64
  /// Nil while a dish of it is on its way, and where nobody said of any that it is ready.
  public let lastReady: Timestamp?

  /// - Parameter dishes: those of one order, round after round.
  static func rounds(of dishes: [DishRow]) -> [RoundRow] {
    var rounds: [RoundRow] = []
    var rest = dishes[...]
    while let first = rest.first {
      let round = rest.prefix { $0.round == first.round }
      rest = rest.dropFirst(round.count)
      let isOpen = round.contains { $0.end == .open }
      let ready = round.compactMap { dish in
        if case .ready(let time) = dish.end { time } else { nil }
      }.max()
      rounds.append(
        RoundRow(
          number: first.round, sent: first.sent, delayMinutes: first.delayMinutes,
          lastReady: isOpen ? nil : ready))
    }
    return rounds
  }
}

extension Timestamp {
  /// How long it is from here to there in whole seconds, rounded down; two clocks that disagree make it nothing.
  public func wholeSeconds(until other: Timestamp) -> Int64 {
    max(0, other.milliseconds - milliseconds) / 1_000
  }
}
