/// The names of the panes, the open choices, and which key a touch on them presses.
extension Chrome {
  /// Below this, panes that are not shown stand with their number alone: whether all screens agree is worth more than
  /// names that the help pane and `0` tell too.
  private static let paneNamesLeast = 124

  /// `[1 board] 2 order 3 log …`: the shown one in brackets, for screens without colours too.
  var paneNames: KeyedLine {
    var line = KeyedLine(TextLine())
    let isWide = view.size.widthColumns >= Self.paneNamesLeast
    for (place, row) in PaneTable.all.enumerated() {
      let isShown = row.isShown(console.pane)
      let name = isShown || isWide ? "\(place + 1) \(row.name)" : "\(place + 1)"
      // Numbers alone stand a blank apart: whether all is saved and agreed needs the room.
      let before = isWide || place == 0 ? "" : " "
      let pieces: [TextLine.Piece] =
        isShown
        ? [.init(before, .pane), .init("[\(name)]", .paneChosen)]
        : [.init(" \(name)\(isWide ? " " : "")", .pane)]
      line.add(pieces, .function(place + 1))
    }
    if !isWide { line.line.start.append(TextLine.Piece(" ", .pane)) }
    return line
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
