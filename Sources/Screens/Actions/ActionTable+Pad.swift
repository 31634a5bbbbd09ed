/// The order pad's own keys, and what opens it.
extension ActionTable {
  static let padAndMenu: [Action] = [
    Action(
      [.character("p"), .control("p")], "p, Ctrl-P", name: "pad", title: "order pad",
      help:
        "Open the order pad for the selected ticket's order, or for the table or code that the line begins with: the menu "
        + "by sections and by name.",
      places: [.board, .order, .typing],
      whyOff: { console, view in
        console.padSubject(view) == nil
          ? boardIsEmpty(console, view) == nil
            ? "select a ticket first, or type a table and press Ctrl-P"
            : "no ticket is on the board; type a table and press Ctrl-P" : nil
      }
    ) { console, _, view in console.openPad(view) },
    Action(
      [.character("S"), .control("x")], "S, Ctrl-X", name: "sold_out",
      help:
        "Sell a dish out, or bring it back: the marked one of the order pad, the selected ticket's on the board; of several, "
        + "a digit says which.",
      places: [.board, .pad], isOncePerPress: true, whyOff: { console, view in console.whyNoSoldOut(view) }
    ) { console, _, view in console.sellOut(view) },
  ]

  static let pad: [Action] = [
    Action(
      [.enter, .character(" ")], "Enter, Space", name: "pad_take", title: "choose",
      help: "Open the marked dish; in it take a choice, or add it to the order.", places: [.pad],
      isFixed: true, isOncePerPress: false, whyOff: { console, view in console.whyNoPadChoice(view) }
    ) { console, _, view in console.choosePad(view) },
    Action(
      [.up, .down, .pageUp, .pageDown, .home, .end], "↑ ↓, PgUp PgDn, Home End", name: "pad_move",
      title: "dish", help: "Go from dish to dish, or from row to row of a dish.", places: [.pad],
      isFixed: true
    ) { console, key, view in
      console.movePad(key, view)
      return []
    },
    Action(
      [.left, .right, .character("-"), .character("+")], "← →, − +", name: "pad_aside", title: "section",
      help: "Go to the section before or after; in a dish, one fewer or one more.", places: [.pad],
      isFixed: true
    ) { console, key, view in
      console.movePadAside(key, view)
      return []
    },
    Action(
      digits, "1–9", name: "pad_number", help: "Go to the section, or take the choice, with that number.",
      places: [.pad], isFixed: true
    ) { console, key, view in
      console.choosePadNumber(key, view)
      return []
    },
    Action(
      [.backspace], "letters, Backspace", name: "pad_search", title: "search",
      help: "Letters search the whole menu, or are a dish's note; Backspace takes one back.", places: [.pad],
      isFixed: true
    ) { console, _, _ in
      console.erasePad()
      return []
    },
    Action(
      [.control("s")], "Ctrl-S", name: "pad_send", title: "send",
      help: "Send to the kitchen what is on the order and not sent.", places: [.pad], isOncePerPress: true,
      whyOff: { console, view in console.whyNoPadSending(view) }
    ) { console, _, view in console.sendPad(view) },
    Action(
      [.escape, .control("c")], "Esc", name: "pad_leave", title: "back",
      help: "Leave the dish, the search, then the pad.", places: [.pad], isFixed: true
    ) { console, _, _ in
      console.leavePad()
      return []
    },
  ]
}
