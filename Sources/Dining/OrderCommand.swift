import Events

/// What a person asks of one order. Each becomes one event or one ``Refusal``.
public enum OrderCommand: Hashable, Sendable {
  case open(Opening)
  case join(name: String?)
  case add(Addition)
  case remove(ItemName, reason: String?)
  case quantity(ItemName, Int64)
  case alert(String)
  case moveTable(ExactString)
  case adjust(Adjustment.Kind, Money, label: String?)
  case submit
  case move(to: KitchenStatus, round: Int?, items: [ItemName])
  case recall(round: Int?)
  case delay(minutes: Int64)
  case rush(Bool)
  case acknowledge(ItemName?)
  case undo
  case bill
  case withdrawBill
  case viewBill
  case complete
  case close
  case cancel(reason: String)
  case payCash(Money, participant: String?)
  case freeTable(reason: String)

  /// What a new order begins with.
  public struct Opening: Hashable, Sendable {
    public var shortCode: ExactString
    public var currency: Currency
    public var type: OrderType
    public var table: ExactString?
    public var guests: Int64?
    public var promisedAt: Timestamp?
    public var menuID: ExactString?

    public init(
      shortCode: ExactString, currency: Currency, type: OrderType, table: ExactString? = nil,
      guests: Int64? = nil, promisedAt: Timestamp? = nil, menuID: ExactString? = nil
    ) {
      self.shortCode = shortCode
      self.currency = currency
      self.type = type
      self.table = table
      self.guests = guests
      self.promisedAt = promisedAt
      self.menuID = menuID
    }
  }

  /// What goes on an order.
  public struct Addition: Hashable, Sendable {
    public var dish: Dish
    public var quantity: Int64
    public var modifiers: [Modifier]
    public var note: String?
    public var participant: String?

    public init(
      dish: Dish, quantity: Int64 = 1, modifiers: [Modifier] = [], note: String? = nil,
      participant: String? = nil
    ) {
      self.dish = dish
      self.quantity = quantity
      self.modifiers = modifiers
      self.note = note
      self.participant = participant
    }
  }

  /// The longest name, note, reason or label in bytes: what a ticket can show and a waiter will type.
  public static let textBytesLimit = 500

  /// What a guest may ask for at their own table; all else is for staff (S9).
  public var isForGuests: Bool {
    switch self {
    case .open, .join, .add, .remove, .quantity, .submit, .bill, .viewBill, .undo: true
    default: false
    }
  }
}

/// Who gives a command, and what chance gives to it.
public struct Author: Sendable {
  public var actor: ExactString
  public var source: Source
  /// Bits for the identifier of a new item, participant or payment.
  public var entityRandom: RandomBits
  /// Bits that keep short personal data from being guessed by its digest.
  public var salt: RandomBits

  public init(actor: ExactString, source: Source, entityRandom: RandomBits, salt: RandomBits) {
    self.actor = actor
    self.source = source
    self.entityRandom = entityRandom
    self.salt = salt
  }
}

/// What a command becomes: the content of one event.
public struct Decision: Sendable {
  public let type: EventType
  public let entity: EntityType
  public let entityID: UUIDv7?
  public let payload: PayloadWriter
  public let personal: PayloadWriter?

  init(
    _ type: EventType, _ entity: EntityType = .order, _ entityID: UUIDv7? = nil,
    personal: PayloadWriter? = nil, _ write: (inout PayloadWriter) -> Void = { _ in }
  ) {
    self.type = type
    self.entity = entity
    self.entityID = entityID
    self.personal = personal
    var payload = PayloadWriter()
    write(&payload)
    self.payload = payload
  }
}
