import Events
import Randomness
import Testing

@testable import Dining

/// One pass over a log gives every order as it is by itself, however its events lie, and holds few of them.
@Suite struct OrderFoldTests {
  /// So many orders of three events each, as many at a time as there are tables.
  private static func log(orders: Int, tables: Int) throws -> [Event] {
    var box = Box("till")
    let ids = (0..<orders).map { newOrder(UInt64($0)) }
    let currency = try #require(Currency("EUR"))
    var log: [Event] = []
    for index in 0..<(orders + tables) {
      if index < orders {
        log.append(
          try box.give(
            .open(.init(shortCode: "B07", currency: currency, type: .takeaway, table: nil, guests: nil)),
            ids[index]))
        log.append(try box.give(.soup, ids[index]))
      }
      if index >= tables { log.append(try box.give(.cancel(reason: "left"), ids[index - tables])) }
    }
    return log
  }

  private static func apart(_ log: [Event]) -> [(OrderID, [UInt8])] {
    Dictionary(grouping: log) { $0.orderID }.compactMap { id, events in
      id.map { ($0, OrderStream(id: $0, events: events).order.state.canonicalBytes) }
    }.sorted { $0.0 < $1.0 }
  }

  private static func make(_ stream: OrderStream) -> [UInt8]? { stream.order.state.canonicalBytes }

  @Test func everyOrderIsWholeHoweverItsEventsLie() throws {
    let log = try Self.log(orders: 800, tables: 20)
    let apart = Self.apart(log)
    #expect(apart.count == 800)
    for seed in 0..<6 as Range<UInt64> {
      var random = Seeded(seed: seed)
      // As it was written; with one event in ten much later; the log of two boxes one after the other; in no order.
      let late = Set(log.indices.filter { _ in Int.random(in: 0..<10, using: &random) == 0 })
      let arrivals =
        switch seed {
        case 0: log
        case 1: log.filter { $0.type != .itemAdded } + log.filter { $0.type == .itemAdded }
        case 2: log.shuffled(using: &random) + log.prefix(30)
        default: log.indices.filter { !late.contains($0) }.map { log[$0] } + late.sorted().map { log[$0] }
        }
      var fold = OrderFold<[UInt8]>()
      for event in arrivals { fold.take(event, Self.make) }
      let found = fold.finish(
        bringing: { id in log.filter { $0.orderID == id } }, Self.make)
      #expect(found.map(\.id) == apart.map(\.0) && found.map(\.output) == apart.map(\.1), "seed \(seed)")
      #expect(fold.openCount == 0)
    }
  }

  /// In memory are those that are open, and those that were closed within the last ``OrderPassage/quietEvents`` events:
  /// one in three of these is a closing.
  @Test func whatIsClosedAndQuietLeavesMemory() throws {
    let log = try Self.log(orders: 1_500, tables: 20)
    var fold = OrderFold<Int>()
    var most = 0
    for event in log {
      fold.take(event) { $0.events.count }
      most = max(most, fold.openCount)
    }
    #expect((20...(20 + OrderPassage.quietEvents / 3 + 2)).contains(most))
    // None had a late event, so none is looked up.
    let found = fold.finish(bringing: { _ in preconditionFailure("nothing is late") }, { $0.events.count })
    #expect(found.count == 1_500 && found.allSatisfy { $0.output == 3 })
  }

  @Test func onlyWhatHadLateEventsIsLookedUp() throws {
    let log = try Self.log(orders: 700, tables: 1)
    let late = log[1]
    var fold = OrderFold<Int>()
    for event in log where event.id != late.id { fold.take(event) { $0.events.count } }
    fold.take(late) { $0.events.count }
    fold.take(late) { $0.events.count }
    var asked: [OrderID] = []
    let found = fold.finish(
      bringing: { id in
        asked.append(id)
        return log.filter { $0.orderID == id }
      }, { $0.events.count })
    #expect(asked == [late.orderID] && found.allSatisfy { $0.output == 3 } && found.count == 700)
  }

  @Test func whatIsNotWantedIsLeftOutAndAFailureIsTold() throws {
    struct Lost: Error {}
    let log = try Self.log(orders: 700, tables: 1)
    var fold = OrderFold<Int>()
    for event in log { fold.take(event) { _ in nil } }
    #expect(fold.finish(bringing: { _ in [] }, { _ in nil }).isEmpty)
    for event in log + [log[0]] { fold.take(event) { _ in 1 } }
    #expect(throws: Lost.self) { try fold.finish(bringing: { _ in throw Lost() }, { _ in 1 }) }
  }
}
