/// One thing that somebody does on the demo's evening: the words of a galley command, and when they are given.
struct DemoStep: Hashable, Sendable {
  /// From the opening of the doors.
  let atMilliseconds: Int64
  /// Whose order it is about: 1, 2, 3 … in order of arrival; 0 for the house as a whole.
  let party: Int
  /// What stands after `galley`. ``codeWord`` stands for the short code that the party's order was given, and
  /// ``promisedWord`` for the time at ``promisedAtMilliseconds``.
  let arguments: [String]
  /// When a takeaway was promised, from the opening of the doors.
  let promisedAtMilliseconds: Int64?

  static let codeWord = "CODE"
  static let promisedWord = "PROMISED"

  /// The command with its placeholders filled in.
  ///
  /// - Parameter time: how `--promised` writes a moment so many milliseconds from the opening of the doors.
  func words(code: String, time: (Int64) -> String) -> [String] {
    arguments.map { word in
      switch word {
      case Self.codeWord: code
      case Self.promisedWord: time(promisedAtMilliseconds ?? atMilliseconds)
      default: word
      }
    }
  }
}
