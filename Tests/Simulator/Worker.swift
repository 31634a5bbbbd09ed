import EventLog
import Events

/// The log's writer, as `LogWorker.Core` is: jobs come in, the disk takes its time, outcomes go out.
final class Worker {
  enum Job {
    case append([Event], UInt64, refusalsHeard: Int)
    case checkpoint(after: UInt64, retained: [[UInt8]], blob: [UInt8])
    case heal([Event], isComplete: Bool, now: Timestamp)
    case examine
    case checkThere
  }

  enum Outcome {
    case durable(upTo: UInt64, position: LogPosition)
    case refused(UInt64, LogFault)
    case stalled(LogFault)
    case resumed
    case checkpointed(LogPosition?)
    case checkpointFailed(LogFault)
    case healed(Healing.Report, position: LogPosition)
    case healingFailed(LogFault)
    case examined(LogFinding?, gaps: [ChainGap], tips: ChainTips)
    case gone(LogFault)
  }

  private static let restAfterMs: Int64 = 1_000
  private static let retryMs: ClosedRange<Int64> = 250...10_000
  private static let groupLimit = 512

  let log: EventLog
  private unowned let box: Box
  private let hear: ([Outcome]) -> Void
  private var jobs: [Job] = []
  private var isBusy = false
  /// Counts waits: one that was cut short by a job is over.
  private var wait = 0
  private var outcomes: [Outcome] = []
  private var lastTicket: UInt64 = 0
  private var refusalsHeard = 0

  private var refusals = 0
  private var written: UInt64 = 0
  private var reported: UInt64 = 0
  private var seen: UInt64 = 0
  private var retryMs = Worker.retryMs.lowerBound
  private var isStalled = false
  private var isRefusing = false
  private var saidGone = false
  private var mayRest = true
  /// What was written and not reported yet.
  private var unproven: [Event] = []

  init(_ log: EventLog, _ box: Box, hear: @escaping ([Outcome]) -> Void) {
    self.log = log
    self.box = box
    self.hear = hear
    sleep()
  }

  func append(_ events: [Event]) -> UInt64 {
    lastTicket += 1
    put(.append(events, lastTicket, refusalsHeard: refusalsHeard))
    return lastTicket
  }

  func heardRefusal() { refusalsHeard += 1 }

  func checkpoint(after ticket: UInt64, retained: [[UInt8]], blob: [UInt8]) {
    put(.checkpoint(after: ticket, retained: retained, blob: blob))
  }

  func checkThere() { put(.checkThere) }

  func examine() { put(.examine) }

  func heal(_ events: [Event], isComplete: Bool, at now: Timestamp) {
    put(.heal(events, isComplete: isComplete, now: now))
  }

  /// How many bytes wait to be written.
  var waitingBytes: Int {
    jobs.reduce(0) { sum, job in
      if case .append(let events, _, _) = job { sum + events.reduce(0) { $0 + $1.line.count } } else { sum }
    }
  }

  /// Finishes what was handed over and frees the directory.
  func close() {
    if isStalled { resume() }
    _ = work(through: jobs)
    jobs = []
    do {
      try log.close()
      report()
    } catch {
      fail(error)
    }
    tell()
  }

  private func put(_ job: Job) {
    jobs.append(job)
    guard !isBusy else { return }
    wait += 1
    isBusy = true
    box.soon { [weak self] in self?.turn() }
  }

  private func sleep() {
    let ms = isStalled || isRefusing ? retryMs : mayRest ? Worker.restAfterMs : nil
    guard let ms else { return }
    wait += 1
    let mine = wait
    box.after(ms) { [weak self] in
      guard let self, wait == mine, !isBusy else { return }
      isBusy = true
      turn()
    }
  }

  private func turn() {
    let taken = jobs
    jobs = []
    if isStalled { resume() } else if isRefusing, taken.isEmpty { tryRoom() }
    if taken.isEmpty { rest() } else { mayRest = true }
    let hasWritten = work(through: taken)
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

  private func tell() {
    let said = outcomes
    outcomes = []
    if !said.isEmpty { hear(said) }
  }

  private func work(through taken: [Job]) -> Bool {
    var group: [(events: [Event], ticket: UInt64)] = []
    var groupCount = 0
    var hasWritten = false
    for job in taken {
      if case .append(let events, let ticket, let heard) = job {
        seen = ticket
        guard heard == refusals else { continue }
        group.append((events, ticket))
        groupCount += events.count
        hasWritten = true
        if groupCount < Worker.groupLimit { continue }
      }
      commit(group)
      group = []
      groupCount = 0
      work(on: job)
    }
    commit(group)
    return hasWritten
  }

  private func work(on job: Job) {
    switch job {
    case .append: break
    case .checkpoint(let ticket, let retained, let blob): checkpoint(ticket, retained, blob)
    case .heal(let events, let isComplete, let now): heal(events, isComplete, now)
    case .examine: examineNow()
    case .checkThere:
      guard log.condition == .writing else { return }
      do throws(LogFault) {
        try log.requireThere()
      } catch {
        fail(error)
      }
    }
  }

  private func heal(_ events: [Event], _ isComplete: Bool, _ now: Timestamp) {
    do throws(LogFault) {
      let report = try log.heal(events, isComplete: isComplete, at: now)
      for event in report.recovered { box.durable.insert(event.hash) }
      outcomes.append(.healed(report, position: log.durable))
    } catch {
      fail(error)
      outcomes.append(.healingFailed(error))
    }
  }

  private func examineNow() {
    do throws(LogFault) {
      outcomes.append(.examined(try log.examine(), gaps: log.gaps, tips: log.tips))
    } catch {
      fail(error)
    }
  }

  private func checkpoint(_ ticket: UInt64, _ retained: [[UInt8]], _ blob: [UInt8]) {
    guard ticket == seen else { return outcomes.append(.checkpointed(nil)) }
    do throws(LogFault) {
      try log.checkpoint(retained: retained, blob: blob)
      outcomes.append(.checkpointed(log.durable))
    } catch {
      fail(error)
      outcomes.append(.checkpointFailed(error))
    }
  }

  private func commit(_ group: [(events: [Event], ticket: UInt64)]) {
    guard let last = group.last?.ticket else { return }
    if box.world.options.planted == .forgetsToWrite {
      written = last
      return report()
    }
    do throws(LogFault) {
      try log.append(group.flatMap(\.events))
      note(group, written: last)
    } catch {
      if log.condition == .writing, group.count > 1 {
        let before = refusals
        for batch in group where refusals == before { commitAlone(batch) }
      } else {
        settleFate(of: group, error)
      }
    }
    sync()
  }

  private func commitAlone(_ batch: (events: [Event], ticket: UInt64)) {
    do throws(LogFault) {
      try log.append(batch.events)
      note([batch], written: batch.ticket)
    } catch {
      settleFate(of: [batch], error)
    }
  }

  private func note(_ group: [(events: [Event], ticket: UInt64)], written ticket: UInt64) {
    written = ticket
    unproven += group.flatMap(\.events)
  }

  private func settleFate(of group: [(events: [Event], ticket: UInt64)], _ fault: LogFault) {
    if case .unproven = fault, !isStalled, let last = group.last {
      note(group, written: last.ticket)
      return fail(fault)
    }
    if let first = group.first {
      refusals += 1
      outcomes.append(.refused(first.ticket, fault))
    }
    fail(fault)
  }

  private func sync() {
    guard written > reported, !isStalled else { return }
    do throws(LogFault) {
      try log.sync()
      report()
    } catch {
      fail(error)
    }
  }

  private func report() {
    if written > reported { reportAnew() }
  }

  private func reportAnew() {
    reported = written
    isRefusing = false
    retryMs = Worker.retryMs.lowerBound
    for event in unproven { box.durable.insert(event.hash) }
    unproven = []
    outcomes.append(.durable(upTo: written, position: log.durable))
  }

  private func fail(_ fault: LogFault) {
    box.world.trace.note(box.index, "log", 0, 0, "\(fault)")
    switch log.condition {
    case .unproven:
      guard !isStalled else { return }
      isStalled = true
      outcomes.append(.stalled(fault))
    case .gone:
      guard !saidGone else { return }
      saidGone = true
      outcomes.append(.gone(fault))
    case .writing: if case .refused = fault { isRefusing = true }
    case .damaged, .readOnly: break
    }
  }

  private func tryRoom() {
    do throws(LogFault) {
      try log.tryRoom()
      isRefusing = false
      retryMs = Worker.retryMs.lowerBound
      outcomes.append(.resumed)
    } catch {
      retryMs = min(retryMs * 2, Worker.retryMs.upperBound)
    }
  }

  private func resume() {
    do throws(LogFault) {
      try log.resume()
      isStalled = false
      reportAnew()
      outcomes.append(.resumed)
    } catch {
      if case .gone = log.condition {
        isStalled = false
        fail(error)
      }
      retryMs = min(retryMs * 2, Worker.retryMs.upperBound)
    }
  }

  private func rest() {
    guard !isStalled, !isRefusing, mayRest else { return }
    do throws(LogFault) {
      mayRest = try log.rest()
      if case .damaged(let finding) = log.condition {
        outcomes.append(.examined(finding, gaps: log.gaps, tips: log.tips))
      }
    } catch {
      mayRest = false
      fail(error)
    }
  }
}
