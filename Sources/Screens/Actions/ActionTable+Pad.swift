/// The order pad's own keys, and what opens it.
extension ActionTable {
  static let padAndSoldOut: [Action] = [
    Action(
      [.character("p")], "p", name: "pad", title: "order pad",
      help: "Open the order pad for the order: the menu by sections and by name.",
      places: aboutOrders, whyOff: whyNoPad
    ) { console, _, view in console.openPad(view) },
    Action(
      [.character("S")], "S", name: "sold_out",
      help: "Sell a dish of the selected ticket out, or bring it back; of several, a digit says which.",
      places: [.board], isOncePerPress: true, whyOff: whyNoSoldOut
    ) { console, _, view in console.sellOut(view) },
  ]

  /// Where letters are text.
  static let padFromLine: [Action] = [
    Action(
      [.control("p")], "Ctrl-P", name: "line_pad", title: "order pad",
      help: "Open the order pad for the table or the code that the line begins with, or the selected order.",
      places: [.typing], whyOff: whyNoPad
    ) { console, _, view in console.openPad(view) }
  ]

  private static let whyNoPad: Reason = { console, view in
    guard console.padSubject(view) == nil else { return nil }
    if console.hasMarks, let reason = nothingMarked(console, view) { return reason }
    return console.isTyping
      ? "type a table or a code first: T4" : nothingSelected(console, view) ?? "no order is shown"
  }

  private static let whyNoSoldOut: Reason = { console, view in console.whyNoSoldOut(view) }

  private static let whyNoPadChoice: Reason = { console, view in console.whyNoPadChoice(view) }
  private static let whyNoPadSending: Reason = { console, view in console.whyNoPadSending(view) }

  static let pad: [Action] = [
    Action(
      [.enter, .character(" ")], "Enter, Space", name: "pad_take", title: "choose",
      help: "Open the marked dish; in it take a choice, or add it to the order.", places: [.pad],
      isFixed: true, whyOff: whyNoPadChoice
    ) { console, key, view in console.choosePad(by: key, view) },
    Action(
      [.control("s")], "Ctrl-S", name: "pad_send", title: "send",
      help: "Send to the kitchen what is on the order and not sent.", places: [.pad], isOncePerPress: true,
      whyOff: whyNoPadSending
    ) { console, _, view in console.sendPad(view) },
    Action(
      [.escape, .control("c")], "Esc", name: "pad_leave", title: "back",
      help: "Leave the dish, the search, then the pad.", places: [.pad], isFixed: true
    ) { console, _, _ in
      console.leavePad()
      return []
    },
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
      [.control("x")], "Ctrl-X", name: "pad_sold_out", title: "sold out",
      help: "Sell the marked dish out, or bring it back.", places: [.pad], isOncePerPress: true,
      whyOff: whyNoSoldOut
    ) { console, _, view in console.sellOut(view) },
  ]
}
