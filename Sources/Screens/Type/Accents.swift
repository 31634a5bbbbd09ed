/// Which letters are a base with an accent, and how they are put together.
enum Accents {
  typealias Accent = (mark: Unicode.Scalar, drawing: Unicode.Scalar, letters: String, bases: String)

  /// Each combining mark with its drawing's name, the letters that have it and, in the same order, their bases:
  /// Unicode's canonical decompositions of Latin-1 and Latin Extended-A, and the Romanian letters with a comma below.
  static let table: [Accent] = [
    ("\u{300}", "`", "ÀÈÌÒÙàèìòù", "AEIOUaeiou"),
    ("\u{301}", "´", "ÁÉÍÓÚÝáéíóúýĆćĹĺŃńŔŕŚśŹź", "AEIOUYaeiouyCcLlNnRrSsZz"),
    ("\u{302}", "ˆ", "ÂÊÎÔÛâêîôûĈĉĜĝĤĥĴĵŜŝŴŵŶŷ", "AEIOUaeiouCcGgHhJjSsWwYy"),
    ("\u{303}", "˜", "ÃÑÕãñõĨĩŨũ", "ANOanoIiUu"),
    ("\u{304}", "¯", "ĀāĒēĪīŌōŪū", "AaEeIiOoUu"),
    ("\u{306}", "˘", "ĂăĔĕĞğĬĭŎŏŬŭ", "AaEeGgIiOoUu"),
    ("\u{307}", "˙", "ĊċĖėĠġİŻż", "CcEeGgIZz"),
    ("\u{308}", "¨", "ÄËÏÖÜäëïöüÿŸ", "AEIOUaeiouyY"),
    ("\u{30A}", "˚", "ÅåŮů", "AaUu"),
    ("\u{30B}", "˝", "ŐőŰű", "OoUu"),
    ("\u{30C}", "ˇ", "ČčĎďĚěĽľŇňŘřŠšŤťŽž", "CcDdEeLlNnRrSsTtZz"),
    ("\u{326}", ",", "ȘșȚț", "SsTt"),
    ("\u{327}", "¸", "ÇçĢģĶķĻļŅņŖŗŞşŢţ", "CcGgKkLlNnRrSsTt"),
    ("\u{328}", "˛", "ĄąĘęĮįŲų", "AaEeIiUu"),
  ]

  /// Letters that are two glyphs beside each other.
  static let pairs: [(letter: Unicode.Scalar, left: Unicode.Scalar, right: Unicode.Scalar)] = [
    ("Ĳ", "I", "J"), ("ĳ", "i", "j"), ("ŉ", "’", "n"), ("Ŀ", "L", "·"), ("ŀ", "l", "·"),
  ]

  /// Where an accent stands to its letter.
  enum Place: Sendable { case above, below, lowerRight, beside }

  static func place(of mark: Unicode.Scalar, on base: Unicode.Scalar) -> Place {
    switch (mark, base) {
    case ("\u{30C}", "d"), ("\u{30C}", "t"), ("\u{30C}", "l"), ("\u{30C}", "L"): .beside
    // A descender leaves no room below: Latvian writes the comma above.
    case ("\u{327}", "g"): .above
    case ("\u{326}", _), ("\u{327}", _): .below
    case ("\u{328}", _): .lowerRight
    default: .above
    }
  }

  /// The drawing of an accent in its place.
  static func drawing(of accent: Accent, on base: Unicode.Scalar) -> Unicode.Scalar {
    switch place(of: accent.mark, on: base) {
    case .beside: "’"
    case .above where accent.mark == "\u{327}": "‘"
    default: accent.drawing
    }
  }

  /// The letter under an accent above it: without its dot.
  static func withoutDot(_ base: Unicode.Scalar) -> Unicode.Scalar {
    switch base {
    case "i": "ı"
    case "j": "ȷ"
    default: base
    }
  }
}
