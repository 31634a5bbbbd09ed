import Venue

/// The one table of keys: keymap, footer, help pane and the manual's key table are read from it.
public enum ActionTable {
  public static let all: [Action] =
    board + back + selected + command + rarer + panes + [lookBack] + everywhere + past
    + typing

  /// The row that a key means where it is pressed.
  static func action(for key: Key, on console: Console) -> Action? {
    all.first { $0.isOn(console) && $0.keys.contains(key) }
  }

  /// The manual's table: the keys, where they are on, and what they do.
  public static var manualRows: [(keys: String, places: String, help: String)] {
    all.map { action in
      let places = Action.Place.allCases.filter(action.places.contains).map(\.rawValue)
      let everywhere = Set(Action.Place.allCases).subtracting([.typing, .past])
      let words = action.places.isSuperset(of: everywhere) ? "everywhere" : places.joined(separator: ", ")
      return (action.keyText, words, action.help)
    }
  }

  private static let panesBesideBoard: Set<Action.Place> = [.order, .log, .help, .output]
  private static let everyPane = panesBesideBoard.union([.board])

  private static let board: [Action] = [
    Action(
      (1...9).map { Key.character(Unicode.Scalar(UInt8(0x30 + $0))) }, "1–9", title: "select",
      help: "Select the ticket with this number; it keeps the number while it is on the screen.",
      places: [.board], whyOff: boardIsEmpty
    ) { console, key, view in console.selectNumber(key, view) },
    Action(
      [.character(" ")], "Space", title: "bump",
      help: "Bump the selected ticket: move the dishes that its card shows to the next column.",
      places: [.board], whyOff: whyNoBump
    ) { console, _, view in console.bump(view) },
    Action(
      [.up, .down, .left, .right] + "hjkl".unicodeScalars.map { Key.character($0) }, "arrows, hjkl",
      help: "Move the selection.", places: [.board], whyOff: boardIsEmpty
    ) { console, key, view in console.moveSelection(key, view) },
    Action(
      [.pageUp, .pageDown, .home, .end], "PgUp PgDn Home End",
      help: "Move the selection through a long column.", places: [.board], whyOff: boardIsEmpty
    ) { console, key, view in console.pageSelection(key, view) },
  ]

  /// What is done to the order that is selected or shown.
  private static let selected: [Action] = [
    Action(
      [.character("r")], "r", title: "recall",
      help: "Recall: put back what the last move of the selected ticket moved; with none selected, the last "
        + "ticket bumped from this screen.", places: [.board, .order], whyOff: whyNoRecall
    ) { console, _, view in console.recall(view) },
    Action(
      [.character("u")], "u", title: "undo",
      help:
        "Undo this screen's last change of the selected order; with none selected, its last change of any.",
      places: [.board, .order], whyOff: whyNoUndo
    ) { console, _, view in console.undo(view) },
    Action(
      [.enter, .character("o")], "Enter, o", title: "order",
      help: "Show the whole order with its money and history.", places: [.board], whyOff: nothingSelected
    ) { console, _, view in
      if let ticket = console.selectedTicket(view) { console.go(to: .order(ticket.order.id)) }
      return []
    },
  ]

  private static let back: [Action] = [
    Action([.escape], "Esc", title: "back", help: "Go back to the board.", places: panesBesideBoard) {
      console, _, _ in
      console.back()
      return []
    },
    Action([.escape], "Esc", help: "Select nothing.", places: [.board]) { console, _, _ in
      console.back()
      return []
    },
  ]

  private static let command: [Action] = [
    Action(
      [.character(":")], ":", title: "command", help: "Type any command of galley; “?” lists them.",
      places: everyPane
    ) { console, _, _ in
      console.isTyping = true
      return []
    }
  ]

  private static let rarer: [Action] = [
    Action(
      [.character("x")], "x", title: "void",
      help: "Say that the kitchen saw a VOID; its line leaves the card.", places: [.board, .order],
      whyOff: whyNoVoid
    ) { console, _, view in console.acknowledge(view) },
    Action(
      [.character("R")], "R", title: "rush", help: "Rush the order, so that it stands first; again to stop.",
      places: [.board, .order], whyOff: whyNoSubject
    ) { console, _, view in
      guard let order = console.subject(view) else { return [] }
      return [.request(.change(order.exactName, .rush(!order.isRushed)))]
    },
  ]

  private static let panes: [Action] = [
    Action(
      [.character("b")], "b", title: "board", help: "Show the board.", places: panesBesideBoard
    ) { console, _, _ in
      console.go(to: .board)
      return []
    },
    Action(
      [.up, .down, .pageUp, .pageDown, .home, .end, .character("j"), .character("k"), .character(" ")],
      "arrows, jk, Space, PgUp…", title: "scroll", help: "Scroll; Home and End go to its ends.",
      places: panesBesideBoard
    ) { console, key, view in
      console.scroll(key, view)
      return []
    },
    Action(
      [.character("L")], "L", title: "log", help: "Show what happened last, of all orders.",
      places: everyPane.subtracting([.log])
    ) { console, _, _ in
      console.go(to: .log)
      return []
    },
  ]

  private static let everywhere: [Action] = [
    Action(
      [.character("q"), .control("c")], "q, Ctrl-C", title: "quit", help: "Leave; the log stays as it is.",
      places: everyPane.union([.past])
    ) { _, _, _ in [.quit] },
    Action(
      [.control("l")], "Ctrl-L", help: "Draw the screen anew.", places: everyPane.union([.typing, .past])
    ) { _, _, _ in [.repaint] },
    Action(
      [.character("?"), .function(1)], "?", title: "keys", help: "Show every key and command.",
      places: everyPane
    ) { console, _, _ in
      console.go(to: console.pane == .help ? .board : .help)
      return []
    },
  ]

  /// The command line's own keys; every other key goes into the text.
  private static let typing: [Action] = [
    Action([.enter], "Enter", title: "do it", help: "Do the command.", places: [.typing]) {
      console, _, view in console.submit(view)
    },
    Action(
      [.escape, .control("c")], "Esc", title: "board keys",
      help: "Leave the command line; in the staff console, first clear it and close the pane above.",
      places: [.typing]
    ) { console, _, _ in
      console.leaveTyping()
      return []
    },
    Action(
      [.up, .down], "↑ ↓", title: "earlier commands", help: "Go through the commands typed before.",
      places: [.typing], perform: edit),
    Action(
      [
        .left, .right, .home, .end, .backspace, .delete, .control("a"), .control("e"), .control("u"),
        .control("k"), .control("w"),
      ], "← → Home End, Ctrl-AEUKW",
      help: "Move in the line; erase to its beginning (U), to its end (K), the word before (W).",
      places: [.typing], perform: edit),
    Action(
      [.pageUp, .pageDown], "PgUp PgDn", help: "Scroll the pane above the command line.",
      places: [.typing]
    ) { console, key, view in
      if console.pane != .board { console.scroll(key, view) }
      return []
    },
  ]

  private static let edit: @Sendable (inout Console, Key, View) -> [ConsoleEffect] = { console, key, _ in
    _ = console.entry.edit(key)
    return []
  }
}
