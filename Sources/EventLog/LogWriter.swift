import Events

/// Writes the log: jobs in, outcomes out, without a thread or a clock of its own.
///
/// Its driver hands over the jobs that wait, and calls again without any after ``restMs``, when there is something to
/// try again or to tidy. All batches that wait are written and synced together.
///
/// The program drives it on a thread of its own, so that a slow disk never holds up the board; the simulator drives
/// the same on a simulated disk and in simulated time.
public struct LogWriter: ~Copyable {
  /// After 1 s without a job the writer does what can wait.
  private static let longestRestMs: Int64 = 1_000
  /// How soon a failed disk is tried again: at first, and at most.
  private static let retryMs: ClosedRange<Int64> = 250...10_000
  /// At most this many events are written and synced together, give or take the last batch.
  private static let groupLimit = 512

  private struct Batch {
    let events: [Event]
    let number: BatchNumber
    let isWhole: Bool
  }

  /// Batches that are written and synced together.
  private struct Group {
    private(set) var batches: [Batch] = []
    private(set) var hasWhole = false
    private(set) var eventCount = 0
    private var bytes = 0

    var events: [Event] { batches.flatMap(\.events) }

    mutating func add(_ batch: Batch) {
      batches.append(batch)
      hasWhole = hasWhole || batch.isWhole
      eventCount += batch.events.count
      bytes += Self.bytes(batch)
    }

    /// Whether a batch fits: with a whole, a group must not be larger than the journal takes at once, since past that
    /// it costs a segment of its own.
    func hasRoom(for batch: Batch, journalBytes: Int) -> Bool {
      guard !batches.isEmpty else { return true }
      guard eventCount < LogWriter.groupLimit else { return false }
      return !(hasWhole || batch.isWhole) || bytes + Self.bytes(batch) <= journalBytes
    }

    private static func bytes(_ batch: Batch) -> Int { batch.events.reduce(0) { $0 + $1.line.count + 1 } }
  }

  /// The log that it writes to. Belongs to the writer's driver.
  package let log: EventLog
  private let tell: (LogOutcome) -> Void
  /// How many times batches were refused.
  private var refusals = 0
  /// The last batch that was written, and the last that was reported durable.
  private var written = BatchNumber(0)
  private var reported = BatchNumber(0)
  /// The last batch that was handed over, refused or not.
  private var seen = BatchNumber(0)
  private var retryMs = LogWriter.retryMs.lowerBound
  private var isStalled = false
  /// The disk took nothing the last time, for want of room or of the right to write; the log itself is sound.
  private var isRefusing = false
  private var saidGone = false
  private var mayRest = true
  /// Whether the log was closed: nothing more may be handed over.
  public private(set) var isClosed = false

  /// Takes over a log; nobody else may touch it any more.
  ///
  /// - Parameter tell: called with each outcome as it happens, within ``turn(_:)``.
  public init(_ log: EventLog, tell: @escaping (LogOutcome) -> Void) {
    self.log = log
    self.tell = tell
  }

  /// How long to wait for jobs before the next turn without any, in milliseconds; nil for as long as it takes.
  public var restMs: Int64? { isStalled || isRefusing ? retryMs : mayRest ? Self.longestRestMs : nil }

  /// Does jobs in their order; without any, what can wait.
  public mutating func turn(_ jobs: [LogJob]) {
    if isStalled { resume() } else if isRefusing, jobs.isEmpty { tryRoom() }
    if jobs.isEmpty { rest() } else { mayRest = true }
    var group = Group()
    for job in jobs {
      guard case .append(let events, let number, let isWhole, let heard) = job else {
        commit(&group)
        work(on: job)
        continue
      }
      seen = number
      let batch = Batch(events: events, number: number, isWhole: isWhole)
      if !group.hasRoom(for: batch, journalBytes: log.limits.journalRecordBytes) { commit(&group) }
      // It was handed over by someone who did not know yet that one before it was refused.
      if heard == refusals { group.add(batch) }
    }
    commit(&group)
  }

  private mutating func work(on job: LogJob) {
    switch job {
    case .append: break
    case .checkpoint(let number, let retained, let blob): checkpoint(after: number, retained, blob)
    case .forget(let before, let order, let spared): forget(before: before, order: order, sparing: spared)
    case .heal(let events, let isComplete, let now): heal(events, isComplete: isComplete, at: now)
    case .examine: examine()
    case .checkThere: checkThere()
    case .close: close()
    }
  }

  private mutating func commit(_ group: inout Group) {
    defer { group = Group() }
    guard let last = group.batches.last?.number else { return }
    do throws(LogFault) {
      try log.append(group.events, asWhole: group.hasWhole)
      written = last
    } catch {
      if log.condition == .writing, group.batches.count > 1 {
        let before = refusals
        for batch in group.batches where refusals == before { commitAlone(batch) }
      } else {
        settleFate(of: group.batches, error)
      }
    }
    sync()
  }

  /// One of a group that was not taken as a whole, since one of them does not fit.
  private mutating func commitAlone(_ batch: Batch) {
    do throws(LogFault) {
      try log.append(batch.events, asWhole: batch.isWhole)
      written = batch.number
    } catch {
      settleFate(of: [batch], error)
    }
  }

  /// A batch whose own write has failed is with those that wait for the log to resume. Others are refused: it is
  /// said of the first, and the rest go with it.
  private mutating func settleFate(of group: [Batch], _ fault: LogFault) {
    if case .unproven = fault, !isStalled, let last = group.last {
      written = last.number
      return fail(fault)
    }
    if let first = group.first {
      refusals += 1
      tell(.refused(first.number, fault))
    }
    fail(fault)
  }

  private mutating func sync() {
    guard written > reported, !isStalled else { return }
    do throws(LogFault) {
      try log.sync()
      report()
    } catch {
      fail(error)
    }
  }

  private mutating func report() {
    if written > reported { reportAnew() }
  }

  /// Says how far the log is durable, also where nothing was added: written anew, the same events stand elsewhere.
  private mutating func reportAnew() {
    reported = written
    isRefusing = false
    retryMs = Self.retryMs.lowerBound
    tell(.durable(upTo: written, position: log.durable))
  }

  private mutating func close() {
    isClosed = true
    do throws(LogFault) {
      try log.close()
      report()
    } catch {
      fail(error)
    }
  }
}

/// What goes wrong with the log, and what is done beside writing.
extension LogWriter {
  /// Says what has become of the log itself.
  private mutating func fail(_ fault: LogFault) {
    switch log.condition {
    case .unproven:
      guard !isStalled else { return }
      isStalled = true
      tell(.stalled(fault))
    case .gone:
      guard !saidGone else { return }
      saidGone = true
      tell(.gone(fault))
    case .writing: if case .refused = fault { isRefusing = true }
    case .damaged, .readOnly: break
    }
  }

  /// Asks the disk until it takes something again, so that nobody has to try with an order (F10).
  private mutating func tryRoom() {
    do throws(LogFault) {
      try log.tryRoom()
      isRefusing = false
      retryMs = Self.retryMs.lowerBound
      tell(.resumed)
    } catch {
      retryMs = min(retryMs * 2, Self.retryMs.upperBound)
    }
  }

  private mutating func resume() {
    do throws(LogFault) {
      try log.resume()
      isStalled = false
      reportAnew()
      tell(.resumed)
    } catch {
      if case .gone = log.condition {
        isStalled = false
        fail(error)
      }
      retryMs = min(retryMs * 2, Self.retryMs.upperBound)
    }
  }

  private mutating func rest() {
    guard !isStalled, !isRefusing, mayRest else { return }
    do throws(LogFault) {
      mayRest = try log.rest()
      if case .damaged(let finding) = log.condition {
        tell(.examined(finding, gaps: log.gaps, tips: log.tips))
      }
    } catch {
      mayRest = false
      fail(error)
    }
  }

  private mutating func checkpoint(after number: BatchNumber, _ retained: [[UInt8]], _ blob: [UInt8]) {
    guard number == seen else { return tell(.checkpointed(nil)) }
    do throws(LogFault) {
      try log.checkpoint(retained: retained, blob: blob)
      tell(.checkpointed(log.durable))
    } catch {
      fail(error)
      tell(.checkpointFailed(error))
    }
  }

  private mutating func forget(before: Timestamp, order: OrderID?, sparing spared: Set<OrderID>) {
    do throws(LogFault) {
      tell(.forgotten(try log.forget(before: before, order: order, sparing: spared)))
    } catch {
      fail(error)
      tell(.forgettingFailed(error))
    }
  }

  private mutating func heal(_ events: [Event], isComplete: Bool, at now: Timestamp) {
    do throws(LogFault) {
      let report = try log.heal(events, isComplete: isComplete, at: now)
      tell(.healed(report, position: log.durable))
    } catch {
      fail(error)
      tell(.healingFailed(error))
    }
  }

  private mutating func examine() {
    do throws(LogFault) {
      tell(.examined(try log.examine(), gaps: log.gaps, tips: log.tips))
    } catch {
      fail(error)
      tell(.examinationFailed(error))
    }
  }

  private mutating func checkThere() {
    guard log.condition == .writing else { return }
    do throws(LogFault) {
      try log.requireThere()
    } catch {
      fail(error)
    }
  }
}
