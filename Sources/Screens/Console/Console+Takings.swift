import Events
import Insights
import Venue

/// What the log said of today and of the day before, and when it is asked again.
struct TakingsRead: Sendable {
  /// Today's first; while the log is read anew, these stay.
  var read: (days: [DayTakings], at: Timestamp)?
  /// What was known when the log was asked last; nil since the pane was opened.
  var asked: (day: BusinessDay, eventsHeld: Int, at: Timestamp)?
  var isReading = false
  /// Why the log could not be read the last time.
  var trouble: String?

  /// On a full evening something happens every second; nobody reads figures that change as often.
  static let pauseMs: Int64 = 5_000
}

extension View {
  var businessDays: BusinessDays {
    BusinessDays(startingAt: HouseSetting.dayStarts.value(in: house), offset: offsets.minutes)
  }
}

extension Console {
  /// Asks once the pane is open before somebody who has touched this screen, then whenever something has happened.
  mutating func wantedTakings(_ view: View) -> [ConsoleEffect] {
    guard nextTakings(view).map({ $0 <= 0 }) == true else { return [] }
    let days = view.businessDays
    let today = days.day(holding: view.wall)
    desk.takings.isReading = true
    desk.takings.asked = (today, view.eventsHeld, view.now)
    return [.readTakings(of: [today, days.day(before: today)])]
  }

  /// In how many milliseconds the log is to be asked; nil where nothing has happened since it was.
  func nextTakings(_ view: View) -> Int64? {
    guard pane.kind.name == TakingsWords.pane, past == nil, touchedAt != nil, !desk.takings.isReading else {
      return nil
    }
    guard let asked = desk.takings.asked else { return 0 }
    if asked.eventsHeld == view.eventsHeld, asked.day.holds(view.wall) { return nil }
    return max(0, TakingsRead.pauseMs - (view.now.milliseconds - asked.at.milliseconds))
  }

  /// Takes what the log said, of today first.
  public mutating func take(_ answer: Result<[DayTakings], Complaint>, at now: Timestamp) {
    desk.takings.isReading = false
    switch answer {
    case .success(let days):
      desk.takings.read = (days, now)
      desk.takings.trouble = nil
    case .failure(let complaint): desk.takings.trouble = complaint.message
    }
  }
}
