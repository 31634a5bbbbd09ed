import Events
import Foundation

extension Figure {
  /// P5: from fields to a line. Hash and digest are fields like the others, as they are to the yardstick; the
  /// second row has them taken, as a line that is written does.
  static let p5 = Figure(name: "P5", measure: "encode") {
    let lines = try Encoding(History.events(20_000))
    let plain = try medians(rounds: 7) {
      try lines.ours(hashing: false)
    } _: {
      try lines.foundation()
    }
    let hashed = try medians(rounds: 5) {
      try lines.ours(hashing: true)
    } _: {
      try lines.foundation()
    }
    return [
      Result(
        label: "encode; `JSONEncoder` of the same fields", ours: plain.ours, yardstick: plain.yardstick,
        unit: "events/s", reach: .atLeast(8), stretch: .atLeast(20)),
      Result(
        label: "the same with hash and digest taken", ours: hashed.ours, yardstick: hashed.yardstick,
        unit: "events/s", reach: .none),
    ]
  }
}

/// The same fields for both encoders.
struct Encoding {
  private struct Fields {
    let draft: EventDraft
    let origin: Origin
    let tip: ChainTip
    let hash: Fingerprint
    let digest: Fingerprint?
  }

  private let events: [Event]
  private let fields: [Fields]
  private let mirrors: [LineMirror]

  init(_ events: [Event]) throws {
    self.events = events
    let decoder = JSONDecoder()
    mirrors = try events.map { try decoder.decode(LineMirror.self, from: Data($0.line)) }
    fields = try events.map { event in
      guard case .known(let type) = event.name, case .known(let entity) = event.entity else {
        throw Decoding.Unread()
      }
      // What made the event's time differ from its clock.
      let latest = event.skewMs > 0 ? event.createdAt.advanced(byMilliseconds: -1) : nil
      let draft = EventDraft(
        id: event.id, stamp: StreamClock().stamp(wall: event.writtenAt, latestInStream: latest),
        orderID: event.orderID, type: type, entity: entity, entityID: event.entityID, source: event.source,
        actor: event.actor)
      return Fields(
        draft: draft, origin: event.origin, tip: ChainTip(seq: event.seq - 1, hash: event.prev),
        hash: event.hash, digest: event.digest)
    }
  }

  /// Events a second.
  func ours(hashing: Bool) throws -> Double {
    var bytes = 0
    let took = try seconds {
      for index in fields.indices { bytes += try written(index, hashing: hashing).line.count }
    }
    return bytes > 0 ? Double(fields.count) / took : 0
  }

  /// An event written anew from its fields: the same bytes.
  func written(_ index: Int, hashing: Bool) throws -> Event {
    let fields = fields[index]
    var draft = fields.draft
    draft.payload = mirrors[index].payload.written
    draft.personal = mirrors[index].personal?.written
    if hashing { return try draft.sealed(origin: fields.origin, after: fields.tip) }
    return try draft.written(
      origin: fields.origin, after: fields.tip, hash: fields.hash, digest: fields.digest)
  }

  func line(_ index: Int) -> [UInt8] { events[index].line }

  /// Events a second.
  func foundation() throws -> Double {
    let encoder = JSONEncoder()
    var bytes = 0
    let took = try seconds {
      for mirror in mirrors { bytes += try encoder.encode(mirror).count }
    }
    return bytes > 0 ? Double(mirrors.count) / took : 0
  }
}
