import Dining
import Events
import Venue

/// The one list of commands: each is a row, with its flags in it, in a file for each noun.
public enum CommandTable {
  public static let all: [Command] =
    screens + orders + kitchen + money + menus + log + peers + terminal

  /// Understands a command line, flags and words in any order.
  public static func understand(_ arguments: Arguments) throws(UsageFault) -> Invocation {
    if arguments.has("version") { return .version }
    let words = arguments.words
    if arguments.has("help") || words.isEmpty || words.first == "help" { return .help(topic: words) }
    guard let command = command(words) else {
      throw UsageFault("there is no command “\(words.prefix(2).joined(separator: " "))”; see: galley help")
    }
    let allowed = Set((command.flags + Flag.common).map(\.name))
    for flag in arguments.flagNames where !allowed.contains(flag) {
      throw UsageFault(
        "\(command.words.joined(separator: " ")) has no flag --\(flag); usage: galley \(command.synopsis)")
    }
    let operands = try command.fit(Array(words.dropFirst(command.words.count)))
    return try command.understand(arguments, operands)
  }

  /// The command that a line begins with, the longest of several; nil where there is none.
  static func command(_ words: [String]) -> Command? {
    all.filter { words.starts(with: $0.words) }.max { $0.words.count < $1.words.count }
  }

  /// The flag of a name, before it is known which command it belongs to: in all of them it takes a value, or in none.
  static func flag(_ name: String) -> Flag? {
    all.lazy.flatMap(\.flags).first { $0.name == name } ?? Flag.common.first { $0.name == name }
  }

  /// A command that changes an order.
  static func change(_ code: String, _ request: OrderRequest) -> Invocation {
    .change(.request(.change(OrderName(code), request)))
  }
}
