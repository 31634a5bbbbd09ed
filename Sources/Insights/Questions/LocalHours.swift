import Events

/// Which hour the house's clock showed, asked for many moments of one day: clocks are set at quarters of an hour, so one
/// look for each quarter is enough.
struct LocalHours {
  private static let quarterMs: Int64 = 900_000
  private let start: Int64
  private let hours: [Int]

  init(from: Timestamp, until: Timestamp, _ days: BusinessDays) {
    start = from.milliseconds - from.milliseconds % Self.quarterMs
    let quarters = (until.milliseconds - start) / Self.quarterMs + 1
    let start = start
    hours = (0..<quarters).map { days.hour(at: Timestamp(clamping: start + $0 * Self.quarterMs)) }
  }

  /// - Parameter milliseconds: since 1970, within the day.
  func hour(at milliseconds: Int64) -> Int {
    hours[Int(min(max(0, (milliseconds - start) / Self.quarterMs), Int64(hours.count - 1)))]
  }
}
