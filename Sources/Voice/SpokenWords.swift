/// What was heard, as plain words in small letters; or why it is none.
///
/// Only the letters of English, digits and a few marks are read: whatever else stands there makes it no phrase, and
/// harms nothing.
struct SpokenWords: Hashable, Sendable {
  let words: [String]
  /// Whether a question mark ended it.
  let isQuestion: Bool

  /// The longest thing that is heard as one: three times the longest phrase.
  static let bytesLimit = 200
  static let wordsLimit = 24

  /// Why there are no words.
  enum Fault: Error, Hashable {
    case nothing, tooLong, otherSigns
    /// The recogniser says itself that it did not understand a part.
    case unknownPart
  }

  init(_ text: String) throws(Fault) {
    guard text.utf8.count <= Self.bytesLimit else { throw .tooLong }
    // `[unk]`, `<UNK>`, `[NOISE]`: a recogniser writes in brackets what was no word.
    guard !text.utf8.contains(where: { "<>[]".utf8.contains($0) }) else { throw .unknownPart }
    var plain = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "a"..."z", "0"..."9", " ", "'", ".", ",", "!", "?": plain.unicodeScalars.append(scalar)
      case "A"..."Z": plain += String(scalar).lowercased()
      case "\u{2019}": plain += "'"
      case "-":
        // Between two words, and no sign of a number.
        guard plain.last.map({ $0 != " " }) == true else { throw .otherSigns }
        plain += " "
      default: throw .otherSigns
      }
    }
    var tokens = plain.split(separator: " ").map(String.init)
    isQuestion = tokens.last?.hasSuffix("?") ?? false
    for place in tokens.indices {
      let isLast = place == tokens.count - 1
      tokens[place] = Self.bare(tokens[place], also: isLast ? "?" : nil)
    }
    guard tokens.allSatisfy({ $0.utf8.allSatisfy { !".,!?".utf8.contains($0) } }) else { throw .otherSigns }
    let words = tokens.filter { !$0.isEmpty }.flatMap { Self.contractions[$0] ?? [$0] }
    guard !words.isEmpty else { throw .nothing }
    guard words.count <= Self.wordsLimit else { throw .tooLong }
    self.words = words
  }

  /// Without the marks at its end.
  private static func bare(_ token: String, also mark: Character?) -> String {
    String(token.reversed().drop { ".,!".contains($0) || $0 == mark }.reversed())
  }

  private static let contractions: [String: [String]] = [
    "we'd": ["we", "would"], "i'd": ["i", "would"],
  ]

  private static let polite = PoliteWords.all.map { $0.split(separator: " ").map(String.init) }

  /// The words without the polite ones around them, and how many of those there were.
  func withoutPolite() -> (words: ArraySlice<String>, ignored: Int) {
    var rest = words[...]
    while let polite = Self.polite.first(where: { rest.starts(with: $0) }) {
      rest = rest.dropFirst(polite.count)
    }
    while let polite = Self.polite.first(where: { rest.suffix($0.count).elementsEqual($0) }) {
      rest = rest.dropLast(polite.count)
    }
    return (rest, words.count - rest.count)
  }
}

/// Words that are passed over at the beginning and at the end, each for a little of the score.
public enum PoliteWords {
  public static let all = [
    "please", "thanks", "thank you", "ok", "okay", "hey", "hi", "hello", "excuse me", "chef", "galley",
  ]
}
