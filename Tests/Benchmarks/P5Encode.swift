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
  private let events: [Event]
  private let mirrors: [LineMirror]

  init(_ events: [Event]) throws {
    self.events = events
    let decoder = JSONDecoder()
    mirrors = try events.map { try decoder.decode(LineMirror.self, from: Data($0.line)) }
  }

  /// Events a second.
  func ours(hashing: Bool) throws -> Double {
    var bytes = 0
    let took = try seconds {
      for index in events.indices { bytes += try written(index, hashing: hashing).line.count }
    }
    return bytes > 0 ? Double(events.count) / took : 0
  }

  /// An event written anew from its fields: the same bytes.
  func written(_ index: Int, hashing: Bool) throws -> Event {
    let event = events[index]
    guard case .known(let type) = event.name, case .known(let entity) = event.entity else {
      throw Decoding.Unread()
    }
    let draft = EventDraft(
      id: event.id,
      stamp: StreamClock().stamp(wall: event.writtenAt, latestInStream: latestInStream(of: event)),
      orderID: event.orderID, type: type, entity: entity, entityID: event.entityID, source: event.source,
      actor: event.actor, payload: mirrors[index].payload.written,
      personal: mirrors[index].personal?.written)
    let tip = ChainTip(seq: event.seq - 1, hash: event.prev)
    if hashing { return try draft.sealed(origin: event.origin, after: tip) }
    return try draft.written(origin: event.origin, after: tip, hash: event.hash, digest: event.digest)
  }

  func line(_ index: Int) -> [UInt8] { events[index].line }

  /// What made the event's time differ from its clock.
  private func latestInStream(of event: Event) -> Timestamp? {
    event.skewMs > 0 ? event.createdAt.advanced(byMilliseconds: -1) : nil
  }

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
