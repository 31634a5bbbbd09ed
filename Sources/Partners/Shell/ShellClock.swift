import Events
import Glibc

/// The two clocks of the machine.
enum ShellClock {
  /// What the wall clock says.
  static var now: Timestamp { Timestamp(clamping: milliseconds(CLOCK_REALTIME)) }

  /// Milliseconds on a clock that nobody sets: for waiting.
  static var monotonicMs: Int64 { milliseconds(CLOCK_MONOTONIC) }

  private static func milliseconds(_ clock: clockid_t) -> Int64 {
    var time = timespec()
    clock_gettime(clock, &time)
    return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
  }
}
