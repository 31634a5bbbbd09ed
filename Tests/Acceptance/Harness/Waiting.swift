import Foundation
import Glibc

/// Seconds on the monotonic clock: for limits and latencies, never for dates.
func monotonicSeconds() -> Double {
  var now = timespec()
  clock_gettime(CLOCK_MONOTONIC, &now)
  return Double(now.tv_sec) + Double(now.tv_nsec) / 1e9
}

/// Waits until `condition` gives a value. Between two looks it pauses for a tenth of the time that has gone by, 2 to
/// 25 ms: most looks start a process, and would take the processor from what is waited for.
///
/// - Parameters:
///   - what: what is waited for, as it reads in the failure.
///   - limit: seconds after which the wait fails.
///   - pauseMs: the longest pause.
/// - Throws: `Failure` when the limit passes, or what `condition` throws.
func waitFor<Value>(
  _ what: String, limit: Double = 10, pauseMs: Double = 25, _ condition: () throws -> Value?
) throws -> Value {
  let start = monotonicSeconds()
  while true {
    if let value = try condition() { return value }
    let waited = monotonicSeconds() - start
    if waited > limit { throw Failure("waited \(limit) s in vain for \(what)") }
    poll(nil, 0, Int32(min(pauseMs, max(2, waited * 100))))
  }
}

/// The same for a condition that is true or false.
func waitUntil(
  _ what: String, limit: Double = 10, pauseMs: Double = 25, _ condition: () throws -> Bool
) throws {
  _ = try waitFor(what, limit: limit, pauseMs: pauseMs) { try condition() ? true : nil }
}

/// The wall clock's time as commands take it.
func currentTime() -> String { Date.ISO8601FormatStyle(includingFractionalSeconds: true).format(.now) }
