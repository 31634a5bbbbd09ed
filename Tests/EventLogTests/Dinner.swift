import EventLog
import Events
import SimulatedDisk

/// A run of the log as a terminal would drive it, made from one seed, until it ends or the disk dies.
///
/// What counts is `acknowledged`: the events whose sync has returned.
struct Dinner {
  var sample: Sample
  /// All events that were ever handed to the log, in order.
  private(set) var written: [Event] = []
  /// How many of them were acknowledged.
  private(set) var acknowledged = 0
  let steps: Int

  init(seed: UInt64, steps: Int = 40) {
    sample = Sample(seed: seed, terminals: ["till", "bar"])
    self.steps = steps
  }

  /// Opens the log on the disk and works until a call fails.
  mutating func run(on disk: SimulatedDisk) throws {
    let log = try Opened(disk, limits: .tiny).log
    for step in 0..<steps {
      let batch = sample.batch(Int.random(in: 1...4, using: &sample.random))
      written += batch
      try log.append(batch)
      // Several appends may share a sync.
      if Int.random(in: 0..<4, using: &sample.random) == 0 { continue }
      try log.sync()
      acknowledged = written.count
      if step % 11 == 10 { try log.checkpoint(retained: written.suffix(3).map(\.line), blob: [UInt8(step)]) }
      if step % 7 == 6 { _ = try log.rest() }
    }
    try log.close()
    acknowledged = written.count
  }

  /// What is wrong with what a start has found after the run; nil where all is well.
  func flaw(in opened: Opened, on disk: SimulatedDisk) -> String? {
    let held = concatenated(disk)
    let all = text(written)
    guard opened.log.condition == .writing else { return "not writing: \(opened.log.condition)" }
    guard opened.log.report.loss == nil else { return "lost: \(String(describing: opened.log.report.loss))" }
    guard all.starts(with: held) else { return "what is held is not what was written" }
    guard held.count >= text(Array(written.prefix(acknowledged))).count else {
      return "acknowledged events are missing"
    }
    let count = held.count { $0 == UInt8(ascii: "\n") }
    guard opened.log.eventCount == Int64(count) else {
      return "\(opened.log.eventCount) counted, \(count) held"
    }
    let tail = written.prefix(count).suffix(opened.events.count).map(\.line)
    guard opened.lines == tail else { return "handed over is not what is held" }
    guard opened.blob != nil || opened.events.count == count else { return "not all were handed over" }
    for origin in sample.origins {
      let last = written.prefix(count).last { $0.origin == origin }
      guard opened.log.tips.tip(of: origin).seq == last?.seq ?? 0 else { return "a tip is wrong" }
    }
    return nil
  }
}
