import Events
import Testing

@testable import Menus

/// Events of menus and experiments as another terminal wrote them, one after the other.
struct MenuScribe {
  let origin: Origin
  private(set) var tip: ChainTip
  private var count: UInt64 = 0

  /// Midday of 29 November 2026, UTC.
  static let noon = Timestamp("2026-11-29T12:00:00.000Z") ?? .earliest

  init(_ terminal: String = "desk") throws {
    origin = try #require(Origin(terminal: terminal, random: 7))
    tip = ChainTip(before: origin, venue: "maple")
  }

  /// - Parameter minute: after noon.
  mutating func write(
    _ type: EventType, _ entity: EntityType = .menu, _ id: EntityID = .text("supper"), minute: Int64,
    key: ExactString? = nil, actor: ExactString = "desk", _ fill: (inout PayloadWriter) -> Void
  ) throws -> Event {
    count += 1
    let time = Self.noon.advanced(byMilliseconds: minute * 60_000)
    var payload = PayloadWriter()
    fill(&payload)
    let draft = EventDraft(
      id: EventID(UUIDv7(at: time, random: RandomBits(high: 0, low: count))),
      stamp: StreamClock().stamp(wall: time, latestInStream: nil), type: type, entity: entity, entityID: id,
      source: .staff, actor: actor, idempotencyKey: key, payload: payload)
    let event = try draft.sealed(origin: origin, after: tip)
    tip = ChainTip(seq: event.seq, hash: event.hash)
    return event
  }

  mutating func document(_ document: MenuDocument, minute: Int64) throws -> Event {
    try write(.menuChanged, minute: minute) { $0.set("document", document.json) }
  }

  mutating func version(
    _ document: MenuDocument, minute: Int64, label: String? = nil, as id: VersionID? = nil
  ) throws -> Event {
    try write(.menuVersionCreated, minute: minute) { payload in
      payload.set("label", label)
      payload.set("snapshot", document.json)
      payload.set("version_id", (id ?? document.versionID).text)
    }
  }

  mutating func activation(
    _ version: VersionID, minute: Int64, from: Int64? = nil, until: Int64? = nil
  ) throws -> Event {
    func time(_ minute: Int64?) -> Timestamp? {
      minute.map { Self.noon.advanced(byMilliseconds: $0 * 60_000) }
    }
    return try write(.menuVersionActivated, minute: minute) { payload in
      payload.set("ends_at", time(until))
      payload.set("starts_at", time(from))
      payload.set("version_id", version.text)
    }
  }

  mutating func cancelling(_ activation: Event, minute: Int64) throws -> Event {
    try write(.menuActivationCancelled, minute: minute, actor: "boss") { $0.set("activation", activation.id) }
  }
}

extension MenuDocument {
  /// A menu of one dish at a price: three of them are three versions.
  static func priced(_ price: Int64) throws -> MenuDocument {
    try MenuDocument(file: utf8(Samples.menu("supper", items: [("soup", price)])))
  }
}

extension Timestamp {
  static func noon(_ minute: Int64) -> Timestamp { MenuScribe.noon.advanced(byMilliseconds: minute * 60_000) }
}
