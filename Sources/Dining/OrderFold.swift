import Events

/// Every order of a log, once and whole, from one pass over its events.
///
/// What is wanted of an order is made when it leaves ``OrderPassage``. An event that comes even later makes that void: its
/// order is folded at the end from all of its events, which are looked up. So memory holds the orders that are open
/// at one time and what was made of the others.
public struct OrderFold<Output> {
  private var passage = OrderPassage()
  private var made: [OrderID: Output] = [:]

  public init() {}

  /// How many orders are in memory with their events.
  var openCount: Int { passage.openCount }

  /// Takes the next event of the log; one that is of no order has no effect.
  ///
  /// - Parameter make: what is wanted of an order; nil where nothing is.
  public mutating func take(_ event: Event, _ make: (OrderStream) -> Output?) {
    for stream in passage.take(event) { made[stream.order.id] = make(stream) }
  }

  /// What was made of every order, in order of their ids. The fold is empty afterwards.
  ///
  /// - Parameters:
  ///   - events: brings the events of an order that got late ones: those that were taken, all of them, in any order.
  ///   - make: what is wanted of an order; nil where nothing is.
  public mutating func finish<Failure: Error>(
    bringing events: (OrderID) throws(Failure) -> [Event], _ make: (OrderStream) -> Output?
  ) throws(Failure) -> [(id: OrderID, output: Output)] {
    for stream in passage.finish() { made[stream.order.id] = make(stream) }
    for id in passage.late.sorted() { made[id] = make(OrderStream(id: id, events: try events(id))) }
    let found = made.sorted { $0.key < $1.key }
    self = OrderFold()
    return found.map { ($0.key, $0.value) }
  }
}
