import Dining
import Events
import Insights
import Menus

/// A question about the past as somebody typed it: what a window or a version means is known once the log is read.
public struct InsightRequest: Hashable, Sendable {
  public let metric: Metric
  public let window: WindowRequest
  public let grouping: InsightQuestion.Grouping?
  /// Its version is a label or the first digits of one.
  public let filter: InsightFilter
  public let isCSV: Bool
  /// Where the pictures go, if anywhere.
  public let svgPath: String?

  /// What a question is about where nobody says otherwise.
  static let usualSpan = InsightSpan.days(7)

  init(_ arguments: Arguments, metric name: String) throws(UsageFault) {
    metric = try Self.word(name, "METRIC")
    window = try WindowRequest(arguments, usual: Self.usualSpan)
    grouping = try arguments.value("by").map { text throws(UsageFault) in try Self.word(text, "--by") }
    let type: OrderType? = try arguments.value("type").map { text throws(UsageFault) in
      try Self.word(text, "--type")
    }
    let arm: Experiment.Arm? = try arguments.value("arm").map { text throws(UsageFault) in
      try Self.word(text, "--arm")
    }
    filter = InsightFilter(
      orderType: type?.rawValue, station: arguments.value("station").map { ExactString($0) },
      menuVersion: arguments.value("version").map { ExactString($0) }, arm: arm?.rawValue)
    isCSV = arguments.has("csv")
    svgPath = arguments.value("svg")
    guard !isCSV || !arguments.has("json") else {
      throw UsageFault("--csv and --json are two forms of the same; leave one out")
    }
    try check(arguments)
  }

  /// Not every metric can be parted, or asked of a part of the house.
  private func check(_ arguments: Arguments) throws(UsageFault) {
    if let grouping, !metric.groupings.contains(grouping) {
      let known = metric.groupings.map(\.rawValue).joined(separator: ", ")
      throw UsageFault(
        "insights \(metric.rawValue) has no --by \(grouping.rawValue); "
          + (known.isEmpty ? "leave it out" : "it has: \(known)"))
    }
    for part in Metric.Part.allCases where arguments.has(part.rawValue) && !metric.parts.contains(part) {
      let known = metric.parts.map { "--\($0.rawValue)" }.joined(separator: ", ")
      throw UsageFault(
        "insights \(metric.rawValue) takes no --\(part.rawValue); "
          + (known.isEmpty ? "leave it out" : "it takes: \(known)"))
    }
  }

  private static func word<Word: RawRepresentable<String> & CaseIterable>(
    _ text: String, _ place: String
  ) throws(UsageFault) -> Word {
    guard let word = Word(rawValue: text) else {
      let known = Word.allCases.map(\.rawValue).joined(separator: ", ")
      throw UsageFault("\(place): “\(text)” is none of \(known)")
    }
    return word
  }
}
