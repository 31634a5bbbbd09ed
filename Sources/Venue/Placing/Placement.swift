import Dining
import Events

/// An order that is taken whole: opened or added to, with all its dishes, and sent, or nothing of it.
public struct Placement: Hashable, Sendable {
  public var target: Target
  /// What a guest of it is called; personal.
  public var guestName: String?
  public var alert: String?
  public var items: [Item]
  public var sends: Bool

  public enum Target: Hashable, Sendable {
    case new(table: String?, type: OrderType, guests: Int64?, promisedAt: Timestamp?)
    case existing(OrderName)
  }

  public struct Item: Hashable, Sendable {
    public var dish: Dish
    public var extras: OrderRequest.Extras

    public init(_ dish: Dish, _ extras: OrderRequest.Extras = .init()) {
      self.dish = dish
      self.extras = extras
    }
  }

  public enum Dish: Hashable, Sendable {
    /// By its menuitem_id.
    case menu(String)
    /// Not on the menu, at a price of its own.
    case open(name: String, price: Money)
  }

  public init(
    _ target: Target, guestName: String? = nil, alert: String? = nil, items: [Item], sends: Bool = true
  ) {
    self.target = target
    self.guestName = guestName
    self.alert = alert
    self.items = items
    self.sends = sends
  }

  /// The most orders that one request places: a shop that was offline for an hour.
  public static let ordersLimit = 50
  /// The most dishes on one of them: all are decided against all that stand before.
  public static let itemsLimit = 200
  /// The most dishes on all orders of one request: the board waits while they are decided.
  public static let allItemsLimit = 500
  /// The most guests who get a label because a dish is for them.
  static let guestsLimit: Int64 = 99
}

/// What is to be written for it, event by event.
extension Placement {
  enum Step: Hashable {
    case open
    case join(name: String?)
    case alert(String)
    case add(Item)
    case submit
  }

  var steps: [Step] {
    var steps: [Step] = []
    if case .new = target { steps.append(.open) }
    let named = guestName == nil ? 0 : 1
    if let guestName { steps.append(.join(name: guestName)) }
    // Who is named for a dish of a new order sits at it.
    if case .new = target, named < seats { steps += (named..<seats).map { _ in .join(name: nil) } }
    if let alert { steps.append(.alert(alert)) }
    steps += items.map { .add($0) }
    if sends { steps.append(.submit) }
    return steps
  }

  /// The highest number of a guest for whom a dish is: 3 for `P3`.
  private var seats: Int {
    let numbers = items.compactMap { $0.extras.participant }.compactMap { label in
      label.hasPrefix("P") ? Int64(label.dropFirst()) : nil
    }
    return Int(numbers.filter { (1...Self.guestsLimit).contains($0) }.max() ?? 0)
  }
}
