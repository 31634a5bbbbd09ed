import Events

/// How people write the name of a table: `T4`, `t4`, ` T4` and `4` are one.
public enum TableName {
  /// What all spellings of one table have in common: small letters without blanks, of a numbered table its number.
  public static func key(_ text: String) -> String {
    let plain = text.lowercased().filter { !$0.isWhitespace }
    for prefix in ["table", "t"] where plain.hasPrefix(prefix) {
      let rest = plain.dropFirst(prefix.count)
      if isNumber(rest) { return String(rest) }
    }
    return plain
  }

  /// Whether two names are of one table.
  public static func areSame(_ one: ExactString, _ other: ExactString) -> Bool {
    key(one.string) == key(other.string)
  }

  package static func isNumber(_ text: Substring) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
  }
}
