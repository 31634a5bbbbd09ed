import Venue

/// How one gets from pane to pane and about in them.
extension ActionTable {
  static let back: [Action] = [
    Action(
      [.escape], "Esc", name: "back", title: "back",
      help: "Go back to the board, on a manager's screen to the menus; on the board, first select nothing.",
      places: everyPane
    ) { console, _, _ in
      console.back()
      return []
    }
  ]

  static let panes: [Action] = [
    Action(
      [.character("b")], "b", name: "board", title: "board", help: "Show the board.",
      places: panesBesideBoard
    ) { console, _, _ in
      console.go(to: .board)
      return []
    },
    Action(
      [.up, .down, .pageUp, .pageDown, .home, .end, .character("j"), .character("k"), .character(" ")],
      "arrows, jk, Space, PgUp…", name: "scroll", title: "scroll",
      help: "Scroll; Home and End go to its ends.",
      places: panesBesideBoard.subtracting([
        .recall, .menus, .experiments, .tables, .payments, .attention, .code,
      ]),
      isFixed: true
    ) { console, key, view in
      console.scroll(key, view)
      return []
    },
    Action(
      [.character("L")], "L", name: "log", title: "log", help: "Show what happened last, of all orders.",
      places: everyPane.subtracting([.log])
    ) { console, _, _ in
      console.go(to: .log)
      return []
    },
  ]

  static let menus: [Action] = [
    Action(
      [.character("0")], "0", name: "menu", title: "menu",
      help: "Choose a pane or what to do by its number; 0 again or Esc closes the choices.",
      places: everyPane, isFixed: true
    ) { console, _, view in console.pressZero(view) }
  ]

  static let everywhere: [Action] = [
    Action(
      (1...PaneTable.count).map { .function($0) }, PaneTable.keyText, name: "panes",
      help: "Show a pane: \(PaneTable.listed).", places: everyPane.union([.pad, .menu, .find, .typing]),
      isFixed: true
    ) { console, key, view in
      guard case .function(let number) = key else { return [] }
      return console.show(paneNumber: number, view)
    },
    Action(
      [.character(":")], ":", name: "command", title: "command",
      help: "Type any command of galley, or the name of a pane; “?” lists them.", places: everyPane
    ) { console, _, _ in
      console.isTyping = true
      return []
    },
    Action(
      [.character("q"), .control("c")], "q, Ctrl-C", name: "quit", title: "quit",
      help: "Leave; the log stays as it is.", places: everyPane.union([.past])
    ) { _, _, _ in [.quit] },
    Action(
      [.control("l")], "Ctrl-L", name: "redraw", help: "Draw the screen anew.",
      places: everyPane.union([.pad, .typing, .past])
    ) { _, _, _ in [.repaint] },
    Action(
      [.character("?")], "?", name: "help", title: "keys", help: "Show every key and command.",
      places: everyPane.union([.typing]),
      whyOff: lineIsBegun
    ) { console, _, _ in
      console.go(to: console.pane == .help ? .board : .help)
      return []
    },
  ]
}
