import Glibc

/// A program that runs beside this one, its input empty and its output discarded; the loop hears when it is done.
///
/// It and all that it starts make one process group. Its end is noticed on a pipe whose other end they alone hold:
/// no signal handler, and no thread that waits.
public final class ChildProcess {
  /// How a program ended.
  public enum End: Hashable, Sendable {
    case exited(Int32)
    case killed(signal: Int32)
    /// It took longer than it was given, and was killed with all that it had started.
    case tooLong
  }

  private let id: pid_t
  private let loop: EventLoop
  private let name: String
  private let pipeEnd: Descriptor
  private let onEnd: (End) -> Void
  private var isOver = false
  private var isTooLong = false

  /// The pipe's end in the child, beside its three standard descriptors.
  private static let childPipe: Int32 = 3
  /// A process lets go of its files a moment before it can be asked how it ended.
  private static let reapAgainMs: Int64 = 20

  /// Starts a program, looked up in `PATH` where its name has no slash.
  ///
  /// - Parameters:
  ///   - words: the program and its arguments; no shell sees them.
  ///   - name: tells its deadlines on the loop from others'.
  ///   - limitMs: after so long it is killed.
  ///   - onEnd: called once, from the loop.
  public init(
    _ words: [String], on loop: EventLoop, name: String, limitMs: Int64, onEnd: @escaping (End) -> Void
  ) throws(SystemFault) {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw SystemFault("pipe") }
    pipeEnd = Descriptor(ends[0])
    let childEnd = Descriptor(ends[1])
    try pipeEnd.setNonBlocking()
    for end in ends {
      guard fcntl(end, F_SETFD, FD_CLOEXEC) == 0 else { throw SystemFault("fcntl") }
    }
    id = try Self.spawn(words, pipe: childEnd.number)
    self.loop = loop
    self.name = "child \(name)"
    self.onEnd = onEnd
    loop.whenReadable(pipeEnd.number) { [weak self] in self?.hearPipe() }
    loop.at(SystemClock.monotonicMs() + limitMs, self.name) { [weak self] in self?.stop() }
  }

  deinit {
    guard !isOver else { return }
    kill(-id, SIGKILL)
    waitpid(id, nil, WNOHANG)
    loop.forget(pipeEnd.number)
    loop.cancel(name)
  }

  /// Kills it with all that it has started.
  private func stop() {
    guard !isOver else { return }
    isTooLong = true
    kill(-id, SIGKILL)
    reap()
  }

  private func hearPipe() {
    guard case .success(.nothingYet) = Result(catching: { try pipeEnd.read() }) else {
      loop.whenReadable(pipeEnd.number, nil)
      return reap()
    }
  }

  private func reap() {
    guard !isOver else { return }
    var status: Int32 = 0
    guard retrying({ waitpid(id, &status, WNOHANG) }) != 0 else {
      return loop.at(SystemClock.monotonicMs() + Self.reapAgainMs, "\(name) ends") { [weak self] in
        self?.reap()
      }
    }
    let signal = status & 0x7F
    end(isTooLong ? .tooLong : signal == 0 ? .exited(status >> 8 & 0xFF) : .killed(signal: signal))
  }

  private func end(_ end: End) {
    isOver = true
    loop.forget(pipeEnd.number)
    loop.cancel(name)
    loop.cancel("\(name) ends")
    onEnd(end)
  }

  private static func spawn(_ words: [String], pipe: Int32) throws(SystemFault) -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, pipe, childPipe)
    return try Spawn.startInOwnGroup(words, &actions)
  }
}
