import Insights

/// What the house has done, added up.
extension CommandTable {
  static let figures: [Command] = [
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
      "export workforce", flags: [.window, .since, .until],
      "For programs that plan work: orders a minute, prep times, how long tables are taken. JSON.",
      example: "export workforce --window 7d"
    ) { arguments, _ throws(UsageFault) in .export(try arguments.exportQuestion(.workforce)) },
    Command(
      "export crm", flags: [.window, .since, .until],
      "For programs that know guests: the pace of each meal, and how long paying took. JSON; it names nobody.",
      example: "export crm --window 1d"
    ) { arguments, _ throws(UsageFault) in .export(try arguments.exportQuestion(.crm)) },
  ]
}

extension Invocation {
  /// Which figures a partner's program wants, and of when.
  public struct ExportQuestion: Sendable {
    public enum Kind: String, CaseIterable, Sendable { case workforce, crm }

    /// Days that are picked, or what lies between two times.
    public enum Window: Sendable {
      case span(InsightSpan)
      case times(from: TimeName, until: TimeName)
    }

    public let kind: Kind
    public let window: Window
  }
}

extension Flag {
  fileprivate static let window = Flag(
    "window SPAN", "business days: 1d (without it), 7d, 28d, 90d, month, last-month")
  fileprivate static let since = Flag("from TIME", "from then on; with --until")
  fileprivate static let until = Flag("until TIME", "until before then; with --from")
}

extension Arguments {
  fileprivate func exportQuestion(
    _ kind: Invocation.ExportQuestion.Kind
  ) throws(UsageFault) -> Invocation.ExportQuestion {
    guard let from = try time("from"), let until = try time("until") else {
      guard !has("from"), !has("until") else { throw UsageFault("--from TIME and --until TIME go together") }
      let word = value("window") ?? "1d"
      guard let span = InsightSpan(word: word) else {
        let words = InsightSpan.usual.compactMap(\.word)
        throw UsageFault("--window: “\(word)” is none of \(words.joined(separator: ", "))")
      }
      return Invocation.ExportQuestion(kind: kind, window: .span(span))
    }
    guard !has("window") else {
      throw UsageFault("--window and --from with --until say the same; leave one out")
    }
    return Invocation.ExportQuestion(kind: kind, window: .times(from: from, until: until))
  }
}
