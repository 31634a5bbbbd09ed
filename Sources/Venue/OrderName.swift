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

  /// A live order's code first, then an id or tail, then a table with one live order, then the last that had
  /// the code.
  public func meaning(in house: House) -> Meaning {
    let exact = ExactString(text)
    let live = house.live
    let coded = live.filter { $0.opening?.shortCode == exact }
    if !coded.isEmpty { return Self.meaning(coded.map(\.id)) }
    if let id = UUIDv7(text) { return .order(OrderID(id)) }
    let tailed = house.knownOrders.filter { ItemName.isTail(text, of: $0.description) }
    if !tailed.isEmpty { return Self.meaning(tailed.sorted()) }
    let seated = live.filter { $0.tableID == exact }
    if !seated.isEmpty { return Self.meaning(seated.map(\.id)) }
    return house.lastOrder(withCode: exact).map { .order($0) } ?? .none
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
