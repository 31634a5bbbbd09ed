import Dining
import Events
import Venue

/// Every table of the house, a row each, and the orders that have none.
///
/// Who stands there: a waiter at the counter, one arm away, plates in one hand and guests in front; they look for two
/// seconds and press one key.
///
/// What they need first:
/// 1. Which table wants me? Who has asked for the bill, whose food is ready, who has sat there for a quarter of an hour
///    without anything. So the state is a word in a column of its own, and what waits stands beside it in colour.
/// 2. What does this table owe, and what has it paid? So money stands at the right edge, one under the other.
/// 3. Where is their order? So the marked row is their order for every key and every typed command, and Enter shows it.
struct TablesPane {
  static let kind = PaneKind(
    name: "tables", help: "every table: free, ordering, eating, at the bill; how long, and what waits",
    picture: .text { console, view, width in TablesPane(console, view).rows(columns: width).lines },
    crew: .staff,
    head: { console, view, width in TablesPane(console, view).head(columns: width) },
    keys: ActionTable.tablesPane,
    wheel: { console, key, view in console.markTable(key == .wheelUp ? .up : .down, view) },
    click: { console, position, view in
      guard let place = ScrollPane(console, view).place(at: position),
        let mark = TablesPane(console, view).rows(columns: ScreenPlan(console, view).body.widthColumns)
          .mark(line: place.line, column: place.column)
      else { return [] }
      return console.pressTable(mark, view)
    })

  typealias Mark = ServiceDesk.TableMark

  private let console: Console
  private let view: View
  private let standings: [TableStanding]
  private let calls: [OrderID: [Attention]]

  /// From this width on, rows stand in two columns.
  static let twoColumnsLeast = 150

  init(_ console: Console, _ view: View) {
    self.console = console
    self.view = view
    standings = view.house.tableStandings(at: view.now)
    calls = console.service.list.byOrder
  }

  // MARK: Rows

  private static func mark(of standing: TableStanding) -> Mark? {
    standing.order.map { .order($0) } ?? standing.table.map { .table($0) }
  }

  func rows(columns width: Int) -> MarkedRows<Mark> {
    guard !standings.isEmpty else { return MarkedRows(columns: [nothing(width).map { .init([$0]) }]) }
    let isDivided = width >= Self.twoColumnsLeast
    let row = TableRow(view: view, calls: calls, columns: isDivided ? (width - 2) / 2 : width)
    let rows = standings.map { standing -> MarkedRows<Mark>.Row in
      let mark = Self.mark(of: standing)
      return .init([row.line(standing, isMarked: mark == console.service.table)], mark)
    }
    guard isDivided else { return MarkedRows(columns: [rows]) }
    let half = (rows.count + 1) / 2
    return MarkedRows(columns: [Array(rows.prefix(half)), Array(rows.dropFirst(half))])
  }

  private func nothing(_ columns: Int) -> [TextLine] {
    TextLine.wrapped(
      "No table is known yet. A house knows a table from its first order on: type T4/2 and what they want, "
        + "or pad T4 for the menu.", Style(.text), toColumns: columns)
  }

  // MARK: Head

  func head(columns width: Int) -> [TextLine] {
    let taken = standings.filter { $0.table != nil && $0.stage != nil }
    let free = standings.count { $0.stage == nil }
    let covers = standings.reduce(Int64(0)) { sum, standing in
      let guests = standing.order.flatMap { view.house.orders[$0]?.order.opening?.guests } ?? 0
      return sum.addingSaturating(guests)
    }
    var end: [TextLine.Piece] = [.init("\(taken.count) taken", .text)]
    if free > 0 { end.append(.init(", \(free) free", .text)) }
    if covers > 0 { end.append(.init(", \(Chrome.count(Int(covers), "cover"))", .text)) }
    let title = TextLine([.init("Tables", .title, .bold)], end: standings.isEmpty ? [] : end)
    guard !standings.isEmpty else { return [title, .empty] }
    let isDivided = width >= Self.twoColumnsLeast
    let heading = TableRow(view: view, calls: [:], columns: isDivided ? (width - 2) / 2 : width).heading
    return [title, isDivided ? heading.beside(heading, atColumn: (width - 2) / 2 + 2) : heading]
  }
}

extension TextLine {
  /// Another line at its right, from a column on.
  fileprivate func beside(_ other: TextLine, atColumn column: Int) -> TextLine {
    let own =
      start + [Piece(String(repeating: " ", count: max(0, column - 2 - startColumns - endColumns)), .dim)]
    let left = own + end + [Piece("  ", .dim)]
    return TextLine(left + other.start, end: other.end)
  }
}

extension Console.Pane {
  static let tables = Self(TablesPane.kind)
}

extension Action.Place {
  static let tables = Self("tables")
}
