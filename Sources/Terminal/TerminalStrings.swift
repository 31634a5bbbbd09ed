import CNcurses
import Screens

/// Control strings of the current terminal, from its terminfo entry, for what ncurses does not paint itself.
struct TerminalStrings {
  private let depth: ColourDepth
  private let theme: Theme
  private let saveCursor: String
  private let restoreCursor: String
  private let plain: String
  private let strike: String?

  init(theme: Theme, depth: ColourDepth) {
    self.theme = theme
    self.depth = depth
    saveCursor = Self.capability("sc") ?? ""
    restoreCursor = Self.capability("rc") ?? ""
    plain = Self.capability("sgr0") ?? ""
    strike = Self.capability("smxx")
  }

  /// Whether text can be struck through, which ncurses has no attribute for.
  var canStrike: Bool { strike != nil }

  /// `text` between the strings that leave the cursor and the rendition as ncurses believes them to be.
  func aside(_ text: String) -> String { saveCursor + text + plain + restoreCursor }

  /// Moves the cursor to a place, from wherever it is.
  func move(toRow row: Int, column: Int) -> String { Self.capability("cup", row, column) ?? "" }

  /// Everything that a style turns on, beginning from nothing.
  func rendition(of style: Style) -> String {
    let ink = theme.ink(of: style, at: depth)
    var text = plain
    if ink.attributes.contains(.bold) { text += Self.capability("bold") ?? "" }
    if ink.attributes.contains(.underline) { text += Self.capability("smul") ?? "" }
    if ink.attributes.contains(.reverse) { text += Self.capability("rev") ?? "" }
    if ink.attributes.contains(.strike) { text += strike ?? "" }
    if let colour = ink.foreground { text += Self.capability("setaf", DirectColour.number(colour)) ?? "" }
    if let colour = ink.background { text += Self.capability("setab", DirectColour.number(colour)) ?? "" }
    return text
  }

  /// A capability by its terminfo name, without the delays (`$<5>`) that only hardware terminals needed.
  static func capability(_ name: String, _ first: Int = 0, _ second: Int = 0) -> String? {
    guard let text = galley_capability(name, Int32(first), Int32(second)) else { return nil }
    var kept = ""
    var isDelay = false
    var rest = String(cString: text)[...]
    while let character = rest.first {
      if rest.hasPrefix("$<") { isDelay = true }
      if !isDelay { kept.append(character) }
      if character == ">" { isDelay = false }
      rest = rest.dropFirst()
    }
    return kept
  }
}
