/// The names of keys in `galley.conf`.
enum KeyName {
  fileprivate static let named: [String: Key] = [
    "space": .character(" "), "enter": .enter, "esc": .escape, "tab": .tab, "shift-tab": .backTab,
    "backspace": .backspace, "up": .up, "down": .down, "left": .left, "right": .right, "home": .home,
    "end": .end, "pgup": .pageUp, "pgdn": .pageDown, "insert": .insert, "delete": .delete,
  ]

  /// Ctrl with these is Backspace, Tab or Enter on a terminal.
  private static let takenControls: [Unicode.Scalar] = ["h", "i", "j", "m"]

  /// `Space`, `F5`, `Ctrl-L`, or a character that stands for itself; names in capitals or not. Nil for anything
  /// else.
  static func key(_ text: String) -> Key? {
    if text.unicodeScalars.count == 1, let scalar = text.unicodeScalars.first {
      return scalar.value > 0x20 && !(0x7F..<0xA0).contains(scalar.value) ? .character(scalar) : nil
    }
    let lower = text.lowercased()
    if let key = named[lower] { return key }
    if lower.hasPrefix("f"), let number = Int(lower.dropFirst()), (1...12).contains(number) {
      return lower == "f\(number)" ? .function(number) : nil
    }
    guard lower.hasPrefix("ctrl-"), lower.unicodeScalars.count == 6, let letter = lower.unicodeScalars.last,
      ("a"..."z").contains(letter), !takenControls.contains(letter)
    else { return nil }
    return .control(letter)
  }
}

extension KeyMap {
  /// The keys that are written as words, in order of the alphabet.
  public static var namedKeys: [String] { KeyName.named.values.map(\.plainName).sorted() }
}
