/// Which row of a screen is for what. The pane keeps at least one row; what is below it gives way first.
struct ScreenPlan {
  let body: Rectangle
  /// What stands beside the body on a wide staff console.
  let side: Rectangle?
  let banner: [SafeText]
  let bannerRow: Int
  /// Where the message stands, or the keys while there is none.
  let footerRow: Int?
  let promptRow: Int?
  /// The dishes still to be made, above the keys while they are wanted.
  let allDay: [TextLine]
  let allDayRow: Int
  let statusRow: Int?

  init(_ console: Console, _ view: View) {
    let size = view.size
    var rows = size.heightRows
    func take(_ isWanted: Bool, atLeast least: Int) -> Int? {
      guard isWanted, size.heightRows >= least else { return nil }
      rows -= 1
      return rows
    }
    let isBare = console.isBare(view)
    let hasPrompt = console.past == nil && !isBare && (console.mode == .staff || console.hasLine)
    let hasMessage = console.message(at: view.now) != nil
    statusRow = take(true, atLeast: 5)
    promptRow = take(hasPrompt, atLeast: console.hasLine ? 2 : 7)
    // In the kitchen the command line stands where the keys stood, so nothing moves when it opens.
    let footerGivesWay = console.mode != .staff && console.hasLine && !hasMessage
    footerRow = take(!footerGivesWay && !isBare, atLeast: hasMessage || console.find.isOpen ? 3 : 6)
    // Pinned: whatever page is shown, it stays.
    allDay =
      console.showsAllDay && console.pane == .board
      ? AllDayStrip(tickets: console.tickets(view)).lines(
        columns: size.widthColumns, rows: size.heightRows / 4)
      : []
    rows -= allDay.count
    allDayRow = rows
    let shown = size.heightRows < 4 ? 0 : size.heightRows < 16 ? 1 : 2
    banner = Self.banner(view.problems, rows: shown, columns: size.widthColumns)
    rows -= banner.count
    bannerRow = rows
    let margins = console.past == nil ? (top: 0, bottom: 0, side: 0) : PastFrame.margins(size)
    let sideColumns = SidePane.columns(console, screen: size.widthColumns)
    // A rule between them, with a blank on both sides.
    let gap = sideColumns > 0 ? 3 : 0
    body = Rectangle(
      row: margins.top, column: margins.side,
      widthColumns: size.widthColumns - 2 * margins.side - sideColumns - gap,
      heightRows: max(1, rows - margins.top - margins.bottom))
    side =
      sideColumns == 0
      ? nil
      : Rectangle(
        row: body.row, column: size.widthColumns - sideColumns, widthColumns: sideColumns,
        heightRows: body.heightRows)
  }

  /// The gravest problem, and how many more there are: `?` tells them all. Where rows are few, a cut one ends in `: ?`
  /// too.
  private static func banner(_ problems: [String], rows: Int, columns: Int) -> [SafeText] {
    guard let first = problems.first, rows > 0 else { return [] }
    let whole = SafeText(first).wrapped(toColumns: columns)
    if problems.count == 1, whole.count <= rows { return whole }
    let more = problems.count > 1 ? " +\(problems.count - 1) more: ?" : " …: ?"
    let room = columns - SafeText(more).widthColumns
    guard room > 0 else { return cut(whole, to: rows, columns: columns) }
    let start = Array(whole.prefix(rows - 1))
    let rest = whole.dropFirst(rows - 1).map { $0.clusters.map(\.text).joined() }.joined(separator: " ")
    let last = SafeText(rest)
    let shown = last.widthColumns <= room ? last : last.cut(toColumns: room)
    return start + [SafeText(shown.clusters.map(\.text).joined() + more)]
  }

  private static func cut(_ lines: [SafeText], to count: Int, columns: Int) -> [SafeText] {
    guard count > 0, lines.count > count else { return [] }
    let rest = lines[(count - 1)...].map { $0.clusters.map(\.text).joined() }.joined(separator: " ")
    return Array(lines.prefix(count - 1)) + [SafeText(rest).cut(toColumns: columns)]
  }
}
