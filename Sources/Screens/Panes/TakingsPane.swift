import Dining
import Events
import Insights
import Venue

/// What the day has brought so far, and the day before beside it.
struct TakingsPane {
  static let kind = PaneKind(
    name: TakingsWords.pane,
    help: "what today has brought: drawers, what is unpaid, what was given away, what was sold",
    picture: .text { console, view, width in [TakingsPane(console, view).lines(columns: width)] },
    crew: .manager, head: { console, view, _ in [TakingsPane(console, view).head] })

  private let console: Console
  private let view: View
  private var known: TakingsRead { console.desk.takings }

  init(_ console: Console, _ view: View) {
    self.console = console
    self.view = view
  }

  private var head: TextLine {
    let title = TextLine.Piece("Takings", .title, .bold)
    guard let (days, time) = known.read, let day = days.first?.day else { return TextLine([title]) }
    return TextLine(
      [title, .init("  \(day.date), since \(view.clock(day.from))", .text)],
      end: [.init("as of \(view.clock(time))", .dim)])
  }

  private func lines(columns: Int) -> [TextLine] {
    guard let (days, time) = known.read, let today = days.first else {
      let words =
        known.trouble ?? (known.isReading ? "The log is being read …" : "A key reads them from the log.")
      return [.empty] + TextLine.wrapped(words, Style(.text), toColumns: columns)
    }
    if let past = console.past, past.time < time {
      let words = "These figures are of now. An earlier day: report day --date \(today.day.date)"
      return [.empty] + TextLine.wrapped(words, Style(.text), toColumns: columns)
    }
    let trouble = known.trouble.map { TextLine.wrapped($0, Style(.ageWarm), toColumns: columns) } ?? []
    let before = days.dropFirst().first
    guard !today.takings.isEmpty else {
      let words =
        "Nothing was sold, taken or given back yet. An earlier day: report day --date \(before?.day.date ?? today.day.date)"
      return trouble + [.empty] + TextLine.wrapped(words, Style(.text), toColumns: columns)
    }
    return trouble
      + today.takings.flatMap { takings in
        let then = before?.takings.first { $0.currency == takings.currency }
        return lines(takings, before: then, date: before?.day.date)
      }
  }

  private func lines(_ takings: Takings, before: Takings?, date: String?) -> [TextLine] {
    let heads = Self.row(
      "", "count", takings.currency.code.string, before == nil ? "" : date ?? "", Style(.dim))
    return [heads]
      + TakingsWords.rows(takings, before: before).flatMap { row in
        row.isHeading
          ? [.empty, TextLine(row.label, .title)]
          : [
            Self.row(
              "  \(row.label)", row.count, row.amount, row.before,
              row.isSum ? Style(.text, .bold) : Style(.text))
          ]
      }
  }

  private static let widths = (label: 36, count: 7, amount: 15, before: 15)

  /// A label to the left, figures to the right; the other day stands back.
  private static func row(
    _ label: String, _ count: String, _ amount: String, _ before: String, _ style: Style
  ) -> TextLine {
    func right(_ text: String, _ columns: Int) -> String {
      String(repeating: " ", count: max(0, columns - text.utf8.count)) + text
    }
    let text = SafeText(label).cut(toColumns: widths.label)
    let gap = String(repeating: " ", count: widths.label - text.widthColumns)
    return TextLine([
      .init(text, style), .init(gap + right(count, widths.count) + right(amount, widths.amount), style),
      .init(right(before, widths.before), .dim),
    ])
  }
}
