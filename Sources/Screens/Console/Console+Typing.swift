import Dining
import Events
import Venue

/// What becomes of a typed line.
extension Console {
  /// Takes the line: what this screen can do by itself it does, the rest goes to the program.
  mutating func submit(_ view: View) -> [ConsoleEffect] {
    if let reading = typedOrder(view) { return place(reading, view) }
    if let words = try? Self.words(of: entry.text), Self.holdsPin(words) {
      // Not taken: no history keeps it (S11).
      entry.clear()
      say(Self.pinInLine, isError: true, at: view.now)
      return []
    }
    let line = entry.take()
    if mode != .staff { isTyping = false }
    do throws(UsageFault) {
      let words = try Self.words(of: line)
      guard let first = words.first else {
        if mode == .staff { say(Self.nothingTyped, isError: true, at: view.now) }
        return []
      }
      if words == ["past"] { return lookBack(view) }
      if show(named: words, view) { return [] }
      if words.count == 1, ["q", "quit", "exit"].contains(first) { return [.quit] }
      if words == ["?"] {
        go(to: .help)
        return []
      }
      let whole = Self.spelledOut(words)
      return try run(self.words(withSubject: whole, view) ?? whole, view)
    } catch {
      say(error.message, isError: true, at: view.now)
      return []
    }
  }

  private static let nothingTyped =
    "nothing is typed: T4/2 and dishes order, F7 to F9 show tables, payments and attention, ? every key"

  /// Whether something stands behind the name of who logs in: mostly their PIN.
  static func holdsPin(_ words: [String]) -> Bool { words.first == "login" && words.count > 2 }

  static let pinInLine =
    "a PIN is typed after “login NAME” and Enter, where nobody sees it; this line is kept nowhere"

  /// Without what a person types out of habit: a colon, the program's name.
  static func words(of line: String) throws(UsageFault) -> [String] {
    var words = try Arguments.split(String(line.drop { $0 == ":" || $0 == " " }))
    if words.first == "galley" { words.removeFirst() }
    return words
  }

  /// A pane, or a station, by its name; false where the words are something else.
  private mutating func show(named words: [String], _ view: View) -> Bool {
    if words.count == 1, let kind = PaneTable.all.first(where: { $0.name == words[0] }) {
      show(kind, view)
    } else if words == ["recall"] {
      go(to: .board)
      _ = recall(view)
    } else if words.count == 3, words[0] == MenuDiffPane.kind.name {
      return compare(words[1], words[2], view)
    } else if words.count == 2, words[0] == "station" {
      show(station: words[1] == "all" ? nil : ExactString(words[1]), view)
    } else if words.count == 2, let kind = PaneTable.kinds.first(where: { $0.name == words[0] }),
      let subject = kind.operand?.find(words[1], view)
    {
      go(to: Pane(kind, subject))
    } else {
      return false
    }
    return true
  }

  private mutating func run(_ words: [String], _ view: View) throws(UsageFault) -> [ConsoleEffect] {
    let invocation = try CommandTable.understand(Arguments(words))
    if preferences.settings.readOnly, invocation.changesSomething {
      say(readOnlyReason(view) ?? "", isError: true, at: view.now)
      return []
    }
    switch invocation {
    case .help(let topic):
      // What somebody asks about is told, and not all that there is.
      guard topic.drop(while: { $0 == "help" }).isEmpty else { return [.run(words)] }
      go(to: .help)
    case .kitchen, .staff: go(to: .board)
    case .manager: go(to: .menus)
    case .change(.place(let line?)) where !words.contains(where: { $0.hasPrefix("--") }):
      return place(OrderLine(line).reading(in: view.house, selected: subject(view), at: view.wall), view)
    case .show(let name):
      guard let order = name.order(in: view.house) else { return [.run(words)] }
      go(to: .order(order.id))
    case .change, .list, .payStatus, .events, .state, .ingest, .verify, .forget, .metrics, .doctor, .config,
      .serve, .table, .version, .peers, .probe, .newKey, .completion, .complete, .themeList, .themeShow,
      .screen, .demo, .staffList, .partners, .message, .exportEvents,
      .menus, .experiments, .reportDay, .insights, .export, .importOrders, .menuEdit, .menuRead, .menuExample,
      .voice:
      return [.run(words)]
    case .logIn(let name): askPin(of: name, view)
    case .logOut: return logOut(view)
    }
    return []
  }
}

extension Invocation {
  /// Whether it changes what the house holds.
  public var changesSomething: Bool {
    switch self {
    case .change, .ingest, .forget, .voice(.listen), .partners(.retry), .message: true
    case .importOrders(let file): !file.isPreview
    case .show, .list, .payStatus, .events, .state, .verify, .metrics, .doctor, .config, .serve, .kitchen,
      .staff, .manager, .table, .version, .peers, .probe, .newKey, .help, .completion, .themeList, .themeShow,
      .screen,
      .demo,
      .menus, .experiments, .reportDay, .insights, .export, .menuEdit, .menuRead, .menuExample, .complete,
      .staffList,
      .partners(.list), .partners(.deadLetters), .partners(.schema), .exportEvents, .logIn,
      .logOut,
      .voice(.grammar), .voice(.intents):
      false
    }
  }
}
