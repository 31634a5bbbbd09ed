/// One command: its words, what follows them, what it does, and how its words become an ``Invocation``.
///
/// ``CommandTable`` is the one list of them: parsing, help, completion and the manual all read it.
public struct Command: Sendable {
  /// `["order", "add"]`.
  public let words: [String]
  /// Names of what follows the words, in order. `?` ends one that may be left out; `…` one that takes the rest of
  /// the line as one text; `…?` one that does both.
  public let operands: [String]
  /// Flags beside the common ones.
  public let flags: [Flag]
  /// What guests may give of it through their table's socket.
  public let guests: GuestTerms
  /// One sentence for help and manual.
  public let help: String
  /// The command as somebody may type it after `galley`, quotes included.
  public let example: String
  let understand: @Sendable (Arguments, [String]) throws(UsageFault) -> Invocation

  /// - Parameter form: the words in small letters, then the operands in capitals.
  init(
    _ form: String, flags: [Flag] = [], guests: GuestTerms = .never, _ help: String, example: String,
    _ understand: @escaping @Sendable (Arguments, [String]) throws(UsageFault) -> Invocation
  ) {
    let parts = form.split(separator: " ").map(String.init)
    words = parts.filter { $0.first?.isLowercase == true }
    operands = parts.filter { $0.first?.isUppercase == true }
    self.flags = flags
    self.guests = guests
    self.help = help
    self.example = example
    self.understand = understand
  }

  /// Its words as one text: `order add`.
  public var name: String { words.joined(separator: " ") }

  /// The command as the manual shows it: what may be left out stands in brackets.
  public var synopsis: String {
    let places = operands.map { $0.hasSuffix("?") ? "[\(Self.bare($0))]" : Self.bare($0) }
    return (words + places + flags.map(\.synopsis)).joined(separator: " ")
  }

  /// What an operand is called, without the mark of how often it may stand.
  public static func bare(_ operand: String) -> String { operand.filter { $0 != "?" && $0 != "…" } }

  /// What stands for the operands in `rest`, the last one joined where it takes the rest of the line.
  func fit(_ rest: [String]) throws(UsageFault) -> [String] {
    var given = rest
    if operands.last?.contains("…") == true, given.count > operands.count {
      let text = given[(operands.count - 1)...].joined(separator: " ")
      given = given.prefix(operands.count - 1) + [text]
    }
    let needed = operands.filter { !$0.hasSuffix("?") }.count
    guard given.count >= needed else {
      let missing = Self.bare(operands[given.count])
      let meaning = Operand.named(missing).map { ": \($0.help)" } ?? ""
      throw UsageFault(
        "after “\((words + given).joined(separator: " "))” stands \(missing)\(meaning)\(usage)")
    }
    guard given.count <= operands.count else {
      throw UsageFault("“\(given[operands.count])” is a word too many\(usage)")
    }
    return given
  }

  /// What ends a sentence about a wrong usage.
  var usage: String { "; usage: galley \(synopsis)" }
}
