import Dining
import Venue

/// Mouse and touch: what is pressed on the picture is what a key would do.
extension Console {
  /// Nil for a key that does not point.
  mutating func point(_ key: Key, _ view: View) -> [ConsoleEffect]? {
    switch key {
    case .wheelUp, .wheelDown: return turn(key, view)
    case .click(let row, let column): return click(Position(row: row, column: column), view)
    default: return nil
    }
  }

  private mutating func turn(_ key: Key, _ view: View) -> [ConsoleEffect] {
    switch pane {
    case .board: return turnPage(by: key == .wheelUp ? -1 : 1, view)
    case .recall: markMove(key == .wheelUp ? .up : .down, view)
    default: scroll(key == .wheelUp ? .up : .down, view)
    }
    return []
  }

  private mutating func click(_ position: Position, _ view: View) -> [ConsoleEffect] {
    let chrome = Chrome(console: self, view: view, plan: ScreenPlan(self, view))
    if let number = chrome.paneNumber(at: position) { return show(paneNumber: number, view) }
    if let key = chrome.key(at: position) { return handle(key, view) }
    guard pane == .board, menu == nil, let ticket = BoardPane(self, view).ticket(at: position)?.id else {
      return []
    }
    if find.isOpen { find.close() }
    guard selection == ticket else {
      selection = ticket
      focusedItem = nil
      followFocus(view)
      return []
    }
    if let reason = ActionTable.whyNoBump(self, view) {
      say(reason, isError: true, at: view.now)
      return []
    }
    return bump(view)
  }
}
