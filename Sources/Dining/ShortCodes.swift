/// The numbers that this terminal gives to orders, so that people can call them: `B07`.
///
/// A letter of the terminal and two digits, three when all hundred are live; of those that are free the one that
/// has been free the longest comes next, so that a number that was just called is not called again.
///
/// Of two that sound alike, thirteen and thirty, the second is not given out while the first is live, as long as any
/// other is free.
public struct ShortCodes: Sendable, Hashable {
  /// Letters that a terminal may have: without I, O, Q, S and Z, which look like digits, and T, which is a table.
  public static let letters: [Character] = Array("ABCDEFGHJKLMNPRUVWXY")

  public let letter: Character
  /// Free numbers, the one free for the longest first.
  public private(set) var free: [Int]
  /// The same by number: most events of a start ask after a code that is out already.
  private var isFree = Array(repeating: true, count: Self.all)

  private static let small = 100
  private static let all = 1_000

  public init(letter: Character) {
    self.letter = letter
    free = Array(1..<Self.small) + [0] + Array(Self.small..<Self.all)
  }

  /// Whether a text has the form of a code, in large or small letters, whoever may have given it.
  public static func isWrittenLikeOne(_ text: String) -> Bool {
    guard let first = text.uppercased().first, letters.contains(first) else { return false }
    let digits = text.dropFirst()
    return (2...3).contains(digits.count) && digits.utf8.allSatisfy { (0x30...0x39).contains($0) }
  }

  /// Goes on where an earlier run stopped; nil where the list is not one of numbers each once.
  public init?(letter: Character, free: [Int]) {
    guard Set(free).count == free.count, free.allSatisfy((0..<Self.all).contains) else { return nil }
    self.letter = letter
    self.free = free
    isFree = Array(repeating: false, count: Self.all)
    for number in free { isFree[number] = true }
  }

  /// The code that the next order gets; nil where a thousand are live.
  ///
  /// - Parameter isLive: whether some live order has a code, perhaps one of another terminal with this letter.
  public func next(isLive: (String) -> Bool) -> String? {
    let candidates = free.filter { $0 < Self.small } + free.filter { $0 >= Self.small }
    func isUnused(_ number: Int) -> Bool { !isLive(text(number)) }
    let clear = candidates.first { isUnused($0) && (Self.soundsLike($0).map(isUnused) ?? true) }
    return (clear ?? candidates.first(where: isUnused)).map(text)
  }

  /// The number that a number is taken for when it is called across a kitchen: 13 to 19 end like 30 to 90, in hundreds
  /// too; nil for the others.
  static func soundsLike(_ number: Int) -> Int? {
    let (hundreds, rest) = (number / 100 * 100, number % 100)
    if (13...19).contains(rest) { return hundreds + (rest - 10) * 10 }
    return (30...90).contains(rest) && rest % 10 == 0 ? hundreds + rest / 10 + 10 : nil
  }

  /// Notes that an order with a code was opened: the code is no longer free.
  public mutating func reserve(_ code: String) {
    guard let number = number(code), isFree[number] else { return }
    isFree[number] = false
    free.removeAll { $0 == number }
  }

  /// Notes that no live order has a code any more: it becomes the one that is free the shortest.
  public mutating func giveBack(_ code: String) {
    guard let number = number(code) else { return }
    giveBack(number)
  }

  /// Notes that of the codes that are out, no live order has those that `isUnused` takes.
  public mutating func giveBackAll(where isUnused: (String) -> Bool) {
    for number in 0..<Self.all where isUnused(text(number)) { giveBack(number) }
  }

  private mutating func giveBack(_ number: Int) {
    guard !isFree[number] else { return }
    isFree[number] = true
    free.append(number)
  }

  private func text(_ number: Int) -> String {
    number < 10 ? "\(letter)0\(number)" : "\(letter)\(number)"
  }

  /// Two digits, or three without a leading zero.
  private func number(_ code: String) -> Int? {
    var code = code
    return code.withUTF8 { text in
      guard let first = text.first, letter.asciiValue == first, (3...4).contains(text.count),
        text.count == 3 || text[1] != UInt8(ascii: "0")
      else { return nil }
      var number = 0
      for digit in text.dropFirst() {
        guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
        number = number * 10 + Int(digit - UInt8(ascii: "0"))
      }
      return number
    }
  }
}
