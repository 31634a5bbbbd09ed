import Screens

/// True colour as terminfo knows it: a type of its own, whose colour numbers are the colours themselves.
enum DirectColour {
  /// The type with direct colour beside `type`, like xterm-direct beside xterm-256color.
  ///
  /// - Returns: nil where the environment does not promise true colour, or no such type is known here.
  static func type(
    for type: String, _ environment: [String: String], isKnown: (String) -> Bool
  ) -> String? {
    guard ["truecolor", "24bit"].contains(environment["COLORTERM"] ?? "") else { return nil }
    let counts = ["-256color", "-88color", "-16color"]
    let stem = counts.first { type.hasSuffix($0) }.map { type.dropLast($0.count) } ?? type[...]
    let direct = "\(stem)-direct"
    return !type.hasSuffix("-direct") && isKnown(direct) ? direct : nil
  }

  /// A colour as terminfo counts it. In direct colour the numbers below 8 still mean the palette; black and the
  /// darkest blues take a red of 1, which nobody sees.
  static func number(_ colour: Colour) -> Int {
    switch colour {
    case .index(let number): return Int(number)
    case .rgb(let red, let green, let blue):
      let value = Int(red) << 16 | Int(green) << 8 | Int(blue)
      return value < 8 ? value | 0x010000 : value
    }
  }
}
