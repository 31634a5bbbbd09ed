import Glibc

/// Which seeds are running: said when the program itself dies of one.
enum Seeds {
  nonisolated(unsafe) private static let running = UnsafeMutablePointer<UInt64>.allocate(capacity: 64)
  nonisolated(unsafe) private static var isWatching = false
  private static let mutex = Mutex()

  static func begin(_ seed: UInt64) {
    mutex.locked {
      watch()
      if let place = (0..<64).first(where: { running[$0] == 0 }) { running[place] = seed }
    }
  }

  static func end(_ seed: UInt64) {
    mutex.locked { if let place = (0..<64).first(where: { running[$0] == seed }) { running[place] = 0 } }
  }

  private static func watch() {
    guard !isWatching else { return }
    isWatching = true
    running.initialize(repeating: 0, count: 64)
    for signalNumber in [SIGILL, SIGTRAP, SIGSEGV, SIGABRT] {
      signal(signalNumber) { number in
        for place in 0..<64 where Seeds.running[place] != 0 {
          print("DIED with signal \(number) while seed \(Seeds.running[place]) ran")
        }
        fflush(nil)
        signal(number, SIG_DFL)
        raise(number)
      }
    }
  }

  private final class Mutex: @unchecked Sendable {
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)

    init() { pthread_mutex_init(mutex, nil) }

    func locked(_ body: () -> Void) {
      pthread_mutex_lock(mutex)
      defer { pthread_mutex_unlock(mutex) }
      body()
    }
  }
}
