import Dining
import Events
import Venue

/// The state that events come to, folded in the order in which they are given.
enum Folding {
  /// What `state` and `state --all` print.
  struct States: Equatable {
    let recent: [UInt8]
    let all: [UInt8]
  }

  static func orders(of events: [Event]) -> [(OrderID, [Event])] {
    var orders: [OrderID: [Event]] = [:]
    for event in events { if let id = event.orderID { orders[id, default: []].append(event) } }
    return orders.sorted { $0.key < $1.key }
  }

  /// One event after the other into an empty house, which lets old orders go and has them brought back.
  static func states(of events: [Event]) -> States {
    var house = House()
    var held: [OrderID: [Event]] = [:]
    for event in events {
      if let missing = house.unloadedOrder(of: event) { house.load(missing, held[missing] ?? []) }
      house.insert(event)
      if let id = event.orderID { held[id, default: []].append(event) }
    }
    return states(house, everything: held) { held[$0] ?? [] }
  }

  /// What a program shows: orders that left its memory come from its log.
  static func states(of program: Program) throws -> States {
    var failure: (any Error)?
    var all: [OrderID: [Event]] = [:]
    var scan = try program.reader.scan()
    while let line = try scan.next() {
      guard case .success(let event) = line.content, let id = event.orderID else { continue }
      all[id, default: []].append(event)
    }
    let states = states(program.venue.shown, everything: all) { id in
      do {
        return try program.reader.events(of: id)
      } catch {
        failure = error
        return []
      }
    }
    if let failure { throw failure }
    return states
  }

  private static func states(
    _ house: House, everything: [OrderID: [Event]], events: (OrderID) -> [Event]
  ) -> States {
    let loaded = house.orders.filter { !$0.value.events.isEmpty }
    var orders = loaded.values.map(\.order)
    orders += house.archive.keys.map { OrderStream(id: $0, events: events($0)).order }
    let recent = orders.filter { StateReport.isRecent($0, newest: house.newest) }
    var whole = orders
    let known = Set(orders.map(\.id))
    for (id, own) in everything where !known.contains(id) {
      whole.append(OrderStream(id: id, events: own).order)
    }
    return States(
      recent: StateReport.build(orders: recent, house: house).canonicalBytes,
      all: StateReport.build(orders: whole, house: house).canonicalBytes)
  }
}
