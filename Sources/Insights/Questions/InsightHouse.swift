import Dining
import Events

/// What a question needs to know beside the log: the house's own settings, and what time it is.
public struct InsightHouse {
  let ageLimits: AgeLimits
  let now: Timestamp
  let days: BusinessDays

  public init(ageLimits: AgeLimits, days: BusinessDays, now: Timestamp) {
    self.ageLimits = ageLimits
    self.days = days
    self.now = now
  }
}

extension Rollup {
  /// Answers a question from what is kept.
  ///
  /// - Returns: nil where a file is not what it was: all is to be made anew.
  public mutating func answer(_ question: InsightQuestion, _ house: InsightHouse) -> InsightAnswer? {
    switch question.metric {
    case .slowMovers: slowMovers(question, house)
    case .prepTimes: prepTimes(question, house)
    case .voice: voice(question, house)
    case .abandonment: abandonment(question, house)
    case .takings: takings(question, house)
    case .speed: speed(question, house)
    case .voids: voids(question, house)
    }
  }
}

/// What every answer says where there is little to say.
enum InsightNotes {
  /// - Parameter missing: what there is nothing of, like "Nothing was ordered".
  static func nothing(_ missing: String, _ window: InsightWindow, now: Timestamp) -> String {
    if window.from > now { return "This window lies ahead: nothing has happened in it yet." }
    return "\(missing) in this window."
  }

  /// With fewer, one evening's chance is all that is seen.
  static let fewSamples = 10

  /// - Parameter things: one and many of them.
  static func few(_ count: Int64, _ one: String, _ many: String) -> [String] {
    guard count > 0, count < fewSamples else { return [] }
    return ["Only \(count) \(count == 1 ? one : many): too few to conclude from."]
  }
}
