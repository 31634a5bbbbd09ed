import Glibc

/// Seconds on the monotonic clock: for limits and latencies, never for dates.
func monotonicSeconds() -> Double {
  var now = timespec()
  clock_gettime(CLOCK_MONOTONIC, &now)
  return Double(now.tv_sec) + Double(now.tv_nsec) / 1e9
}

/// Waits until `condition` gives a value, looking again every few milliseconds.
///
/// - Parameters:
///   - what: what is waited for, as it reads in the failure.
///   - limit: seconds after which the wait fails.
/// - Throws: `Failure` when the limit passes, or what `condition` throws.
func waitFor<Value>(_ what: String, limit: Double = 10, _ condition: () throws -> Value?) throws -> Value {
  let end = monotonicSeconds() + limit
  while true {
    if let value = try condition() { return value }
    if monotonicSeconds() > end { throw Failure("waited \(limit) s in vain for \(what)") }
    poll(nil, 0, 3)
  }
}

/// The same for a condition that is true or false.
func waitUntil(_ what: String, limit: Double = 10, _ condition: () throws -> Bool) throws {
  _ = try waitFor(what, limit: limit) { try condition() ? true : nil }
}
