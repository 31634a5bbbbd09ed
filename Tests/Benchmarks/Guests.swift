import Events
import Randomness

/// Guests who look at menus and people who speak: events of a terminal of their own, each about a session or an utterance
/// that is soon over.
struct Guests {
  private let origin: Origin
  private var tip: ChainTip
  private var random = Seeded(seed: 7)
  private var session: UUIDv7?
  private var left = 0

  init() {
    guard let origin = Origin(terminal: "tables", random: 0x0E0F_0001) else {
      preconditionFailure("a name of a terminal")
    }
    self.origin = origin
    tip = ChainTip(before: origin, venue: Restaurant.venue)
  }

  /// One in three is an utterance; the others are of sessions, one after the other, of up to six looks each.
  mutating func next(at time: Timestamp) throws -> Event {
    Int.random(in: 0..<3, using: &random) == 0 ? try utterance(time) : try look(time)
  }

  private mutating func look(_ time: Timestamp) throws -> Event {
    if left == 0 {
      session = UUIDv7(at: time, random: bits())
      left = Int.random(in: 1...6, using: &random)
    }
    left -= 1
    var payload = PayloadWriter()
    payload.set("menu_id", "supper")
    payload.set("table_id", "T\(Int.random(in: 1...40, using: &random))")
    payload.set("version_id", String(repeating: "5e", count: 32))
    return try write(.menuViewed, .session, session, payload, at: time)
  }

  private mutating func utterance(_ time: Timestamp) throws -> Event {
    var payload = PayloadWriter()
    payload.set("confidence", Int64.random(in: 400...999, using: &random))
    payload.set("intent", "add_item")
    payload.set("outcome", "executed")
    payload.set("surface", "guest")
    var personal = PayloadWriter()
    personal.set("salt", "00112233445566778899aabbccddeeff")
    personal.set("transcript", "two glasses of the red one, please")
    return try write(.voiceHeard, .voice, UUIDv7(at: time, random: bits()), payload, personal, at: time)
  }

  private mutating func write(
    _ type: EventType, _ entity: EntityType, _ id: UUIDv7?, _ payload: PayloadWriter,
    _ personal: PayloadWriter? = nil, at time: Timestamp
  ) throws -> Event {
    let key = UUIDv7(at: time, random: bits())
    let draft = EventDraft(
      id: EventID(UUIDv7(at: time, random: bits())),
      stamp: StreamClock().stamp(wall: time, latestInStream: nil), type: type, entity: entity,
      entityID: id.map { .uuid($0) }, source: .guest, actor: "tables",
      idempotencyKey: ExactString(key.description), payload: payload, personal: personal)
    let event = try draft.sealed(origin: origin, after: tip)
    tip = ChainTip(seq: event.seq, hash: event.hash)
    return event
  }

  private mutating func bits() -> RandomBits { RandomBits(high: random.next(), low: random.next()) }
}
