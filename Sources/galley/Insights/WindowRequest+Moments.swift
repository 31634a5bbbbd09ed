import Events
import Host
import Insights
import Screens

extension WindowRequest {
  /// The window itself. A time of day is the last such time; of an end that would lie before its beginning, the next after
  /// that.
  func window(now: Timestamp, _ days: BusinessDays) throws(Failure) -> InsightWindow {
    switch self {
    case .span(let span): return span.window(at: now, days)
    case .times(let first, let last):
      let from = first.moment(.last, now: now)
      guard let last else {
        return InsightWindow(from: from, until: max(from, days.day(holding: now).until))
      }
      var until = last.moment(.last, now: now)
      if until <= from, case .clock = last {
        until = last.moment(.next, now: from.advanced(byMilliseconds: 60_000))
      }
      guard from < until else {
        throw Failure(.usage, "usage", "--until lies before --from; nothing happened in such a window")
      }
      return InsightWindow(from: from, until: until)
    }
  }
}
