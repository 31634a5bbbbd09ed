/// The numbers that this terminal gives to orders, so that people can call them: `B07`.
///
/// A letter of the terminal and two digits, three when all hundred are live; of those that are free the one that
/// has been free the longest comes next, so that a number that was just called is not called again.
public struct ShortCodes: Sendable, Hashable {
  /// Letters that a terminal may have: without I, O, Q, S and Z, which look like digits, and T, which is a table.
  public static let letters: [Character] = Array("ABCDEFGHJKLMNPRUVWXY")

  public let letter: Character
  /// Free numbers, the one free for the longest first.
  public private(set) var free: [Int]

  private static let small = 100
  private static let all = 1_000

  public init(letter: Character) {
    self.letter = letter
    free = Array(1..<Self.small) + [0] + Array(Self.small..<Self.all)
  }

  /// Goes on where an earlier run stopped; nil where the list is not one of numbers each once.
  public init?(letter: Character, free: [Int]) {
    guard Set(free).count == free.count, free.allSatisfy((0..<Self.all).contains) else { return nil }
    self.letter = letter
    self.free = free
  }

  /// The code that the next order gets; nil where a thousand are live.
  ///
  /// - Parameter isLive: whether some live order has a code, perhaps one of another terminal with this letter.
  public func next(isLive: (String) -> Bool) -> String? {
    let candidates = free.filter { $0 < Self.small } + free.filter { $0 >= Self.small }
    return candidates.lazy.map(text).first { !isLive($0) }
  }

  /// Notes that an order with a code was opened.
  public mutating func take(_ code: String) {
    guard let number = number(code) else { return }
    free.removeAll { $0 == number }
  }

  /// Notes that no live order has a code any more: it becomes the one that is free the shortest.
  public mutating func giveBack(_ code: String) {
    guard let number = number(code), !free.contains(number) else { return }
    free.append(number)
  }

  /// Notes that of the codes that are out, no live order has those that `isFree` takes.
  public mutating func giveBackAll(where isFree: (String) -> Bool) {
    let known = Set(free)
    free += (0..<Self.all).filter { !known.contains($0) && isFree(text($0)) }
  }

  private func text(_ number: Int) -> String {
    number < 10 ? "\(letter)0\(number)" : "\(letter)\(number)"
  }

  private func number(_ code: String) -> Int? {
    guard code.first == letter, let number = Int(code.dropFirst()), (0..<Self.all).contains(number),
      text(number) == code
    else { return nil }
    return number
  }
}
