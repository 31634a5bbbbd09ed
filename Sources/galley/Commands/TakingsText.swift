import Events
import Host
import Insights
import Screens

/// The takings of a day for a person at a shell.
enum TakingsText {
  static func text(_ day: DayTakings, now: Timestamp) -> String {
    guard !day.takings.isEmpty else { return "Nothing was sold, taken or given back on \(day.day.date).\n" }
    let (from, until) = (LocalTime.text(day.day.from).prefix(16), LocalTime.text(day.day.until).prefix(16))
    let state = day.day.holds(now) ? ", as it stands at \(LocalTime.short(now, now: now))" : ""
    return "Takings of \(day.day.date) (\(from) to \(until))\(state)\n"
      + day.takings.map { takings in
        var table = TextTable([
          "": .left, "COUNT": .right, takings.currency.code.string: .right,
        ])
        for row in TakingsWords.rows(takings) {
          if row.isHeading { table.add(["", "", ""]) }
          table.add([row.isHeading ? row.label : "  \(row.label)", row.count, row.amount])
        }
        return "\n" + table.text
      }.joined()
  }
}
