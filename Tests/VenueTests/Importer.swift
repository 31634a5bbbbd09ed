import Dining
import Events
import Testing

@testable import Venue

/// A log of paper on which files of past orders are imported.
struct Importer {
  let identity: Identity
  private(set) var log: [Event] = []
  private(set) var report = ImportedCounts()

  struct ImportedCounts: Equatable {
    var orders = 0
    var dishes = 0
    var old = 0
  }

  init(_ terminal: String = "tv", seed: UInt32 = 1, log: [Event] = []) throws {
    let origin = try #require(Origin(terminal: terminal, random: seed))
    identity = Identity(venue: "maple", origin: origin, letter: "B")
    self.log = log
  }

  /// Reads a file as the command does, with the clock of a house in UTC unless one is given.
  static func read(
    _ file: String, second: String? = nil, map: [OrderColumn: [String]] = [:], dates: String? = nil,
    on: (String, String)? = nil, currency: String? = "EUR", now: String = "2026-11-30T12:00:00.000Z",
    offset: @escaping (Timestamp) -> Int = { _ in 0 }
  ) throws -> OrderImport {
    var setting = OrderImportSetting()
    setting.columns = map
    setting.dates = try dates.map { try #require(DateForm($0)) }
    setting.join = on.map { OrderImportSetting.Join(path: "menu.csv", left: $0.0, right: $0.1) }
    setting.currency = currency.flatMap { MinorUnit(of: $0) }
    let around = OrderImport.Surroundings(menu: nil, now: try #require(Timestamp(now)), offset: offset)
    return try OrderImport(Array(file.utf8), second: second.map { Array($0.utf8) }, setting, around)
  }

  /// Event lines of what the log does not hold, each checked as one that another terminal wrote.
  func lines(_ orders: OrderImport) throws -> (events: [Event], counts: ImportedCounts) {
    var before = ImportedBefore(identity)
    for event in log { before.take(event) }
    var events = ImportedEvents(after: before, in: orders.currency)
    var decoder = EventDecoder()
    var tips = ChainTips(venue: "maple")
    for event in log where event.origin == before.origin { tips.take(event) }
    var fresh: [Event] = []
    for order in orders.orders {
      let found = events.lines(of: order) { id in log.filter { $0.orderID == id } }
      for line in try found.get() {
        let event = try decoder.decode(line)
        #expect(tips.isFollowed(by: event))
        tips.take(event)
        fresh.append(event)
      }
    }
    return (fresh, ImportedCounts(orders: events.orders, dishes: events.dishes, old: events.oldDishes))
  }

  @discardableResult
  mutating func take(_ orders: OrderImport) throws -> ImportedCounts {
    let (events, counts) = try lines(orders)
    log += events
    return counts
  }

  mutating func take(_ file: String) throws -> ImportedCounts { try take(Self.read(file)) }

  /// The orders that the log makes, by the till's number.
  var orders: [String: Order] { Self.orders(log) }

  static func orders(_ log: [Event]) -> [String: Order] {
    let streams = Dictionary(grouping: log.filter { $0.orderID != nil }) { $0.orderID }
    let pairs = streams.compactMap { id, events -> (String, Order)? in
      guard let id, let key = events.first(where: { $0.type == .orderOpened })?.idempotencyKey else {
        return nil
      }
      return (
        String(key.string.dropFirst("history:opened:".count)), OrderStream(id: id, events: events).order
      )
    }
    return Dictionary(uniqueKeysWithValues: pairs)
  }
}
