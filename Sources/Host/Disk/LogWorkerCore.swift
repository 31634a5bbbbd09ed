import EventLog
import Events

extension LogWorker {
  /// The part of the worker that lives on its thread.
  final class Core {
    enum Job: Sendable {
      case append([Event], Ticket, refusalsHeard: Int)
      case checkpoint(after: Ticket, retained: [[UInt8]], blob: [UInt8])
      case forget(before: Timestamp, order: OrderID?)
      case heal([Event], isComplete: Bool, now: Timestamp)
      case examine
      case checkThere
      case close
    }

    /// So long nothing must have happened before what can wait is done.
    private static let restAfterMs = 1000
    /// How soon a failed disk is tried again: at first, and at most.
    private static let retryMs = 250...10_000
    /// So many events are written and synced together at most, a batch more or less.
    private static let groupLimit = 512

    private let log: EventLog
    private let jobs: Mailbox<Job>
    private let outcomes: Outbox
    /// The last batch that was written, and the last that was reported durable.
    private var refusals = 0
    private var written = Ticket(number: 0)
    private var reported = Ticket(number: 0)
    /// The last batch that was taken from the box, refused or not.
    private var seen = Ticket(number: 0)
    private var retryMs = Core.retryMs.lowerBound
    private var isStalled = false
    /// The disk took nothing the last time, for want of room or of the right to write; the log itself is sound.
    private var isRefusing = false
    private var saidGone = false
    private var mayRest = true

    init(_ log: EventLog, _ jobs: Mailbox<Job>, _ outcomes: Outbox) {
      self.log = log
      self.jobs = jobs
      self.outcomes = outcomes
    }

    func run() {
      while true {
        let waiting = isStalled || isRefusing ? retryMs : mayRest ? Core.restAfterMs : nil
        let taken = jobs.wait(milliseconds: waiting)
        if isStalled { resume() } else if isRefusing, taken.isEmpty { tryRoom() }
        if taken.isEmpty { rest() } else { mayRest = true }
        guard work(through: taken) else { return }
      }
    }

    /// Does all jobs in their order; false once the log is closed.
    private func work(through taken: [Job]) -> Bool {
      var group: [(events: [Event], ticket: Ticket)] = []
      var groupCount = 0
      for job in taken {
        if case .append(let events, let ticket, let heard) = job {
          seen = ticket
          // It was handed over by someone who did not know yet that one before it was refused.
          guard heard == refusals else { continue }
          group.append((events, ticket))
          groupCount += events.count
          if groupCount < Core.groupLimit { continue }
        }
        commit(group)
        group = []
        groupCount = 0
        guard work(on: job) else { return false }
      }
      commit(group)
      return true
    }

    private func work(on job: Job) -> Bool {
      switch job {
      case .append: break
      case .checkpoint(let ticket, let retained, let blob): checkpoint(after: ticket, retained, blob)
      case .forget(let before, let order): forget(before: before, order: order)
      case .heal(let events, let isComplete, let now): heal(events, isComplete: isComplete, at: now)
      case .examine: examine()
      case .checkThere: checkThere()
      case .close:
        do {
          try log.close()
          report()
        } catch {
          fail(error)
        }
        return false
      }
      return true
    }

    /// Writes and syncs batches together.
    private func commit(_ group: [(events: [Event], ticket: Ticket)]) {
      guard let last = group.last?.ticket else { return }
      do throws(LogFault) {
        try log.append(group.flatMap(\.events))
        written = last
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

    /// One of a group that was not taken as a whole, since one of them does not fit.
    private func commitAlone(_ batch: (events: [Event], ticket: Ticket)) {
      do throws(LogFault) {
        try log.append(batch.events)
        written = batch.ticket
      } catch {
        settleFate(of: [batch], error)
      }
    }

    /// A batch whose own write has failed is with those that wait for the log to resume. Others are refused: it is
    /// said of the first, and the rest go with it.
    private func settleFate(of group: [(events: [Event], ticket: Ticket)], _ fault: LogFault) {
      if case .unproven = fault, !isStalled, let last = group.last {
        written = last.ticket
        return fail(fault)
      }
      if let first = group.first {
        refusals += 1
        outcomes.put(.refused(first.ticket, fault))
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

    /// Says how far the log is durable, also where nothing was added: written anew, the same events stand elsewhere.
    private func reportAnew() {
      reported = written
      isRefusing = false
      retryMs = Core.retryMs.lowerBound
      outcomes.put(.durable(upTo: written, position: log.durable))
    }

    /// Says what has become of the log itself.
    private func fail(_ fault: LogFault) {
      switch log.condition {
      case .unproven:
        guard !isStalled else { return }
        isStalled = true
        outcomes.put(.stalled(fault))
      case .gone:
        guard !saidGone else { return }
        saidGone = true
        outcomes.put(.gone(fault))
      case .writing: if case .refused = fault { isRefusing = true }
      case .damaged, .readOnly: break
      }
    }

    /// Asks the disk until it takes something again, so that nobody has to try with an order (F10).
    private func tryRoom() {
      do throws(LogFault) {
        try log.tryRoom()
        isRefusing = false
        retryMs = Core.retryMs.lowerBound
        outcomes.put(.resumed)
      } catch {
        retryMs = min(retryMs * 2, Core.retryMs.upperBound)
      }
    }

    private func resume() {
      do throws(LogFault) {
        try log.resume()
        isStalled = false
        reportAnew()
        outcomes.put(.resumed)
      } catch {
        if case .gone = log.condition {
          isStalled = false
          fail(error)
        }
        retryMs = min(retryMs * 2, Core.retryMs.upperBound)
      }
    }

    private func rest() {
      guard !isStalled, !isRefusing, mayRest else { return }
      do throws(LogFault) {
        mayRest = try log.rest()
        if case .damaged(let finding) = log.condition {
          outcomes.put(.examined(finding, gaps: log.gaps, tips: log.tips))
        }
      } catch {
        mayRest = false
        fail(error)
      }
    }

    private func checkpoint(after ticket: Ticket, _ retained: [[UInt8]], _ blob: [UInt8]) {
      guard ticket == seen else { return outcomes.put(.checkpointed(nil)) }
      do throws(LogFault) {
        try log.checkpoint(retained: retained, blob: blob)
        outcomes.put(.checkpointed(log.durable))
      } catch {
        fail(error)
        outcomes.put(.checkpointFailed(error))
      }
    }

    private func forget(before: Timestamp, order: OrderID?) {
      do throws(LogFault) {
        outcomes.put(.forgotten(try log.forget(before: before, order: order)))
      } catch {
        fail(error)
        outcomes.put(.forgettingFailed(error))
      }
    }

    private func heal(_ events: [Event], isComplete: Bool, at now: Timestamp) {
      do throws(LogFault) {
        let report = try log.heal(events, isComplete: isComplete, at: now)
        outcomes.put(.healed(report, position: log.durable))
      } catch {
        fail(error)
        outcomes.put(.healingFailed(error))
      }
    }

    private func examine() {
      do throws(LogFault) {
        outcomes.put(.examined(try log.examine(), gaps: log.gaps, tips: log.tips))
      } catch {
        fail(error)
        outcomes.put(.examinationFailed(error))
      }
    }

    private func checkThere() {
      guard log.condition == .writing else { return }
      do throws(LogFault) {
        try log.requireThere()
      } catch {
        fail(error)
      }
    }
  }
}
