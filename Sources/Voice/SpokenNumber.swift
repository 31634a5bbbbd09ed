/// Whole numbers as people say them.
enum SpokenNumber {
  private static let small = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
  ]
  private static let tens = [
    "", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
  ]
  /// Other words for digits: as a code is read aloud, and as NATO writes them.
  private static let otherDigits = ["oh": 0, "o": 0, "niner": 9, "fife": 5, "tree": 3, "fower": 4]

  /// The largest number that has words here.
  static let wordsLimit = 99

  /// A number from 0 to 99 in words.
  static func words(_ number: Int) -> [String] {
    precondition((0...wordsLimit).contains(number))
    if number < small.count { return [small[number]] }
    return [tens[number / 10]] + (number % 10 == 0 ? [] : [small[number % 10]])
  }

  /// A single digit.
  static func digit(_ word: String) -> Int? {
    if let number = small.prefix(10).firstIndex(of: word) { return number }
    if let other = otherDigits[word] { return other }
    return word.utf8.count == 1 ? Int(word) : nil
  }

  /// The longest number from 1 that these words begin with: `twenty five`, `25`; up to 99 in words, to 999 in digits.
  ///
  /// Digits said one by one are no number here: “one five” may be heard for fifteen or for one and five.
  static func read(_ words: ArraySlice<String>) -> (number: Int, words: Int)? {
    guard let first = words.first else { return nil }
    if let number = digits(first), number > 0, first.utf8.first != UInt8(ascii: "0") { return (number, 1) }
    if let number = small.firstIndex(of: first), number > 0 { return (number, 1) }
    guard let ten = tens.dropFirst(2).firstIndex(of: first) else { return nil }
    if let next = words.dropFirst().first, let unit = small[1..<10].firstIndex(of: next) {
      return (ten * 10 + unit, 2)
    }
    return (ten * 10, 1)
  }

  /// One to three digits in one word.
  static func digits(_ word: String) -> Int? {
    (1...3).contains(word.utf8.count) && word.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(word) : nil
  }
}
