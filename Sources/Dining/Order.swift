import Events

/// An order as its events have made it.
///
/// Only ``OrderReducer`` changes it, one event after the other in the order of the stream, so that every terminal
/// with the same events holds the same order.
public struct Order: Sendable {
  public let id: OrderID
  /// What `order_opened` said; nil while that event has not come.
  public internal(set) var opening: Opening?
  var openedBy: EventID?
  var lastPayment: EventID?
  public internal(set) var tableID: ExactString?
  public internal(set) var items: [Item] = []
  public internal(set) var participants: [Participant] = []
  public internal(set) var rounds: [Round] = []
  public internal(set) var adjustments: [Adjustment] = []
  public internal(set) var payments: [Payment] = []
  /// What was given back of payments that are not known to be paid: a provider tells things in any order.
  var earlyRefunds: [PaymentID: [EarlyRefund]] = [:]
  public internal(set) var shares: [Share] = []
  /// The split that made the shares, and who sat there then.
  var split: EventID?
  var splitParty: [ParticipantID] = []
  /// Cautions that were set and not taken off, oldest first.
  var alertsStanding: [Alert] = []
  /// All that were ever set.
  var alertsSaid: [EventID: Alert] = [:]
  public internal(set) var isRushed = false
  /// The request that holds; nil before one and after its withdrawal.
  public internal(set) var billRequest: EventID?
  /// The request whose bill the guests have seen.
  var billViewed: EventID?
  public internal(set) var closing: Closing?
  public internal(set) var mealCompletedAt: Timestamp?
  public internal(set) var tableFreedAt: Timestamp?
  /// What had no effect, or one that somebody should look at.
  public internal(set) var conflicts: [Conflict] = []
  /// Changes in force, oldest first: an undo takes the last one back.
  public internal(set) var changes: [Change] = []
  public internal(set) var unsupported = 0

  var itemIndex: [ItemID: Int] = [:]
  var moves: [EventID: Move] = [:]
  var undone: Set<EventID> = []
  var keys: [ExactString: EventID] = [:]
  /// The latest event about each thing that simply has a value.
  var lastWords: [Change.Subject: LastWord] = [:]
  /// What the latest of those about its terms carried.
  var lastTerms = OrderTerms()

  init(id: OrderID) { self.id = id }

  /// The most lines that one order takes: a banquet has fewer, and sums over them stay quick.
  public static let itemLimit = 2_000

  /// In so long nobody has begun to cook what was sent.
  public static let unsendMs: Int64 = 10_000

  /// What stands when an order begins.
  public struct Opening: Hashable, Sendable {
    public let shortCode: ExactString
    public let currency: Currency
    public internal(set) var type: OrderType
    public internal(set) var guests: Int64?
    public internal(set) var promisedAt: Timestamp?
    public let menuID: ExactString?
    public let menuVersion: ExactString?
    public let experiment: UUIDv7?
    public let arm: String?
    /// The visit of its table that it belongs to.
    public let session: UUIDv7?
    public let createdAt: Timestamp
  }

  /// A caution for the whole order. Others stand beside it: one that protects somebody's health replaces none.
  public struct Alert: Hashable, Sendable {
    public let event: EventID
    /// Personal, so it may be gone; that there was a caution stays.
    public let text: String?
  }

  /// How an order ended.
  public struct Closing: Hashable, Sendable {
    public let at: Timestamp
    /// Why it was cancelled; nil where it was closed.
    public let cancelledBecause: String?
    let event: EventID
  }

  public func item(_ id: ItemID) -> Item? { itemIndex[id].map { items[$0] } }

  public func participant(_ id: ParticipantID) -> Participant? { participants.first { $0.id == id } }

  public func round(_ number: Int) -> Round? { rounds.first { $0.number == number } }

  /// The event that first used an idempotency key here.
  public func event(withKey key: ExactString) -> EventID? { keys[key] }
}

/// A part of an order that was sent to the kitchen at once: one ticket.
public struct Round: Hashable, Sendable {
  /// 1, 2, 3 …
  public let number: Int
  public let sentBy: EventID
  /// By the wall clock of whoever sent it: where its timer starts.
  public let sentAt: Timestamp
  /// How much later than usual it is wanted.
  public internal(set) var delayMinutes: Int64 = 0
  /// A day: more is a slip of the finger.
  public static let delayMinutesLimit: Int64 = 1_440
}

/// One of those at the table.
public struct Participant: Hashable, Sendable {
  public let id: ParticipantID
  /// P1, P2 …
  public let label: ExactString
  /// Personal, so it may be gone.
  public let name: String?
  public internal(set) var hasLeft = false
  public internal(set) var paymentMethod: PaymentMethod?
  /// What they agreed to; nil where they did not, or where the order's total has changed since.
  public internal(set) var autopay: Autopay?

  /// A card that a provider keeps for them: nothing of it is known here.
  public struct PaymentMethod: Hashable, Sendable {
    public let provider: ExactString
    /// What the provider calls it.
    public let reference: String

    public init(provider: ExactString, reference: String) {
      self.provider = provider
      self.reference = reference
    }
  }

  /// What a guest agreed to.
  public struct Autopay: Hashable, Sendable {
    public let maxAmount: Money
    public let coversOrder: Bool
    /// What the order came to then: it holds for that and for nothing else.
    var total = Money.zero
    /// Whether it has been tried: the next time wants somebody who asks for it.
    public internal(set) var isTried = false

    init(maxAmount: Money, coversOrder: Bool) {
      self.maxAmount = maxAmount
      self.coversOrder = coversOrder
    }
  }
}

/// What changes a bill besides its items: negative takes off.
public struct Adjustment: Hashable, Sendable {
  public enum Kind: String, CaseIterable, Sendable {
    case discount, comp, service, tip, tax

    /// Whether it makes the bill smaller.
    public var takesOff: Bool { self == .discount || self == .comp }
  }

  public let event: EventID
  public let kind: Kind
  public let amount: Money
  public let label: String?
}

/// A payment, from its request to its end.
public struct Payment: Hashable, Sendable {
  public enum State: String, CaseIterable, Sendable {
    case requested, started
    /// The bank wants the guest to confirm it, at the payment's page.
    case needsGuest = "needs_guest"
    /// The bank takes its time; it can't be stopped any more.
    case processing
    case failed, cancelled, paid
  }

  public let id: PaymentID
  public internal(set) var provider: ExactString
  public internal(set) var amount: Money
  public internal(set) var state: State
  public internal(set) var externalRef: ExactString?
  public internal(set) var url: String?
  public internal(set) var share: Int64?
  public internal(set) var participant: ParticipantID?
  /// The part of the amount that goes on the bill as a tip once it is paid.
  public internal(set) var tip = Money.zero
  /// Whether a card on file is charged, without the guest.
  public internal(set) var isAutomatic = false
  /// The split that its share is of.
  var split: EventID?
  public internal(set) var failure: String?
  /// How often it was tried in vain.
  public internal(set) var failures = 0
  /// What brought it to its state.
  public internal(set) var changedBy: EventID
  public internal(set) var refunded = Money.zero
  /// What the provider calls what it gave back: told twice, it is one.
  var refundRefs: [ExactString] = []

  /// What the house still has of it.
  public var held: Money { state == .paid ? amount.adding(refunded.negated) ?? .zero : .zero }

  /// Whether somebody may still pay it.
  public var isOpen: Bool {
    switch state {
    case .requested, .started, .needsGuest, .processing: true
    case .failed, .cancelled, .paid: false
    }
  }

  /// What said that it was paid.
  public internal(set) var paidBy: EventID?
}

/// Money given back that waits for the payment that it is of.
struct EarlyRefund: Sendable {
  let amount: Money
  let ref: ExactString?
  let event: Event
}

/// One part of an evenly split bill.
public struct Share: Hashable, Sendable {
  public let number: Int64
  public let participant: ParticipantID?
  public let amount: Money
}

/// An event that had no effect, or one that somebody should look at.
public struct Conflict: Hashable, Sendable {
  public let event: EventID
  public let reason: ConflictReason
  /// What stands instead, where that is one event.
  public let against: EventID?
}

/// The latest event about a thing that simply has a value, whether or not it changed it.
struct LastWord: Hashable, Sendable {
  let event: EventID
  let origin: Origin
  /// Whether it left nothing: an alert that is taken off has no digest, and that can't be erased.
  let isBlank: Bool
}

/// A change in force, and what undoing it would restore.
public struct Change: Hashable, Sendable {
  public let event: EventID
  public let actor: ExactString
  public let source: Source
  public let at: Timestamp
  public let kind: Kind

  public enum Kind: Hashable, Sendable {
    case added(ItemID)
    case removed(ItemID)
    case quantity(ItemID, from: Int64, to: Int64)
    case sent(round: Int)
    case moved(to: KitchenStatus)
    case delayed(round: Int, before: Int64)
    case adjusted
    case billRequested
    case rushed(before: Bool)
    case alerted(EventID)
    case alertCleared(Order.Alert)
    /// All at once.
    case alertsCleared([Order.Alert])
    case tableMoved(before: ExactString?)
    case termsChanged(before: OrderTerms)
    /// The kitchen saw an item go: it may be thrown away, so it can't come back.
    case acknowledged(ItemID)
    /// Something else that can't be taken back.
    case final
  }

  /// What a change is about, where only the last change of it can be taken back.
  enum Subject: Hashable {
    case item(ItemID)
    case delay(round: Int)
    case table, rush, alerts, shares, terms
    case alert(EventID)
  }
}

extension Change.Kind {
  /// Whether taking it back changes what is to pay, or whether anything is.
  var isOfTheSum: Bool {
    switch self {
    case .added, .removed, .quantity, .adjusted, .billRequested: true
    case .sent, .moved, .delayed, .rushed, .alerted, .alertCleared, .alertsCleared, .tableMoved,
      .termsChanged,
      .acknowledged, .final:
      false
    }
  }

  var isOfAlerts: Bool {
    switch subject {
    case .alert, .alerts: true
    case .item, .delay, .table, .rush, .shares, .terms, nil: false
    }
  }

  /// Nil where the change itself is looked for (a move, an adjustment, a bill) or can't be taken back.
  var subject: Change.Subject? {
    switch self {
    case .added(let id), .removed(let id), .quantity(let id, _, _), .acknowledged(let id): .item(id)
    case .delayed(let round, _): .delay(round: round)
    case .tableMoved: .table
    case .termsChanged: .terms
    case .rushed: .rush
    case .alerted(let id): .alert(id)
    case .alertCleared(let alert): .alert(alert.event)
    case .alertsCleared: .alerts
    case .sent, .moved, .adjusted, .billRequested, .final: nil
    }
  }
}

/// What one `status_changed` did, so that a recall or undo can put each item back.
struct Move: Hashable, Sendable {
  /// The items that it moved, each with where it was.
  private(set) var items: [Part] = []
  let to: KitchenStatus

  struct Part: Hashable, Sendable {
    let id: ItemID
    let from: KitchenStatus
  }

  init(to: KitchenStatus) { self.to = to }

  mutating func take(_ id: ItemID, from: KitchenStatus) { items.append(Part(id: id, from: from)) }

  /// Where an item was before; nil where this moved it not. A move names few items.
  func start(of id: ItemID) -> KitchenStatus? { items.last { $0.id == id }?.from }
}
