import Venue

/// What is done on the board, and to the order that is selected or shown.
extension ActionTable {
  static let board: [Action] = [
    Action(
      digits, "1–9", name: "select", title: "select",
      help:
        "Select the ticket with this number, which it keeps; two digits in a row are one number, and one that no "
        + "ticket has selects nothing.",
      places: [.board], isFixed: true, whyOff: boardIsEmpty
    ) { console, key, view in console.selectNumber(key, view) },
    Action(
      [.enter, .character(" ")], "Enter, Space", name: "bump", title: "bump",
      help:
        "Bump the selected ticket: move the dishes that its card shows to the next column; with bump = item "
        + "in galley.conf, the dish in focus alone. Held down, it moves once.",
      places: [.board], isOncePerPress: true, whyOff: whyNoBump
    ) { console, _, view in console.bump(view) },
    Action(
      [.tab], "Tab", name: "next_dish", help: "With bump = item: put the focus on the next dish.",
      places: [.board], whyOff: whyNoFocus
    ) { console, _, view in console.moveFocus(by: 1, view) },
    Action(
      [.backTab], "Shift-Tab", name: "previous_dish",
      help: "With bump = item: put the focus on the dish before.", places: [.board], whyOff: whyNoFocus
    ) { console, _, view in console.moveFocus(by: -1, view) },
    Action(
      [.up, .down, .left, .right] + "hjkl".unicodeScalars.map { Key.character($0) }, "arrows, hjkl",
      name: "move", help: "Move the selection.", places: [.board], isFixed: true, whyOff: boardIsEmpty
    ) { console, key, view in console.moveSelection(key, view) },
    Action(
      [.character("."), .pageDown], "., PgDn", name: "next_page",
      help: "Show the next page of the board; after the last one the first.", places: [.board],
      whyOff: boardIsEmpty
    ) { console, _, view in console.turnPage(by: 1, view) },
    Action(
      [.pageUp], "PgUp", name: "previous_page", help: "Show the page of the board before.",
      places: [.board], whyOff: boardIsEmpty
    ) { console, _, view in console.turnPage(by: -1, view) },
    Action(
      [.home, .end], "Home End", name: "ends", help: "Go to the first or the last ticket of a column.",
      places: [.board], isFixed: true, whyOff: boardIsEmpty
    ) { console, key, view in console.selectEnd(key, view) },
    Action(
      [.character("+")], "+", name: "larger", help: "Draw the board's letters one step larger.",
      places: [.board], whyOff: whyNotLarger
    ) { console, _, view in console.stepLetters(by: 1, view) },
    Action(
      [.character("-")], "-", name: "smaller", help: "Draw the board's letters one step smaller.",
      places: [.board], whyOff: whyNotSmaller
    ) { console, _, view in console.stepLetters(by: -1, view) },
    Action(
      [.character("="), .backspace], "=, Backspace", name: "automatic",
      help: "Go back to letters as large as the tickets leave room for.", places: [.board],
      whyOff: whyNotAutomatic
    ) { console, _, view in console.stepLetters(by: -console.letterStep, view) },
  ]

  static let selected: [Action] = [
    Action(
      [.character("r")], "r", name: "recall", title: "recall",
      help:
        "List the last 50 moves, when and by whom; there Enter, or r again, recalls the one that is marked, "
        + "at first the last of the selected ticket.",
      places: everyPane, whyOff: whyNoRecall
    ) { console, _, view in console.recall(view) },
    Action(
      [.character("u")], "u", name: "undo", title: "undo",
      help: "Undo this screen's last change, within 10 seconds.", places: everyPane, whyOff: whyNoUndo
    ) { console, _, view in console.undo(view) },
    Action(
      [.character("o")], "o", name: "order", title: "order",
      help: "Show the whole order with its money and history.", places: [.board], whyOff: nothingSelected
    ) { console, _, view in
      if let ticket = console.selectedTicket(view) { console.go(to: .order(ticket.order.id)) }
      return []
    },
  ]

  static let finding: [Action] = [
    Action(
      [.character("/")], "/", name: "find", title: "find",
      help: "Find tickets by code, table or dish as you type; / and Enter again go to the next one.",
      places: [.board], whyOff: boardIsEmpty
    ) { console, _, _ in
      console.find.open(from: console.selection)
      return []
    },
    Action(
      [.character("a"), .character("*")], "a, *", name: "all_day", title: "all-day",
      help: "Show how many of each dish are still to be made, above the keys; again to hide it.",
      places: [.board]
    ) { console, _, _ in
      console.showsAllDay.toggle()
      return []
    },
    Action(
      [.character("s")], "s", name: "stations", title: "station",
      help: "Choose whose dishes are shown: a station by its number, or all.", places: [.board]
    ) { console, _, _ in
      console.menu = NumberedMenu(.stations)
      return []
    },
  ]

  /// Where an order is selected, marked or shown.
  static let aboutOrders: Set<Action.Place> = [.board, .order, .tables, .payments, .attention]

  static let rarer: [Action] = [
    Action(
      [.character("x")], "x", name: "void", title: "void",
      help: "Say that the kitchen saw a VOID; its line leaves the card.", places: aboutOrders,
      whyOff: whyNoVoid
    ) { console, _, view in console.acknowledge(view) },
    Action(
      [.character("R")], "R", name: "rush", title: "rush",
      help: "Rush the order, so that it stands before others; again to stop.",
      places: aboutOrders, whyOff: whyNoSubject
    ) { console, _, view in
      guard let order = console.subject(view) else { return [] }
      return [.request(.change(order.exactName, .kitchen(.rush(!order.isRushed))))]
    },
  ]
}
