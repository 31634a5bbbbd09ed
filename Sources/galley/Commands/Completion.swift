import Screens

/// Completion scripts, made from the command table.
enum Completion {
  static func script(for shell: String) throws(UsageFault) -> String {
    switch shell {
    case "bash": return bash
    case "zsh": return "#compdef galley\nautoload -U +X bashcompinit && bashcompinit\n" + bash
    case "fish": return fish
    default: throw UsageFault("SHELL: “\(shell)” is none of bash, zsh, fish")
    }
  }

  private static var nouns: [String] {
    var seen: [String] = []
    for command in CommandTable.all where !seen.contains(command.words[0]) { seen.append(command.words[0]) }
    return seen
  }

  private static func verbs(_ noun: String) -> [String] {
    CommandTable.all.filter { $0.words[0] == noun && $0.words.count > 1 }.map { $0.words[1] }
  }

  private static func flags(_ command: Command) -> [String] {
    (command.flags + Flag.common).map { "--\($0.name)" }
  }

  /// Completes the noun, then its verb, then flags of that command.
  private static var bash: String {
    let verbCases = nouns.filter { !verbs($0).isEmpty }.map { noun in
      "      \(noun)) words=\"\(verbs(noun).joined(separator: " "))\" ;;\n"
    }.joined()
    let flagCases = CommandTable.all.map { command in
      // A command of one word has its flags, or what else it takes, where others have their verb.
      "      \"\(command.words.joined(separator: " "))\"\(command.words.count == 1 ? "\" \"*" : "")) words=\"\(flags(command).joined(separator: " "))\" ;;\n"
    }.joined()
    return """
      _galley() {
        local current=${COMP_WORDS[COMP_CWORD]} words=""
        if [[ $current == -* ]]; then
          case "${COMP_WORDS[1]} ${COMP_WORDS[2]}" in
      \(flagCases)      *) words="\(Flag.common.map { "--\($0.name)" }.joined(separator: " "))" ;;
          esac
        elif [[ $COMP_CWORD == 1 ]]; then
          words="\(nouns.joined(separator: " "))"
        elif [[ $COMP_CWORD == 2 ]]; then
          case "${COMP_WORDS[1]}" in
      \(verbCases)      *) ;;
          esac
        fi
        COMPREPLY=($(compgen -W "$words" -- "$current"))
      }
      complete -o default -F _galley galley

      """
  }

  private static var fish: String {
    var lines = ["complete -c galley -f"]
    for noun in nouns {
      let help = CommandTable.all.first { $0.words == [noun] }?.help ?? "Commands of \(noun)."
      lines.append("complete -c galley -n __fish_use_subcommand -a \(noun) -d \(quoted(help))")
    }
    for command in CommandTable.all {
      let seen = "__fish_seen_subcommand_from \(command.words[0])"
      if command.words.count > 1 {
        lines.append("complete -c galley -n '\(seen)' -a \(command.words[1]) -d \(quoted(command.help))")
      }
      for flag in command.flags { lines.append("complete -c galley -n '\(seen)' -l \(flag.name)") }
    }
    for flag in Flag.common { lines.append("complete -c galley -l \(flag.name) -d \(quoted(flag.help))") }
    return lines.joined(separator: "\n") + "\n"
  }

  /// In single quotes, as fish reads them.
  private static func quoted(_ text: String) -> String {
    "'" + text.replacing("\\", with: "\\\\").replacing("'", with: "\\'") + "'"
  }
}
