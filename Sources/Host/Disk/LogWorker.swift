import EventLog
import Glibc

/// Drives a ``LogWriter`` on a thread of its own, so that a slow disk never holds up the loop.
///
/// What became of the jobs is said through ``takeOutcomes()``; ``wakeUpDescriptor`` is readable when there is
/// something to take.
///
/// Belongs to the loop's thread. The other thread has the writer; the two share nothing but the two mailboxes and
/// the wake-up.
public final class LogWorker {
  private let jobs: Mailbox<LogJob>
  private let outcomes: Outbox
  private var thread = pthread_t()
  private var isClosed = false

  /// Takes over a log that was opened on the calling thread, which must not touch it again.
  public init(_ log: sending EventLog) throws(DiskFault) {
    jobs = Mailbox<LogJob>()
    outcomes = try Outbox()
    let start = Unmanaged.passRetained(Work(log, jobs, outcomes))
    let code = withoutSignals {
      pthread_create(
        &thread, nil,
        { given in
          guard let given else { return nil }
          Unmanaged<Work>.fromOpaque(given).takeRetainedValue().run()
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

  /// Hands a job over.
  public func put(_ job: LogJob) { jobs.put(job) }

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

  /// What the thread does until the log is closed.
  private final class Work {
    private let jobs: Mailbox<LogJob>
    private var writer: LogWriter

    init(_ log: EventLog, _ jobs: Mailbox<LogJob>, _ outcomes: Outbox) {
      self.jobs = jobs
      writer = LogWriter(log) { outcomes.put($0) }
    }

    func run() {
      while !writer.isClosed { writer.turn(jobs.wait(milliseconds: writer.restMs.map { Int($0) })) }
    }
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
