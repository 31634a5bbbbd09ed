import Venue

/// Who is at the screen, and the line in which a PIN is typed.
extension ActionTable {
  static let presence: [Action] =
    [
      Action(
        [.control("o")], "Ctrl-O", name: "who",
        help: "List who works here, by number: take yours, and type your PIN. The last choice logs out.",
        places: everyPane.union([.pad, .typing]), whyOff: whyNobody
      ) { console, _, view in
        console.hush()
        console.menu = NumberedMenu(.members)
        return []
      }
    ] + pin

  private static let whyNobody: Reason = { _, view in
    view.house.hasStaff ? nil : "nobody works here by name yet: galley staff add NAME --role manager"
  }

  /// While a PIN is typed; every character goes into it.
  private static let pin: [Action] = [
    Action(
      [.enter], "Enter", name: "pin_give", title: "log in", help: "Log in with the PIN that was typed.",
      places: [.pin], isFixed: true
    ) { console, _, _ in console.givePin() },
    Action(
      [.escape, .control("c")], "Esc", name: "pin_leave", title: "leave",
      help: "Leave the line; whoever was logged in before still is.", places: [.pin], isFixed: true
    ) { console, _, _ in
      console.leavePin()
      return []
    },
    Action(
      [.backspace, .control("u")], "Backspace, Ctrl-U", name: "pin_erase", title: "erase",
      help: "Erase a character, or all.", places: [.pin], isFixed: true
    ) { console, key, _ in
      console.erasePin(all: key != .backspace)
      return []
    },
  ]
}

extension Action.Place {
  /// In the line in which a PIN is typed.
  static let pin = Self("pin")
}
