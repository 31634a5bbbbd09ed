import Dining
import Events
import Venue

/// What staff must know, newest first, each with what deals with it.
///
/// Who stands there: a waiter who heard the bell, or who comes back from a table and asks what has happened since.
///
/// What they need first:
/// 1. Is there anything, and how much? So the list is short, what has been dealt with is gone from it by itself, and
///    the status line counts it in every pane.
/// 2. Which table is it, and what does it want? So table and code stand first, and one sentence behind them.
/// 3. What do I do? So the key or the words for it stand in the row, and Enter goes there.
struct AttentionPane {
  static let kind = PaneKind(
    name: "attention", help: "what staff must know, newest first, with what deals with it",
    picture: .text { console, view, width in AttentionPane(console, view).rows(columns: width).lines },
    crew: .staff,
    head: { console, _, _ in AttentionPane.head(console.service.list) },
    keys: ActionTable.attentionPane,
    wheel: { console, key, view in console.markAttention(key == .wheelUp ? .up : .down, view) },
    click: { console, position, view in
      guard let place = ScrollPane(console, view).place(at: position),
        let mark = AttentionPane(console, view).rows(columns: ScreenPlan(console, view).body.widthColumns)
          .mark(line: place.line, column: place.column)
      else { return [] }
      if console.service.attention == mark {
        console.open(mark, view)
      } else {
        console.service.attention = mark
      }
      return []
    })

  private let list: [Attention]
  private let marked: Attention.About?
  private let view: View

  /// More than anybody sees to in an evening.
  static let limit = 200

  init(_ console: Console, _ view: View) {
    list = console.service.list
    marked = console.service.attention
    self.view = view
  }

  private static func head(_ list: [Attention]) -> [TextLine] {
    let title = TextLine.Piece("Attention", .title, .bold)
    guard !list.isEmpty else { return [TextLine([title])] }
    return [TextLine([title], end: [.init("\(list.count), newest first", .dim)])]
  }

  func rows(columns width: Int) -> MarkedRows<Attention.About> {
    guard !list.isEmpty else {
      return MarkedRows(columns: [[.init([.empty, TextLine("Nothing wants you now.", .text)])]])
    }
    let rows = list.prefix(Self.limit).map { entry in
      MarkedRows<Attention.About>.Row(
        AttentionLines(entry: entry, view: view, columns: width).all(isMarked: entry.about == marked),
        entry.about)
    }
    let more = list.count - rows.count
    return MarkedRows(
      columns: [rows + (more > 0 ? [.init([TextLine("\(more) older ones are left out.", .dim)])] : [])])
  }
}

/// One thing to be seen to, as a row or two.
struct AttentionLines {
  let entry: Attention
  let view: View
  let columns: Int

  private static let subjectColumns = 12
  private static let spanColumns = 4

  func all(isMarked: Bool) -> [TextLine] {
    let style = Style(isMarked ? .selected : .title)
    let clock = entry.since.map { view.dayAndClock($0) } ?? "now"
    let span = entry.since.map { Span.text(since: $0, at: view.now) } ?? ""
    var lead: [TextLine.Piece] = [.init(isMarked ? "► " : "  ", style)]
    if columns >= 60 {
      lead += TextLine.Piece.cell(clock, isMarked ? style : Style(.dim), columns: 5)
    }
    lead += TextLine.Piece.cell(
      span, isMarked ? style : Style(.text), columns: Self.spanColumns, isRight: true)
    lead += TextLine.Piece.cell(entry.subject(view), style, columns: min(Self.subjectColumns, columns / 3))
    let remedy: [TextLine.Piece] = [.init(entry.remedy, .key)]
    let room = columns - TextLine(remedy).startColumns - 2
    var lines = TextLine.wrapped(entry.words(view), Style(entry.role), after: lead, toColumns: room)
    lines[0].end = remedy
    return lines
  }
}

extension Console.Pane {
  static let attention = Self(AttentionPane.kind)
}

extension Action.Place {
  static let attention = Self("attention")
}
