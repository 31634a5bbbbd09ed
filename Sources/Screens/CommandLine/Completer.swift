import Dining
import Events
import Menus
import Venue

/// What may stand next on a command line that somebody types, for the completion of shells.
public struct Completer: Sendable {
  /// What the word in progress may become.
  public enum Offer: Hashable, Sendable {
    case words([String])
    /// What only the house knows.
    case orders, tables, dishes, versions, activations, experiments
    /// What only this machine knows.
    case themes, zones
    case nothing
  }

  public let offer: Offer
  /// The beginning of the word in progress.
  public let start: String

  /// More than these no shell shows.
  private static let wordsLimit = 500

  /// - Parameter words: those after `galley`, the last one in progress and maybe empty. bash breaks a word at `=`.
  public init(_ words: [String]) {
    let words = words.filter { $0 != "=" }
    let start = words.last ?? ""
    var places: [String] = []
    var waiting: Flag?
    for word in words.dropLast() {
      if waiting != nil {
        waiting = nil
      } else if word.hasPrefix("--") {
        waiting = CommandTable.flag(String(word.dropFirst(2))).flatMap { $0.value == nil ? nil : $0 }
      } else {
        places.append(word)
      }
    }
    self.start = start
    offer =
      waiting.map { Self.offer($0.value ?? "") } ?? Self.offer(after: places, isFlag: start.hasPrefix("-"))
  }

  private static func offer(after places: [String], isFlag: Bool) -> Offer {
    let command = CommandTable.command(places)
    if isFlag { return .words(((command?.flags ?? []) + Flag.common).map { "--\($0.name)" }) }
    let nexts = CommandTable.all.filter {
      $0.words.count > places.count && $0.words.starts(with: places)
    }.map { $0.words[places.count] }
    guard let command, nexts.isEmpty || places.count > command.words.count else {
      return .words(unique(nexts))
    }
    let place = places.count - command.words.count
    guard place < command.operands.count else { return .nothing }
    if command.name == "config set", places.last == HouseSetting.timeZone.key.string { return .zones }
    return offer(Command.bare(command.operands[place]))
  }

  /// What stands for the name of a place or of a flag's value.
  private static func offer(_ name: String) -> Offer {
    switch name {
    case "CODE": .orders
    case "EVENT": .nothing
    case "TABLE", "T4": .tables
    case "MENUITEM": .dishes
    case "VERSION": .versions
    case "ACTIVATION": .activations
    case "EXPERIMENT": .experiments
    case "THEME": .themes
    case "PANE": .words(PaneTable.all.map(\.name) + Console.Mode.allCases.map(\.rawValue))
    case "KEY": .words(HouseSetting.all.map(\.key.string))
    case "SETTING": .words(SettingTable.all.map(\.name) + HouseSetting.all.map(\.key.string))
    case "KIND": .words(Adjustment.Kind.allCases.map(\.rawValue))
    case "TYPE": .words(OrderType.allCases.map(\.rawValue))
    case "FORMAT": .words(Invocation.Screenshot.Format.allCases.map(\.rawValue))
    case "WHAT": .words(Letters.allCases.map(\.rawValue))
    case "SHELL": .words(["bash", "zsh", "fish"])
    // A flag that takes one of a few words names them itself.
    default: name.contains("|") ? .words(name.split(separator: "|").map(String.init)) : .nothing
    }
  }

  /// The words that fit, sorted, each once; those of the house are asked of it.
  public func words(in house: House, at now: Timestamp, themes: [String] = [], zones: [String] = [])
    -> [String]
  {
    let all =
      switch offer {
      case .words(let words): words
      case .orders: house.live.flatMap { [$0.codeText] + ($0.tableID.map { [$0.string] } ?? []) }
      case .tables: house.live.compactMap { $0.tableID?.string }
      case .dishes: house.served(at: now)?.document.items.map(\.id.string) ?? []
      case .versions: house.menus.versions.map(\.name) + [MenuVersion.live, MenuVersion.draft]
      case .activations: house.menus.standingActivations.map(\.id.description)
      case .experiments: house.experiments.all.map(\.id.description)
      case .themes: themes
      case .zones: zones
      case .nothing: [String]()
      }
    return Array(Self.unique(all.filter { $0.hasPrefix(start) }).sorted().prefix(Self.wordsLimit))
  }

  /// Whether only a house can answer.
  public var asksTheHouse: Bool {
    switch offer {
    case .orders, .tables, .dishes, .versions, .activations, .experiments: true
    case .words, .themes, .zones, .nothing: false
    }
  }

  private static func unique(_ words: [String]) -> [String] {
    var seen: Set<String> = []
    return words.filter { seen.insert($0).inserted }
  }
}
