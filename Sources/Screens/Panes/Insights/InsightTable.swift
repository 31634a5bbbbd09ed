import Insights
import Venue

/// An answer as rows: words to the left, numbers to the right. What a narrow window leaves out is named below.
struct InsightTable {
  private let table: FittedTable
  private let left: Int

  /// More rows are for a spreadsheet.
  private static let rowsLimit = 500
  private static let cellLimit = 48

  init(_ answer: InsightAnswer, _ view: View) {
    let shown = answer.rows.prefix(Self.rowsLimit)
    left = answer.rows.count - shown.count
    table = FittedTable(
      answer.columns.enumerated().map { place, column in
        let values = shown.map { $0.indices.contains(place) ? $0[place] : .none }
        let cells = values.map { value in
          TextLine.Piece(
            SafeText(InsightWords.text(value, of: column, answer) { view.dateAndClock($0) }).cut(
              toColumns: Self.cellLimit),
            Style(.text))
        }
        return .init(
          title: InsightWords.title(of: column, answer), cells: cells,
          isRight: values.contains(where: InsightWords.isNumber))
      })
  }

  func lines(columns room: Int) -> [TextLine] {
    let (lines, hidden) = table.lines(columns: room)
    var words: [String] = []
    if left > 0 { words.append("\(left) more rows: galley insights --csv has them.") }
    if !hidden.isEmpty { words.append("A wider window also has: \(hidden.joined(separator: ", ")).") }
    return lines + words.flatMap { TextLine.wrapped($0, Style(.dim), toColumns: room) }
  }
}
