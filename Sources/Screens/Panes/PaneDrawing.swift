import Events
import Insights
import Venue

/// Draws any pane by name, as `galley screen` does without a terminal.
public enum PaneDrawing {
  /// Every pane but that of a typed command's output, which is nowhere to be found again.
  private static let kinds = PaneTable.kinds.filter { $0.name != OutputPane.kind.name }

  /// The names that ``frame(of:_:)`` knows; the board is drawn as either kind of screen has it.
  public static let names =
    kinds.flatMap { kind in
      [([kind.name] + (kind.operand.map { [$0.word] } ?? [])).joined(separator: " ")]
        + (kind.name == BoardPane.kind.name ? Console.Mode.allCases.map(\.rawValue) : [])
    } + ["\(tableWord) TABLE"]

  private static let tableWord = "table"

  /// The picture of a pane; its name is written as in ``names``.
  public static func frame(
    of name: String, _ view: View, _ preferences: Preferences = Preferences(), _ takings: [DayTakings] = [],
    insight: InsightAnswer? = nil
  ) throws(UsageFault) -> Frame {
    if let table = try guestTable(of: name) { return frame(of: table, view, preferences) }
    var console = try console(of: name, view, preferences, takings)
    if let insight { console.show(insight, at: view.now) }
    return console.frame(view)
  }

  /// The screen of a table's guests.
  private static func frame(of table: GuestTable, _ view: View, _ preferences: Preferences) -> Frame {
    var console = TableConsole(preferences, seed: 0)
    let state = TableState(of: table, in: view.house, at: view.now, isOpen: view.banner == nil)
    return console.frame(state.view(size: view.size, now: view.now, offsets: view.offsets))
  }

  private static func guestTable(of name: String) throws(UsageFault) -> GuestTable? {
    let words = name.split(separator: " ").map(String.init)
    guard words.first == tableWord, words.count == 2 else { return nil }
    guard let table = GuestTable(words[1]) else { throw UsageFault(GuestTable.complaint(about: words[1])) }
    return table
  }

  /// The picture of a pane as it was: `then` holds the house, the clock and the offset of that moment, and the
  /// picture says that it is of the past.
  public static func frame(
    of name: String, _ then: View, _ preferences: Preferences = Preferences(), seenAt now: Timestamp,
    _ takings: [DayTakings] = []
  ) throws(UsageFault) -> Frame {
    if let table = try guestTable(of: name) { return frame(of: table, then, preferences) }
    var console = try console(of: name, then, preferences, takings)
    console.isTyping = false
    console.past = Past(at: then.now, house: then.house, offsets: then.offsets, now: now)
    var present = then
    present.now = now
    return console.frame(present)
  }

  private static func console(
    of name: String, _ view: View, _ preferences: Preferences, _ takings: [DayTakings]
  ) throws(UsageFault) -> Console {
    if let mode = Console.Mode(rawValue: name) { return Console(mode, preferences) }
    let words = name.split(separator: " ").map(String.init)
    guard let kind = kinds.first(where: { $0.name == words.first }),
      words.count == (kind.operand == nil ? 1 : 2)
    else { throw UsageFault("there is no pane “\(name)”; there are \(names.joined(separator: ", "))") }
    var console = Console(kind.crew == .manager ? .manager : .kitchen, preferences)
    if !takings.isEmpty { console.take(.success(takings), at: view.now) }
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
