extension Frame {
  /// The frame as lines of text with select-graphic-rendition sequences (ECMA-48 8.3.117, ISO 8613-6 for colours
  /// beyond 8): for a pipe into `less -R` or a bug report. Every line begins and ends in the terminal's own
  /// rendition, and holds no other control sequence.
  public func ansi(theme: Theme = .default, depth: ColourDepth) -> String {
    var text = ""
    for row in 0..<size.heightRows {
      for piece in pieces(ofRow: row) {
        let codes = theme.ink(of: piece.cells[piece.cells.startIndex].style, at: depth).ansiCodes
        if !codes.isEmpty { text += "\u{1B}[\(codes.joined(separator: ";"))m" }
        for cell in piece.cells where !cell.isContinuation { text += cell.cluster.text }
        if !codes.isEmpty { text += "\u{1B}[0m" }
      }
      text += "\n"
    }
    return text
  }
}

extension Theme.Ink {
  fileprivate var ansiCodes: [String] {
    var codes: [String] = []
    if attributes.contains(.bold) { codes.append("1") }
    if attributes.contains(.underline) { codes.append("4") }
    if attributes.contains(.reverse) { codes.append("7") }
    if attributes.contains(.strike) { codes.append("9") }
    if let foreground { codes.append(Self.code(foreground, base: 30)) }
    if let background { codes.append(Self.code(background, base: 40)) }
    return codes
  }

  /// `base` is 30 for the foreground and 40 for the background.
  private static func code(_ colour: Colour, base: Int) -> String {
    switch colour {
    case .index(let index) where index < 8: "\(base + Int(index))"
    case .index(let index) where index < 16: "\(base + 60 + Int(index) - 8)"
    case .index(let index): "\(base + 8);5;\(index)"
    case .rgb(let red, let green, let blue): "\(base + 8);2;\(red);\(green);\(blue)"
    }
  }
}
