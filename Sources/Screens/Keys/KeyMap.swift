/// Which keys do what: those of ``ActionTable``, but for what `galley.conf` changed.
public struct KeyMap: Sendable {
  private var bound: [String: [Key]] = [:]

  /// The keys of the table.
  public init() {}

  /// One setting `key.NAME = KEY, KEY …`; a text without keys takes them away.
  public struct Setting: Hashable, Sendable {
    public let name: String
    public let text: String
    public let line: Int

    public init(name: String, text: String, line: Int) {
      self.name = name
      self.text = text
      self.line = line
    }
  }

  /// Without them nobody finds out, gets out or gets back.
  private static let needed = ["quit", "help", "back"]
  /// Keys that came after houses had set theirs: those of panes that not every screen has, and those that show panes.
  private static let givingWay: Set<String> = Set(
    ["panes", "who"] + PaneTable.kinds.filter { $0.crew != nil }.flatMap(\.keys).map(\.name))
  /// More than anyone has fingers for.
  private static let keyLimit = 8

  /// Changes the keys of the table; refuses what would leave a key with two meanings or an action out of reach.
  public init(_ settings: [Setting]) throws(KeyMapFault) {
    for setting in settings {
      guard let action = ActionTable.named(setting.name) else { throw .unknownAction(setting) }
      guard !action.isFixed else { throw .fixedAction(setting) }
      bound[action.name] = try Self.keys(setting)
    }
    for setting in settings {
      guard let action = ActionTable.named(setting.name) else { continue }
      if Self.needed.contains(action.name), keys(of: action).isEmpty { throw .keyNeeded(setting) }
      try checkKeys(of: action, setting)
    }
  }

  private static func keys(_ setting: Setting) throws(KeyMapFault) -> [Key] {
    var keys: [Key] = []
    for name in setting.text.split(separator: ",").map({ $0.filter { $0 != " " && $0 != "\t" } }) {
      guard let key = KeyName.key(name) else { throw .unknownKey(setting, name) }
      guard key.digit == nil else { throw .digit(setting, name) }
      if !keys.contains(key) { keys.append(key) }
    }
    guard keys.count <= keyLimit else { throw .tooManyKeys(setting, limit: keyLimit) }
    return keys
  }

  /// No key of the action may mean something else where the action is on.
  private func checkKeys(of action: Action, _ setting: Setting) throws(KeyMapFault) {
    for other in ActionTable.all where other.name != action.name {
      guard !other.places.isDisjoint(with: action.places), !other.modes.isDisjoint(with: action.modes)
      else { continue }
      let others = keys(of: other)
      if let key = keys(of: action).first(where: others.contains) {
        throw .twoActions(setting, key.plainName, other.name)
      }
    }
  }

  /// A key that the settings gave to something else there shows no pane and does nothing in a manager's: a pane that a
  /// new version has takes no house's key away. Its number after `0`, its name and a touch still show it.
  public func keys(of action: Action) -> [Key] {
    guard !bound.isEmpty else { return action.keys }
    if let keys = bound[action.name] { return keys }
    guard Self.givingWay.contains(action.name) else { return action.keys }
    return action.keys.filter { key in
      !bound.contains { name, keys in
        keys.contains(key) && ActionTable.named(name)?.places.isDisjoint(with: action.places) == false
      }
    }
  }

  /// The keys as people read them; empty where there is none.
  public func text(of action: Action) -> String {
    bound[action.name].map { $0.map(\.plainName).joined(separator: ", ") } ?? action.keyText
  }

  /// The first of them, for the footer.
  func footerText(of action: Action) -> String {
    if let keys = bound[action.name] { return keys.first?.plainName ?? "" }
    let first = action.keyText.split(separator: ",").first.map(String.init) ?? action.keyText
    return first.isEmpty ? action.keyText : first
  }
}

/// What is wrong with a `key.NAME` setting; nothing of them was taken.
public enum KeyMapFault: Error, Hashable, Sendable {
  case unknownAction(KeyMap.Setting)
  /// Digits, arrows and the keys of lines of text are the same everywhere.
  case fixedAction(KeyMap.Setting)
  case unknownKey(KeyMap.Setting, String)
  case digit(KeyMap.Setting, String)
  case tooManyKeys(KeyMap.Setting, limit: Int)
  case twoActions(KeyMap.Setting, String, String)
  case keyNeeded(KeyMap.Setting)

  /// Where it stands in the file.
  public var line: Int { setting.line }

  private var setting: KeyMap.Setting {
    switch self {
    case .unknownAction(let setting), .fixedAction(let setting), .unknownKey(let setting, _),
      .digit(let setting, _), .tooManyKeys(let setting, _), .twoActions(let setting, _, _),
      .keyNeeded(let setting):
      setting
    }
  }

  /// What happened and what to do, in a sentence.
  public var message: String {
    let name = setting.name
    switch self {
    case .unknownAction:
      let names = ActionTable.all.filter { !$0.isFixed }.map(\.name).joined(separator: " ")
      return "there is no “key.\(name)”; there are \(names)"
    case .fixedAction: return "the keys of “\(name)” are fixed; remove the line"
    case .unknownKey(_, let key):
      return "“\(key)” is no key; write Space, Enter, Esc, Tab, F5, Ctrl-L, Up, PgDn or one character"
    case .digit(_, let key): return "“\(key)” is a digit, and digits choose tickets; take another key"
    case .tooManyKeys(_, let limit): return "“key.\(name)” has more than \(limit) keys"
    case .twoActions(_, let key, let other):
      return "\(key) would be both “\(name)” and “\(other)”; give one of them another key"
    case .keyNeeded: return "“\(name)” must have a key; write one"
    }
  }
}
