import Events

/// The three columns of the board, left to right.
public enum BoardColumn: String, CaseIterable, Sendable {
  case ordered, preparing, ready

  /// What stands over the column.
  public var title: String {
    switch self {
    case .ordered: "NEW"
    case .preparing: "COOKING"
    case .ready: "READY"
    }
  }

  /// The column of a kitchen status; nil for what the kitchen has not seen or has done.
  public init?(_ status: KitchenStatus) { self.init(rawValue: status.rawValue) }

  public var status: KitchenStatus {
    switch self {
    case .ordered: .ordered
    case .preparing: .preparing
    case .ready: .ready
    }
  }
}

/// One card on the board: a round of an order that the kitchen is not done with, as one station or all see it.
///
/// Nothing of it changes; it is a class so that sorting and laying out tickets copies no orders.
public final class Ticket: Sendable {
  public let order: Order
  public let round: Round
  /// That of the least advanced item on the card.
  public let column: BoardColumn
  /// Whose dishes are on the card; nil: all.
  public let station: ExactString?
  /// What stands on the card, in the order in which it was added; voids while they are pending.
  public let items: [Item]

  /// - Parameter items: what ``BoardRules/items(ofRound:in:at:)`` says.
  init(order: Order, round: Round, column: BoardColumn, station: ExactString?, items: [Item]) {
    self.order = order
    self.round = round
    self.column = column
    self.station = station
    self.items = items
  }

  /// `B07`, or `B07·2` for a later round.
  public var code: String { round.number == 1 ? order.codeText : "\(order.codeText)·\(round.number)" }

  public var badges: [Badge] { BoardRules.badges.filter { $0.isShown(self) } }

  /// What the space bar moves: all that stands at the column's status. A void alone moves nothing.
  public var bump: [Item] { items.filter { !$0.isRemoved && $0.status == column.status } }
}

/// A word on a card that says more than its column.
public struct Badge: Sendable {
  public let name: Name
  /// When it is on a card, for the manual.
  public let shownWhen: String
  /// What takes it off, for the manual.
  public let goneWhen: String
  let isShown: @Sendable (Ticket) -> Bool
  /// Whether an order bears it as a whole; nil for what is about one ticket, its dishes or money.
  let isMark: (@Sendable (Order) -> Bool)?

  init(name: Name, shownWhen: String, goneWhen: String, isShown: @escaping @Sendable (Ticket) -> Bool) {
    self.name = name
    self.shownWhen = shownWhen
    self.goneWhen = goneWhen
    self.isShown = isShown
    isMark = nil
  }

  /// A mark on a whole order: its cards, its page and its line in a list all show the word, and a cook is told when
  /// it comes or goes.
  init(mark name: Name, shownWhen: String, goneWhen: String, isOn: @escaping @Sendable (Order) -> Bool) {
    self.name = name
    self.shownWhen = shownWhen
    self.goneWhen = goneWhen
    isShown = { isOn($0.order) }
    isMark = isOn
  }

  public enum Name: String, CaseIterable, Sendable {
    case alert = "ALERT"
    case rush = "RUSH"
    case delay = "DELAY"
    case void = "VOID"
    case bill = "BILL"
    case balance = "BALANCE"
    case paid = "PAID"
    case autopay = "AUTO-PAY"
    case again = "ROUND"
  }
}

/// Which tickets are on the board and what is written on them: the one table, also the manual's.
public enum BoardRules {
  /// A ticket is on the board while one of its items stands between sending and serving and the order is not
  /// closed, and while one of its voids waits to be acknowledged, closed or not.
  public static func tickets(of order: Order) -> [Ticket] {
    order.rounds.compactMap { ticket(of: order, $0, at: nil) }
  }

  /// The card of a round at a station, or at all; nil where nothing is left to do there.
  static func ticket(of order: Order, _ round: Round, at station: ExactString?) -> Ticket? {
    let shown = items(ofRound: round.number, in: order, at: station)
    return column(of: shown).map {
      Ticket(order: order, round: round, column: $0, station: station, items: shown)
    }
  }

  /// What stands on a round's card. A dish without a station is everybody's, so that no filter hides it from all.
  static func items(ofRound number: Int, in order: Order, at station: ExactString?) -> [Item] {
    let isClosed = order.closing != nil
    return order.items.reduce(into: []) { shown, item in
      guard station == nil || item.dish.station == nil || item.dish.station == station else { return }
      item.show(inRound: number, isClosed: isClosed, on: &shown)
    }
  }

  /// The column of a card with these items; of voids alone, that where the kitchen had them.
  static func column(of shown: [Item]) -> BoardColumn? {
    let standing = shown.lazy.filter { !$0.isRemoved }.map(\.status).min()
    if let column = standing.flatMap({ BoardColumn($0) }) { return column }
    return shown.lazy.filter(\.isPendingVoid).map(\.status).min().flatMap { BoardColumn($0) }
  }

  /// What the manual says of cards, beside ``badges``.
  public static let cards: [(state: String, card: String)] = [
    ("opened", "none: the kitchen has not been sent anything"),
    ("ordered, preparing, ready", "a card for each round, in the column of its least advanced item"),
    ("delivered", "none for that round: its card leaves when its last item is delivered"),
    ("billrequested", "cards stay until served, with BILL"),
    ("paid", "cards stay until served, with PAID"),
    ("closed", "none, but for voids that wait to be acknowledged"),
  ]

  public static let badges: [Badge] = [
    Badge(
      name: .alert, shownWhen: "the order has an allergy or another caution",
      goneWhen: "its alerts are taken off"
    ) { !$0.order.alerts.isEmpty },
    Badge(
      mark: .rush, shownWhen: "the order is rushed; only voids and recalls stand before it",
      goneWhen: "rush is taken off"
    ) { $0.isRushed },
    Badge(
      name: .delay, shownWhen: "the round is wanted so many minutes later", goneWhen: "the delay is set to 0"
    ) { $0.round.delayMinutes > 0 },
    Badge(
      name: .void, shownWhen: "something that was sent is not to be made any more",
      goneWhen: "the kitchen acknowledges it"
    ) { $0.items.contains(where: \.isPendingVoid) },
    Badge(
      name: .bill, shownWhen: "the bill was asked for",
      goneWhen: "the bill is withdrawn, paid in part, or paid"
    ) { $0.order.bill == .billRequested && $0.order.paidPortion == .zero },
    Badge(name: .balance, shownWhen: "a part is paid, with what is left", goneWhen: "all is paid") {
      $0.order.bill != .paid && $0.order.closing == nil && $0.order.paidPortion > .zero
    },
    Badge(name: .paid, shownWhen: "all is paid and something is still to serve", goneWhen: "the card leaves")
    {
      $0.order.bill == .paid
    },
    Badge(
      name: .autopay, shownWhen: "a guest agreed to pay by themselves", goneWhen: "it is disarmed or paid"
    ) {
      $0.order.bill != .paid && $0.order.participants.contains { $0.autopay != nil }
    },
    Badge(name: .again, shownWhen: "the ticket is a second or later round", goneWhen: "the card leaves") {
      $0.round.number > 1
    },
  ]
}

extension Order {
  /// The marks that it bears, in the order of ``BoardRules/badges``.
  public var marks: [Badge.Name] {
    BoardRules.badges.compactMap { badge in badge.isMark?(self) == true ? badge.name : nil }
  }
}
