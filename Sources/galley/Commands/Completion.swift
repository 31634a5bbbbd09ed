import Screens

/// Completion scripts: each asks this program what may stand next, so that none of them knows a command.
enum Completion {
  static func script(for shell: String) throws(UsageFault) -> String {
    switch shell {
    case "bash": return bash
    case "zsh": return "#compdef galley\nautoload -U +X bashcompinit && bashcompinit\n" + bash
    case "fish": return fish
    default: throw UsageFault("SHELL: “\(shell)” is none of bash, zsh, fish")
    }
  }

  /// The program that is typed is the one that is asked. What has blanks is quoted.
  private static let bash = #"""
    _galley() {
      local IFS=$'\n' word
      COMPREPLY=()
      for word in $("$1" complete -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null); do
        COMPREPLY+=("$(printf %q "$word")")
      done
    }
    complete -o default -F _galley galley

    """#

  private static let fish = """
    complete -c galley -f -a '(galley complete -- (commandline -opc)[2..-1] (commandline -ct) 2>/dev/null)'

    """

  /// A line for each word. One with a line end in it is none that could be typed.
  static func text(_ words: [String]) -> String {
    words.filter { !$0.contains { $0.isNewline } }.map { "\(VisibleText.line($0))\n" }.joined()
  }

  /// The directory and the settings file that the line in progress names, each the first time.
  static func asked(_ words: [String]) throws(UsageFault) -> Arguments {
    let flags = ["--data", "--config"].flatMap { flag in
      words.firstIndex(of: flag).map { [flag] + words[($0 + 1)...].prefix(1) } ?? []
    }
    return try Arguments(["complete"] + flags)
  }
}
