import Events

/// When a call is made again that nobody answered, or that Stripe had trouble with. The key stays the same, so that a
/// repeat does nothing twice.
enum StripeRetry {
  private static let pausesMs: [Int64] = [500, 1_000, 2_000, 4_000]
  /// From the first try to the last; after it the terminal hears that Stripe is out of reach.
  static let budgetMs: Int64 = 15_000

  /// - Parameters:
  ///   - tries: how often it was made so far.
  ///   - elapsedMs: since the first of them; a clock that was set back counts as none.
  ///   - wishMs: how long Stripe wants to be left alone, where it said so.
  /// - Returns: how long to wait; nil to give up.
  static func pauseMs(tries: Int, elapsedMs: Int64, wishMs: Int64?) -> Int64? {
    guard tries > 0, tries <= pausesMs.count else { return nil }
    let pause = max(pausesMs[tries - 1], wishMs ?? 0)
    return max(0, elapsedMs) + pause <= budgetMs ? pause : nil
  }
}
