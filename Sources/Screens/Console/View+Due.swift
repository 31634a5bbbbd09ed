import Dining
import Events

/// When what is on the board is wanted: what is to be started next, what is not for today, and both in words.
extension View {
  /// What is to be started next: the first ticket of NEW, unless it has nothing but voids or is for another day.
  ///
  /// - Parameter tickets: in the order of work; those of other columns are passed over.
  func next(of tickets: [Ticket]) -> Ticket? {
    tickets.first { $0.column == .ordered && !$0.bump.isEmpty && !isForAnotherDay($0) }
  }

  /// Whether nobody need think of a ticket today: it is promised for another day, and not soon, so that late in the
  /// evening what is promised for half past midnight is still tonight's.
  func isForAnotherDay(_ ticket: Ticket) -> Bool {
    guard let due = ticket.dueAt, let seconds = ticket.promisedIn(at: now) else { return false }
    return seconds > Self.soonSeconds && localDay(due) != localDay(now)
  }

  /// Two hours: longer than a kitchen works on anything that it has been told of.
  private static let soonSeconds: Int64 = 7_200

  /// `19:04` today, `Sun 12:00` on the next six days, `Sun 13 Dec 12:00` after these and on days that have passed.
  func dayAndClock(_ time: Timestamp) -> String {
    let ahead = localDay(time) - localDay(now)
    if ahead == 0 { return clock(time) }
    if (1...6).contains(ahead) { return "\(weekday(time)) \(clock(time))" }
    return dateAndClock(time)
  }

  /// The same with its date, whenever it is: one below the other they are told apart.
  func dateAndClock(_ time: Timestamp) -> String {
    let date = local(time).utcDate
    return "\(weekday(time)) \(date.day) \(PastFrame.months[date.month - 1]) \(clock(time))"
  }

  /// The first of January 1970 was a Thursday.
  private func weekday(_ time: Timestamp) -> String { Self.weekdays[Int(localDay(time) % 7)] }

  private static let weekdays = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]

  /// `in 95m`, `in 3h` or `in 3d`, and `95m over` after the promised time.
  ///
  /// Minutes are those begun, so that the last one counts down to `in 1m`. From 120 minutes on they are whole hours,
  /// and beyond 48 hours whole days.
  ///
  /// - Parameter seconds: until a promised time; negative once it has passed.
  static func inWords(_ seconds: Int64) -> String {
    let minutes = (seconds.magnitude + 59) / 60
    let span = minutes < 120 ? "\(minutes)m" : minutes <= 2_880 ? "\(minutes / 60)h" : "\(minutes / 1_440)d"
    return seconds < 0 ? "\(span) over" : "in \(span)"
  }

  /// Days since 1 January 1970 by the clock on the wall.
  private func localDay(_ time: Timestamp) -> Int64 { local(time).milliseconds / 86_400_000 }

  /// The moment at which a clock in UTC says what the one on the wall says at `time`.
  private func local(_ time: Timestamp) -> Timestamp {
    time.advanced(byMilliseconds: Int64(offsets.minutes(at: time)) * 60_000)
  }
}
