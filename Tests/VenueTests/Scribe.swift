import Events
import Foundation
import Testing

@testable import Venue

/// Another terminal that writes what no command of this version writes.
struct Scribe {
  let origin: Origin
  private(set) var tip: ChainTip
  private var count: UInt64 = 0
  var wall = Till.noon

  init(_ terminal: String, seed: UInt32 = 1) throws {
    origin = try #require(Origin(terminal: terminal, random: seed))
    tip = ChainTip(before: origin, venue: "maple")
  }

  mutating func setting(_ key: String, _ value: JSON) throws -> Event {
    try write(.settingChanged, .venue, .text("maple"), [("key", .string(key)), ("value", value)])
  }

  mutating func retirement(of origin: Origin) throws -> Event {
    try write(
      .originRetired, .venue, .text("maple"), [("origin", .string(origin.description)), ("reason", "copied")])
  }

  mutating func staff(_ name: String, _ type: EventType) throws -> Event {
    let payload: [(StaticString, JSON)] =
      type == .staffAdded ? [("pin_hash", "$y$"), ("role", "kitchen")] : []
    return try write(type, .staff, .text(ExactString(name)), payload)
  }

  /// An event of a type that is no order's, with nothing in it.
  mutating func empty(_ type: EventType, of entity: EntityType) throws -> Event {
    let isNamed = [.menu, .staff, .partner, .venue].contains(entity)
    let uuid = UUIDv7(at: Timestamp(clamping: wall), random: RandomBits(high: 0, low: count))
    return try write(type, entity, isNamed ? .text("maple") : .uuid(uuid), [])
  }

  /// A guest looks at the menu.
  mutating func view(_ session: UUIDv7, key: ExactString? = nil) throws -> Event {
    let payload: [(StaticString, JSON)] = [("menu_id", "supper"), ("version_id", "v")]
    return try write(.menuViewed, .session, .uuid(session), payload, key: key)
  }

  /// Somebody spoke.
  mutating func voice(_ transcript: String) throws -> Event {
    var personal = PayloadWriter()
    personal.set("salt", "00112233445566778899aabbccddeeff")
    personal.set("transcript", transcript)
    let id = UUIDv7(at: Timestamp(clamping: wall), random: RandomBits(high: count, low: 7))
    return try write(
      .voiceHeard, .voice, .uuid(id), [("confidence", 900), ("outcome", "executed"), ("surface", "staff")],
      personal: personal)
  }

  mutating func write(
    _ type: EventType, _ entity: EntityType, _ id: EntityID, _ members: [(StaticString, JSON)] = [],
    personal: PayloadWriter? = nil, key: ExactString? = nil
  ) throws -> Event {
    wall += 1_000
    count += 1
    let time = Timestamp(clamping: wall)
    var payload = PayloadWriter()
    for (key, value) in members { payload.set(key, value) }
    let draft = EventDraft(
      id: EventID(UUIDv7(at: time, random: RandomBits(high: count, low: count))),
      stamp: StreamClock().stamp(wall: time, latestInStream: nil), type: type, entity: entity, entityID: id,
      source: .staff, actor: "Mira", idempotencyKey: key, payload: payload, personal: personal)
    let event = try draft.sealed(origin: origin, after: tip)
    tip = ChainTip(seq: event.seq, hash: event.hash)
    return event
  }
}

/// The contract's test vectors.
enum Evening {
  static func lines(_ name: String = "evening.jsonl") throws -> [[UInt8]] {
    let url = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../EventsTests/Vectors/\(name)")
    return try Data(contentsOf: url).split(separator: UInt8(ascii: "\n")).map { Array($0) }
  }

  static func events() throws -> [Event] {
    var decoder = EventDecoder()
    return try lines().map { try decoder.decode($0) }
  }
}
