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
    }
  ]
}
