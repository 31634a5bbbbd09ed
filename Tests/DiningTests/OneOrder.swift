import Events
import Testing

@testable import Dining

/// One order on one terminal, for tests that read like an evening.
struct OneOrder {
  var box = Box("till")
  let id = newOrder(1)

  /// Opened at T4, with nothing on it.
  init() throws {
    let currency = try #require(Currency("EUR"))
    try box.give(
      .open(.init(shortCode: "B07", currency: currency, type: .dineIn, table: "T4", guests: 2)), id)
  }

  /// Soup (500), bread (150) and wine (700), sent as round 1.
  static func sent() throws -> OneOrder {
    var table = try OneOrder()
    try table.give(.soup, .bread, .wine, .submit)
    return table
  }

  var order: Order { box.order(id) }
  var statuses: [KitchenStatus] { order.items.map(\.status) }
  var tickets: [String] { BoardRules.tickets(of: order).map { "\($0.code) \($0.column.rawValue)" } }
  var conflicts: [ConflictReason] { order.conflicts.map(\.reason) }

  /// All that a person or a partner can see of it, but for who disagreed.
  var sight: String { get throws { try Plain.withoutNotes(order) } }

  mutating func give(_ commands: OrderCommand..., by actor: String = "Mira") throws {
    try give(commands, by: actor)
  }

  mutating func give(_ commands: [OrderCommand], by actor: String = "Mira") throws {
    for command in commands {
      box.wall += 1_000
      try box.give(command, id, as: actor)
    }
  }

  func refusal(_ command: OrderCommand, by actor: String = "Mira", _ source: Source = .staff) -> Refusal? {
    var box = box
    do {
      try box.give(command, id, as: actor, source)
      return nil
    } catch {
      return error as? Refusal
    }
  }

  @discardableResult
  mutating func write(
    _ type: EventType, _ members: KeyValuePairs<StaticString, JSON> = [:], _ entity: EntityType = .order,
    _ entityID: UUIDv7? = nil, key: ExactString? = nil
  ) throws -> Event {
    try box.write(type, entity, entityID, id, object(members), key: key)
  }

  /// A second terminal that knows what this one knows.
  func twin(_ terminal: String, laterBy milliseconds: Int64 = 5_000) -> OneOrder {
    var other = self
    other.box = Box(terminal, wall: box.wall + milliseconds, seed: 5)
    other.box.learn(box.events(id))
    return other
  }

  mutating func hear(_ other: OneOrder) { box.learn(other.box.events(id)) }
}

func euro(_ minor: Int64) -> Money { Money(minor: minor) ?? .zero }

extension OrderCommand {
  static let soup = dish("soup", 500, station: "hot")
  static let bread = dish("bread", 150)
  static let wine = dish("wine", 700, station: "bar")

  static func dish(_ id: String, _ price: Int64, station: String? = nil, quantity: Int64 = 1) -> Self {
    .add(
      .init(
        dish: Dish(
          menuitemID: ExactString(id), name: id, unitPrice: euro(price),
          station: station.map { ExactString($0) }), quantity: quantity))
  }

  static func to(_ step: KitchenStep, round: Int? = nil, _ items: String...) -> Self {
    .move(to: step, round: round, items: items.map { ItemName($0) })
  }

  static func off(_ item: String) -> Self { .remove(ItemName(item), reason: nil) }
  static func cash(_ minor: Int64) -> Self { .payCash(euro(minor), .order) }
}
