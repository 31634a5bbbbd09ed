import Events
import Randomness

@testable import Dining

/// One terminal in a test: its clock, its chain and what it knows of the orders.
struct Box {
  let origin: Origin
  private(set) var tip: ChainTip
  private var clock = StreamClock()
  /// Its wall clock, in Unix milliseconds; tests set it as they like.
  var wall: Int64
  private(set) var streams: [OrderID: OrderStream] = [:]
  /// Dishes that can't be had at the moment.
  var soldOut: Set<ExactString> = []
  private var random: Seeded

  static let noon = Int64(1_795_348_800_000)

  init(_ terminal: String, wall: Int64 = Box.noon, seed: UInt64 = 0) {
    guard let origin = Origin(terminal: terminal, random: UInt32(truncatingIfNeeded: seed)) else {
      preconditionFailure("\(terminal) is no name of a terminal")
    }
    self.origin = origin
    self.wall = wall
    tip = ChainTip(before: origin, venue: "maple")
    random = Seeded(seed: terminal.utf8.reduce(seed) { $0 &* 31 &+ UInt64($1) })
  }

  func order(_ id: OrderID) -> Order { streams[id]?.order ?? Order(id: id) }

  func events(_ id: OrderID) -> [Event] { streams[id]?.events ?? [] }

  mutating func learn(_ events: [Event]) {
    for event in events {
      guard let id = event.orderID else { continue }
      streams[id, default: OrderStream(id: id)].insert([event])
    }
  }

  mutating func bits() -> RandomBits { RandomBits(high: random.next(), low: random.next()) }

  func stamp(_ order: OrderID) -> StreamClock.Stamp {
    clock.stamp(wall: Timestamp(clamping: wall), latestInStream: streams[order]?.latest)
  }

  /// Decides a command as the program would, writes the event and lets it take effect here.
  @discardableResult
  mutating func give(
    _ command: OrderCommand, _ order: OrderID, as actor: String = "Mira", _ source: Source = .staff,
    key: ExactString? = nil, anyway: Bool = false
  ) throws -> Event {
    let author = Author(
      actor: ExactString(actor), source: source, entityRandom: bits(), salt: bits(), isAnyway: anyway)
    let soldOut = soldOut
    let decision = try OrderDecider(
      order: self.order(order), author: author, time: stamp(order).createdAt
    ) { soldOut.contains($0) }.decide(command)
    return try write(
      decision.type, decision.entity, decision.entityID, order, decision.payload,
      personal: decision.personal, as: actor, source, key: key)
  }

  /// Writes an event that no command would become.
  @discardableResult
  mutating func write(
    _ type: EventType, _ entity: EntityType, _ entityID: UUIDv7?, _ order: OrderID,
    _ payload: PayloadWriter, personal: PayloadWriter? = nil, as actor: String = "Mira",
    _ source: Source = .staff, key: ExactString? = nil
  ) throws -> Event {
    let stamp = stamp(order)
    let draft = EventDraft(
      id: EventID(UUIDv7(at: stamp.createdAt, random: bits())), stamp: stamp, orderID: order, type: type,
      entity: entity, entityID: entityID.map { .uuid($0) }, source: source, actor: ExactString(actor),
      idempotencyKey: key, payload: payload, personal: personal)
    let event = try draft.sealed(origin: origin, after: tip)
    // The line must be one that any terminal takes.
    var decoder = EventDecoder()
    let read = try decoder.decode(event.line)
    precondition(tip.isFollowed(by: read), "the chain of \(origin) broke")
    tip = ChainTip(seq: event.seq, hash: event.hash)
    clock.wrote(at: Timestamp(clamping: wall))
    wall += 1
    learn([read])
    return read
  }
}

/// A payload from JSON text, whatever it says: members stand in ascending order of their keys.
func object(_ members: KeyValuePairs<StaticString, JSON>) -> PayloadWriter {
  var payload = PayloadWriter()
  for (key, value) in members { payload.set(key, value) }
  return payload
}

func newOrder(_ seed: UInt64) -> OrderID {
  var random = Seeded(seed: seed &+ 77)
  return OrderID(
    UUIDv7(
      at: Timestamp(clamping: Box.noon), random: RandomBits(high: random.next(), low: random.next())))
}
