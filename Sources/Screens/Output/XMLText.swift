/// Text for XML (XML 1.0, 2.4): the three characters that it must not hold as they are.
enum XMLText {
  /// - Parameter text: without control characters, like all that is safe for a screen.
  static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}
