import Events

/// One order's events in their order, and the order that they make.
public struct OrderStream: Sendable {
  /// Ascending by moment, each event once.
  public private(set) var events: [Event]
  private var held: HeldOrder

  public init(id: OrderID, events: [Event] = []) {
    self.events = []
    held = HeldOrder(Order(id: id))
    insert(events)
  }

  /// The order that the events make; looked at where it lies.
  public var order: Order {
    _read { yield held.order }
  }

  /// What is asked of an order after each event, answered without handing out a copy of it.
  public var isClosed: Bool { held.order.closing != nil }
  public var isLive: Bool { held.order.isLive }
  public var shortCode: ExactString? { held.order.opening?.shortCode }

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
      if !isLate, append(event) {
        fresh += 1
      } else if place(event) {
        isLate = true
        fresh += 1
      }
    }
    if isLate { refold() }
    return fresh
  }

  /// Takes one event; it takes effect at once where it is the latest.
  public mutating func insert(_ event: Event) {
    if append(event) { return }
    if place(event) { refold() }
  }

  private mutating func refold() { held = HeldOrder(OrderReducer.fold(order.id, events)) }

  /// Takes an event that comes after all that are held.
  private mutating func append(_ event: Event) -> Bool {
    if let last = events.last, event.moment <= last.moment { return false }
    events.append(event)
    if !isKnownUniquelyReferenced(&held) { held = HeldOrder(held.order) }
    held.order.apply(event)
    return true
  }

  /// Puts an event where it belongs; false where it is held.
  private mutating func place(_ event: Event) -> Bool {
    let place = position(of: event.moment)
    guard place < events.count, events[place].id == event.id else {
      events.insert(event, at: place)
      return true
    }
    // Two events under one id are a broken box's work; every terminal must settle on the same one.
    guard event.hash < events[place].hash else { return false }
    events[place] = event
    return true
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

/// An order behind one reference: it has some twenty parts, and streams are handed round more often than changed.
///
/// Changed only by a stream that is the only one to hold it, so it may be shared between threads.
private final class HeldOrder: @unchecked Sendable {
  var order: Order

  init(_ order: Order) { self.order = order }
}
