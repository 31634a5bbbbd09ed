import Events
import Menus
import Venue

/// Experiments in words: for a shell and for the manager's pane.
public enum ExperimentWords {
  /// `to come`, `live`, `over`, or how it was ended.
  public static func state(
    _ experiment: Experiment, at now: Timestamp, clock: (Timestamp) -> String
  ) -> String {
    if let ended = experiment.ended {
      return "ended \(clock(ended.at)) by \(ended.actor): \(ended.reason)"
    }
    if now < experiment.plan.startsAt { return "to come" }
    return now < experiment.plan.endsAt ? "live" : "over"
  }

  /// `73.3 %`; empty where there is no rate.
  public static func percent(_ rate: Double?) -> String { rate.map { "\(tenths($0)) %" } ?? "" }

  /// `64.7–80.4 %`: between what a rate lies.
  static func range(_ interval: WilsonInterval) -> String {
    "\(tenths(interval.low))–\(tenths(interval.high)) %"
  }

  private static func tenths(_ rate: Double) -> String {
    let tenths = Int((rate * 1_000).rounded())
    return "\(tenths / 10).\(tenths % 10)"
  }
}
