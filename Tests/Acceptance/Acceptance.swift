import Dispatch
import Testing

/// The built program, used as people use it: commands, files, sockets and a real terminal, by the contract alone.
///
/// One test at a time: they measure times and start many processes.
@Suite(.serialized, ThreadOfItsOwn()) struct Acceptance {}

/// The rest of it: tests that mostly wait, for a silence on the network, for a proof that does not come, for a disk.
///
/// They run one at a time as well, beside ``Acceptance``.
@Suite(.serialized, ThreadOfItsOwn()) struct Patience {}

/// What is tried in every place: each call of the disk that can fail, a kill at any moment, every size of a window.
///
/// One at a time too, beside both.
@Suite(.serialized, ThreadOfItsOwn()) struct Sweeps {}

/// Gives a suite a thread that is its alone. The threads that all tests share are as many as there are cores: a test
/// that sleeps on one of them keeps others from running, and waits in line behind them all.
struct ThreadOfItsOwn: SuiteTrait, TestScoping {
  private let thread = TestThread()

  func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    try await withTaskExecutorPreference(thread) { try await function() }
  }
}

private final class TestThread: TaskExecutor {
  private let queue = DispatchQueue(label: "one suite")

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }
}
