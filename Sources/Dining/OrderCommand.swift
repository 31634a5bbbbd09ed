import Events

/// What is asked of one order, in groups that are decided each in a file of its own. Each command becomes one event
/// or one ``Refusal``.
public enum OrderCommand: Hashable, Sendable {
  case open(Opening)
  case item(ItemCommand)
  case kitchen(KitchenCommand)
  case money(MoneyCommand)
  case service(ServiceCommand)
  case pay(PayCommand)
  /// What needed the menu or the order's currency before it could be asked.
  case priced(PricedCommand)
  /// What the house does by itself.
  case own(OwnCommand)

  /// What a new order begins with.
  public struct Opening: Hashable, Sendable {
    public var shortCode: ExactString
    public var currency: Currency
    public var type: OrderType
    public var table: ExactString?
    public var guests: Int64?
    public var promisedAt: Timestamp?
    public var menuID: ExactString?
    public var menuVersion: ExactString?
    /// The visit of its table, and what that has got of an experiment.
    public var session: UUIDv7?
    public var experiment: UUIDv7?
    public var arm: ExactString?

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

    /// A banquet's table; more is a slip of the finger.
    public static let guestLimit: Int64 = 999
    /// 30 days: what is promised for later is a slip of the finger.
    public static let promiseMilliseconds: Int64 = 30 * 86_400_000
  }

  /// What goes on an order.
  public struct Addition: Hashable, Sendable {
    public var dish: Dish
    public var quantity: Int64
    public var modifiers: [Modifier]
    public var note: String?
    public var participant: String?
    /// The version of the menu that it was written from.
    public var menuVersion: ExactString?

    public init(
      dish: Dish, quantity: Int64 = 1, modifiers: [Modifier] = [], note: String? = nil,
      participant: String? = nil, menuVersion: ExactString? = nil
    ) {
      self.dish = dish
      self.quantity = quantity
      self.modifiers = modifiers
      self.note = note
      self.participant = participant
      self.menuVersion = menuVersion
    }
  }

  /// The longest name, note, reason or label in bytes: what a ticket can show and a waiter will type.
  public static let textBytesLimit = 500

  /// Who may give it, and to which orders.
  var terms: CommandTerms {
    switch self {
    case .open: .newOrder
    case .item(let command): command.terms
    case .kitchen(let command): command.terms
    case .money(let command): command.terms
    case .service(let command): command.terms
    case .pay(let command): command.terms
    case .priced(let command): command.terms
    case .own(let command): command.terms
    }
  }
}

/// Who may give a command, and to which orders.
enum CommandTerms {
  /// Guests and staff, for an order that does not exist yet.
  case newOrder
  /// What guests may ask for at their own table too (S9), while the order is open.
  case guestsToo
  /// Staff alone, while the order is open.
  case staff
  /// Staff alone, after the order was closed too: what is said about its table and its voids.
  case staffAfterClosing
  /// The house itself, whatever is known of the order: money that came in is never dropped.
  case always
}

/// Who gives a command, and what chance gives to it.
public struct Author: Sendable {
  public var actor: ExactString
  public var source: Source
  /// Bits for the identifier of a new item, participant or payment.
  public var entityRandom: RandomBits
  /// Bits that keep short personal data from being guessed by its digest.
  public var salt: RandomBits
  /// Whether they have seen what is only warned of, and want it all the same.
  public var isAnyway: Bool

  public init(
    actor: ExactString, source: Source, entityRandom: RandomBits, salt: RandomBits, isAnyway: Bool = false
  ) {
    self.actor = actor
    self.source = source
    self.entityRandom = entityRandom
    self.salt = salt
    self.isAnyway = isAnyway
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
