import Events

/// A command line as the audit file keeps it: the command, what it is about and which flags it has, without any text that
/// a person wrote.
public enum AuditWords {
  /// What may stand there: names of things of the house, and numbers.
  private static let operands = [
    "ACTIVATION", "AMOUNT", "CODE", "EXPERIMENT", "ITEM", "KEY", "KIND", "MENUITEM", "MINUTES", "N",
    "PAYMENT",
    "TABLE", "VERSION",
  ]
  /// What a hand types for one of them; more is something else.
  private static let bytesLimit = 64

  public static func text(_ words: [String]) -> String {
    guard let arguments = try? Arguments(words), let command = CommandTable.command(arguments.words) else {
      return "no command"
    }
    let given = arguments.words.dropFirst(command.words.count)
    let told = zip(command.operands, given).map { operand, word in
      operands.contains(Command.bare(operand)) && !operand.contains("…") && word.utf8.count <= bytesLimit
        ? word : "…"
    }
    return (command.words + told + arguments.flagNames.map { "--\($0)" }).joined(separator: " ")
  }
}
