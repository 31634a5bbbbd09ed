import Events

/// A choice that changes a dish, and what it adds to its price.
public struct Modifier: Hashable, Sendable {
  public let name: String
  public let price: Money

  public init(name: String, price: Money) {
    self.name = name
    self.price = price
  }
}

/// What is known of a dish when it is ordered; it is copied into the order, so a later menu changes nothing.
public struct Dish: Hashable, Sendable {
  /// The menuitem_id of what is not on the menu and only staff may add.
  public static let openItem = ExactString("open")

  public var menuitemID: ExactString
  public var name: String
  public var unitPrice: Money
  public var allergens: [String]
  public var station: ExactString?
  public var course: String?

  public init(
    menuitemID: ExactString, name: String, unitPrice: Money, allergens: [String] = [],
    station: ExactString? = nil, course: String? = nil
  ) {
    self.menuitemID = menuitemID
    self.name = name
    self.unitPrice = unitPrice
    self.allergens = allergens
    self.station = station
    self.course = course
  }
}

/// One line on an order.
public struct Item: Hashable, Sendable {
  public let id: ItemID
  public let dish: Dish
  public let modifiers: [Modifier]
  public let participant: ParticipantID?
  public let menuVersion: ExactString?
  /// How the guest wants it; personal, so it may be gone.
  public let note: String?
  /// Whether there was one, and its text is gone.
  var isNoteErased = false
  public var quantity: Int64
  /// How far the kitchen is; for a removed item, how far it was.
  public var status: KitchenStatus
  /// The round it was sent with; nil in the cart.
  public var round: Int?
  public var removal: Removal?
  /// What the kitchen was told of this line and is told no more, beside its removal, until it says that it saw it.
  public internal(set) var fewer: [Fewer] = []
  /// Whether the kitchen ever said that it saw something of it go.
  var wasSeenGoing = false
  /// When somebody last said that it is ready, by their clock; nil for a dish that is not ready, and for one of which
  /// nobody said so before it was served.
  public internal(set) var readyAt: Timestamp?
  /// The event that sent it, moved it or put it back last.
  var movedBy: EventID?
  /// Whether that put it back, by a recall or an undo: what moves it on clears it.
  var wasPutBack = false

  /// Why and by what an item was taken off.
  public struct Removal: Hashable, Sendable {
    public let event: EventID
    public let reason: String?
    /// The kitchen knew of the item and has not yet said that it saw it go.
    public var isPending: Bool
  }

  /// Whether the whole line is struck and waits to be seen.
  public var isVoid: Bool { removal?.isPending == true }
  /// How much of it is struck, beside what stands.
  public var fewerQuantity: Int64 { fewer.reduce(0) { $0.addingSaturating($1.quantity) } }

  /// A part of a line that the kitchen need not make any more.
  public struct Fewer: Hashable, Sendable {
    public let event: EventID
    public let quantity: Int64
    /// Where the kitchen had it.
    public let round: Int
    public let status: KitchenStatus
  }

  /// The note for people, also where its text is gone.
  public var noteShown: String? { note.map { "“\($0)”" } ?? (isNoteErased ? "(its note was erased)" : nil) }

  public var isRemoved: Bool { removal != nil }
  /// Whether something of it is struck through on the board until someone acknowledges it.
  public var isPendingVoid: Bool { isVoid || !fewer.isEmpty }

  /// Puts the line on the card of a round as it stands there, then what of it is struck.
  func show(inRound number: Int, isClosed: Bool, on shown: inout [Item]) {
    if round == number, isRemoved ? isVoid : !isClosed { shown.append(fewer.isEmpty ? self : standing) }
    for part in fewer where part.round == number { shown.append(struck(part)) }
  }

  private var standing: Item {
    var standing = self
    standing.fewer = []
    return standing
  }

  private func struck(_ part: Fewer) -> Item {
    var struck = self
    struck.quantity = part.quantity
    struck.round = part.round
    struck.status = part.status
    struck.removal = Removal(event: part.event, reason: nil, isPending: true)
    struck.fewer = []
    return struck
  }

  /// The most of one dish that one line holds.
  public static let quantityLimit: Int64 = 999

  /// Quantity × (price + modifiers); nil where that is no amount.
  public func lineTotal(quantity: Int64) -> Money? {
    var each = dish.unitPrice
    for modifier in modifiers {
      guard let sum = each.adding(modifier.price) else { return nil }
      each = sum
    }
    return each.times(quantity)
  }

  /// What the line comes to, in minor units; the reducer takes no line that is no amount.
  var lineMinor: Int128 { Int128(lineTotal(quantity: quantity)?.minor ?? 0) }

  /// The word that the contract uses: the kitchen's, or `removed`.
  public var statusWord: String { isRemoved ? "removed" : status.rawValue }
}
