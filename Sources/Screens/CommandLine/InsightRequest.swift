import Dining
import Events
import Insights
import Menus

/// A question about the past as somebody typed it: what a window or a version means is known once the log is read.
public struct InsightRequest: Hashable, Sendable {
  public let metric: Metric
  public let window: Window
  public let grouping: InsightQuestion.Grouping?
  /// Its version is a label or the first digits of one.
  public let filter: InsightFilter
  public let isCSV: Bool
  /// Where the pictures go, if anywhere.
  public let svgPath: String?

  public enum Window: Hashable, Sendable {
    case named(InsightWindowName)
    case times(from: TimeName, until: TimeName?)
  }

  init(_ arguments: Arguments, metric name: String) throws(UsageFault) {
    metric = try Self.word(name, "METRIC")
    window = try Self.window(arguments)
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

  private static func window(_ arguments: Arguments) throws(UsageFault) -> Window {
    let from = try arguments.time("from")
    let until = try arguments.time("until")
    guard let from else {
      guard until == nil else { throw UsageFault("--until wants to know from when; add --from TIME") }
      let name: InsightWindowName? = try arguments.value("window").map { text throws(UsageFault) in
        try word(text, "--window")
      }
      return .named(name ?? .usual)
    }
    guard !arguments.has("window") else {
      throw UsageFault("--window and --from both say how far to look back; leave one out")
    }
    return .times(from: from, until: until)
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
