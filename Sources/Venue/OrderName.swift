import Dining
import Events

/// How a person names an order: by short code, by order_id or its tail, or by its table.
public struct OrderName: Hashable, Sendable {
  public let text: String

  public init(_ text: String) { self.text = text }

  /// What a name stands for.
  public enum Meaning: Sendable {
    case order(OrderID)
    case none
    case several([OrderID])
  }

  /// A live order's code first, in any case and as the board writes it (`B07·2`), then an id or tail, then a table with
  /// one live order, then the last order at a table that nobody has freed, then the last that had the code.
  public func meaning(in house: House) -> Meaning {
    let code = ExactString(String(text.uppercased().prefix { $0 != "·" }))
    let live = house.live
    let coded = live.filter { $0.opening?.shortCode == code }
    if !coded.isEmpty { return Self.meaning(coded.map(\.id)) }
    let small = text.lowercased()
    if let id = UUIDv7(small) { return .order(OrderID(id)) }
    let tailed = house.knownOrders.filter { ItemName.isTail(small, of: $0.description) }
    if !tailed.isEmpty { return Self.meaning(tailed.sorted()) }
    let seated = house.live(atTable: text)
    if !seated.isEmpty { return Self.meaning(seated.map(\.id)) }
    if let last = house.lastSeated(atTable: text) { return .order(last.id) }
    return house.lastOrder(withCode: code).map { .order($0) } ?? .none
  }

  /// The one order in memory that this names; nil where there is none or more than one.
  public func order(in house: House) -> Order? {
    guard case .order(let id) = meaning(in: house) else { return nil }
    return house.orders[id]?.order
  }

  private static func meaning(_ found: [OrderID]) -> Meaning {
    found.count == 1 ? .order(found[0]) : .several(found)
  }
}
