import Events

/// Every order of a log, once and whole, from one pass over its events.
///
/// An order is folded as its events come. When it has been closed and ``quietEvents`` events of orders went by since its
/// last one, what is wanted of it is made, and its events leave memory. An event that comes even later makes that void:
/// its order is folded at the end from all of its events, which are looked up. So memory holds the orders that are open
/// at one time and what was made of the others, and what comes out is the same however the events lie. Where most orders
/// have such late events (the log of a terminal that caught up with two others, one after the other) it takes as long as
/// looking up each of them.
public struct OrderFold<Output> {
  private var open: [OrderID: Held] = [:]
  /// What was made of orders that have left memory; nil where nothing is wanted of one.
  private var made: [OrderID: Output?] = [:]
  /// Orders that got an event after they had left.
  private var late: Set<OrderID> = []
  /// Closed orders in the order of their last events, each with the number of that event.
  private var quiet: [(order: OrderID, last: Int)] = []
  private var firstQuiet = 0
  private var count = 0

  private struct Held {
    var stream: OrderStream
    var last = 0

    /// Takes an event with its number. Whether the order is closed then.
    mutating func take(_ event: Event, _ number: Int) -> Bool {
      stream.insert(event)
      last = number
      return stream.isClosed
    }
  }

  /// Some twenty minutes of a full house: a table is freed, a void seen and a message sent long before.
  static var quietEvents: Int { 1_000 }

  public init() {}

  /// How many orders are in memory with their events.
  var openCount: Int { open.count }

  /// Takes the next event of the log; one that is of no order has no effect.
  ///
  /// - Parameter make: what is wanted of an order; nil where nothing is.
  public mutating func take(_ event: Event, _ make: (OrderStream) -> Output?) {
    guard let id = event.orderID else { return }
    count += 1
    letQuietOrdersGo(make)
    guard !late.contains(id) else { return }
    guard made.removeValue(forKey: id) == nil else {
      late.insert(id)
      return
    }
    if open[id, default: Held(stream: OrderStream(id: id))].take(event, count) { quiet.append((id, count)) }
  }

  private mutating func letQuietOrdersGo(_ make: (OrderStream) -> Output?) {
    while firstQuiet < quiet.count, count - quiet[firstQuiet].last > Self.quietEvents {
      let (id, last) = quiet[firstQuiet]
      firstQuiet += 1
      guard let held = open[id], held.last == last else { continue }
      open[id] = nil
      made.updateValue(make(held.stream), forKey: id)
    }
    guard firstQuiet > Self.quietEvents else { return }
    quiet.removeFirst(firstQuiet)
    firstQuiet = 0
  }

  /// What was made of every order, in order of their ids. The fold is empty afterwards.
  ///
  /// - Parameters:
  ///   - events: brings the events of an order that got late ones: those that were taken, all of them, in any order.
  ///   - make: what is wanted of an order; nil where nothing is.
  public mutating func finish<Failure: Error>(
    bringing events: (OrderID) throws(Failure) -> [Event], _ make: (OrderStream) -> Output?
  ) throws(Failure) -> [(id: OrderID, output: Output)] {
    for (id, held) in open { made.updateValue(make(held.stream), forKey: id) }
    open = [:]
    for id in late.sorted() {
      made.updateValue(make(OrderStream(id: id, events: try events(id))), forKey: id)
    }
    let found = made.sorted { $0.key < $1.key }
    self = OrderFold()
    return found.compactMap { entry in entry.value.map { (entry.key, $0) } }
  }
}
