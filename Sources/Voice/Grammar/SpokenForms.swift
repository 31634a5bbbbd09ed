/// How the names of live orders and tables are said, for recognisers that must be told what to listen for.
extension SpokenNames {
  /// Every way in which a code may be said: the letter by NATO's word or as a letter, the digits one by one or as a
  /// number.
  static func forms(ofCode code: String) -> [String] {
    let digits = code.dropFirst().compactMap { $0.wholeNumberValue }
    guard let letter = code.first, digits.count == code.count - 1, !digits.isEmpty,
      let nato = SpokenCode.nato.first(where: { $0.letter == letter })
    else { return [] }
    let one = digits.map { SpokenNumber.words($0)[0] }
    var numbers = [one.joined(separator: " ")]
    if digits.contains(0) { numbers.append(one.map { $0 == "zero" ? "oh" : $0 }.joined(separator: " ")) }
    if digits.count == 2, let number = Int(code.dropFirst()), number > 0 {
      numbers.append(SpokenNumber.words(number).joined(separator: " "))
    }
    return [nato.words[0], letter.lowercased()].flatMap { name in numbers.map { "\(name) \($0)" } }
  }

  /// The same of a table; nothing for a name that nobody can say.
  static func forms(ofTable table: String) -> [String] {
    guard let number = number(of: table) else {
      let words = (try? SpokenWords(table).words) ?? []
      return words.isEmpty ? [] : ["table " + words.map(inWords).joined(separator: " ")]
    }
    return (1...SpokenNumber.wordsLimit).contains(number)
      ? ["table " + SpokenNumber.words(number).joined(separator: " ")] : []
  }

  private static func inWords(_ word: String) -> String {
    guard let number = SpokenNumber.digits(word), number <= SpokenNumber.wordsLimit else { return word }
    return SpokenNumber.words(number).joined(separator: " ")
  }

  /// All of them, tables first, each once.
  var forms: [String] {
    var seen: Set<String> = []
    let all = tables.flatMap(Self.forms(ofTable:)) + codes.flatMap(Self.forms(ofCode:))
    return all.filter { seen.insert($0).inserted }
  }
}
