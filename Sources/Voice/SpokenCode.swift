/// Short codes as people say them: “bravo zero seven”, “b seven”, “b seventeen”, `B07`.
enum SpokenCode {
  /// The words of the International Radiotelephony Spelling Alphabet, with how they are spelled besides.
  static let nato: [(letter: Character, words: [String])] = [
    ("A", ["alfa", "alpha"]), ("B", ["bravo"]), ("C", ["charlie"]), ("D", ["delta"]), ("E", ["echo"]),
    ("F", ["foxtrot"]), ("G", ["golf"]), ("H", ["hotel"]), ("I", ["india"]), ("J", ["juliett", "juliet"]),
    ("K", ["kilo"]), ("L", ["lima"]), ("M", ["mike"]), ("N", ["november"]), ("O", ["oscar"]),
    ("P", ["papa"]), ("Q", ["quebec"]), ("R", ["romeo"]), ("S", ["sierra"]), ("U", ["uniform"]),
    ("V", ["victor"]), ("W", ["whiskey", "whisky"]), ("X", ["xray"]), ("Y", ["yankee"]), ("Z", ["zulu"]),
  ]

  /// Those that a code may have, whichever terminal gives it: I and O look like digits, T is a table.
  private static let letters = Set("ABCDEFGHJKLMNPQRSUVWXYZ")

  /// The code that these words begin with; nil where they begin with none.
  static func read(_ words: ArraySlice<String>) -> (order: SpokenOrder, words: Int)? {
    guard let first = words.first else { return nil }
    if let whole = written(first) { return (whole, 1) }
    guard let (letter, isBare, count) = letter(words) else { return nil }
    guard let digits = digits(words.dropFirst(count)),
      let order = order(letter, digits.text, isLetterBare: isBare)
    else { return nil }
    return (order, count + digits.words)
  }

  /// In one word, as it is written.
  private static func written(_ word: String) -> SpokenOrder? {
    let code = word.uppercased()
    guard let letter = code.first, word.utf8.count > 1 else { return nil }
    let digits = String(code.dropFirst())
    guard SpokenNumber.digits(digits) != nil else { return nil }
    return order(letter, digits, isLetterBare: true)
  }

  private static func letter(_ words: ArraySlice<String>) -> (Character, isBare: Bool, words: Int)? {
    guard let first = words.first else { return nil }
    if words.starts(with: ["x", "ray"]) { return ("X", false, 2) }
    if first.utf8.count == 1, let letter = first.uppercased().first { return (letter, true, 1) }
    return nato.first { $0.words.contains(first) }.map { ($0.letter, false, 1) }
  }

  /// Two or three digits one by one, or a number; the longest that makes a code.
  private static func digits(_ words: ArraySlice<String>) -> (text: String, words: Int)? {
    let single = words.prefix(3).map(SpokenNumber.digit)
    let count = single.prefix { $0 != nil }.count
    if count >= 2 {
      let digits = single.prefix(count).compactMap { $0.map(String.init) }
      // A code of three digits has no zero in front.
      let isLong = count == 3 && digits[0] != "0"
      return (digits.prefix(isLong ? 3 : 2).joined(), isLong ? 3 : 2)
    }
    if let first = words.first, SpokenNumber.digits(first) != nil { return (first, 1) }
    if let (number, count) = SpokenNumber.read(words) { return (String(number), count) }
    return single.first.flatMap { $0 }.flatMap { $0 > 0 ? (String($0), 1) : nil }
  }

  private static func order(_ letter: Character, _ digits: String, isLetterBare: Bool) -> SpokenOrder? {
    let isAssumed = digits.utf8.count == 1
    let code = "\(letter)\(isAssumed ? "0" : "")\(digits)"
    guard letters.contains(letter), digits.utf8.count < 3 || digits.first != "0" else { return nil }
    return SpokenOrder(name: .code(code), isLetterBare: isLetterBare, isAssumed: isAssumed)
  }
}
