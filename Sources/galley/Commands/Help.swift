import Screens

/// `galley help`: the command table in words.
enum Help {
  /// All commands, or those whose words begin with `topic`.
  static func text(about topic: [String]) throws(UsageFault) -> String {
    let words = topic.first == "help" ? Array(topic.dropFirst()) : topic
    let commands = CommandTable.all.filter { $0.words.starts(with: words) }
    guard !commands.isEmpty else { throw UsageFault("there is no command “\(words.joined(separator: " "))”") }
    let lines = commands.map { "  galley \($0.synopsis)\n      \($0.help)\n" }.joined()
    guard words.isEmpty else { return lines }
    let flags = Flag.common.map { flag in
      "  --\(flag.name)\(flag.value.map { " " + $0 } ?? "")\n      \(flag.help)\n"
    }.joined()
    return
      "galley: a kitchen display and staff console in the terminal\n\n\(lines)\nWith every command:\n\n\(flags)"
  }
}
