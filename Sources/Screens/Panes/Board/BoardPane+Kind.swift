import Venue

extension BoardPane {
  static let kind = PaneKind(
    name: "board", help: "the tickets, in three columns",
    picture: .drawing { console, view, frame in BoardPane(console, view).draw(into: &frame) },
    wheel: { console, key, view in _ = console.turnPage(by: key == .wheelUp ? -1 : 1, view) },
    click: { console, position, view in console.pressTicket(at: position, view) })
}

extension Console.Pane {
  static let board = Self(BoardPane.kind)
}

extension Action.Place {
  static let board = BoardPane.kind.place
}

extension Console {
  /// A touch on a card selects its ticket, and bumps it where it is selected already.
  fileprivate mutating func pressTicket(at position: Position, _ view: View) -> [ConsoleEffect] {
    guard let ticket = BoardPane(self, view).ticket(at: position)?.id else { return [] }
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
