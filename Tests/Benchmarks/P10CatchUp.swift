import EventLog
import Events
import Host

extension Figure {
  /// P10: an empty terminal fetches a past from another, beside writing the same events to a log.
  static let p10 = Figure(name: "P10", measure: "catch-up of an empty terminal") {
    try CatchUp(events: 100_000).results(rounds: 5)
  }
}

/// A terminal with a past, and one after the other that has nothing yet.
struct CatchUp {
  let count: Int
  private let past: String
  private let events: [Event]
  /// As many as the log's writer syncs together.
  private static let batch = 512

  /// What one catch-up took.
  struct Run {
    let seconds: Double
    /// By how much the terminal grew that was asked.
    let growthMebibytes: Double
    /// The most that the other held.
    let mostMebibytes: Double
  }

  init(events count: Int) throws {
    self.count = count
    past = try History.directory(count, .checkpointed)
    events = try History.events(count)
  }

  func results(rounds: Int) throws -> [Figure.Result] {
    var runs: [Run] = []
    let rates = try medians(rounds: rounds) {
      let run = try catchUp()
      runs.append(run)
      return Double(count) / run.seconds
    } _: {
      Double(count) / (try append())
    }
    return [
      Figure.Result(
        label: "catch-up of \(count) events; appends to a log, \(Self.batch) a sync", ours: rates.ours,
        yardstick: rates.yardstick, unit: "/s", reach: .atLeast(0.3), stretch: .atLeast(0.6)),
      Figure.Result(
        label: "most resident memory of the terminal that fetches", ours: median(runs.map(\.mostMebibytes)),
        unit: "MiB", reach: .none),
      Figure.Result(
        label: "growth of the terminal that is asked", ours: median(runs.map(\.growthMebibytes)),
        unit: "MiB", reach: .none),
    ]
  }

  /// From the start of the empty terminal until all is on its disk.
  func catchUp() throws -> Run {
    let house = try LinkedHouse()
    try house.give("till", past: past)
    let till = try house.serve(house.listening("till"))
    defer { till.cut() }
    _ = try ControlLink(data: house.data("till")).eventCount()
    let before = try ProcessUse(of: till.id)
    let bytes = house.logBytes("till")
    let start = ContinuousClock.now
    let kitchen = try house.serve(house.dialing("pass", letter: "C"))
    defer { kitchen.cut() }
    try LinkedHouse.wait("the past to arrive") { house.logBytes("pass") >= bytes }
    let link = try ControlLink(data: house.data("pass"))
    try LinkedHouse.wait("the past to be durable") { try link.eventCount() >= count }
    let took = milliseconds(from: start, to: .now) / 1_000
    let (asked, fetched) = (try ProcessUse(of: till.id), try ProcessUse(of: kitchen.id))
    return Run(
      seconds: took, growthMebibytes: asked.mostResidentMebibytes - before.residentMebibytes,
      mostMebibytes: fetched.mostResidentMebibytes)
  }

  /// The same events written to a log of their own, decoded before.
  func append() throws -> Double {
    let scratch = try ScratchDirectory()
    let log = try scratch.openLog()
    let took = try seconds {
      for start in stride(from: 0, to: count, by: Self.batch) {
        try log.append(Array(events[start..<min(start + Self.batch, count)]))
        try log.sync()
      }
    }
    try log.close()
    return took
  }
}
