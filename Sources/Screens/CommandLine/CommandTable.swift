import Dining
import Events
import Venue

/// The one list of commands: each is a row, with its flags in it, in a file for each noun.
public enum CommandTable {
  public static let groups: [(title: String, commands: [Command])] = [
    ("Orders", orders), ("The kitchen", kitchen), ("Money", money), ("Payments", payments), ("Voice", voice),
    ("Menus", menus), ("Experiments", experiments), ("Figures", figures), ("History", imports),
    ("The screens", screens),
    ("The log", log), ("The house", house), ("Staff", members), ("Partners", partners),
    ("This terminal", terminal),
  ]

  public static let all: [Command] = groups.flatMap(\.commands)

  /// Understands a command line, flags and words in any order.
  public static func understand(_ arguments: Arguments) throws(UsageFault) -> Invocation {
    // With a value it is the version of a menu.
    if arguments.value("version") == "" { return .version }
    let words = arguments.words
    if arguments.has("help") || words.isEmpty || words.first == "help" { return .help(topic: words) }
    guard let command = command(words) else {
      // A noun alone asks what can be done with it.
      if words.count == 1, isNoun(words[0]) { return .help(topic: words) }
      throw unknown(words)
    }
    let allowed = command.flags + Flag.common
    for flag in arguments.flagNames where !allowed.contains(where: { $0.name == flag }) {
      throw UsageFault("\(command.name) has no flag --\(flag)\(command.usage)")
    }
    try arguments.checkRepeats(allowed)
    let operands = try command.fit(Array(words.dropFirst(command.words.count)))
    for flag in command.flags where flag.isRequired && !arguments.has(flag.name) {
      throw UsageFault("\(command.name) wants \(flag.form): \(flag.help)\(command.usage)")
    }
    return try command.understand(arguments, operands)
  }

  /// Whether commands begin with this word and another.
  private static func isNoun(_ word: String) -> Bool {
    all.contains { $0.words.count > 1 && $0.words[0] == word }
  }

  /// Says that there is no such command, and which was meant.
  public static func unknown(_ words: [String]) -> UsageFault {
    let typed = words.prefix(2).joined(separator: " ")
    if let meant = meant(words) {
      return UsageFault("there is no command “\(typed)”; did you mean “\(meant)”?")
    }
    guard isNoun(words[0]) else { return UsageFault("there is no command “\(typed)”; see: galley help") }
    let verbs = all.filter { $0.words.count > 1 && $0.words[0] == words[0] }.map { $0.words[1] }
    return UsageFault(
      "there is no command “\(typed)”; after “\(words[0])” stands one of \(verbs.joined(separator: ", "))")
  }

  /// The command that was nearly typed: a verb alone, or one with a slip in its words.
  private static func meant(_ words: [String]) -> String? {
    if let command = all.first(where: { $0.words.count > 1 && $0.words[1] == words[0] }) {
      return command.name
    }
    guard let noun = NearWord.nearest(to: words[0], in: all.map { $0.words[0] }) else {
      return NearWord.nearest(to: words[0], in: all.compactMap { $0.words.count > 1 ? $0.words[1] : nil })
        .flatMap { verb in all.first { $0.words.count > 1 && $0.words[1] == verb }?.name }
    }
    let verbs = all.filter { $0.words[0] == noun && $0.words.count > 1 }.map { $0.words[1] }
    guard words.count > 1, let verb = NearWord.nearest(to: words[1], in: verbs) else {
      return noun == words[0] ? nil : noun
    }
    return "\(noun) \(verb)"
  }

  /// The command that a line begins with, the longest of several; nil where there is none.
  public static func command(_ words: [String]) -> Command? {
    all.filter { words.starts(with: $0.words) }.max { $0.words.count < $1.words.count }
  }

  /// The flag of a name, before it is known which command it belongs to: in all of them it takes a value, or in none.
  static func flag(_ name: String) -> Flag? {
    all.lazy.flatMap(\.flags).first { $0.name == name } ?? Flag.common.first { $0.name == name }
  }

  /// The names of all flags, those of commands first, each with two hyphens before it when typed.
  static var flagNames: [String] { (all.flatMap(\.flags) + Flag.common).map(\.name) }

  /// A command that changes an order.
  static func change(_ code: String, _ request: OrderRequest) -> Invocation {
    .change(.request(.change(OrderName(code), request)))
  }
}
