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
  /// Why it does nothing now, in words for the message line; nil when it would do something.
  let whyOff: @Sendable (Console, View) -> String?
  let perform: @Sendable (inout Console, Key, View) -> [ConsoleEffect]

  /// Where a key is pressed.
  public enum Place: String, CaseIterable, Sendable {
    case board, order, log, conflicts, peers, help, output, recall
    /// In a strip of numbered choices.
    case menu
    /// In the line that finds tickets.
    case find
    /// In the command line.
    case typing
    /// While the screen shows a moment of the past.
    case past
  }

  init(
    _ keys: [Key], _ keyText: String, name: String? = nil, title: String? = nil, help: String,
    places: Set<Place>, modes: Set<Console.Mode> = Set(Console.Mode.allCases), isFixed: Bool = false,
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
    self.whyOff = whyOff
    self.perform = perform
  }

  func isOn(_ console: Console) -> Bool {
    modes.contains(console.mode) && places.contains(console.place)
  }
}

extension Console {
  /// Where the next key goes.
  public var place: Action.Place {
    past != nil ? .past : isTyping ? .typing : menu != nil ? .menu : find.isOpen ? .find : pane.place
  }
}

extension Console.Pane {
  /// Where a key is pressed while this is shown and nobody types.
  var place: Action.Place {
    switch self {
    case .board: .board
    case .order: .order
    case .log: .log
    case .conflicts: .conflicts
    case .peers: .peers
    case .help: .help
    case .output: .output
    case .recall: .recall
    }
  }
}
