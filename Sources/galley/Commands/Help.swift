import Screens

/// `galley help`: the command table in words, as a list of all, of those of a noun, or of one command.
enum Help {
  /// How wide its lines are at most: those of a terminal that nobody has made larger.
  private static let columns = 80

  static func text(about topic: [String]) throws(UsageFault) -> String {
    let words = topic.first == "help" ? Array(topic.dropFirst()) : topic
    guard !words.isEmpty else { return everything }
    let commands = CommandTable.all.filter { $0.words.starts(with: words) }
    if commands.count > 1 { return list(of: words.joined(separator: " "), commands) }
    guard let command = commands.first ?? CommandTable.command(words) else {
      throw CommandTable.unknown(words)
    }
    return page(command)
  }

  private static var everything: String {
    let groups = CommandTable.groups.map { "\n\($0.title)\n\(summaries($0.commands))" }.joined()
    return
      "galley: a kitchen display and staff console in the terminal\n\n"
      + rows([("galley demo", "a dinner rush to look at"), ("galley help COMMAND", "flags, and an example")])
      + groups + "\nWith every command\n" + rows(Flag.common.map { ($0.form, $0.help) })
  }

  private static func list(of noun: String, _ commands: [Command]) -> String {
    // A noun that is a command too has this list for its help.
    let example = commands.first { $0.name != noun }?.name ?? noun
    return
      "galley \(noun)\n\n\(summaries(commands))\nFlags and an example: galley help \(example)\n"
  }

  private static func summaries(_ commands: [Command]) -> String { rows(commands.map { ($0.name, $0.help) }) }

  private static func page(_ command: Command) -> String {
    let operands = command.operands.map { name in
      let name = Command.bare(name)
      return (name, Operand.named(name)?.help ?? "")
    }
    let flags = command.flags.map { flag in
      (flag.form, flag.help + (flag.isRepeated ? "; may stand several times" : ""))
    }
    let places = operands + flags
    return wrapped("galley \(command.synopsis)", after: "", indent: 6) + "\n"
      + wrapped(command.help, after: "  ", indent: 2)
      + (places.isEmpty ? "" : "\n" + rows(places))
      + "\n" + wrapped("Who may, once there is staff: \(command.people).", after: "  ", indent: 2)
      + "\nExample:\n  galley \(command.example)\n\nFlags of every command: galley help\n"
  }

  /// Two columns: what may be typed, and what it is.
  private static func rows(_ rows: [(name: String, help: String)]) -> String {
    let lead = min(24, (rows.map(\.name.count).max() ?? 0) + 4)
    return rows.map { row in
      let name = "  \(row.name)"
      guard name.count + 2 <= lead else {
        return name + "\n" + wrapped(row.help, after: blanks(lead), indent: lead)
      }
      return wrapped(row.help, after: name + blanks(lead - name.count), indent: lead)
    }.joined()
  }

  private static func blanks(_ count: Int) -> String { String(repeating: " ", count: count) }

  /// Lines of a text, broken at blanks: `lead` before the first, as many blanks as `indent` before the others.
  private static func wrapped(_ text: String, after lead: String, indent: Int) -> String {
    var lines: [String] = []
    var line = lead
    var isFresh = true
    for word in text.split(separator: " ") {
      if !isFresh, line.count + 1 + word.count > columns {
        lines.append(line)
        line = blanks(indent)
        isFresh = true
      }
      line += (isFresh ? "" : " ") + word
      isFresh = false
    }
    return (lines + [line]).map { $0 + "\n" }.joined()
  }
}
