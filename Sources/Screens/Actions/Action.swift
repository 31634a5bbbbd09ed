/// One row of ``ActionTable``: a key, what it does, where, and why it can't now.
public struct Action: Sendable {
  /// What `key.NAME` in `galley.conf` calls it; it stays the same from version to version.
  public let name: String
  /// The keys that it has unless the settings say otherwise.
  public let keys: [Key]
  /// Those keys as people read them: `1–9`, `Space`.
  public let keyText: String
  /// Its word in the footer; nil for a key that the footer leaves to the help pane.
  public let title: String?
  /// One sentence for the help pane and the manual.
  public let help: String
  /// Who may use it: on which screens it is.
  public let modes: Set<Console.Mode>
  /// Where it is on.
  public let places: Set<Place>
  /// Whether its keys are the same everywhere: digits, arrows and the keys of a line of text.
  public let isFixed: Bool
  /// Whether it is also on in the command line of its pane while nothing is typed there.
  let isInEmptyLine: Bool
  /// Whether a key that is held down does it once: what moves a ticket must not move it twice.
  let isOncePerPress: Bool
  /// Why it does nothing now, in words for the message line; nil when it would do something.
  let whyOff: @Sendable (Console, View) -> String?
  let perform: @Sendable (inout Console, Key, View) -> [ConsoleEffect]

  /// Where a key is pressed: in a pane, which it is named after, or in what lies over a pane.
  public struct Place: Hashable, Sendable {
    let name: String

    init(_ name: String) { self.name = name }

    /// In a strip of numbered choices.
    static let menu = Place("menu")
    /// On the order pad.
    static let pad = Place("pad")
    /// In the line that finds tickets.
    static let find = Place("find")
    /// In the command line.
    static let typing = Place("typing")
    /// While the screen shows a moment of the past.
    static let past = Place("past")
    /// In a form of a manager's pane.
    static let form = Place("form")

    /// In the order in which the manual names them.
    static let all = PaneTable.kinds.map(\.place) + [.menu, .find, .form, .typing, .pin, .past]
  }

  init(
    _ keys: [Key], _ keyText: String, name: String? = nil, title: String? = nil, help: String,
    places: Set<Place>, modes: Set<Console.Mode> = Set(Console.Mode.allCases), isFixed: Bool = false,
    isInEmptyLine: Bool = false, isOncePerPress: Bool = false,
    whyOff: @escaping @Sendable (Console, View) -> String? = { _, _ in nil },
    perform: @escaping @Sendable (inout Console, Key, View) -> [ConsoleEffect]
  ) {
    self.name = name ?? title ?? keyText
    self.keys = keys
    self.keyText = keyText
    self.title = title
    self.help = help
    self.modes = modes
    self.places = places
    self.isFixed = isFixed
    self.isInEmptyLine = isInEmptyLine
    self.isOncePerPress = isOncePerPress
    self.whyOff = whyOff
    self.perform = perform
  }

  func isOn(_ console: Console) -> Bool {
    guard modes.contains(console.mode) else { return false }
    if places.contains(console.place) { return true }
    return isInEmptyLine && console.place == .typing && console.entry.isEmpty && console.entry.search == nil
      && places.contains(console.pane.kind.place)
  }
}

extension Console {
  /// Where the next key goes.
  public var place: Action.Place {
    if past != nil { return .past }
    if presence.field != nil { return .pin }
    // Its digits choose, also above an open command line.
    if menu?.kind == .members { return .menu }
    if isTyping { return .typing }
    if menu != nil { return .menu }
    if find.isOpen { return .find }
    return desk.form != nil ? .form : pane.kind.place
  }
}
