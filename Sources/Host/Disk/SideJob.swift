import EventLog
import Glibc

/// Work of some length on a thread of its own, whose answer comes back to the loop.
///
/// Belongs to the loop's thread; the work shares nothing with it but the mailbox and the wake-up.
public final class SideJob<Answer: Sendable> {
  private let box = Mailbox<Answer>()
  private let wakeUp: WakeUp

  private init() throws(DiskFault) { wakeUp = try WakeUp() }

  /// Starts the work; `done` is called on the loop's thread, once. The loop keeps what it needs until then.
  public static func start(
    on loop: EventLoop, _ work: @escaping @Sendable () -> Answer, done: @escaping (Answer) -> Void
  ) throws(DiskFault) {
    let job = try SideJob()
    let box = job.box
    let wakeUp = job.wakeUp
    loop.whenReadable(wakeUp.descriptor) {
      loop.forget(job.wakeUp.descriptor)
      for answer in job.box.takeAll() { done(answer) }
    }
    let start = Unmanaged.passRetained(
      Handover {
        box.put(work())
        wakeUp.ring()
      })
    let code = Handover.launch(start)
    guard code == 0 else {
      start.release()
      loop.forget(wakeUp.descriptor)
      throw DiskFault(.other(code), "start thread", "")
    }
  }

}

/// What a new thread is given; not generic, as what C calls can't be.
private final class Handover {
  let run: @Sendable () -> Void

  init(_ run: @escaping @Sendable () -> Void) { self.run = run }

  /// Signals are the loop's business: a new thread inherits that it gets none.
  static func launch(_ start: Unmanaged<Handover>) -> Int32 {
    var all = sigset_t()
    var before = sigset_t()
    sigfillset(&all)
    pthread_sigmask(SIG_SETMASK, &all, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    var thread = pthread_t()
    let code = pthread_create(
      &thread, nil,
      { given in
        guard let given else { return nil }
        Unmanaged<Handover>.fromOpaque(given).takeRetainedValue().run()
        return nil
      }, start.toOpaque())
    if code == 0 { pthread_detach(thread) }
    return code
  }
}
