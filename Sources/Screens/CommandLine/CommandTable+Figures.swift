import Insights

/// What the house has done, added up.
extension CommandTable {
  static let figures: [Command] = [
    Command(
      "insights METRIC",
      flags: WindowRequest.flags(usual: InsightRequest.usualSpan) + [
        Flag("by \(words(InsightQuestion.Grouping.allCases))", "part the rows so, where the metric can"),
        Flag("type TYPE", "only dine_in, takeaway or delivery"),
        Flag("station NAME", "only dishes of this station"),
        Flag("version VERSION", "only what was ordered from this version of the menu"),
        Flag("arm control|variant", "only visits that an experiment gave this arm"),
        Flag("csv", "a row for each, for a spreadsheet"),
        Flag("svg FILE", "also the pictures, into a new file"),
      ],
      "What the past says: dishes, kitchen times, voices, visits, takings.",
      example: "insights prep-times --window 28d --by hour"
    ) { arguments, operands throws(UsageFault) in
      .insights(try InsightRequest(arguments, metric: operands[0]))
    },
    Command(
      "report day",
      flags: [
        Flag("date DATE", "the business day that began then; without it the one that runs"),
        Flag("csv", "a row for each figure, for a spreadsheet"),
      ],
      "The takings of a day: what lies in the drawers, what is unpaid, what was given away, what was sold.",
      example: "report day --date 2026-11-28"
    ) { arguments, _ throws(UsageFault) in
      let date = arguments.value("date")
      if let date, BusinessDays(offset: { _ in 0 }).day(named: date) == nil {
        throw UsageFault("--date: “\(date)” is no date; write 2026-11-28")
      }
      guard !arguments.has("csv") || !arguments.has("json") else {
        throw UsageFault("--csv and --json are two forms of the same; leave one out")
      }
      return .reportDay(date: date, isCSV: arguments.has("csv"))
    },
    Command(
      "export workforce", flags: WindowRequest.flags(usual: .today),
      "For programs that plan work: orders a minute, prep times, how long tables are taken. JSON.",
      example: "export workforce --window 7d"
    ) { arguments, _ throws(UsageFault) in .export(.workforce, try WindowRequest(arguments, usual: .today)) },
    Command(
      "export crm", flags: WindowRequest.flags(usual: .today),
      "For programs that know guests: the pace of each meal, and how long paying took. JSON; it names nobody.",
      example: "export crm --window 1d"
    ) { arguments, _ throws(UsageFault) in .export(.crm, try WindowRequest(arguments, usual: .today)) },
  ]

  /// A flag's value that is one of a few words, as its synopsis and completion have it.
  private static func words<Word: RawRepresentable<String>>(_ words: [Word]) -> String {
    words.map(\.rawValue).joined(separator: "|")
  }
}

extension Invocation {
  /// Which figures a partner's program wants.
  public enum Export: String, CaseIterable, Sendable { case workforce, crm }
}
