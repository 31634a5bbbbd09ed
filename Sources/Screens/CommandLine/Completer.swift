import Dining
import Events
import Insights
import Menus
import Venue

/// What may stand next on a command line that somebody types, for the completion of shells.
public struct Completer: Sendable {
  /// What the word in progress may become.
  public enum Offer: Hashable, Sendable {
    case words([String])
    /// What only the house knows.
    case orders, tables, dishes, versions, activations, experiments, members
    /// What belongs to the order of that name.
    case items(of: String)
    case guests(of: String)
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
    // Set while a flag waits for its value.
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
      waiting.map { $0.name == "as" ? .members : Self.offer($0.value ?? "", after: places) }
      ?? Self.offer(after: places, isFlag: start.hasPrefix("-"))
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
    let operand = Command.bare(command.operands[place])
    // As a flag's value it is a name of something else.
    return operand == "NAME" ? .members : offer(operand, after: places)
  }

  /// The order that a command's words name; empty where they name none.
  private static func order(in places: [String]) -> String {
    guard let command = CommandTable.command(places), command.operands.first == "CODE" else { return "" }
    return places.dropFirst(command.words.count).first ?? ""
  }

  /// What stands for the name of a place or of a flag's value.
  private static func offer(_ name: String, after places: [String]) -> Offer {
    switch name {
    case "ITEM": .items(of: order(in: places))
    case "P1": .guests(of: order(in: places))
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
    case "METRIC": .words(Metric.allCases.map(\.rawValue))
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
      case .tables: house.orders.values.compactMap { $0.order.tableID?.string }
      case .items(let name): items(of: name, in: house).map { "\($0.number)" }
      case .guests(let name): OrderName(name).order(in: house)?.participants.map(\.label.string) ?? []
      case .dishes: house.served(at: now)?.document.items.map(\.id.string) ?? []
      case .versions: house.menus.versions.map(\.name) + [MenuVersion.live, MenuVersion.draft]
      case .activations: house.menus.standingActivations.map(\.id.description)
      case .experiments: house.experiments.all.map(\.id.description)
      case .members: house.members.map(\.name.string)
      case .themes: themes
      case .zones: zones
      case .nothing: [String]()
      }
    return Array(Self.unique(all.filter { $0.hasPrefix(start) }).sorted().prefix(Self.wordsLimit))
  }

  /// The same for a person to choose from: an item with its dish.
  func told(_ words: [String], in house: House) -> [String] {
    guard case .items(let name) = offer else { return words }
    let items = items(of: name, in: house)
    return words.map { word in
      items.first { "\($0.number)" == word }.map { "\($0.number) \($0.dish)" } ?? word
    }
  }

  /// The dishes that stand on an order, with their numbers there.
  private func items(of name: String, in house: House) -> [(number: Int, dish: String)] {
    let items = OrderName(name).order(in: house)?.items ?? []
    return items.enumerated().filter { !$0.element.isRemoved }.map { ($0.offset + 1, $0.element.dish.name) }
  }

  /// Whether only a house can answer.
  public var asksTheHouse: Bool {
    switch offer {
    case .orders, .tables, .dishes, .versions, .activations, .experiments, .members, .items, .guests: true
    case .words, .themes, .zones, .nothing: false
    }
  }

  private static func unique(_ words: [String]) -> [String] {
    var seen: Set<String> = []
    return words.filter { seen.insert($0).inserted }
  }
}
