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
    let today = moment(hour, minute, daysAhead: 0, now)
    switch nearest {
    case .next:
      let thisMinute = now.milliseconds - now.milliseconds % 60_000
      return today.milliseconds >= thisMinute ? today : moment(hour, minute, daysAhead: 1, now)
    case .last: return today <= now ? today : moment(hour, minute, daysAhead: -1, now)
    }
  }

  /// The moment of a local time so many days after today: the first of two where a clock change makes it happen twice,
  /// that of the change where it leaves it out.
  private static func moment(_ hour: Int, _ minute: Int, daysAhead: Int, _ now: Timestamp) -> Timestamp {
    let offset = Int64(offsetMinutes(now)) * minuteMs
    let midnight = (now.milliseconds + offset) / dayMs * dayMs
    return moment(ofLocal: midnight + Int64(daysAhead) * dayMs + Int64(hour * 60 + minute) * minuteMs)
  }

  private static let minuteMs: Int64 = 60_000
  private static let dayMs: Int64 = 86_400_000

  /// - Parameter local: what the clock on the wall says, in milliseconds since 1970 as it would count them.
  private static func moment(ofLocal local: Int64) -> Timestamp {
    func reading(_ moment: Int64) -> Int64 {
      moment + Int64(offsetMinutes(Timestamp(clamping: moment))) * minuteMs
    }
    // A clock is set at most once in two days.
    let offsets = [local - dayMs, local + dayMs].map { reading($0) - $0 }
    let candidates = offsets.map { local - $0 }.sorted()
    if let moment = candidates.first(where: { reading($0) == local }) { return Timestamp(clamping: moment) }
    var (before, after) = (candidates[0], candidates[1])
    while after - before > 1 {
      let middle = before + (after - before) / 2
      if reading(middle) < local { before = middle } else { after = middle }
    }
    return Timestamp(clamping: after)
  }

  /// `2026-11-28 20:44:34` as clocks on the wall said it at that moment.
  public static func text(_ time: Timestamp) -> String {
    let local = time.advanced(byMilliseconds: Int64(offsetMinutes(time)) * 60_000)
    let digits = local.description.utf8.prefix(19)
    return String(decoding: digits, as: UTF8.self).split(separator: "T").joined(separator: " ")
  }

  /// The moment of a time that is today's where it has no date.
  public static func today(hour: Int, minute: Int, now: Timestamp) -> Timestamp {
    moment(hour, minute, daysAhead: 0, now)
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
