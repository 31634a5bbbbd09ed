import EventLog
import Events
import Glibc

/// Numbers the batches that were handed to a ``LogWorker``: 1, 2, 3 …
public struct Ticket: Hashable, Comparable, Sendable {
  public let number: UInt64

  public init(number: UInt64) { self.number = number }

  public static func < (left: Self, right: Self) -> Bool { left.number < right.number }
}

/// What the worker has to say, in the order in which it happened.
public enum LogOutcome: Sendable {
  /// All batches up to this one that were not refused before are durable; a ``LogReader`` may look so far.
  case durable(upTo: Ticket, position: LogPosition)
  /// Nothing of this batch was kept, nor of any handed over since; see ``LogWorker/heardRefusal()``.
  case refused(Ticket, LogFault)
  /// The disk failed. Batches handed over before stay open: they become durable when the log has resumed.
  case stalled(LogFault)
  case resumed
  /// A checkpoint is there; nil where it was left out because batches had been handed over since.
  case checkpointed(LogPosition?)
  case checkpointFailed(LogFault)
  /// Personal data was erased. Every ``LogReader`` must forget its indexes, and a new checkpoint is due.
  case forgotten(Forgetting.Report)
  case forgettingFailed(LogFault)
  /// A damaged log took events that were missing; where nothing remains, it is written again. Every ``LogReader``
  /// must forget its indexes and may look so far, and a new checkpoint is due.
  case healed(Healing.Report, position: LogPosition)
  /// Every ``LogReader`` must forget its indexes all the same. The log is as damaged as before or less.
  case healingFailed(LogFault)
  /// The log was read through and is sound, or it is not and is no longer written until it is healed.
  case examined(LogFinding?, gaps: [ChainGap], tips: ChainTips)
  case examinationFailed(LogFault)
  /// The log was deleted or moved away: nothing more is kept.
  case gone(LogFault)
}

/// Owns the log on a thread of its own, so that a slow disk never holds up the loop.
///
/// All batches that wait are written and synced together. What became of them is said through ``takeOutcomes()``;
/// ``wakeUpDescriptor`` is readable when there is something to take.
///
/// Belongs to the loop's thread. The other thread has the ``Core``; the two share nothing but the two mailboxes and
/// the wake-up.
public final class LogWorker {
  private let jobs = Mailbox<Core.Job>()
  private let outcomes: Outbox
  private var thread = pthread_t()
  private var lastTicket = Ticket(number: 0)
  private var refusalsHeard = 0
  private var isClosed = false

  /// Takes over a log that was opened on the calling thread, which must not touch it again.
  public init(_ log: sending EventLog) throws(DiskFault) {
    outcomes = try Outbox()
    let core = Core(log, jobs, outcomes)
    let start = Unmanaged.passRetained(Handover(core))
    let code = withoutSignals {
      pthread_create(
        &thread, nil,
        { given in
          guard let given else { return nil }
          Unmanaged<Handover>.fromOpaque(given).takeRetainedValue().core.run()
          return nil
        }, start.toOpaque())
    }
    guard code == 0 else {
      start.release()
      throw DiskFault(.other(code), "start thread", "")
    }
  }

  /// Readable when there is something to take.
  public var wakeUpDescriptor: Int32 { outcomes.wakeUp.descriptor }

  /// Hands over a batch. Each of its events must follow what was handed over before.
  public func append(_ events: [Event]) -> Ticket {
    lastTicket = Ticket(number: lastTicket.number + 1)
    jobs.put(.append(events, lastTicket, refusalsHeard: refusalsHeard))
    return lastTicket
  }

  /// Says that a ``LogOutcome/refused(_:_:)`` has been acted upon: what is handed over from here on counts with it.
  ///
  /// Until then batches come from someone who took the refused one for written, and none of them is.
  public func heardRefusal() { refusalsHeard += 1 }

  /// Asks for a checkpoint of everything up to and with the batch `ticket`.
  ///
  /// It is left out where another batch has been handed over by the time the worker comes to it: then what is
  /// handed in here would not agree with the log.
  public func checkpoint(after ticket: Ticket, retained: [[UInt8]], blob: [UInt8]) {
    jobs.put(.checkpoint(after: ticket, retained: retained, blob: blob))
  }

  /// Erases `personal` from events written before a moment, of one order or of all.
  public func forget(before: Timestamp, order: OrderID?) { jobs.put(.forget(before: before, order: order)) }

  /// Puts events where they are missing in a damaged log; see ``EventLog/heal(_:isComplete:at:)``.
  public func heal(_ events: [Event], isComplete: Bool, at now: Timestamp) {
    jobs.put(.heal(events, isComplete: isComplete, now: now))
  }

  /// Has the whole log read through, after a line of it did not read back; batches wait meanwhile.
  public func examine() { jobs.put(.examine) }

  /// Asks whether the log is still where it was: called when ``LogWatch`` stirs. Only bad news is an outcome.
  public func checkThere() { jobs.put(.checkThere) }

  /// All that has happened since the last call.
  public func takeOutcomes() -> [LogOutcome] { outcomes.takeAll() }

  /// Finishes what was handed over, syncs, frees the directory and ends the thread. The last outcomes can still be
  /// taken.
  public func close() {
    guard !isClosed else { return }
    isClosed = true
    jobs.put(.close)
    pthread_join(thread, nil)
  }

  deinit { close() }

  /// Signals are the loop's business: a new thread inherits that it gets none.
  private func withoutSignals(_ start: () -> Int32) -> Int32 {
    var all = sigset_t()
    var before = sigset_t()
    sigfillset(&all)
    pthread_sigmask(SIG_SETMASK, &all, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    return start()
  }

  private final class Handover {
    let core: Core

    init(_ core: Core) { self.core = core }
  }
}

/// Outcomes on their way to the loop.
final class Outbox: Sendable {
  let wakeUp: WakeUp
  private let box = Mailbox<LogOutcome>()

  init() throws(DiskFault) { wakeUp = try WakeUp() }

  func put(_ outcome: LogOutcome) {
    if box.put(outcome) { wakeUp.ring() }
  }

  /// Cleared first, so that what is put in while this runs rings again.
  func takeAll() -> [LogOutcome] {
    wakeUp.clear()
    return box.takeAll()
  }
}
