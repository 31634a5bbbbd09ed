import Dispatch
import Testing

/// The built program, used as people use it: commands, files, sockets and a real terminal, by the contract alone.
///
/// One test at a time: they measure times and fill both cores by themselves.
@Suite(.serialized) struct Acceptance {}

/// The rest of it: tests that mostly wait, for a silence on the network, for a proof that does not come, for a disk.
///
/// They run one at a time as well, beside ``Acceptance`` and on a thread of their own.
@Suite(.serialized, .onAThreadOfTheirOwn) struct Patience {}

/// Runs tests where they may sleep. The threads that all tests share are as many as there are cores: one that sleeps
/// is one less for the others.
struct ThreadOfTheirOwn: SuiteTrait, TestScoping {
  var isRecursive: Bool { true }

  func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    try await withTaskExecutorPreference(WaitingThread.only) { try await function() }
  }
}

extension Trait where Self == ThreadOfTheirOwn {
  static var onAThreadOfTheirOwn: Self { Self() }
}

private final class WaitingThread: TaskExecutor {
  static let only = WaitingThread()
  private let queue = DispatchQueue(label: "tests that wait")

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }
}
