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

  /// The moment that a time of day without a date means; the earlier one where a clock change makes it happen twice.
  public static func nearest(_ nearest: Nearest, hour: Int, minute: Int, now: Timestamp) -> Timestamp {
    let today = moment(hour, minute, daysAhead: 0, now)
    switch nearest {
    case .next:
      let thisMinute = now.milliseconds - now.milliseconds % 60_000
      return today.milliseconds >= thisMinute ? today : moment(hour, minute, daysAhead: 1, now)
    case .last: return today <= now ? today : moment(hour, minute, daysAhead: -1, now)
    }
  }

  /// The moment of a local time so many days after today.
  private static func moment(_ hour: Int, _ minute: Int, daysAhead: Int, _ now: Timestamp) -> Timestamp {
    // Left to itself, the C library guesses which of two moments is meant; that of summer time comes first.
    for isSummer: Int32 in [1, 0] {
      let (moment, parts) = moment(hour, minute, daysAhead, now, isSummer)
      if parts.tm_hour == hour, parts.tm_min == minute, parts.tm_isdst == isSummer { return moment }
    }
    return moment(hour, minute, daysAhead, now, -1).moment
  }

  /// The moment of a local time, and what it became where a clock change leaves it out.
  private static func moment(
    _ hour: Int, _ minute: Int, _ daysAhead: Int, _ now: Timestamp, _ isSummer: Int32
  ) -> (moment: Timestamp, parts: tm) {
    var parts = broken(now)
    parts.tm_mday += Int32(daysAhead)
    parts.tm_hour = Int32(hour)
    parts.tm_min = Int32(minute)
    parts.tm_sec = 0
    parts.tm_isdst = isSummer
    let seconds = mktime(&parts)
    return (Timestamp(clamping: Int64(seconds) * 1000), parts)
  }

  /// `2026-11-28 20:44:34` as clocks on the wall said it at that moment.
  public static func text(_ time: Timestamp) -> String {
    let local = time.advanced(byMilliseconds: Int64(offsetMinutes(time)) * 60_000)
    let digits = local.description.utf8.prefix(19)
    return String(decoding: digits, as: UTF8.self).split(separator: "T").joined(separator: " ")
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
