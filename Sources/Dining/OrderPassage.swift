import Events

/// Orders on their way through memory while a log is read: each is given out whole when it was quiet for long, and its
/// events leave memory.
///
/// An order is folded as its events come. When it has been closed and ``quietEvents`` events of orders went by since its
/// last one, it leaves; one that nobody closes leaves after ten times as many. An event that comes even later makes what
/// was given out void: such an order is one of ``late``, to be made from all of its events, which are looked up at the
/// end. So memory holds the orders that are open at one time, and what comes out is the same however the events lie.
/// Where most orders have such late events (the log of a terminal that caught up with two others, one after the other)
/// it takes as long as looking up each of them.
public struct OrderPassage {
  private var open: [OrderID: Held] = [:]
  private var left: OrderTraces
  /// Orders that got an event after they had left.
  public private(set) var late: Set<OrderID> = []
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
  static let quietEvents = 1_000
  /// After so many the next order that nobody closes is looked for.
  static let forgottenEvents = 10 * quietEvents

  /// - Parameter left: orders that were given out before: an event of one of them is late.
  public init(left: OrderTraces = OrderTraces()) { self.left = left }

  /// How many orders are in memory with their events.
  public var openCount: Int { open.count }

  /// Takes the next event of the log; one that is of no order has no effect.
  ///
  /// - Returns: the orders that leave memory with it, mostly none.
  public mutating func take(_ event: Event) -> [OrderStream] {
    guard let id = event.orderID else { return [] }
    count += 1
    let leaving = letQuietOrdersGo()
    guard !late.contains(id) else { return leaving }
    if open[id] == nil, left.mayHold(id) {
      late.insert(id)
      return leaving
    }
    if open[id, default: Held(stream: OrderStream(id: id))].take(event, count) { quiet.append((id, count)) }
    return leaving
  }

  private mutating func letQuietOrdersGo() -> [OrderStream] {
    var leaving: [OrderStream] = []
    while firstQuiet < quiet.count, count - quiet[firstQuiet].last > Self.quietEvents {
      let (id, last) = quiet[firstQuiet]
      firstQuiet += 1
      guard open[id]?.last == last else { continue }
      if let stream = letGo(id) { leaving.append(stream) }
    }
    if firstQuiet > Self.quietEvents {
      quiet.removeFirst(firstQuiet)
      firstQuiet = 0
    }
    if count.isMultiple(of: Self.forgottenEvents) {
      let forgotten = open.filter { count - $0.value.last >= Self.forgottenEvents }.keys.sorted()
      leaving += forgotten.compactMap { letGo($0) }
    }
    return leaving
  }

  private mutating func letGo(_ id: OrderID) -> OrderStream? {
    left.insert(id)
    return open.removeValue(forKey: id)?.stream
  }

  /// The orders that are still in memory, by id: the log is over. Those that are ``late`` are not among them.
  public mutating func finish() -> [OrderStream] {
    open.keys.sorted().compactMap { letGo($0) }
  }
}

/// Which orders there were, in four bytes each: enough to know that one may have been among them, which costs no more
/// than to look it up.
public struct OrderTraces: Sendable {
  private var traces: Set<UInt32> = []
  private var isAll = false

  public init() {}

  /// Every order may be among them.
  public static var all: OrderTraces {
    var traces = OrderTraces()
    traces.isAll = true
    return traces
  }

  public mutating func insert(_ order: OrderID) { traces.insert(Self.trace(order)) }

  /// True for every order that was inserted, and by chance for one in some thousands of others.
  public func mayHold(_ order: OrderID) -> Bool { isAll || traces.contains(Self.trace(order)) }

  private static func trace(_ order: OrderID) -> UInt32 {
    let words = order.uuid.words
    let mixed = words.high &* 0x9E37_79B9_7F4A_7C15 ^ words.low
    return UInt32(truncatingIfNeeded: mixed ^ mixed >> 32)
  }
}
