import EventLog
import Events
import Randomness

/// Writes events of an evening: orders and a menu, two terminals, now and then somebody's name, and what no partner gets.
struct Evening {
  static let venue = "maple"
  static let start = Timestamp(clamping: 1_795_348_800_000)

  var random: Seeded
  private var wall = Evening.start
  private var tips: [Origin: ChainTip] = [:]
  private let origins: [Origin]
  private var orders: [OrderID] = []

  init(seed: UInt64, terminals: [String] = ["till", "bar"], orders count: Int = 6) {
    random = Seeded(seed: seed)
    origins = terminals.compactMap { Origin(terminal: $0, random: 7) }
    for _ in 0..<count { orders.append(OrderID(uuid())) }
  }

  private mutating func uuid() -> UUIDv7 {
    UUIDv7(at: wall, random: RandomBits(high: random.next(), low: random.next()))
  }

  mutating func events(_ count: Int) throws -> [Event] {
    try (0..<count).map { _ in try event() }
  }

  /// Any event: of ten, one is of staff and one of the menu; the others are of orders.
  mutating func event() throws -> Event {
    switch Int.random(in: 0..<10, using: &random) {
    case 0: try staff()
    case 1: try menu()
    case 2: try alert(of: Int.random(in: orders.indices, using: &random))
    default: try rush(of: Int.random(in: orders.indices, using: &random))
    }
  }

  mutating func rush(of order: Int, origin: Int? = nil) throws -> Event {
    var payload = PayloadWriter()
    payload.set("rush", true)
    return try seal(.rushSet, .order, order: orders[order], payload, origin: origin)
  }

  /// Says something of a person.
  mutating func alert(of order: Int, _ text: String = "Zoe: nuts") throws -> Event {
    let salt = RandomBits(high: random.next(), low: random.next())
    return try seal(
      .alertSet, .order, order: orders[order], PayloadWriter(),
      personal: PayloadWriter(personal: "text", text, salt: salt))
  }

  mutating func menu() throws -> Event {
    var payload = PayloadWriter()
    payload.set("available", true)
    payload.set("menuitem_id", "m01")
    return try seal(.itemAvailabilityChanged, .menu, id: .text(ExactString("supper")), payload)
  }

  mutating func staff() throws -> Event {
    try seal(.staffRemoved, .staff, id: .text(ExactString("Mira")), PayloadWriter())
  }

  mutating func partner(_ name: String = "exec") throws -> Event {
    var payload = PayloadWriter()
    payload.set("terminal", "till")
    return try seal(.partnerEnabled, .partner, id: .text(ExactString(name)), payload)
  }

  private mutating func seal(
    _ type: EventType, _ entity: EntityType, order: OrderID? = nil, id: EntityID? = nil,
    _ payload: PayloadWriter, personal: PayloadWriter? = nil, origin: Int? = nil
  ) throws -> Event {
    wall = wall.advanced(byMilliseconds: Int64.random(in: 1...2_000, using: &random))
    let origin = origins[origin ?? Int.random(in: origins.indices, using: &random)]
    let draft = EventDraft(
      id: EventID(uuid()), stamp: StreamClock().stamp(wall: wall, latestInStream: nil), orderID: order,
      type: type, entity: entity, entityID: id, source: .staff, actor: "Mira", payload: payload,
      personal: personal)
    let event = try draft.sealed(
      origin: origin, after: tips[origin] ?? ChainTip(before: origin, venue: Self.venue))
    tips[origin] = ChainTip(seq: event.seq, hash: event.hash)
    return event
  }
}

extension Event {
  /// As a test names it.
  var text: String { id.description }

  /// Whether partners get it: what is of staff, partners and the venue stays in the house (contract, section 4).
  var goesOut: Bool { !["staff", "partner", "venue"].contains(entity.text) }
}
