import Dining
import Events
import Venue

/// What stands beside the shown pane on a wide staff console, so that nobody has to switch: what wants somebody, and
/// under it the tables, or the payments where the tables are what is shown.
struct SidePane {
  private let console: Console
  private let view: View
  private let sections: [Section]

  /// One list with its title.
  private struct Section {
    let kind: PaneKind
    let title: TextLine
    /// Each with what a touch on it shows.
    let rows: [(line: TextLine, opens: Opens)]
  }

  private enum Opens {
    case pane(PaneKind)
    case order(OrderID)
    case attention(Attention.About)
    case table(ExactString)
  }

  /// A staff console has it from this width on: the board keeps three lanes at least.
  static let screenLeastColumns = 140
  private static let mostColumns = 56

  /// How wide it is on a screen of a width; 0: there is none.
  static func columns(_ console: Console, screen: Int) -> Int {
    // A guest who leans over reads no other table's bill.
    guard console.mode == .staff, console.past == nil, !console.pane.kind.wantsRoom,
      screen >= screenLeastColumns
    else { return 0 }
    return min(mostColumns, screen * 7 / 25)
  }

  init(_ console: Console, _ view: View) {
    self.console = console
    self.view = view
    let width = ScreenPlan(console, view).side?.widthColumns ?? 0
    let shown = console.pane.kind.name
    let kinds = [AttentionPane.kind, TablesPane.kind, PaymentsPane.kind].filter { $0.name != shown }
    sections = kinds.prefix(2).map { Self.section($0, console, view, width) }
  }

  // MARK: Sections

  private static func section(_ kind: PaneKind, _ console: Console, _ view: View, _ width: Int) -> Section {
    let number = PaneTable.number(of: kind) ?? 0
    let title = TextLine(
      [.init(kind.name, .title, .bold)], end: [.init("F\(number)", .key)])
    let rows: [(line: TextLine, opens: Opens)] =
      switch kind.name {
      case AttentionPane.kind.name: attention(console, view, width)
      case TablesPane.kind.name: tables(console, view, width)
      default: payments(view, width)
      }
    return Section(kind: kind, title: title, rows: rows)
  }

  private static func attention(
    _ console: Console, _ view: View, _ width: Int
  ) -> [(line: TextLine, opens: Opens)] {
    guard !console.service.list.isEmpty else {
      return [(TextLine("nothing wants you now", .dim), .pane(AttentionPane.kind))]
    }
    return console.service.list.prefix(AttentionPane.limit).flatMap { entry in
      let span = entry.since.map { Span.text(since: $0, at: view.now) } ?? ""
      let lead =
        TextLine.Piece.cell(span, Style(.text), columns: 4, isRight: true)
        + [.init("\(entry.subject(view)) ", .title)]
      return TextLine.wrapped(entry.words(view), Style(entry.role), after: lead, toColumns: width)
        .cut(toRows: 2, columns: width).map { ($0, Opens.attention(entry.about)) }
    }
  }

  private static func tables(
    _ console: Console, _ view: View, _ width: Int
  ) -> [(line: TextLine, opens: Opens)] {
    let row = TableRow(view: view, calls: console.service.list.byOrder, columns: width)
    let standings = view.house.tableStandings(at: view.now)
    guard !standings.isEmpty else {
      return [(TextLine("no table is known yet", .dim), .pane(TablesPane.kind))]
    }
    return standings.map { standing in
      let opens: Opens =
        standing.order.map { .order($0) } ?? standing.table.map { .table($0) } ?? .pane(TablesPane.kind)
      return (row.line(standing, isMarked: false), opens)
    }
  }

  private static func payments(_ view: View, _ width: Int) -> [(line: TextLine, opens: Opens)] {
    let rows = PaymentsPane(view, marked: nil).rows(columns: width).columns[0]
    return rows.flatMap { row in
      row.lines.filter { !$0.start.isEmpty }.map { line in
        (line, row.mark.map { .order($0) } ?? .pane(PaymentsPane.kind))
      }
    }
  }

  // MARK: Room

  /// The rows of the picture: titles, rows, and what has no room as a count.
  private func lines(rows height: Int) -> [(line: TextLine, opens: Opens)] {
    var lines: [(line: TextLine, opens: Opens)] = []
    for (place, section) in sections.enumerated() {
      if place > 0, lines.count < height { lines.append((.empty, .pane(section.kind))) }
      let later = sections.dropFirst(place + 1).reduce(0) { $0 + 2 + $1.rows.count }
      let left = height - lines.count
      // What stands first has half at least, and what others leave.
      let room = later == 0 ? left : max(left / 2, left - later)
      lines += fitted(section, rows: room)
    }
    return lines
  }

  private func fitted(_ section: Section, rows room: Int) -> [(line: TextLine, opens: Opens)] {
    guard room > 1 else { return [] }
    let title = (line: section.title, opens: Opens.pane(section.kind))
    guard section.rows.count > room - 1 else { return [title] + section.rows }
    let shown = Array(section.rows.prefix(max(0, room - 2)))
    let more = "▼ \(section.rows.count - shown.count) more"
    return [title] + shown + [(TextLine(more, .key), .pane(section.kind))]
  }

  func draw(into frame: inout Frame) {
    for (row, entry) in lines(rows: frame.window.heightRows).enumerated() { frame.draw(entry.line, row: row) }
  }

  /// What a touch on a row shows.
  func press(row: Int, rows height: Int, on console: inout Console) -> [ConsoleEffect] {
    let lines = lines(rows: height)
    guard lines.indices.contains(row) else { return [] }
    switch lines[row].opens {
    case .pane(let kind): console.show(kind, view)
    case .order(let id): console.visit(id)
    case .attention(let about): console.open(about, view)
    case .table(let name):
      console.show(TablesPane.kind, view)
      console.service.table = .table(name)
    }
    return []
  }
}
