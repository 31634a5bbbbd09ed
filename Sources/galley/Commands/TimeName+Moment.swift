import Events
import Host
import Screens

extension TimeName {
  /// The moment itself, by the clock of the venue.
  ///
  /// - Parameter nearest: which one a time of day means that is written without a date.
  func moment(_ nearest: LocalTime.Nearest, now: Timestamp = SystemClock.wall()) -> Timestamp {
    switch self {
    case .instant(let time): time
    case .now: now
    case .clock(let hour, let minute): LocalTime.nearest(nearest, hour: hour, minute: minute, now: now)
    }
  }

  /// The moment itself; a time without a date is today's, past or to come.
  func today(now: Timestamp) -> Timestamp {
    switch self {
    case .instant(let time): time
    case .now: now
    case .clock(let hour, let minute): LocalTime.today(hour: hour, minute: minute, now: now)
    }
  }
}
