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
        return lines(takings, before: then, date: before?.day.date, columns: columns)
      }
  }

  private func lines(_ takings: Takings, before: Takings?, date: String?, columns: Int) -> [TextLine] {
    let rows = TakingsWords.rows(takings, before: before)
    let widths = Widths(columns: columns)
    let heads = widths.row(
      rows.first?.label ?? "", "count", takings.currency.code.string, before == nil ? "" : date ?? "",
      Style(.title))
    return [heads]
      + rows.dropFirst().flatMap { row in
        row.isHeading
          ? [.empty, TextLine(row.label, .title)]
          : [
            widths.row(
              "  \(row.label)", row.count, row.amount, row.before,
              row.isSum ? Style(.text, .bold) : Style(.text))
          ]
      }
  }

  /// A label to the left, figures to the right; the other day stands back, and goes where there is no room.
  private struct Widths {
    let label: Int
    let before: Int
    static let (count, amount) = (6, 14)
    static let beforeLeast = 66

    init(columns: Int) {
      before = columns < Self.beforeLeast ? 0 : 15
      label = min(36, columns - Self.count - Self.amount - before)
    }

    func row(_ label: String, _ count: String, _ amount: String, _ before: String, _ style: Style) -> TextLine
    {
      func right(_ text: String, _ columns: Int) -> String {
        String(repeating: " ", count: max(0, columns - text.utf8.count)) + text
      }
      let text = SafeText(label).cut(toColumns: max(0, self.label))
      let gap = String(repeating: " ", count: max(0, self.label - text.widthColumns))
      let other = self.before == 0 ? "" : right(before, self.before)
      return TextLine([
        .init(text, style), .init(gap + right(count, Self.count) + right(amount, Self.amount), style),
        .init(other, .dim),
      ])
    }
  }
}
