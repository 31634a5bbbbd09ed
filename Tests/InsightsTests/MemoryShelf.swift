import Dining
import Events
import Insights
import Ledger
import Testing

/// Roll-ups in memory.
final class MemoryShelf: RollupShelf {
  var files: [String: [UInt8]] = [:]

  func read(_ name: String) -> [UInt8]? { files[name] }

  func read(_ name: String, _ range: Range<Int>) -> [UInt8]? {
    guard let bytes = files[name], range.upperBound <= bytes.count else { return nil }
    return Array(bytes[range])
  }

  func write(_ name: String, _ bytes: [UInt8]) { files[name] = bytes }

  func keepOnly(_ names: Set<String>) {
    for name in files.keys where !names.contains(name) { files[name] = nil }
  }
}

/// A log that is rolled up piece by piece, as it grows.
struct RolledLog {
  let shelf = MemoryShelf()
  let days: BusinessDays
  private(set) var held: [Event] = []

  init(_ log: [Event] = [], offset: @escaping (Timestamp) -> Int = { _ in 0 }) {
    days = BusinessDays(offset: offset)
    if !log.isEmpty { take(log) }
  }

  /// Goes on from what is kept, as the next command does.
  mutating func take(_ events: [Event]) {
    var rollup = Rollup(shelf, days, settings: "test")
    rollup.willTake(bytes: events.reduce(0) { $0 + Int64($1.line.count) + 1 })
    held += events
    for event in events { rollup.take(event) }
    let held = held
    rollup.settle(at: Array("\(held.count)".utf8)) { id in held.filter { $0.orderID == id } }
  }

  /// Nil where something that is kept is damaged.
  func answer(_ question: InsightQuestion, now: String = "2026-12-01T00:00:00.000Z", limits: String = "5 8")
    -> InsightAnswer?
  {
    var rollup = Rollup(shelf, days, settings: "test")
    guard let now = Timestamp(now), let limits = AgeLimits(limits) else { preconditionFailure() }
    return rollup.answer(question, InsightHouse(ageLimits: limits, days: days, now: now))
  }

  /// What is kept, without the index, which also says how far the log was read. Names tell what is in a file.
  var names: [String] { shelf.files.keys.filter { $0 != "index" }.sorted() }
}

/// From one moment of November 2026 until another: `28T05:00`.
func window(_ from: String, _ until: String) -> InsightWindow {
  guard let from = Timestamp("2026-11-\(from):00.000Z"), let until = Timestamp("2026-11-\(until):00.000Z")
  else {
    preconditionFailure()
  }
  return InsightWindow(from: from, until: until)
}
