import Events
import Host
import Insights
import Screens

extension InsightRequest {
  /// The question itself, by the clock and the business days of the venue.
  func question(now: Timestamp, _ days: BusinessDays) throws(Failure) -> InsightQuestion {
    InsightQuestion(metric, try window.window(now: now, days), filter: filter, by: grouping)
  }
}
