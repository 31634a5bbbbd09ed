import Dining

/// An order as somebody has named it aloud.
public struct SpokenOrder: Hashable, Sendable {
  public enum Name: Hashable, Sendable {
    /// `B07`
    case code(String)
    /// `T4`, or a name that the house gives a table.
    case table(String)
  }

  public let name: Name
  /// Whether the code's letter was said as a letter. Those rhyme: bee, cee, dee; NATO's words do not.
  public let isLetterBare: Bool
  /// Whether something was put in that nobody said: the zero of “b seven”.
  let isAssumed: Bool

  /// As a command line has it.
  public var text: String {
    switch name {
    case .code(let code), .table(let code): code
    }
  }

  /// Letters whose names rhyme in English, of those that codes have.
  private static let rhyming: [Set<Character>] = [
    ["B", "C", "D", "E", "G", "P", "V"], ["A", "J", "K"], ["M", "N"],
  ]

  /// Whether a code may be meant by one that was heard with a bare letter.
  public static func rhyme(_ code: String, _ heard: String) -> Bool {
    guard let one = code.first, let other = heard.first, code.dropFirst() == heard.dropFirst() else {
      return false
    }
    return one == other || rhyming.contains { $0.contains(one) && $0.contains(other) }
  }
}

/// Which orders and tables a house has now: what a recogniser is to listen for, and tables that have names.
public struct SpokenNames: Hashable, Sendable {
  /// Codes of live orders, in order.
  public let codes: [String]
  /// Names of tables with a live order, in order.
  public let tables: [String]
  /// Tables that are no number, by how their names are said.
  private let named: [[String]: String]

  public init(codes: [String] = [], tables: [String] = []) {
    self.codes = codes
    self.tables = tables
    var named: [[String]: String] = [:]
    for table in tables where Self.number(of: table) == nil {
      guard let words = try? SpokenWords(table).words else { continue }
      named[Self.inDigits(words[...])] = named[Self.inDigits(words[...])] ?? table
    }
    self.named = named
  }

  /// The number of a table that is called by one.
  static func number(of table: String) -> Int? { Int(TableName.key(table)) }

  /// Numbers in words become digits, so that `Terrace 2` and “terrace two” are one.
  private static func inDigits(_ words: ArraySlice<String>) -> [String] {
    var rest = words
    var made: [String] = []
    while let first = rest.first {
      if let (number, count) = SpokenNumber.read(rest) {
        made.append(String(number))
        rest = rest.dropFirst(count)
      } else {
        made.append(first)
        rest = rest.dropFirst()
      }
    }
    return made
  }

  /// The order that these words begin with naming, the longest way of reading them.
  func order(_ words: ArraySlice<String>) -> (order: SpokenOrder, words: Int)? {
    guard let first = words.first else { return nil }
    if first == "table" { return table(words.dropFirst()).map { ($0.order, $0.words + 1) } }
    if let numbered = tableOfLetter(words) { return numbered }
    return SpokenCode.read(words)
  }

  private func table(_ words: ArraySlice<String>) -> (order: SpokenOrder, words: Int)? {
    if let (number, count) = SpokenNumber.read(words) { return (Self.numbered(number), count) }
    if let lettered = tableOfLetter(words) { return lettered }
    for count in stride(from: min(words.count, SpokenWords.wordsLimit), to: 0, by: -1) {
      guard let name = named[Self.inDigits(words.prefix(count))] else { continue }
      return (SpokenOrder(name: .table(name), isLetterBare: false, isAssumed: false), count)
    }
    return nil
  }

  /// `T4`, `t four`, `tango four`: no code begins with a T.
  private func tableOfLetter(_ words: ArraySlice<String>) -> (order: SpokenOrder, words: Int)? {
    guard let first = words.first else { return nil }
    if first == "t" || first == "tango" {
      return SpokenNumber.read(words.dropFirst()).map { (Self.numbered($0.number), $0.words + 1) }
    }
    guard first.hasPrefix("t"), let number = SpokenNumber.digits(String(first.dropFirst())), number > 0
    else { return nil }
    return (Self.numbered(number), 1)
  }

  private static func numbered(_ number: Int) -> SpokenOrder {
    SpokenOrder(name: .table("T\(number)"), isLetterBare: false, isAssumed: false)
  }
}
