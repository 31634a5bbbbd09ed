import Dining
import Events

/// The house as it stood at any moment of a stretch of time: what only the events up to then say, as if nothing had
/// come later.
///
/// Each order's events are held apart, and only those orders are folded that have changed between the moment asked
/// for and the one before: so a step costs what happened in it, forward as well as back.
public struct HouseHistory: Sendable {
  /// From here on nothing is missing.
  public let since: Timestamp
  private let lives: [Life]
  /// Of menus, settings and staff, ascending by moment.
  private let standing: [Event]
  private let times: [Timestamp]
  private let eventsHeld: Int
  /// The orders of the moment asked for last, each with the number of events that made it.
  private var folded: [OrderID: Folded] = [:]

  private struct Life: Sendable {
    let id: OrderID
    let events: [Event]
    /// When its last event closed it and left nothing on the board; nil for all others.
    let overAt: Timestamp?
  }

  private struct Folded: Sendable {
    let count: Int
    let stream: OrderStream
  }

  /// - Parameters:
  ///   - house: as it stands now. All of menus and settings, and of the orders in memory, comes from it.
  ///   - events: whole orders: those that have left memory, from the log; those in memory are passed over.
  ///   - since: from when on `events` holds all orders that had events.
  public init(_ house: House, events: [Event], since: Timestamp) {
    self.since = since
    var orders: [OrderID: [Event]] = [:]
    for event in events {
      if let id = event.orderID, house.orders[id] == nil { orders[id, default: []].append(event) }
    }
    let lost = orders.map { OrderStream(id: $0.key, events: $0.value) }
    let streams = Array(house.orders.values) + lost
    lives = streams.filter { !$0.events.isEmpty }.map { stream in
      let isOver = stream.isClosed && !stream.order.items.contains(where: \.isPendingVoid)
      return Life(id: stream.order.id, events: stream.events, overAt: isOver ? stream.latest : nil)
    }
    standing = house.standing.sorted { $0.moment < $1.moment }
    times = (lives.flatMap { $0.events.map(\.createdAt) } + standing.map(\.createdAt)).sorted()
    eventsHeld = house.eventCount
  }

  /// When the first event of the stretch took effect; nil without any.
  public var firstEvent: Timestamp? { times.first { $0 >= since } }

  /// The house with the events up to `time` and no others.
  ///
  /// Orders that were closed long before are left out, as they leave the memory of a house that runs.
  public mutating func house(at time: Timestamp) -> House {
    var house = House()
    house.apply(Array(standing.prefix { $0.createdAt <= time }))
    var next: [OrderID: Folded] = [:]
    for life in lives {
      guard let count = count(of: life, at: time) else { continue }
      let known = folded[life.id].flatMap { $0.count == count ? $0 : nil }
      let current =
        known
        ?? Folded(count: count, stream: OrderStream(id: life.id, events: Array(life.events.prefix(count))))
      next[life.id] = current
      house.place(current.stream)
    }
    folded = next
    house.count(heldElsewhere: max(0, eventsHeld - (times.count - Self.count(times, to: time))))
    return house
  }

  /// How many of an order's events had taken effect; nil before its first, and long after its last.
  private func count(of life: Life, at time: Timestamp) -> Int? {
    if let over = life.overAt, time.milliseconds - over.milliseconds > House.lingerMilliseconds { return nil }
    let count = Self.count(life.events, to: time)
    return count == 0 ? nil : count
  }

  private static func count(_ events: [Event], to time: Timestamp) -> Int {
    var low = 0
    var high = events.count
    while low < high {
      let middle = (low + high) / 2
      if events[middle].createdAt <= time { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private static func count(_ times: [Timestamp], to time: Timestamp) -> Int {
    var low = 0
    var high = times.count
    while low < high {
      let middle = (low + high) / 2
      if times[middle] <= time { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
