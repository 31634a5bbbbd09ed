import Dining
import Events
import Menus
import Replication

/// One terminal without its I/O: inputs in, effects out.
///
/// Two states stand side by side. `shown` holds what is on the disk, and only that is ever seen; `ahead` also holds
/// what is on its way there, and only against that is decided. So two quick commands fit together, and nobody sees
/// an order that a power cut could take back.
public struct Venue: Sendable {
  public internal(set) var identity: Identity
  public internal(set) var shown: House
  var ahead: House
  var codes: ShortCodes
  var clock: StreamClock
  /// The end of each origin's chain, including what is on its way to the disk.
  public private(set) var tips: ChainTips
  private(set) var durableTips: ChainTips
  /// The links to other terminals; nil for one that has none, like a single command.
  public internal(set) var mesh: Mesh?
  /// What is shown although this terminal's own log does not hold it yet.
  var previewed: Set<Fingerprint> = []
  /// Of this program, as other terminals are told it.
  var version = ""
  /// When pending retirements were written last, on the monotonic clock.
  var triedToRetireMs: Int64 = .min / 2
  /// When another version comes into force, on the monotonic clock; nil while none will.
  var menusDueMs: Int64?
  /// Payments that a provider of this terminal has begun, and may tell nothing of.
  var watch = PaymentWatch()
  var pending: [Pending] = []
  private var nextTicket: UInt64 = 1
  public internal(set) var metrics = Metrics()

  struct Pending: Sendable {
    let ticket: UInt64
    let events: [Event]
    /// Whether they are one request's, kept or lost together.
    let isWhole: Bool
    /// Who gave the command, and who gave it again meanwhile.
    var askers: [Asker]
    let order: OrderID?
    let since: Int64
    /// Why what is on record changes nothing; nil where it is a change.
    let complaint: Complaint?
  }

  /// A terminal that has replayed what its log holds.
  public init(identity: Identity, memory: Memory, tips: ChainTips) {
    self.identity = identity
    shown = memory.house
    ahead = memory.house
    codes = memory.codes
    clock = StreamClock(floor: memory.clockFloor)
    self.tips = tips
    durableTips = tips
    for stream in shown.orders.values { watch.look(at: stream.order) }
    // No moment is known yet: the first tick finds out.
    menusDueMs = shown.menus.timeline.isEmpty ? nil : .min
  }

  public mutating func handle(_ input: Input) -> [Effect] {
    switch input {
    case .request(let request, let asker, let moment): handle(request, input, asker, moment)
    case .arrived(let events, let asker, let moment): arrive(events, input, asker, moment)
    case .fetched(let orders): load(orders)
    case .durable(let ticket, let moment): settle(upTo: ticket, moment)
    case .notKept(let ticket, let complaint, let moment): drop(from: ticket, complaint, moment)
    case .mesh(let input, let moment): hear(input, moment)
    case .tick(let moment): tick(moment)
    case .healed(let repair, let moment): healed(repair, moment)
    case .damaged(let gaps, let tips, let moment): damaged(gaps, tips, moment)
    }
  }

  /// How long the oldest write has been on its way, in milliseconds; nil when nothing is.
  public func lagMs(at monotonicMs: Int64) -> Int64? { pending.first.map { max(0, monotonicMs - $0.since) } }

  /// Whether all that is known is on the disk.
  public var isSettled: Bool { pending.isEmpty && previewed.isEmpty }

  /// How many writes are on their way to the disk.
  public var pendingCount: Int { pending.count }

  /// What an order's name stands for, to be shown: only what is on the disk.
  public enum LookUp: Sendable {
    case found(OrderStream)
    case unloaded(OrderID)
    case complaint(Complaint)
  }

  /// - Parameter table: whose guests ask; nil for staff.
  public func lookUp(_ name: OrderName, at table: GuestTable? = nil, now: Timestamp) -> LookUp {
    switch table.map({ name.meaning(in: shown, at: $0) }) ?? name.meaning(in: shown) {
    case .order(let id):
      guard let stream = shown.orders[id], !stream.events.isEmpty else { return .unloaded(id) }
      return .found(stream)
    case .none: return .complaint(table.map { .unknownOrder(name, at: $0) } ?? .unknownOrder(name))
    case .several(let ids): return .complaint(.ambiguousOrder(name, ids, in: shown, now: now))
    }
  }

  /// Where an origin's longest history ends, including what is on its way to the disk.
  public func tip(of origin: Origin) -> ChainTip { tips.tip(of: origin) }

  /// What is on its way to the disk, up to a ticket.
  public func pendingEvents(upTo ticket: UInt64) -> [Event] {
    pending.prefix { $0.ticket <= ticket }.flatMap(\.events)
  }

  /// The same of what is on the disk.
  public func durableTip(of origin: Origin) -> ChainTip { durableTips.tip(of: origin) }

  /// How many durable events lie beyond a reach.
  public func unread(since reach: [Origin: Int64]) -> Int64 {
    durableTips.origins.reduce(0) { $0 + max(0, durableTip(of: $1).seq - (reach[$1] ?? 0)) }
  }

  /// Whether an event is on its way to the disk.
  public func isPending(_ hash: Fingerprint) -> Bool {
    pending.contains { $0.events.contains { $0.hash == hash } }
  }

  /// Lets personal data go that the log has erased.
  public mutating func forget(before: Timestamp, order: OrderID?, sparing spared: Set<OrderID>) {
    shown.forget(before: before, order: order, sparing: spared)
    ahead.forget(before: before, order: order, sparing: spared)
  }

  private mutating func load(_ orders: [(OrderID, [Event])]) -> [Effect] {
    for (id, events) in orders where shown.orders[id] == nil { shown.load(id, events) }
    for (id, events) in orders where ahead.orders[id] == nil { ahead.load(id, events) }
    return []
  }

  /// The log turned out to be damaged: nothing more is written, so what was on its way is told to be refused.
  private mutating func damaged(_ gaps: [ChainGap], _ tips: ChainTips, _ moment: Moment) -> [Effect] {
    self.tips = tips
    durableTips = tips
    return carryOut(mesh?.damaged(gaps: gaps, held: tips, at: moment.instant) ?? [], moment)
  }

  /// Goes on from where the log's chains end, and what is still on its way to it.
  mutating func resume(from held: ChainTips) {
    durableTips = held
    tips = held
    for entry in pending { for event in entry.events { tips.take(event) } }
  }

  mutating func append(
    _ events: [Event], isWhole: Bool = false, for asker: Asker, since: Int64,
    because complaint: Complaint? = nil
  ) -> [Effect] {
    for event in events { tips.take(event) }
    ahead.apply(events)
    followCodes(events)
    let ticket = nextTicket
    nextTicket += 1
    pending.append(
      Pending(
        ticket: ticket, events: events, isWhole: isWhole, askers: [asker], order: events.first?.orderID,
        since: since, complaint: complaint))
    return [.append(events, ticket: ticket, isWhole: isWhole)]
  }

  mutating func arrive(
    _ events: [Event], _ input: Input, _ asker: Asker, _ moment: Moment
  ) -> [Effect] {
    let missing = ahead.unloaded(in: events)
    guard missing.isEmpty else { return [.fetch(missing, thenAgain: input)] }
    let effects = append(events, for: asker, since: moment.monotonicMs)
    // Links say so themselves, once they know what is theirs. Here a file has shown that another box wrote as this one:
    // going on under that name would continue one history or the other.
    guard asker != .nobody, tips.histories(of: identity.origin).count > 1 else { return effects }
    return effects + become(because: .cloned(identity.origin), moment)
  }

  /// What was pending up to a ticket is on the disk: now it is seen, told and acted upon.
  private mutating func settle(upTo ticket: UInt64, _ moment: Moment) -> [Effect] {
    let settled = pending.prefix { $0.ticket <= ticket }
    pending.removeFirst(settled.count)
    guard !settled.isEmpty else { return [] }
    let events = settled.flatMap(\.events)
    for event in events { durableTips.take(event) }
    if !previewed.isEmpty { previewed.subtract(events.map(\.hash)) }
    ahead.learn(events, at: moment.wall)
    if pending.isEmpty {
      shown = ahead
    } else {
      shown.apply(events)
      shown.learn(events, at: moment.wall)
    }
    metrics.appended += events.count
    if events.contains(where: MenuBook.holds) { followMenus(moment) }
    var effects = settled.flatMap { entry in
      let told = entry.isWhole ? Self.told(entry.events) : entry.events
      let order = entry.order.flatMap { shown.orders[$0]?.order }
      let reply = entry.complaint.map { Reply.recorded(told, $0) } ?? .wrote(told, order)
      return entry.askers.map { Effect.answer(reply, to: $0) }
    }
    effects += [.publish(events), .redraw]
    effects += tellOthers(of: events, moment) + noteRetired(events) + errands(after: events)
    follow(events, moment)
    if pending.isEmpty {
      ahead.letOldOrdersGo()
      shown = ahead
    }
    return effects
  }

  private mutating func drop(from ticket: UInt64, _ complaint: Complaint, _ moment: Moment) -> [Effect] {
    mesh?.notKept(at: moment.instant)
    let dropped = pending.filter { $0.ticket >= ticket }
    pending.removeAll { $0.ticket >= ticket }
    metrics.emissionFailures += dropped.reduce(0) { $0 + $1.events.count }
    ahead = shown
    for entry in pending { ahead.apply(entry.events) }
    resume(from: durableTips)
    // Codes that went to orders that now never were are free again.
    let live = Set(ahead.live.compactMap { $0.opening?.shortCode.string })
    codes.giveBackAll { !live.contains($0) }
    return dropped.flatMap(\.askers).map { .answer(.refused(complaint), to: $0) } + [.redraw]
  }

  /// Codes go out with openings and come back when their orders are no longer live.
  private mutating func followCodes(_ events: [Event]) {
    for event in events { codes.follow(event, in: ahead) }
  }
}

extension Asker {
  /// For what the terminal does by itself.
  public static let nobody = Asker(0)
}

/// What has been counted since the start, for `metrics`.
public struct Metrics: Sendable {
  public var requests = 0
  public var refusals = 0
  public var repeats = 0
  public var appended = 0
  /// Events that could not be written.
  public var emissionFailures = 0
}
