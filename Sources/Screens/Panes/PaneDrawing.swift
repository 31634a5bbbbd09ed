import Events
import Venue

/// Draws any pane by name, as `galley screen` does without a terminal.
public enum PaneDrawing {
  /// Every pane but that of a typed command's output, which is nowhere to be found again.
  private static let kinds = PaneTable.kinds.filter { $0.name != OutputPane.kind.name }

  /// The names that ``frame(of:_:)`` knows; the board is drawn as either kind of screen has it.
  public static let names = kinds.flatMap { kind in
    [([kind.name] + (kind.operand.map { [$0.word] } ?? [])).joined(separator: " ")]
      + (kind.name == BoardPane.kind.name ? Console.Mode.allCases.map(\.rawValue) : [])
  }

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
    console.past = Past(at: then.now, house: then.house, offsets: then.offsets, now: now)
    var present = then
    present.now = now
    return console.frame(present)
  }

  private static func console(
    of name: String, _ view: View, _ preferences: Preferences
  ) throws(UsageFault) -> Console {
    if let mode = Console.Mode(rawValue: name) { return Console(mode, preferences) }
    var console = Console(.kitchen, preferences)
    let words = name.split(separator: " ").map(String.init)
    guard let kind = kinds.first(where: { $0.name == words.first }),
      words.count == (kind.operand == nil ? 1 : 2)
    else { throw UsageFault("there is no pane “\(name)”; there are \(names.joined(separator: ", "))") }
    guard let operand = kind.operand else {
      console.go(to: Console.Pane(kind))
      return console
    }
    guard let subject = operand.find(words[1], view) else {
      throw UsageFault("there is no \(kind.name) “\(words[1])”")
    }
    console.go(to: Console.Pane(kind, subject))
    return console
  }
}
