import Events
import Host
import Insights
import Screens

/// An answer for a person at a shell.
enum InsightText {
  static func text(_ answer: InsightAnswer) -> String {
    let window = answer.question.window
    let title = InsightWords.title(answer.question.metric)
    let head =
      "\(title.prefix(1).uppercased())\(title.dropFirst()), \(time(window.from)) to \(time(window.until))\n"
    let notes = answer.notes.map { $0 + "\n" }.joined()
    return head + (answer.rows.isEmpty ? "" : "\n" + table(answer)) + (notes.isEmpty ? "" : "\n" + notes)
  }

  private static func table(_ answer: InsightAnswer) -> String {
    var table = TextTable(
      answer.columns.indices.map { column in
        let isNumber = answer.rows.contains { InsightWords.isNumber($0[column]) }
        return (
          InsightWords.title(of: answer.columns[column], answer).uppercased(), isNumber ? .right : .left
        )
      })
    for row in answer.rows {
      table.add(zip(answer.columns, row).map { InsightWords.text($1, of: $0, answer, clock: time) })
    }
    return table.text
  }

  private static func time(_ time: Timestamp) -> String { String(LocalTime.text(time).prefix(16)) }
}
