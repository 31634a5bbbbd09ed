import Dining
import Events
import Randomness
import Replication
import Testing

@testable import Venue

/// The heart of one terminal with a log of paper: what it wants done is noted, and the test says what comes of it.
struct Till {
  var venue: Venue
  /// All that is on the disk, in order of the log.
  private(set) var log: [Event] = []
  /// What was handed over and is not on the disk yet.
  private(set) var unsynced: [(ticket: UInt64, events: [Event])] = []
  private(set) var replies: [Asker: Reply] = [:]
  private(set) var published: [Event] = []
  /// What was to be done outside, in this order.
  private(set) var errands: [Errand] = []
  /// Every effect in words, for runs that must be alike.
  private(set) var story: [String] = []
  private(set) var fetches = 0
  /// What `identity.json` was to say.
  private(set) var kept: [Identity] = []
  var wall: Int64
  var now: Timestamp { Timestamp(clamping: wall) }
  var monotonic: Int64 = 0
  /// How far the clock on the wall is ahead of UTC.
  var offsetMinutes = 0
  /// What whoever asks has shown that they may do.
  var role: StaffRole?
  private var random: Seeded
  private var lastAsker = 0

  static let noon = Int64(1_795_348_800_000)
  static let hour = Int64(3_600_000)
  static let day = 24 * hour

  init(_ terminal: String = "till", letter: Character = "B", wall: Int64 = noon, seed: UInt64 = 1) throws {
    let origin = try #require(Origin(terminal: terminal, random: UInt32(truncatingIfNeeded: seed)))
    self.init(as: Identity(venue: "maple", origin: origin, letter: letter), wall: wall, seed: seed)
  }

  init(as identity: Identity, wall: Int64 = noon, seed: UInt64 = 1) {
    venue = Venue(
      identity: identity, memory: Memory(letter: identity.letter), tips: ChainTips(venue: identity.venue))
    self.wall = wall
    random = Seeded(seed: seed)
  }

  var house: House { venue.shown }

  mutating func moment() -> Moment {
    func bits() -> RandomBits { RandomBits(high: random.next(), low: random.next()) }
    return Moment(
      wall: Timestamp(clamping: wall), monotonicMs: monotonic,
      offsetMinutes: offsetMinutes, random: (bits(), bits(), bits(), bits()))
  }

  @discardableResult
  mutating func handle(_ input: Input) -> [Effect] {
    var done: [Effect] = []
    for effect in venue.handle(input) {
      done.append(effect)
      note(effect)
      if case .fetch(let orders, let again) = effect {
        fetches += 1
        let log = log
        done += handle(.fetched(orders.map { id in (id, log.filter { $0.orderID == id }) }))
        done += handle(again)
      }
    }
    return done
  }

  private mutating func note(_ effect: Effect) {
    switch effect {
    case .append(let events, let ticket, _):
      unsynced.append((ticket, events))
      story.append("append \(ticket): \(events.map(\.hash))")
    case .answer(let reply, let asker):
      replies[asker] = reply
      switch reply {
      case .wrote(let events, _): story.append("\(asker.number) wrote \(events.map(\.hash))")
      case .recorded(let events, let complaint):
        story.append("\(asker.number) recorded \(events.map(\.hash)) \(complaint.code)")
      case .refused(let complaint): story.append("\(asker.number) refused \(complaint.code)")
      }
    case .publish(let events):
      published += events
      story.append("publish \(events.map(\.hash))")
    case .redraw: story.append("redraw")
    case .fetch(let orders, _): story.append("fetch \(orders)")
    case .keep(let identity): kept.append(identity)
    case .carryOut(let errand): errands.append(errand)
    case .told, .dial, .send, .hangUp, .read, .heal: break
    }
  }

  /// Asks for a change; nothing is synced yet.
  mutating func ask(
    _ action: Request.Action, key: ExactString? = nil, as actor: ExactString? = nil,
    _ source: Source = .staff,
    isAnyway: Bool = false
  ) -> Asker {
    var request = Request(action, idempotencyKey: key, actor: actor, source: source, isAnyway: isAnyway)
    request.role = role
    return ask(request)
  }

  mutating func ask(_ request: Request) -> Asker {
    lastAsker += 1
    let asker = Asker(lastAsker)
    handle(.request(request, from: asker, at: moment()))
    return asker
  }

  /// Events of another terminal arrive; nothing is synced yet.
  @discardableResult
  mutating func hear(_ events: [Event]) -> Asker {
    lastAsker += 1
    handle(.arrived(events, from: Asker(lastAsker), at: moment()))
    return Asker(lastAsker)
  }

  /// Links are told of what happens from now on; there is nobody to dial.
  mutating func link() {
    let moment = moment()
    venue.link(Mesh.Settings(), version: "1", gaps: [], isDamaged: false, seed: 1, at: moment.instant)
  }

  /// Time passes.
  mutating func tick(afterMs: Int64) {
    monotonic += afterMs
    handle(.tick(at: moment()))
  }

  /// Another log shows that this terminal must go on as another one.
  mutating func become(because why: IdentityChange) {
    for effect in venue.become(because: why, moment()) { note(effect) }
  }

  /// The last events of another terminal come before the rest.
  mutating func preview(_ events: [Event]) { _ = venue.carryOut([.preview(events)], moment()) }

  /// The disk has all up to a ticket; without one, all that there is, and what follows from it.
  mutating func sync(upTo last: UInt64? = nil) {
    while let ticket = last ?? unsynced.last?.ticket {
      let done = unsynced.prefix { $0.ticket <= ticket }
      unsynced.removeFirst(done.count)
      log += done.flatMap(\.events)
      handle(.durable(upTo: ticket, at: moment()))
      if last != nil { return }
    }
  }

  /// The disk has kept nothing from a ticket on.
  mutating func lose(from ticket: UInt64) {
    unsynced.removeAll { $0.ticket >= ticket }
    handle(.notKept(from: ticket, Complaint("disk", "the disk is full", isOfDisk: true), at: moment()))
  }

  /// Asks, syncs and gives what was written.
  @discardableResult
  mutating func give(
    _ action: Request.Action, key: ExactString? = nil, as actor: ExactString? = nil,
    _ source: Source = .staff,
    isAnyway: Bool = false
  ) throws -> [Event] {
    wall += 1_000
    let asker = ask(action, key: key, as: actor, source, isAnyway: isAnyway)
    sync()
    switch try #require(replies[asker]) {
    case .wrote(let events, _): return events
    case .refused(let complaint), .recorded(_, let complaint): throw complaint
    }
  }

  /// Opens an order, beside another one at its table too, and gives its short code.
  mutating func open(_ table: String? = "T4", key: ExactString? = nil) throws -> String {
    let events = try give(.opening(table), key: key, isAnyway: true)
    return try code(of: #require(events.first?.orderID))
  }

  func code(of id: OrderID) throws -> String {
    try #require(house.orders[id]?.order.opening).shortCode.string
  }

  /// One order from opening to closed.
  @discardableResult
  mutating func serve(_ table: String? = "T4") throws -> OrderID {
    let code = try open(table)
    let id = try #require(OrderName(code).order(in: house)).id
    try give(.dish(code, "12.50"))
    for command in [OrderRequest.kitchen(.submit), .kitchen(.move(to: .delivered, round: nil, items: []))] {
      try give(.change(OrderName(code), command))
    }
    try give(.change(OrderName(code), .payCash(amount: "12.50", .order)))
    try give(.change(OrderName(id.description), .money(.close)))
    return id
  }

  /// Why a request is refused; nil where it is not.
  mutating func refusal(
    of action: Request.Action, as actor: ExactString? = nil, _ source: Source = .staff
  ) -> Complaint? {
    let asker = ask(action, as: actor, source)
    return complaint(asker)
  }

  func complaint(_ asker: Asker) -> Complaint? {
    if case .refused(let complaint)? = replies[asker] { complaint } else { nil }
  }

  func written(_ asker: Asker) -> [Event]? {
    if case .wrote(let events, _)? = replies[asker] { events } else { nil }
  }

  /// What `state --all` prints of a fold over events in this order, one at a time and nothing ever let go.
  static func state(of events: [Event], last: House) -> [UInt8] {
    var streams: [OrderID: OrderStream] = [:]
    for event in events {
      guard let id = event.orderID else { continue }
      streams[id, default: OrderStream(id: id)].insert([event])
    }
    return StateReport.build(orders: streams.values.map(\.order), house: last).canonicalBytes
  }

  /// The same of what is shown: orders that left memory come from the log.
  var state: [UInt8] {
    var orders = house.orders.values.filter { !$0.events.isEmpty }.map(\.order)
    let loaded = Set(orders.map(\.id))
    for id in Set(log.compactMap(\.orderID)).subtracting(loaded) {
      orders.append(OrderStream(id: id, events: log.filter { $0.orderID == id }).order)
    }
    return StateReport.build(orders: orders, house: house).canonicalBytes
  }
}

extension Till: CustomStringConvertible {
  var description: String { "\(venue.identity.origin) with \(log.count) events" }
}

extension Request.Action {
  static func opening(_ table: String? = "T4") -> Self {
    .open(table: table, guests: 2, type: .dineIn, promisedAt: nil)
  }

  static func dish(_ order: String, _ price: String) -> Self {
    .change(OrderName(order), .addOpenItem(name: "Soup", price: price, quantity: 1))
  }

  static func order(_ name: String, _ request: OrderRequest) -> Self { .change(OrderName(name), request) }
}
