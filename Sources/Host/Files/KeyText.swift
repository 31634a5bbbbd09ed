import Events

/// A key as one line of text, so that it can be carried by hand: read aloud, or typed.
///
/// `galley-key`, a blank, fourteen groups of four signs with hyphens between them, and one line feed: 81 bytes, and
/// all of them are the key. The signs are capitals and digits without I, L, O and U, which are easily taken for
/// others (Crockford's base 32). Thirteen groups are chance, 260 bits; the last one is made from them, so that a
/// slip in typing is noticed here. Else it would be another key, and a wrong key is answered with silence.
public enum KeyText {
  private static let signs = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)
  private static let beginning = Array("galley-key ".utf8)
  private static let groupCount = 14
  private static let groupBytes = 4
  private static let hyphen = UInt8(ascii: "-")
  private static let lineFeed = UInt8(ascii: "\n")

  static func make(from generator: inout some RandomNumberGenerator) -> [UInt8] {
    let chance = (0..<(groupCount - 1) * groupBytes).map { _ in
      signs[Int.random(in: 0..<signs.count, using: &generator)]
    }
    let all = chance + check(of: chance)
    let groups = stride(from: 0, to: all.count, by: groupBytes).map { all[$0..<$0 + groupBytes] }
    return beginning + groups.joined(separator: [hyphen]) + [lineFeed]
  }

  /// Four signs, from the first bytes of the SHA-256 of the signs before them.
  private static func check(of chance: [UInt8]) -> [UInt8] {
    SHA256.digest(chance).prefix(groupBytes).map { signs[Int($0) % signs.count] }
  }

  /// What is wrong with a line that was meant to be such a key; nil where it is one, or is a key of another form.
  static func slip(in bytes: [UInt8]) -> Slip? {
    guard isMeant(bytes) else { return nil }
    guard bytes.starts(with: beginning) else { return .beginning }
    guard bytes.last == lineFeed else { return .noLineEnd }
    let line = bytes[beginning.count..<bytes.count - 1]
    guard !line.contains(where: { $0 <= 0x20 || $0 >= 0x7F }) else { return .blanks }
    let groups = line.split(separator: hyphen, omittingEmptySubsequences: false)
    for (index, group) in groups.enumerated() where index < groupCount {
      guard group.count == groupBytes else { return .length(group: index + 1) }
      guard group.allSatisfy(signs.contains) else { return .sign(group: index + 1) }
    }
    guard groups.count == groupCount else { return .groups(groups.count) }
    let all = groups.flatMap { $0 }
    let chance = Array(all.dropLast(groupBytes))
    return all.suffix(groupBytes).elementsEqual(check(of: chance)) ? nil : .check
  }

  /// Whether somebody meant to write such a key: by its first word, however it is written and whatever an editor put
  /// around it, or by its groups where that word was left out.
  private static func isMeant(_ bytes: [UInt8]) -> Bool {
    let seen = bytes.filter { (0x21...0x7E).contains($0) }
    let word = Array("galley".utf8)
    if seen.prefix(word.count).map({ $0 | 0x20 }) == word { return true }
    let places = stride(from: groupBytes, to: seen.count, by: groupBytes + 1)
    return places.underestimatedCount >= groupCount - 2 && places.allSatisfy { seen[$0] == hyphen }
  }

  /// What is wrong with it. Names a group by its number and shows nothing of it (S11).
  public enum Slip: Hashable, Sendable {
    case beginning, noLineEnd, blanks, check
    case length(group: Int)
    case sign(group: Int)
    case groups(Int)

    var words: String {
      switch self {
      case .beginning:
        "the line begins with “galley-key” in small letters, then one blank, and nothing before it"
      case .noLineEnd: "nothing ends its line; end it with Enter, once"
      case .blanks:
        "it has more than one line, or a blank or another sign where none belongs; write one line and end it with "
          + "Enter, not as on Windows"
      case .length(let group): "group \(group) has not 4 signs"
      case .sign(let group):
        "group \(group) has a sign that no key has; those are capitals and digits without I, L, O and U"
      case .groups(let count): "it has \(count) groups of signs, not \(KeyText.groupCount)"
      case .check: "a sign was mistaken for another; compare it with the first file group by group"
      }
    }
  }
}
