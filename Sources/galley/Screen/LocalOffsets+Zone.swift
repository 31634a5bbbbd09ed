import Dining
import Events
import Host
import Screens

extension LocalOffsets {
  /// The clock changes of the venue's zone from a moment on, or two days ago, until the last day that can be promised.
  static func around(_ now: Timestamp, since: Timestamp? = nil) -> LocalOffsets {
    let day: Int64 = 86_400_000
    return LocalOffsets(
      from: since ?? now.advanced(byMilliseconds: -2 * day),
      until: now.advanced(byMilliseconds: OrderCommand.Opening.promiseMilliseconds + day),
      LocalTime.offsetMinutes)
  }
}
