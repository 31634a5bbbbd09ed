import Events
import Glibc

/// Local time in a venue's zone, as the system's zone files tell it.
///
/// The zone is a setting of the process (`TZ`), set once by the thread that owns the state.
public enum LocalTime {
  /// Makes an IANA zone the one of this process; an empty name keeps the system's.
  public static func use(zone: String) {
    if !zone.isEmpty { setenv("TZ", zone, 1) }
    tzset()
  }

  /// Which one is meant by a time of day without a date: the nearest that makes sense.
  public enum Nearest: Sendable {
    /// The next one, the minute that runs included: what is promised or planned.
    case next
    /// The last one: what is looked back at.
    case last
  }

  /// The moment that a time of day without a date means.
  public static func nearest(_ nearest: Nearest, hour: Int, minute: Int, now: Timestamp) -> Timestamp {
    let minuteOfDay = hour * 60 + minute
    switch nearest {
    case .next: return clock.next(minuteOfDay: minuteOfDay, from: now)
    case .last:
      let today = clock.moment(minuteOfDay: minuteOfDay, now)
      return today <= now ? today : clock.moment(minuteOfDay: minuteOfDay, daysAfter: -1, now)
    }
  }

  private static var clock: WallClock { WallClock(offset: offsetMinutes) }

  /// `2026-11-28 20:44:34` as clocks on the wall said it at that moment.
  public static func text(_ time: Timestamp) -> String {
    let local = time.advanced(byMilliseconds: Int64(offsetMinutes(time)) * 60_000)
    let digits = local.description.utf8.prefix(19)
    return String(decoding: digits, as: UTF8.self).split(separator: "T").joined(separator: " ")
  }

  /// The moment of a time that is today's where it has no date.
  public static func today(hour: Int, minute: Int, now: Timestamp) -> Timestamp {
    clock.moment(minuteOfDay: hour * 60 + minute, now)
  }

  /// `20:44` today, `2026-11-29 20:44` on another day.
  public static func short(_ time: Timestamp, now: Timestamp = SystemClock.wall()) -> String {
    let said = text(time).prefix(16)
    return said.prefix(10) == text(now).prefix(10) ? String(said.suffix(5)) : String(said)
  }

  /// How far local time is ahead of UTC at a moment.
  public static func offsetMinutes(_ time: Timestamp) -> Int { broken(time).tm_gmtoff / 60 }

  private static func broken(_ time: Timestamp) -> tm {
    var seconds = time_t(time.milliseconds / 1000)
    var parts = tm()
    localtime_r(&seconds, &parts)
    return parts
  }
}
