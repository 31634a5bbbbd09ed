/// When what a partner did not take is tried again.
enum DeliverySchedule {
  /// Milliseconds to wait after the first try, the second …: with the eighth try a day has nearly passed.
  static let waitsMs: [Int64] = [
    5_000, 60_000, 5 * 60_000, 30 * 60_000, 2 * 3_600_000, 6 * 3_600_000, 15 * 3_600_000,
  ]
  /// As many as there are waits between them.
  static let triesLimit = waitsMs.count + 1
  /// Nothing is given up before so long has passed since its first try.
  static let leastMs = waitsMs.reduce(0, +)

  /// After so many in a row that it did not take, a partner counts as away: it is asked with one event at a time.
  static let awayAfter = 3
  /// After it was not taken so often while others were, an event says nothing about its partner any more.
  static let suspectAfter = 2
  private static let awayMs: ClosedRange<Int64> = 5_000...300_000

  /// Up to a tenth more than the plan, so that the houses of a chain do not all come back at once.
  ///
  /// - Parameter spread: any number; the same for the same event and try.
  static func waitMs(afterTry tries: Int, spread: UInt64) -> Int64 {
    let wait = waitsMs[min(max(tries, 1), waitsMs.count) - 1]
    return wait + Int64(spread % UInt64(wait / 10))
  }

  /// How long a partner that is away is left alone.
  static func pauseMs(failuresInARow: Int) -> Int64 {
    min(awayMs.upperBound, awayMs.lowerBound << min(failuresInARow - awayAfter, 10))
  }
}
