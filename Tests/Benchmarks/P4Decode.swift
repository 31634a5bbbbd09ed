import Dining
import Events
import Foundation

extension Figure {
  /// P4: from a line to the typed event and the content of its payload.
  ///
  /// Without the hash, which the yardstick does not look at; the second row has it, as every line that comes from
  /// outside does.
  static let p4 = Figure(name: "P4", measure: "decode of event lines to typed events") {
    let lines = try Decoding(History.events(20_000))
    let plain = try medians(rounds: 7) {
      try lines.ours(checkingHashes: false)
    } _: {
      try lines.foundation()
    }
    let hashed = try medians(rounds: 5) {
      try lines.ours(checkingHashes: true)
    } _: {
      try lines.foundation()
    }
    return [
      Result(
        label: "decode to typed events; `JSONDecoder` into the same fields", ours: plain.ours,
        yardstick: plain.yardstick, unit: "events/s", reach: .atLeast(10), stretch: .atLeast(20)),
      Result(
        label: "the same with the hash checked", ours: hashed.ours, yardstick: hashed.yardstick,
        unit: "events/s", reach: .none),
    ]
  }
}

/// The same lines for both decoders.
struct Decoding {
  struct Unread: Error {}

  private let lines: [[UInt8]]
  private let data: [Data]

  init(_ events: [Event]) {
    lines = events.map(\.line)
    data = lines.map { Data($0) }
  }

  /// Events a second.
  func ours(checkingHashes: Bool) throws -> Double {
    var decoder = EventDecoder()
    var read = 0
    let took = try seconds {
      for line in lines {
        let event = try decoder.decode(line, 0..<line.count, checkingHashes: checkingHashes)
        guard let type = event.type, OrderFact(event, type) != nil else { throw Unread() }
        read += 1
      }
    }
    return Double(read) / took
  }

  /// Events a second.
  func foundation() throws -> Double {
    let decoder = JSONDecoder()
    var read = 0
    let took = try seconds {
      for line in data { read += try decoder.decode(LineMirror.self, from: line).seq > 0 ? 1 : 0 }
    }
    return Double(read) / took
  }
}
