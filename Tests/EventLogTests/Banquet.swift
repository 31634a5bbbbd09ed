import EventLog
import Events
import SimulatedDisk

/// A log that is driven as its writer drives it: batches that are wholes, single events and plain batches, and a disk
/// that fails in between. It ends when the program dies.
struct Banquet {
  private var sample: Sample
  /// The events that the log has taken, or may have when the program died; in order.
  private(set) var written: [Event] = []
  private(set) var acknowledged = 0
  /// Which of them were to be kept or lost together.
  private(set) var wholes: [Range<Int>] = []
  private let steps: Int
  /// False to leave out what makes a whole of a batch: to see that a test notices.
  private let marksWholes: Bool

  init(seed: UInt64, steps: Int, marksWholes: Bool = true) {
    sample = Sample(seed: seed, terminals: ["till", "bar"])
    self.steps = steps
    self.marksWholes = marksWholes
  }

  mutating func run(on disk: SimulatedDisk) throws {
    let log = try Opened(disk, limits: .tiny).log
    for step in 0..<steps {
      // What stalls a rest or a checkpoint is made good before anything more is appended.
      try log.resume()
      try give(step, to: log, on: disk)
      if step % 7 == 6 { try? log.checkpoint(retained: [], blob: []) }
      if step % 5 == 4 { _ = try? log.rest() }
    }
    try log.close()
    acknowledged = written.count
  }

  private mutating func give(_ step: Int, to log: EventLog, on disk: SimulatedDisk) throws {
    // What was refused is gone for good: other events take its place.
    for origin in sample.origins { sample.rewind(origin, to: log.tips.tip(of: origin)) }
    // Nine are more than a record of the tiny journal takes, and need a segment of their own.
    let batch = sample.batch([3, 1, 2, 9, 2][step % 5])
    let isWhole = step % 5 != 4
    do throws(LogFault) {
      try log.append(batch, asWhole: isWhole && marksWholes)
      note(batch, isWhole)
      // Now and then a whole follows what is not synced yet.
      if step % 5 == 1 { return }
      try log.sync()
    } catch {
      if disk.isCrashed {
        // Nobody was told what became of it: it may be there or not.
        if written.last?.hash != batch.last?.hash { note(batch, isWhole) }
        throw error
      }
      guard case .unproven = error else { return }
      if written.last?.hash != batch.last?.hash { note(batch, isWhole) }
      try log.resume()
    }
    acknowledged = written.count
  }

  private mutating func note(_ batch: [Event], _ isWhole: Bool) {
    if isWhole { wholes.append(written.count..<(written.count + batch.count)) }
    written += batch
  }

  /// What is wrong with what a start has found after the run; nil where all is well.
  func flaw(in opened: Opened, on disk: SimulatedDisk) -> String? {
    let held = concatenated(disk)
    let count = held.count { $0 == UInt8(ascii: "\n") }
    guard opened.log.condition == .writing else { return "not writing: \(opened.log.condition)" }
    guard opened.log.report.loss == nil else { return "lost: \(String(describing: opened.log.report.loss))" }
    guard text(written).starts(with: held) else { return "what is held is not what was written" }
    guard count >= acknowledged else { return "\(acknowledged) acknowledged, \(count) held" }
    guard opened.log.eventCount == Int64(count) else { return "\(count) held and not counted so" }
    let tail = written.prefix(count).suffix(opened.events.count).map(\.line)
    guard opened.lines == tail else { return "handed over is not what is held" }
    return tornWhole(in: opened).map { "a whole is there in part: \($0) of \(count)" }
  }

  /// A whole of which a start has found some events and not the others.
  func tornWhole(in opened: Opened) -> Range<Int>? {
    wholes.first { $0.lowerBound < Int(opened.log.eventCount) && Int(opened.log.eventCount) < $0.upperBound }
  }
}
