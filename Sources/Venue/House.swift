import Dining
import Events
import Menus

/// All that this terminal knows: a fold over its events, whatever order they came in.
///
/// Orders that are closed and old leave memory; what is kept of them is enough to know that they were, and the log
/// brings them back (``unloaded(in:)``).
public struct House: Sendable {
  public private(set) var orders: [OrderID: OrderStream] = [:] {
    didSet { revision = Revision() }
  }
  /// Another one after each change of ``orders``; the same in a copy, and in nothing else.
  public private(set) var revision = Revision()
  /// Closed orders that left memory, for as long as `state` speaks of them.
  public internal(set) var archive: [OrderID: Archived] = [:]
  /// The order that was opened last with each code.
  public internal(set) var codes: [ExactString: Coded] = [:]
  /// The order that each idempotency key of an opening made.
  public internal(set) var openings: [ExactString: OrderID] = [:]
  /// When the latest event of all took effect.
  public private(set) var newest = Timestamp.earliest
  public private(set) var eventCount = 0
  public private(set) var unsupportedCount = 0
  /// Streams that are no orders: the few that stay, and the last of the many that pass.
  private var few = StandingStreams()
  private var many = RecentStreams()
  var views = TableViews()
  private var sweptAt = Timestamp.earliest
  private var countAtSweep = 0
  /// Orders that may leave memory, and when the last event of each took effect.
  private var idle: [OrderID: Timestamp] = [:]

  /// When this terminal heard of what was sent later than its own clock was.
  var heardAt: [EventID: Timestamp] = [:]

  public init() {}

  /// Tells whether two houses have the same orders. A number could be the same by chance in what is shown and in what is
  /// on its way to the disk, which change each for itself.
  public final class Revision: Sendable {
    fileprivate init() {}
  }

  /// What is remembered of an order that left memory.
  public struct Archived: Hashable, Sendable {
    public let closedAt: Timestamp
  }

  /// Which order a code was given to, and when.
  public struct Coded: Hashable, Sendable {
    public let order: OrderID
    public let openedAt: Timestamp
  }

  /// `state` reaches back this far from the newest event.
  public static let archiveMilliseconds: Int64 = 2 * 86_400_000
  /// A closed order stays in memory this long, for recalls and questions.
  static let lingerMilliseconds: Int64 = 2 * 3_600_000
  private static let sweepMilliseconds: Int64 = 600_000
  /// Old orders are looked for after 1,000 events at the latest: where a wrong clock has put `newest` far ahead, no
  /// later event moves it, and the time between two looks never passes.
  private static let sweepEvents = 1_000

  /// Orders that are not over.
  public var unclosed: Set<OrderID> { Set(orders.values.filter { !$0.isClosed }.map(\.order.id)) }

  /// Live orders, by when they were opened.
  public var live: [Order] {
    // Whole orders are long to move about, so what is sorted is where they stand.
    let found = orders.values.filter(\.isLive).map(\.order)
    let places = found.map { ($0.opening?.createdAt ?? .latest, $0.id) }
    return places.indices.sorted { places[$0] < places[$1] }.map { found[$0] }
  }

  public var liveCount: Int { orders.values.count { $0.isLive } }

  /// Every order that a tail may name.
  var knownOrders: [OrderID] { Array(orders.keys) + Array(archive.keys) }

  func lastOrder(withCode code: ExactString) -> OrderID? { codes[code]?.order }

  /// The tickets on the board, in the order in which a column is worked through.
  public var tickets: [Ticket] {
    let found = orders.values.flatMap { BoardRules.tickets(of: $0.order) }
    return BoardRules.inOrder(found, limits: ageLimits)
  }

  /// The order of an event, where it is not in memory: its earlier events must be brought first.
  public func unloadedOrder(of event: Event) -> OrderID? {
    guard let id = event.orderID, event.type != .orderOpened, orders.index(forKey: id) == nil else {
      return nil
    }
    return id
  }

  /// The orders of events that are not in memory, ascending; those that one of the events before opens are as good as
  /// there.
  public func unloaded(in events: [Event]) -> [OrderID] {
    var opened: Set<OrderID> = []
    var missing: Set<OrderID> = []
    for event in events {
      if event.type == .orderOpened, let id = event.orderID { opened.insert(id) }
      if let id = unloadedOrder(of: event), !opened.contains(id) { missing.insert(id) }
    }
    return missing.sorted()
  }

  /// Brings an order back into memory with all that the log holds of it.
  public mutating func load(_ id: OrderID, _ events: [Event]) {
    archive[id] = nil
    let stream = OrderStream(id: id, events: events)
    idle[id] = events.isEmpty ? .earliest : stream.isClosed ? stream.latest : nil
    orders[id] = stream
  }

  /// Takes an order that was folded elsewhere.
  mutating func place(_ stream: OrderStream) { orders[stream.order.id] = stream }

  /// Takes new events and lets orders go that are closed and old.
  ///
  /// The events' orders must be in memory (``unloaded(in:)``), or begin with them.
  public mutating func insert(_ events: [Event]) {
    apply(events)
    letOldOrdersGo()
  }

  /// Takes one new event, and lets orders go that are closed and old.
  public mutating func insert(_ event: Event) {
    apply(event)
    letOldOrdersGo()
  }

  /// Lets new events take effect; those of one order together, so that a late burst folds it once.
  mutating func apply(_ events: [Event]) {
    if events.count == 1 { return apply(events[0]) }
    var batches: [OrderID: [Event]] = [:]
    for event in events {
      if let id = event.orderID { batches[id, default: []].append(event) } else { applyOther(event) }
    }
    for (id, batch) in batches.sorted(by: { $0.key < $1.key }) { apply(batch, of: id) }
  }

  /// Takes events that the log does not hold yet; they are counted when they come to be kept.
  mutating func preview(_ events: [Event]) {
    let counts = (eventCount, unsupportedCount)
    apply(events)
    (eventCount, unsupportedCount) = counts
  }

  private mutating func apply(_ event: Event) {
    guard let id = event.orderID else { return applyOther(event) }
    change(id) { $0.insert(event) }
    count(event, of: id)
  }

  private mutating func apply(_ batch: [Event], of id: OrderID) {
    change(id) { $0.insert(batch) }
    for event in batch { count(event, of: id) }
  }

  /// Counts an event that is held, in memory or in the log alone.
  mutating func count(_ event: Event) {
    eventCount += 1
    newest = max(newest, event.createdAt)
    if event.type == nil { unsupportedCount += 1 }
  }

  /// Changes a stream where it is, and follows whether its order is closed.
  private mutating func change(_ id: OrderID, _ body: (inout OrderStream) -> Void) {
    func changed(_ stream: inout OrderStream) -> (wasClosed: Bool, closedAt: Timestamp?) {
      let wasClosed = stream.isClosed
      body(&stream)
      return (wasClosed, stream.isClosed ? stream.latest : nil)
    }
    let (wasClosed, closedAt) = changed(&orders[id, default: OrderStream(id: id)])
    if wasClosed || closedAt != nil { idle[id] = closedAt }
  }

  private mutating func count(_ event: Event, of id: OrderID) {
    count(event)
    if event.type == .orderOpened { remember(event, id) }
  }

  private mutating func remember(_ event: Event, _ id: OrderID) {
    if let key = event.idempotencyKey, openings[key] == nil { openings[key] = id }
    guard let code = orders[id]?.shortCode else { return }
    if let coded = codes[code], coded.openedAt > event.createdAt { return }
    codes[code] = Coded(order: id, openedAt: event.createdAt)
  }

  private mutating func applyOther(_ event: Event) {
    count(event)
    if StandingStreams.hold(event) { return few.take(event) }
    many.take(event)
    views.take(event)
  }

  /// The event that first used an idempotency key on a stream that is no order's; of sessions and utterances, lately.
  func standingEvent(withKey key: ExactString, in stream: StreamKey) -> Event? {
    few.event(withKey: key, in: stream) ?? many.event(withKey: key, in: stream)
  }

  /// An event of those that stay, by its id; none where there is no such.
  func standingEvents(_ id: EventID) -> [Event] { standing.filter { $0.id == id } }

  /// The event that first made an experiment under an idempotency key.
  func experimentEvent(withKey key: ExactString) -> Event? {
    experiments.events.filter { $0.idempotencyKey == key && $0.type == .experimentCreated }
      .min { $0.moment < $1.moment }
  }

  /// The last events of guests' sessions and of utterances, in order of arrival.
  var recent: ArraySlice<Event> { many.events }

  /// When the latest event of a stream that is no order's took effect; nil where it has none, or had its last long ago.
  func latest(in stream: StreamKey) -> Timestamp? { few.latest(in: stream) ?? many.latest(in: stream) }

  /// When the latest setting took effect; nil while there is none.
  var latestSetting: Timestamp? { latest(in: .venue) }

  /// Lets personal data of events go, as `forget` erases it from the log.
  mutating func forget(before: Timestamp, order: OrderID?, sparing spared: Set<OrderID> = []) {
    var decoder = EventDecoder()
    func erased(_ event: Event) -> Event {
      guard event.personalRange != nil, event.createdAt < before, order == nil || event.orderID == order,
        event.orderID.map(spared.contains) != true,
        let bare = try? decoder.decode(event.withoutPersonal)
      else { return event }
      return bare
    }
    few.replace(erased)
    many.replace(erased)
    for (id, stream) in orders { orders[id] = OrderStream(id: id, events: stream.events.map(erased)) }
  }

  /// Lets orders go that have been closed for a while. Time is that of events, so that a replay needs no clock.
  ///
  /// Not while an event is on its way for an order that was brought back for it: the order would go again.
  mutating func letOldOrdersGo() {
    guard
      newest.milliseconds - sweptAt.milliseconds >= Self.sweepMilliseconds
        || eventCount - countAtSweep >= Self.sweepEvents
    else { return }
    sweptAt = newest
    countAtSweep = eventCount
    for (id, latest) in idle where newest.milliseconds - latest.milliseconds > Self.lingerMilliseconds {
      guard let stream = orders[id] else { continue }
      // Somebody asked for an order that nobody has.
      if stream.events.isEmpty {
        orders[id] = nil
        idle[id] = nil
      }
      // What is the guest's is in sight until somebody has dealt with it.
      guard let closing = stream.order.closing, stream.order.overpaid == .zero,
        !stream.order.items.contains(where: \.isPendingVoid)
      else { continue }
      orders[id] = nil
      idle[id] = nil
      archive[id] = Archived(closedAt: closing.at)
    }
    let horizon = newest.milliseconds - Self.archiveMilliseconds
    for (id, entry) in archive where entry.closedAt.milliseconds < horizon { archive[id] = nil }
    for (key, id) in openings where orders[id] == nil && archive[id] == nil { openings[key] = nil }
  }

  /// Goes on counting where a checkpoint stopped.
  mutating func restore(eventCount: Int, unsupportedCount: Int, newest: Timestamp) {
    self.eventCount = eventCount
    self.unsupportedCount = unsupportedCount
    self.newest = max(self.newest, newest)
  }

  /// Counts events of which this house was told the number alone: a screen that follows holds no history.
  public mutating func count(heldElsewhere count: Int) { eventCount = count }

  /// The events that a checkpoint must keep: those that stay, the last of sessions and utterances, and those of orders
  /// in memory.
  public var retained: [Event] {
    standing + many.events + orders.sorted { $0.key < $1.key }.flatMap(\.value.events)
  }

  public var menus: MenuBook { few.menus }
  public var experiments: ExperimentBook { few.experiments }
  var settings: LatestValues<JSON> { few.settings }
  var staff: LatestValues<StaffWord?> { few.staff }
  var partnerWords: LatestValues<Partner?> { few.partners }
  var partnersEnabled: LatestValues<Partner> { few.partnersEnabled }

  /// The events of menus, settings, staff and whatever else stays for good.
  public var standing: [Event] { few.events }

  /// Whether the house has told us of anyone who works there.
  public var hasStaff: Bool { staff.all.contains { $0.value != nil } }

  /// A setting of the house by its key.
  public func setting(_ key: ExactString) -> JSON? { settings[key] }
}
