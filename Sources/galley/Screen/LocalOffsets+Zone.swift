import Dining
import Events
import Host
import Screens

extension LocalOffsets {
  /// The clock changes of the venue's zone from a moment on, or two days ago, until the last day that can be promised.
  static func around(_ now: Timestamp, since: Timestamp? = nil) -> LocalOffsets {
    let start = since ?? now.advanced(byMilliseconds: -2 * dayMilliseconds)
    let end = now.advanced(byMilliseconds: OrderCommand.Opening.promiseMilliseconds + dayMilliseconds)
    var minutes = LocalTime.offsetMinutes(start)
    var stretches = [(from: Timestamp.earliest, minutes: minutes)]
    var day = start
    while day < end {
      let next = min(day.advanced(byMilliseconds: dayMilliseconds), end)
      let then = LocalTime.offsetMinutes(next)
      if then != minutes { stretches.append((change(after: day, minutes, until: next), then)) }
      (day, minutes) = (next, then)
    }
    return LocalOffsets(stretches)
  }

  /// No zone changes its clocks twice a day.
  private static let dayMilliseconds: Int64 = 86_400_000

  /// When the clocks were changed between two moments, to the second.
  private static func change(after start: Timestamp, _ minutes: Int, until end: Timestamp) -> Timestamp {
    var low = start.milliseconds / 1_000
    var high = end.milliseconds / 1_000
    while high - low > 1 {
      let middle = (low + high) / 2
      if LocalTime.offsetMinutes(Timestamp(clamping: middle * 1_000)) == minutes {
        low = middle
      } else {
        high = middle
      }
    }
    return Timestamp(clamping: high * 1_000)
  }
}
