import Dining
import Events
import Randomness
import Venue

/// A restaurant's past, made from a seed: some twenty events an order, many orders at once, day after day.
///
/// Each event comes of a command that meets the order, as in the program; the till writes most of them and the
/// kitchen's screen the rest, each in its own chain.
struct Restaurant {
  static let venue = "maple"
  /// 2026-06-01T17:00:00Z: a million events end before the year does.
  static let opens = Timestamp(clamping: 1_780_333_200_000)
  /// How many parties are there at once, and at the end: some sixty of their orders are live.
  static let openOrders = 72
  private static let eventsAnEvening = 6_600

  private(set) var house = House()
  private(set) var codes = ShortCodes(letter: "B")
  private(set) var tips = ChainTips(venue: Restaurant.venue)
  private(set) var count = 0
  var time: Timestamp
  private var random: Seeded
  private var parties: [Party] = []
  private let till: Origin
  private let kitchen: Origin
  private let total: Int
  private var isClosing = false

  /// - Parameter total: how many events are wanted: the last evening is not closed.
  init(seed: UInt64 = 1, total: Int, from start: Timestamp = Restaurant.opens) {
    guard let till = Origin(terminal: "till", random: 0x0A0B_0C0D),
      let kitchen = Origin(terminal: "kitchen", random: 0x0102_0304)
    else { preconditionFailure("names of terminals") }
    self.till = till
    self.kitchen = kitchen
    self.total = total
    random = Seeded(seed: seed)
    time = start
  }

  var identity: Identity { Identity(venue: Self.venue, origin: till, letter: "B") }

  /// Whether everybody has gone.
  var isEmpty: Bool { parties.isEmpty }

  /// What a checkpoint keeps of all this.
  var notes: CheckpointNotes {
    CheckpointNotes(
      Venue(identity: identity, memory: Memory(house: house, codes: codes, clockFloor: .earliest), tips: tips)
    )
  }

  /// The next event of some order.
  mutating func next() throws -> Event {
    if count % Self.eventsAnEvening == Self.eventsAnEvening - 1, total - count > Self.eventsAnEvening / 2 {
      isClosing = true
    }
    if isClosing, parties.isEmpty {
      isClosing = false
      pass(milliseconds: 16 * 3_600_000)
    }
    pass(milliseconds: Int64.random(in: 500...6_000, using: &random))
    if !isClosing, parties.count < Self.openOrders { return try seat(Party(&random)) }
    let index = Int.random(in: 0..<parties.count, using: &random)
    var party = parties[index]
    let event = try act(party.next(), on: party.order, isKitchen: party.isWithKitchen)
    if party.isDone { parties.remove(at: index) } else { parties[index] = party }
    return event
  }

  mutating func pass(milliseconds: Int64) { time = time.advanced(byMilliseconds: milliseconds) }

  /// Opens a party's order.
  private mutating func seat(_ party: Party) throws -> Event {
    var party = party
    party.order = OrderID(uuid())
    let event = try open(party.order, table: ExactString("T\(Int.random(in: 1...40, using: &random))"))
    parties.append(party)
    return event
  }

  /// Opens an order.
  mutating func open(_ order: OrderID, table: ExactString) throws -> Event {
    guard let code = codes.next(isLive: { _ in false }), let currency = Currency("EUR")
    else { preconditionFailure("a thousand orders at once") }
    codes.reserve(code)
    let opening = OrderCommand.Opening(
      shortCode: ExactString(code), currency: currency, type: .dineIn, table: table,
      guests: Int64.random(in: 1...6, using: &random))
    return try act(.command(.open(opening)), on: order, isKitchen: false)
  }

  mutating func newOrder() -> OrderID { OrderID(uuid()) }

  /// Lets a step meet its order and become an event.
  mutating func act(_ step: Party.Step, on id: OrderID, isKitchen: Bool) throws -> Event {
    let stream = house.orders[id] ?? OrderStream(id: id)
    let stamp = StreamClock().stamp(wall: time, latestInStream: stream.latest)
    let author = Author(
      actor: isKitchen ? "kitchen" : "Mira", source: .staff, entityRandom: bits(), salt: bits())
    let decider = OrderDecider(order: stream.order, author: author, time: stamp.createdAt)
    let decision = try decider.decide(step.command(for: stream.order))
    let draft = EventDraft(
      id: EventID(UUIDv7(at: stamp.createdAt, random: bits())), stamp: stamp, orderID: id,
      type: decision.type, entity: decision.entity, entityID: decision.entityID.map { .uuid($0) },
      source: author.source, actor: author.actor, payload: decision.payload, personal: decision.personal)
    let origin = isKitchen ? kitchen : till
    let event = try draft.sealed(
      origin: origin, after: tips.tip(of: origin))
    tips.take(event)
    count += 1
    house.insert(event)
    if case .command(.money(.close)) = step, let code = house.orders[id]?.order.opening?.shortCode {
      codes.giveBack(code.string)
    }
    return event
  }

  /// Takes an event that came another way.
  mutating func take(_ event: Event) {
    tips.take(event)
    house.insert(event)
  }

  private mutating func uuid() -> UUIDv7 { UUIDv7(at: time, random: bits()) }

  private mutating func bits() -> RandomBits { RandomBits(high: random.next(), low: random.next()) }
}
