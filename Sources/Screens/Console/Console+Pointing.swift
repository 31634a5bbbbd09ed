import Venue

/// Mouse and touch: what is pressed on the picture is what a key would do.
extension Console {
  /// Nil for a key that does not point.
  mutating func point(_ key: Key, _ view: View) -> [ConsoleEffect]? {
    switch key {
    case .wheelUp, .wheelDown:
      let turn = pane.kind.wheel
      turn(&self, key, view)
      return []
    case .click(let row, let column): return click(Position(row: row, column: column), view)
    default: return nil
    }
  }

  private mutating func click(_ position: Position, _ view: View) -> [ConsoleEffect] {
    let chrome = Chrome(console: self, view: view, plan: ScreenPlan(self, view))
    if let number = chrome.paneNumber(at: position) { return show(paneNumber: number, view) }
    if let key = chrome.key(at: position) { return handle(key, view) }
    guard menu == nil else { return [] }
    if let side = ScreenPlan(self, view).side, side.columns.contains(position.column),
      side.rows.contains(position.row)
    {
      return SidePane(self, view).press(row: position.row - side.row, rows: side.heightRows, on: &self)
    }
    let press = pane.kind.click
    return press(&self, position, view)
  }
}
