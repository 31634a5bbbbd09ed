/// One row of ``ActionTable``: a key, what it does, where, and why it can't now.
public struct Action: Sendable {
  public let keys: [Key]
  /// The keys as people read them: `1–9`, `Space`.
  public let keyText: String
  /// Its word in the footer; nil for a key that the footer leaves to the help pane.
  public let title: String?
  /// One sentence for the help pane and the manual.
  public let help: String
  /// Who may use it: on which screens it is.
  public let modes: Set<Console.Mode>
  /// Where it is on.
  public let places: Set<Place>
  /// Why it does nothing now, in words for the message line; nil when it would do something.
  let whyOff: @Sendable (Console, View) -> String?
  let perform: @Sendable (inout Console, Key, View) -> [ConsoleEffect]

  /// Where a key is pressed.
  public enum Place: String, CaseIterable, Sendable {
    case board, order, log, help, output
    /// In the command line.
    case typing
    /// While the screen shows a moment of the past.
    case past
  }

  init(
    _ keys: [Key], _ keyText: String, title: String? = nil, help: String, places: Set<Place>,
    modes: Set<Console.Mode> = Set(Console.Mode.allCases),
    whyOff: @escaping @Sendable (Console, View) -> String? = { _, _ in nil },
    perform: @escaping @Sendable (inout Console, Key, View) -> [ConsoleEffect]
  ) {
    self.keys = keys
    self.keyText = keyText
    self.title = title
    self.help = help
    self.modes = modes
    self.places = places
    self.whyOff = whyOff
    self.perform = perform
  }

  /// The first of the keys, for the footer.
  var footerKey: String { keyText.split(separator: ",").first.map(String.init) ?? keyText }

  func isOn(_ console: Console) -> Bool {
    modes.contains(console.mode) && places.contains(console.place)
  }
}

extension Console {
  /// Where the next key goes.
  public var place: Action.Place { past != nil ? .past : isTyping ? .typing : pane.place }
}

extension Console.Pane {
  /// Where a key is pressed while this is shown and nobody types.
  var place: Action.Place {
    switch self {
    case .board: .board
    case .order: .order
    case .log: .log
    case .help: .help
    case .output: .output
    }
  }
}
