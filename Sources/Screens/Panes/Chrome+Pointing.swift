/// The names of the panes, the open choices, and which key a touch on them presses.
extension Chrome {
  /// Below this, panes that are not shown stand with their number alone: whether all screens agree is worth more than
  /// names that the help pane and `0` tell too.
  private static let paneNamesLeast = 124

  /// The panes as they stand in the status line now.
  var paneNames: KeyedLine { statusLine.panes(columns: view.size.widthColumns) }

  var statusLine: StatusLine {
    let isWide = view.size.widthColumns >= Self.paneNamesLeast
    let narrow = [numberedPanes(isNamed: true), numberedPanes(isNamed: false), shownPane(isNamed: true)]
    return StatusLine(
      console: console, view: view,
      paneForms: (isWide ? [namedPanes] : []) + narrow + [shownPane(isNamed: false)])
  }

  /// `[1 board] 2 order  3 log …`: the shown one in brackets, for screens without colours too.
  private var namedPanes: KeyedLine {
    var line = KeyedLine(TextLine())
    for (number, row) in PaneTable.named(on: console) {
      guard let number, !row.isShown(console.pane) else {
        line.add([Self.shown(number, row, isNamed: true)], number.map { .function($0) })
        continue
      }
      line.add([.init(" \(number) \(row.name) ", .pane)], .function(number))
    }
    return line
  }

  /// `[1 board] 2 3 …` or `[1] 2 3 …`: numbers alone stand a blank apart.
  private func numberedPanes(isNamed: Bool) -> KeyedLine {
    var line = KeyedLine(TextLine())
    for (number, row) in PaneTable.named(on: console) {
      guard let number, !row.isShown(console.pane) else {
        let gap = TextLine.Piece(number == 1 ? "" : " ", .pane)
        line.add([gap, Self.shown(number, row, isNamed: isNamed)], number.map { .function($0) })
        continue
      }
      line.add([.init(" \(number)", .pane)], .function(number))
    }
    line.line.start.append(TextLine.Piece(" ", .pane))
    return line
  }

  /// `[1 board]` or `[1]`; nothing in a pane that has no number.
  private func shownPane(isNamed: Bool) -> KeyedLine {
    var line = KeyedLine(TextLine())
    for (number, row) in PaneTable.named(on: console) where row.isShown(console.pane) {
      line.add([Self.shown(number, row, isNamed: isNamed)], number.map { .function($0) })
    }
    return line
  }

  private static func shown(_ number: Int?, _ row: PaneKind, isNamed: Bool) -> TextLine.Piece {
    guard let number else { return TextLine.Piece("[\(row.name)]", .paneChosen) }
    return TextLine.Piece(isNamed ? "[\(number) \(row.name)]" : "[\(number)]", .paneChosen)
  }

  /// The open choices, as many rows as the pane can spare.
  var menuRows: [KeyedLine] {
    guard let menu = console.menu else { return [] }
    let rows = MenuStrip(menu: menu, console: console, view: view).rows(columns: view.size.widthColumns)
    return Array(rows.prefix(plan.body.heightRows))
  }

  /// The row of the first of them.
  var menuTop: Int { plan.body.row + plan.body.heightRows - menuRows.count }

  /// What is pressed where something is written that names a key; nil elsewhere.
  func key(at position: Position) -> Key? {
    let menuRows = menuRows
    if menuRows.indices.contains(position.row - menuTop) {
      return menuRows[position.row - menuTop].key(at: position.column)
    }
    guard position.row == plan.footerRow, !console.find.isOpen else { return nil }
    let width = view.size.widthColumns
    if console.message(at: view.now) != nil {
      let isUndo = console.undoSeconds(view) != nil && position.column >= width - Self.undoColumns
      return isUndo ? ActionTable.named("undo").flatMap { console.preferences.keys.keys(of: $0).first } : nil
    }
    let footer = footer(columns: width)
    let isHelp = position.column >= width - footer.line.endColumns
    let help = ActionTable.named("help").flatMap { console.preferences.keys.keys(of: $0).first }
    return isHelp ? help : footer.key(at: position.column)
  }

  /// The pane whose name stands somewhere, from 1; nil elsewhere.
  func paneNumber(at position: Position) -> Int? {
    guard position.row == plan.statusRow, case .function(let number) = paneNames.key(at: position.column)
    else {
      return nil
    }
    return number
  }

  /// `u undo 10 s` at the end of a message.
  private static let undoColumns = 11
}
