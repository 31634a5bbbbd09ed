import Dining
import Events
import Menus

/// What a typed order means in a house: where it goes, which dishes at which price, and every doubt about it.
public struct OrderReading: Sendable {
  public let line: OrderLine
  public let place: Place
  public let guests: Int64?
  /// What somebody must not eat, or another caution; it stands beside those of the order.
  public let alert: String?
  /// The dishes that are clear, in their order.
  public let dishes: [Dish]
  public internal(set) var doubts: [OrderDoubt]
  let currency: Currency?

  public enum Place: Sendable {
    /// Nobody can tell.
    case unclear
    case new(table: String?, OrderType)
    case existing(Order)
  }

  /// A dish of the menu as it is wanted.
  public struct Dish: Hashable, Sendable {
    public let item: MenuItem
    public let quantity: Int64
    public let wishes: [Wish]
    public let note: String?
    /// Quantity × (price + options).
    public let price: Money
  }

  public struct Wish: Hashable, Sendable {
    public let name: String
    public let price: Money
    /// Whether it adds something that is no option of the dish.
    public let isFreeAddition: Bool
  }

  /// What keeps it from being given; nil where nothing does.
  public var obstacle: OrderDoubt? { doubts.first(where: \.stops) }

  /// What all dishes come to; nil where that is no amount.
  public var total: Money? {
    dishes.reduce(.zero as Money?) { sum, dish in sum.flatMap { $0.adding(dish.price) } }
  }

  /// Whether the kitchen gets it at once.
  public var sends: Bool { line.ending != .hold && (!dishes.isEmpty || line.ending == .send) }

  /// The same as the heart is asked for it; nil while something stands in its way.
  public var placement: Placement? {
    guard obstacle == nil else { return nil }
    let target: Placement.Target
    switch place {
    case .unclear: return nil
    case .existing(let order): target = .existing(OrderName(order.id.description))
    case .new(let table, let type): target = .new(table: table, type: type, guests: guests, promisedAt: nil)
    }
    let items = dishes.map { dish in
      Placement.Item(
        .menu(dish.item.id.string),
        OrderRequest.Extras(quantity: dish.quantity, modifiers: dish.wishes.map(\.name), note: dish.note))
    }
    return Placement(target, alert: alert, items: items, sends: sends)
  }
}

/// In words: what will be done.
extension OrderReading {
  /// `T4, 2 guests`, `2 × Burger, no onions`, `1 × Fries`, `40.30 EUR`, `Enter sends`; what Enter does stands only where
  /// it does something.
  public var parts: [String] {
    var parts = [placeWords] + (alert.map { ["ALERT \($0)"] } ?? []) + dishes.map(\.words)
    if !dishes.isEmpty, let total, let currency { parts.append("\(currency.text(total)) \(currency.code)") }
    if sends, case .existing(let order) = place, !order.cart.isEmpty, !dishes.isEmpty {
      parts.append("with \(order.cart.count) not sent before")
    }
    if obstacle == nil { parts.append(actWords) }
    return parts.filter { !$0.isEmpty }
  }

  private var placeWords: String {
    switch place {
    case .unclear: return ""
    case .existing(let order):
      return ([order.codeText] + (order.tableID.map { ["at \($0)"] } ?? [])).joined(separator: " ")
    case .new(let table, let type):
      let name =
        switch type {
        case .dineIn: table.map { $0.first?.isNumber == true ? "table \($0)" : $0 } ?? ""
        case .takeaway: "takeaway"
        case .delivery: "delivery"
        }
      guard let guests else { return name }
      return "\(name), \(guests) \(guests == 1 ? "guest" : "guests")"
    }
  }

  private var actWords: String {
    if sends { return "Enter sends" }
    if alert != nil, dishes.isEmpty { return "Enter sets the alert" }
    switch place {
    case .new: return dishes.isEmpty ? "Enter opens it" : "Enter opens it, not sent"
    case .existing, .unclear: return "Enter adds, not sent"
    }
  }
}

extension OrderReading.Dish {
  var words: String {
    let wishes = wishes.map { ", \($0.name)\($0.isFreeAddition ? " (free)" : "")" }.joined()
    return "\(quantity) × \(item.name)\(wishes)\(note.map { ", “\($0)”" } ?? "")"
  }
}
