import EventLog
import Events
import Foundation
import Host
import Venue

extension Figure {
  /// P6: from the files to the full state, every hash, digest and chain checked.
  static let p6 = Figure(name: "P6", measure: "cold replay to full state, hashes checked") {
    let yardstick = Decoding(try History.events(20_000))
    var results: [Result] = []
    for (count, rounds) in [(10_000, 9), (100_000, 5), (1_000_000, 3)] {
      let path = try History.directory(count, .plain)
      let speed = try medians(rounds: rounds) {
        var replay = ColdReplay()
        let took = try seconds { try replay.run(path) }
        guard replay.house.eventCount == count else { throw Decoding.Unread() }
        return Double(count) / took
      } _: {
        try yardstick.foundation()
      }
      results.append(
        Result(
          label: "cold replay of \(count) events, hashes checked; `JSONDecoder` alone", ours: speed.ours,
          yardstick: speed.yardstick, unit: "events/s", reach: .atLeast(4), stretch: .atLeast(8)))
    }
    if let small = results.first, let large = results.last {
      results.append(
        Result(
          label: "time an event at 1,000,000 beside 10,000", ours: 1e6 / large.ours,
          yardstick: 1e6 / small.ours, unit: "µs", reach: .atMost(1.2)))
    }
    return results
  }
}

/// What a terminal does with its log at a start.
struct ColdReplay {
  private(set) var house = House()

  mutating func run(_ path: String) throws {
    let disk = try PosixDisk(root: path, program: "galley-bench")
    var replay = HouseReplay(Restaurant(total: 1).identity)
    let log = try EventLog.open(
      on: disk, venue: Restaurant.venue, reduction: House.reduction, at: Restaurant.opens
    ) { step in
      if case .event(let event) = step { replay.take(event) }
    }
    let reader = LogReader(on: disk, durable: log.durable)
    house = try replay.finish { try reader.events(of: $0) }.house
    try log.close()
  }
}
