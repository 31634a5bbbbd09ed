/// Every key and every command, each with its sentence.
enum HelpPane {
  private static let keyColumns = 26

  /// - Parameter problems: what is wrong now, told whole before all else.
  static func lines(_ console: Console, columns: Int, problems: [String] = []) -> [TextLine] {
    wrong(problems, columns) + keys(console.mode, columns) + [.empty] + commands(columns)
  }

  private static func wrong(_ problems: [String], _ columns: Int) -> [TextLine] {
    guard !problems.isEmpty else { return [] }
    return [TextLine("What is wrong now", .title, .bold)]
      + problems.flatMap {
        TextLine.wrapped($0, Style(.help), after: [.init("! ", .key)], toColumns: columns)
      }
      + [.empty]
  }

  private static func keys(_ mode: Console.Mode, _ columns: Int) -> [TextLine] {
    let actions = ActionTable.all.filter { $0.modes.contains(mode) }
    let board = actions.filter { $0.places.contains(.board) }
    let typing = actions.filter { $0.places == [.typing] }
    let other = actions.filter { !$0.places.contains(.board) && $0.places != [.typing] }
    return section("Keys", board, columns) + section("In other panes", other, columns)
      + section("In the command line", typing, columns)
  }

  private static func section(_ title: String, _ actions: [Action], _ columns: Int) -> [TextLine] {
    [TextLine(title, .title, .bold)]
      + actions.flatMap { row($0.keyText, .key, $0.help, columns, leadColumns: keyColumns) } + [.empty]
  }

  private static func commands(_ columns: Int) -> [TextLine] {
    [TextLine("Commands, after : or in any shell after “galley”", .title, .bold)]
      + CommandTable.all.flatMap { command in
        TextLine.wrapped(command.synopsis, Style(.key), toColumns: columns)
          + TextLine.wrapped(
            command.help, Style(.help), after: [TextLine.Piece("    ", .help)], toColumns: columns)
      }
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
