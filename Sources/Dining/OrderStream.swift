import Events

/// One order's events in their order, and the order that they make.
public struct OrderStream: Sendable {
  /// Ascending by moment, each event once.
  public private(set) var events: [Event]
  public private(set) var order: Order

  public init(id: OrderID, events: [Event] = []) {
    self.events = []
    order = Order(id: id)
    insert(events)
  }

  /// When its latest event took effect.
  public var latest: Timestamp? { events.last?.createdAt }

  /// Takes events in any order and any number of times; late ones fold this stream again, and only this one.
  ///
  /// - Returns: how many were new.
  @discardableResult
  public mutating func insert(_ arrivals: [Event]) -> Int {
    var fresh = 0
    var isLate = false
    for event in arrivals {
      guard let last = events.last, event.moment <= last.moment else {
        events.append(event)
        if !isLate { order.apply(event) }
        fresh += 1
        continue
      }
      let place = position(of: event.moment)
      if events[place].id == event.id {
        // Two events under one id are a broken box's work; every terminal must settle on the same one.
        guard event.hash < events[place].hash else { continue }
        events[place] = event
      } else {
        events.insert(event, at: place)
      }
      isLate = true
      fresh += 1
    }
    if isLate { order = OrderReducer.fold(order.id, events) }
    return fresh
  }

  public func event(_ id: EventID) -> Event? { events.first { $0.id == id } }

  /// The first place whose event is not before `moment`.
  private func position(of moment: StreamMoment) -> Int {
    var low = 0
    var high = events.count
    while low < high {
      let middle = (low + high) / 2
      if events[middle].moment < moment { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
