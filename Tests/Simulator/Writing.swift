import EventLog
import Events

/// Drives the shipped log writer in simulated time: what a thread of its own is to the program.
final class Writing {
  private unowned let box: Box
  private var writer: LogWriter
  private let outcomes: Outcomes
  private let hear: (LogOutcome) -> Void
  private var jobs: [LogJob] = []
  private var isBusy = false
  /// Counts waits: one that was cut short by a job is over.
  private var wait = 0
  /// What was handed over and has no word of yet.
  private var open: [(batch: BatchNumber, events: [Event])] = []
  /// How many times the writer has refused batches.
  private var refusals = 0

  private final class Outcomes {
    var said: [LogOutcome] = []
  }

  init(_ log: EventLog, _ box: Box, hear: @escaping (LogOutcome) -> Void) {
    let outcomes = Outcomes()
    self.outcomes = outcomes
    writer = LogWriter(log) { outcomes.said.append($0) }
    self.box = box
    self.hear = hear
    sleep()
  }

  var log: EventLog { writer.log }

  /// How many bytes wait to be written.
  var waitingBytes: Int {
    jobs.reduce(0) { sum, job in
      if case .append(let events, _, _, _) = job {
        sum + events.reduce(0) { $0 + $1.line.count }
      } else {
        sum
      }
    }
  }

  func put(_ job: LogJob) {
    // A batch from before a refusal that its node has not heard of yet will be passed over.
    if case .append(let events, let batch, _, let heard) = job, heard == refusals {
      open.append((batch, events))
    }
    jobs.append(job)
    guard !isBusy else { return }
    wait += 1
    isBusy = true
    box.soon { [weak self] in self?.turn() }
  }

  /// Finishes what was handed over and frees the directory.
  func close() {
    take(jobs + [.close])
    jobs = []
    tell()
  }

  private func sleep() {
    guard let ms = writer.restMs else { return }
    wait += 1
    let mine = wait
    box.after(ms) { [weak self] in
      guard let self, wait == mine, !isBusy else { return }
      isBusy = true
      turn()
    }
  }

  /// A sync takes its time, and what came of it is heard after that.
  private func turn() {
    let taken = jobs
    jobs = []
    take(taken)
    let hasWritten = taken.contains { if case .append = $0 { true } else { false } }
    box.after(hasWritten ? box.chance.spread(upTo: box.syncMs) : 0) { [weak self] in
      guard let self else { return }
      isBusy = false
      let more = !jobs.isEmpty
      if more {
        isBusy = true
        box.soon { [weak self] in self?.turn() }
      }
      tell()
      if !more { sleep() }
    }
  }

  private func take(_ jobs: [LogJob]) {
    let before = outcomes.said.count
    writer.turn(planted(jobs))
    for outcome in outcomes.said[before...] { follow(outcome) }
  }

  /// Notes what a start would find again from here on.
  private func follow(_ outcome: LogOutcome) {
    switch outcome {
    case .durable(let batch, _):
      let done = open.prefix { $0.batch <= batch }
      open.removeFirst(done.count)
      for entry in done { box.durable.formUnion(entry.events.map(\.hash)) }
    case .refused(let batch, _):
      refusals += 1
      open.removeAll { $0.batch >= batch }
    case .healed(let report, _): box.durable.formUnion(report.recovered.map(\.hash))
    case .stalled, .resumed, .checkpointed, .checkpointFailed, .forgotten, .forgettingFailed,
      .healingFailed, .examined, .examinationFailed, .gone:
      break
    }
  }

  private func tell() {
    let said = outcomes.said
    outcomes.said = []
    for outcome in said where !isLost(outcome) { hear(outcome) }
  }

  // MARK: mistakes that a test puts in

  private func planted(_ jobs: [LogJob]) -> [LogJob] {
    switch box.world.options.planted {
    case .forgetsToWrite:
      for case .append(_, let batch, _, _) in jobs {
        outcomes.said.append(.durable(upTo: batch, position: log.durable))
        open.removeAll { $0.batch <= batch }
      }
      return jobs.filter { if case .append = $0 { false } else { true } }
    case .checkpointsLess:
      return jobs.map { job in
        guard case .checkpoint(let batch, let retained, let blob) = job else { return job }
        return .checkpoint(after: batch, retained: Array(retained.dropFirst()), blob: blob)
      }
    case .publishesBeforeSync, .hearsNoRefusal, .sleepsOn, .forgetsKeys, nil: return jobs
    }
  }

  private func isLost(_ outcome: LogOutcome) -> Bool {
    guard box.world.options.planted == .hearsNoRefusal, case .refused = outcome else { return false }
    return true
  }
}
