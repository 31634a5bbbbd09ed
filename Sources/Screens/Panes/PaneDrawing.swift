import Events
import Venue

/// Draws any pane by name, as `galley screen` does without a terminal.
public enum PaneDrawing {
  /// The names that ``frame(of:_:)`` knows.
  public static let names = [
    "board", "kitchen", "staff", "order CODE", "log", "conflicts", "peers", "help", "recall",
  ]

  /// The picture of a pane; its name is written as in ``names``.
  public static func frame(
    of name: String, _ view: View, _ preferences: Preferences = Preferences()
  ) throws(UsageFault) -> Frame {
    try console(of: name, view, preferences).frame(view)
  }

  /// The picture of a pane as it was: `then` holds the house, the clock and the offset of that moment, and the
  /// picture says that it is of the past.
  public static func frame(
    of name: String, _ then: View, _ preferences: Preferences = Preferences(), seenAt now: Timestamp
  ) throws(UsageFault) -> Frame {
    var console = try console(of: name, then, preferences)
    console.isTyping = false
    console.past = Past(at: then.now, house: then.house, offsetMinutes: then.offsetMinutes, now: now)
    var present = then
    present.now = now
    return console.frame(present)
  }

  private static func console(
    of name: String, _ view: View, _ preferences: Preferences
  ) throws(UsageFault) -> Console {
    let words = name.split(separator: " ").map(String.init)
    var console = Console(words.first == "staff" ? .staff : .kitchen, preferences)
    switch words.first {
    case "board" where words.count == 1, "kitchen" where words.count == 1, "staff" where words.count == 1:
      break
    case "log" where words.count == 1: console.go(to: .log)
    case "conflicts" where words.count == 1: console.go(to: .conflicts)
    case "peers" where words.count == 1: console.go(to: .peers)
    case "help" where words.count == 1: console.go(to: .help)
    case "recall" where words.count == 1: console.go(to: .recall)
    case "order" where words.count == 2:
      guard let order = OrderName(words[1]).order(in: view.house) else {
        throw UsageFault("there is no order “\(words[1])”")
      }
      console.go(to: .order(order.id))
    default: throw UsageFault("there is no pane “\(name)”; there are \(names.joined(separator: ", "))")
    }
    return console
  }
}
