import Venue

/// Keys of the strips of choices, and of the lines in which text is typed.
extension ActionTable {
  static let lines: [Action] = menu + find + form + typing

  private static let menu: [Action] = [
    Action(
      digits, "1–9", name: "choice", title: "choose", help: "Take the choice with this number.",
      places: [.menu], isFixed: true
    ) { console, key, view in console.choose(key, view) },
    Action(
      [.character("0"), .escape], "0, Esc", name: "close_menu", title: "close",
      help: "Close the choices; of the stations, show all.", places: [.menu], isFixed: true
    ) { console, _, view in
      console.closeMenu(view)
      return []
    },
  ]

  private static let find: [Action] = [
    Action(
      [.enter], "Enter", name: "found", title: "keep",
      help: "Keep what was found; with nothing typed, go to the next that was found last.", places: [.find],
      isFixed: true
    ) { console, _, view in
      console.keepFound(view)
      return []
    },
    Action(
      [.up, .down, .tab, .backTab], "↑ ↓, Tab", name: "found_others", title: "next, previous",
      help: "Go to the next or the previous of those found.", places: [.find], isFixed: true
    ) { console, key, view in
      console.goFound(by: key == .up || key == .backTab ? -1 : 1, view)
      return []
    },
    Action(
      [.backspace], "Backspace", name: "found_erase", help: "Erase a letter.", places: [.find],
      isFixed: true
    ) { console, _, view in
      console.typeFind(nil, view)
      return []
    },
    Action(
      [.escape, .control("c")], "Esc", name: "found_leave", title: "leave",
      help: "Leave the line; what was selected before is selected again.", places: [.find], isFixed: true
    ) { console, _, _ in
      console.leaveFind()
      return []
    },
  ]

  /// The command line's own keys; every other key goes into the text.
  private static let typing: [Action] = [
    Action(
      [.enter], "Enter", name: "submit", title: "do it",
      help: "Do the command, or give the order that stands above the line; while that is in doubt, nothing. "
        + "Of a line that was looked for, make it the line.",
      places: [.typing], isFixed: true
    ) { console, _, view in
      guard console.entry.search == nil else {
        console.entry.endSearch(takingFound: true)
        return []
      }
      return console.submit(view)
    },
    Action(
      [.tab], "Tab", name: "complete", title: "complete",
      help: "Complete the word before the cursor: a dish, an option, a table, a code, a command.",
      places: [.typing], isFixed: true
    ) { console, _, view in
      console.complete(view)
      return []
    },
    Action(
      [.escape, .control("c")], "Esc", name: "leave", title: "board keys",
      help: "Leave the command line; in the staff console, first clear it and close the pane above.",
      places: [.typing], isFixed: true
    ) { console, _, _ in
      if console.entry.search == nil {
        console.leaveTyping()
      } else {
        console.entry.endSearch(takingFound: false)
      }
      return []
    },
    Action(
      [.control("r")], "Ctrl-R", name: "search_typed",
      help: "Look for a command typed before by a part of it; again: for an older one.",
      places: [.typing], isFixed: true, whyOff: nothingTypedBefore
    ) { console, _, _ in
      console.entry.lookBack()
      return []
    },
    Action(
      [.up, .down], "↑ ↓", name: "earlier", title: "earlier commands",
      help: "Go through the commands typed before.", places: [.typing], isFixed: true, perform: edit),
    Action(
      [
        .left, .right, .home, .end, .backspace, .delete, .control("a"), .control("e"), .control("u"),
        .control("k"), .control("w"),
      ], "← → Home End, Ctrl-AEUKW", name: "edit",
      help: "Move in the line; erase to its beginning (U), to its end (K), the word before (W).",
      places: [.typing], isFixed: true, perform: edit),
    Action(
      [.pageUp, .pageDown], "PgUp PgDn", name: "scroll_above",
      help: "Scroll the pane above the command line.", places: [.typing], isFixed: true
    ) { console, key, view in
      if console.pane == .board { return console.turnPage(by: key == .pageUp ? -1 : 1, view) }
      console.scroll(key, view)
      return []
    },
  ]

  private static let edit: @Sendable (inout Console, Key, View) -> [ConsoleEffect] = { console, key, _ in
    _ = console.entry.edit(key)
    return []
  }
}
