/// A command as somebody would type it after `galley`.
///
/// A screen without the log hands what a key asks for to the terminal that holds it as such a line, so every command
/// has one: tests hold that the command table understands each line as the command that it came from.
public struct TypedLine: Hashable, Sendable {
  /// The command, its flags, then `--` and what it is about: a name may begin with two hyphens.
  public let words: [String]
  /// What it reads as its input; nil where it reads none.
  public let input: [UInt8]?

  /// - Parameters:
  ///   - verb: the command's own words, blanks between: `order rush`.
  ///   - flags: as ``flag(_:_:)`` makes them, or `--off`.
  ///   - operands: what the command is about, an order first.
  public init(_ verb: String, _ flags: [String] = [], on operands: [String], input: [UInt8]? = nil) {
    words = verb.split(separator: " ").map(String.init) + flags + ["--"] + operands
    self.input = input
  }

  /// A flag with its value; none where there is no value.
  public static func flag(_ name: String, _ value: String?) -> [String] {
    value.map { ["--\(name)=\($0)"] } ?? []
  }
}
