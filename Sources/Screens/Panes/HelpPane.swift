/// Every key and every command, each with its sentence.
enum HelpPane {
  static let kind = PaneKind(
    name: "help", help: "every key and command, and what is wrong now",
    picture: .text { console, view, width in [lines(console, columns: width, problems: view.problems)] })

  private static let keyColumns = 26

  /// - Parameter problems: what is wrong now, told whole before all else.
  static func lines(_ console: Console, columns: Int, problems: [String] = []) -> [TextLine] {
    let orders = orderLines(columns)
    let isStaff = console.mode == .staff
    return wrong(problems, columns) + (isStaff ? orders : []) + keys(console, columns) + [.empty]
      + (isStaff ? [] : orders) + commands(columns)
  }

  private static func wrong(_ problems: [String], _ columns: Int) -> [TextLine] {
    guard !problems.isEmpty else { return [] }
    return [TextLine("What is wrong now", .title, .bold)]
      + problems.flatMap {
        TextLine.wrapped($0, Style(.help), after: [.init("! ", .key)], toColumns: columns)
      }
      + [.empty]
  }

  private static func keys(_ console: Console, _ columns: Int) -> [TextLine] {
    let actions = ActionTable.all.filter { $0.modes.contains(console.mode) }
    let board = actions.filter { $0.places.contains(.board) }
    let rest = actions.filter { !$0.places.contains(.board) }
    let lines = rest.filter { $0.places.isSubset(of: [.menu, .find, .form, .typing]) }
    let other = rest.filter { !$0.places.isSubset(of: [.menu, .find, .form, .typing]) }
    return section("Keys", board, console, columns) + section("In other panes", other, console, columns)
      + section("In choices, forms, the find line and the command line", lines, console, columns)
  }

  private static func section(
    _ title: String, _ actions: [Action], _ console: Console, _ columns: Int
  ) -> [TextLine] {
    [TextLine(title, .title, .bold)]
      + actions.flatMap { action in
        let keys = console.preferences.keys.text(of: action)
        return row(keys.isEmpty ? "no key" : keys, .key, action.help, columns, leadColumns: keyColumns)
      } + [.empty]
  }

  /// How an order is typed: what somebody at the command line looks for first.
  private static func orderLines(_ columns: Int) -> [TextLine] {
    let parts = [
      (
        "T4/2 2 burger -onions",
        "Table T4, two guests, two burgers without onions; + for what shall be on it."
      ),
      (", fries \"well done\"", "Commas between dishes, notes in quotes; the beginning of a name is enough."),
      ("terrace: takeaway B07 +", "Other places: a name with a colon, no table, a code, the selected order."),
      (
        "hold, send, anyway", "As the last word: do not send yet; send what is there; though it is warned of."
      ),
    ]
    return [TextLine("An order in one line: Enter does what stands above it", .title, .bold)]
      + parts.flatMap { row($0, .key, $1, columns, leadColumns: keyColumns) } + [.empty]
  }

  private static func commands(_ columns: Int) -> [TextLine] {
    [TextLine("Commands, after : or in any shell after “galley”", .title, .bold)]
      + CommandTable.groups.flatMap { group in
        [TextLine(group.title, .title)] + group.commands.flatMap { rows($0, columns) }
      }
  }

  private static func rows(_ command: Command, _ columns: Int) -> [TextLine] {
    TextLine.wrapped(command.synopsis, Style(.key), toColumns: columns)
      + TextLine.wrapped(
        command.help, Style(.help), after: [TextLine.Piece("    ", .help)], toColumns: columns)
  }

  /// What stands left, filled up to a common width, and the sentence beside it.
  private static func row(
    _ left: String, _ role: Role, _ sentence: String, _ columns: Int, leadColumns: Int
  ) -> [TextLine] {
    let lead = min(leadColumns, columns / 2)
    let text = SafeText(left)
    guard text.widthColumns < lead else {
      let indent = TextLine.Piece(String(repeating: " ", count: lead), .help)
      return [TextLine([TextLine.Piece(text, Style(role))])]
        + TextLine.wrapped(sentence, Style(.help), after: [indent], toColumns: columns)
    }
    let blanks = String(repeating: " ", count: lead - text.widthColumns)
    return TextLine.wrapped(
      sentence, Style(.help), after: [TextLine.Piece(text, Style(role)), TextLine.Piece(blanks, .help)],
      toColumns: columns)
  }
}

extension Console.Pane {
  static let help = Self(HelpPane.kind)
}
