import Events
import Randomness

/// A box that writes events of its own, one after the other.
struct Writer {
  let origin: Origin
  private(set) var tip: ChainTip
  private(set) var events: [Event] = []
  private var count: UInt64 = 0
  var wall: Int64

  /// - Parameter tip: where its history stands that nobody needs to see; the start of it where nil.
  init(_ terminal: String, seed: UInt32 = 1, wall: Int64 = Writer.noon, after tip: ChainTip? = nil) {
    origin = Origin(terminal: terminal, random: seed)!
    self.tip = tip ?? ChainTip(before: origin, venue: "maple")
    self.wall = wall
  }

  static let noon: Int64 = 1_795_348_800_000

  /// The next event; `padding` makes it longer.
  @discardableResult
  mutating func write(padding: Int = 0) -> Event {
    wall += 1_000
    count += 1
    let time = Timestamp(clamping: wall)
    var payload = PayloadWriter()
    payload.set("key", "note-\(count)")
    payload.set("value", String(repeating: "x", count: padding))
    let draft = EventDraft(
      id: EventID(UUIDv7(at: time, random: RandomBits(high: count, low: UInt64(bitPattern: wall)))),
      stamp: StreamClock().stamp(wall: time, latestInStream: nil), type: .settingChanged, entity: .venue,
      entityID: .text("maple"), source: .staff, actor: "Mira", payload: payload)
    let event = try! draft.sealed(origin: origin, after: tip)
    tip = ChainTip(seq: event.seq, hash: event.hash)
    events.append(event)
    return event
  }

  @discardableResult
  mutating func write(_ number: Int, padding: Int = 0) -> [Event] {
    (0..<number).map { _ in write(padding: padding) }
  }

  /// The same box as it was, from which a copied disk goes on another way.
  func copied(later milliseconds: Int64) -> Writer {
    var copy = self
    copy.wall += milliseconds
    return copy
  }
}
