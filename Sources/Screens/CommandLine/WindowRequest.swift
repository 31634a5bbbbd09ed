import Insights

/// The window of a question as somebody typed it: which moments it is depends on now and on the house's business days.
public enum WindowRequest: Hashable, Sendable {
  case span(InsightSpan)
  case times(from: TimeName, until: TimeName?)

  /// - Parameter usual: what it is without any of them.
  static func flags(usual: InsightSpan) -> [Flag] {
    let words = InsightSpan.usual.compactMap(\.word)
    return [
      Flag(
        "window \(words.joined(separator: "|"))",
        "so many business days, the one that runs included; without it \(usual.word ?? "")"),
      Flag("from TIME", "in place of a window: from then on"),
      Flag("until TIME", "up to then; without it until the running business day ends"),
    ]
  }

  init(_ arguments: Arguments, usual: InsightSpan) throws(UsageFault) {
    let from = try arguments.time("from")
    let until = try arguments.time("until")
    guard let from else {
      guard until == nil else { throw UsageFault("--until wants to know from when; add --from TIME") }
      guard let word = arguments.value("window") else {
        self = .span(usual)
        return
      }
      guard let span = InsightSpan(word: word) else {
        let words = InsightSpan.usual.compactMap(\.word)
        throw UsageFault("--window: “\(word)” is none of \(words.joined(separator: ", "))")
      }
      self = .span(span)
      return
    }
    guard !arguments.has("window") else {
      throw UsageFault("--window and --from both say how far to look back; leave one out")
    }
    self = .times(from: from, until: until)
  }
}
