/// One command: its words, what follows them, what it does, and how its words become an ``Invocation``.
///
/// ``CommandTable`` is the one list of them: parsing, help, completion and the manual all read it.
public struct Command: Sendable {
  /// `["order", "add"]`.
  public let words: [String]
  /// Names of what follows the words, in order. `?` ends one that may be left out; `…` one that takes the rest of
  /// the line as one text.
  public let operands: [String]
  /// Flags beside the common ones.
  public let flags: [Flag]
  /// One sentence for help and manual.
  public let help: String
  let understand: @Sendable (Arguments, [String]) throws(UsageFault) -> Invocation

  /// - Parameter form: the words in small letters, then the operands in capitals.
  init(
    _ form: String, flags: [Flag] = [], _ help: String,
    _ understand: @escaping @Sendable (Arguments, [String]) throws(UsageFault) -> Invocation
  ) {
    let parts = form.split(separator: " ").map(String.init)
    words = parts.filter { $0.first?.isLowercase == true }
    operands = parts.filter { $0.first?.isUppercase == true }
    self.flags = flags
    self.help = help
    self.understand = understand
  }

  /// The command as the manual shows it.
  public var synopsis: String {
    let places = operands.map { operand in
      operand.hasSuffix("?")
        ? "[\(operand.prefix { $0 != "…" && $0 != "?" })]"
        : operand.hasSuffix("…") ? String(operand.dropLast()) : operand
    }
    let options = flags.map { flag in
      let value = flag.value.map { " \($0)" } ?? ""
      return "[--\(flag.name)\(value)]\(flag.isRepeated ? "…" : "")"
    }
    return (words + places + options).joined(separator: " ")
  }

  /// What stands for the operands in `rest`, the last one joined where it takes the rest of the line.
  func fit(_ rest: [String]) throws(UsageFault) -> [String] {
    var given = rest
    if operands.last?.contains("…") == true, given.count > operands.count {
      let text = given[(operands.count - 1)...].joined(separator: " ")
      given = given.prefix(operands.count - 1) + [text]
    }
    let needed = operands.filter { !$0.hasSuffix("?") }.count
    guard given.count >= needed, given.count <= operands.count else {
      throw UsageFault("usage: galley \(synopsis)")
    }
    return given
  }
}
