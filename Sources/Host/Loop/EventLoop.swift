import Glibc

/// The one place where the program sleeps: `poll(2)` over everything that may wake it.
///
/// Its users register for the descriptors of which they want to hear, and set deadlines. Without a deadline it sleeps
/// until something comes: nothing here looks again and again.
public final class EventLoop {
  public enum Readiness: Sendable { case readable, writable }

  private struct Watch {
    var onReadable: (() -> Void)?
    var onWritable: (() -> Void)?
  }

  private var watches: [Int32: Watch] = [:]
  private var deadlines: [String: Deadline] = [:]
  private var isStopped = false
  /// How often it has woken up, for `metrics` and P13.
  public private(set) var wakeUps = 0

  private struct Deadline {
    let atMs: Int64
    let body: () -> Void
  }

  public init() {}

  /// Calls `body` whenever `descriptor` can be read; nil stops that.
  public func whenReadable(_ descriptor: Int32, _ body: (() -> Void)?) {
    watches[descriptor, default: Watch()].onReadable = body
    forgetIfIdle(descriptor)
  }

  /// Calls `body` whenever `descriptor` takes more; nil stops that.
  public func whenWritable(_ descriptor: Int32, _ body: (() -> Void)?) {
    watches[descriptor, default: Watch()].onWritable = body
    forgetIfIdle(descriptor)
  }

  public func forget(_ descriptor: Int32) { watches[descriptor] = nil }

  private func forgetIfIdle(_ descriptor: Int32) {
    guard let watch = watches[descriptor], watch.onReadable == nil, watch.onWritable == nil else { return }
    watches[descriptor] = nil
  }

  /// Calls `body` once, at a moment of the monotonic clock; a new deadline of the same name replaces the old one.
  public func at(_ monotonicMs: Int64, _ name: String, _ body: @escaping () -> Void) {
    deadlines[name] = Deadline(atMs: monotonicMs, body: body)
  }

  public func cancel(_ name: String) { deadlines[name] = nil }

  public func stop() { isStopped = true }

  /// Runs until ``stop()``, which may have been called before.
  public func run() throws(SystemFault) {
    while !isStopped { try turn() }
    isStopped = false
  }

  /// Sleeps once and does what woke it.
  private func turn() throws(SystemFault) {
    let numbers = watches.keys.sorted()
    var polled = numbers.map { number in
      let watch = watches[number]
      let wanted = (watch?.onReadable == nil ? 0 : POLLIN) | (watch?.onWritable == nil ? 0 : POLLOUT)
      return pollfd(fd: number, events: Int16(wanted), revents: 0)
    }
    let count = poll(&polled, nfds_t(polled.count), timeoutMs())
    wakeUps += 1
    if count < 0, errno != EINTR { throw SystemFault("poll") }
    if count > 0 {
      for entry in polled where entry.revents != 0 { serve(entry) }
    }
    runDeadlines()
  }

  private func serve(_ entry: pollfd) {
    let events = Int32(entry.revents)
    if events & (POLLIN | POLLHUP | POLLERR | POLLNVAL) != 0 { watches[entry.fd]?.onReadable?() }
    if events & (POLLOUT | POLLERR) != 0 { watches[entry.fd]?.onWritable?() }
  }

  private func timeoutMs() -> Int32 {
    guard let next = deadlines.values.map(\.atMs).min() else { return -1 }
    let now = SystemClock.monotonicMs()
    // One that is long past has no distance that an integer holds.
    return next <= now ? 0 : Int32(clamping: next - now)
  }

  /// Also runs what these set for now, so that it takes no turn of its own.
  private func runDeadlines() {
    while let (name, deadline) = deadlines.min(by: {
      ($0.value.atMs, $0.key) < ($1.value.atMs, $1.key)
    }), deadline.atMs <= SystemClock.monotonicMs() {
      deadlines[name] = nil
      deadline.body()
    }
  }
}
