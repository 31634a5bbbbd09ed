import Foundation

/// A captured screen as light: what a camera before it sees.
///
/// Each cell is two half cells, one above the other, which is all that a QR code of half blocks needs. A cell is taken
/// to be twice as high as it is wide.
struct Capture {
  /// One half cell.
  struct Spot: Hashable {
    /// Relative luminance (WCAG 2.2): 0 is black, 1 white.
    let light: Double
    /// Whether something else than a block or a blank stands there.
    let isText: Bool
  }

  /// From the top, each as wide as the screen.
  let rows: [[Spot]]

  init(rows: [[Spot]]) { self.rows = rows }

  /// - Parameters:
  ///   - styled: what `tmux capture-pane -e` prints: characters and SGR sequences.
  ///   - ink: what the terminal's own letters look like, as 0xRRGGBB.
  ///   - ground: the same of what lies behind them.
  init(_ styled: String, columns: Int, ink: UInt32, ground: UInt32) {
    var pen = Pen(ink: ink, ground: ground)
    rows = styled.split(separator: "\n", omittingEmptySubsequences: false).flatMap { line in
      Self.halves(of: line, columns: columns, &pen)
    }
  }

  private static func halves(of line: Substring, columns: Int, _ pen: inout Pen) -> [[Spot]] {
    var (upper, lower): ([Spot], [Spot]) = ([], [])
    var rest = line.unicodeScalars
    func put(_ top: Double, _ bottom: Double, isText: Bool = false) {
      upper.append(Spot(light: top, isText: isText))
      lower.append(Spot(light: bottom, isText: isText))
    }
    while let sign = rest.popFirst() {
      if sign == "\u{1B}" {
        let sequence = rest.prefix { $0 != "m" }
        rest.removeFirst(min(rest.count, sequence.count + 1))
        pen.obey(String(sequence.dropFirst()))
        continue
      }
      let (ink, ground) = pen.lights
      switch sign {
      case "█": put(ink, ink)
      case "▀": put(ink, ground)
      case "▄": put(ground, ink)
      case " ": put(ground, ground)
      default: put(ground, ground, isText: true)
      }
    }
    // Blanks at the end of a line are not printed.
    let blank = Spot(light: pen.ownGround, isText: false)
    return [upper, lower].map { $0 + Array(repeating: blank, count: max(0, columns - $0.count)) }
  }

  /// What SGR sequences (ECMA-48 8.3.117, ISO 8613-6) have set.
  private struct Pen {
    private let own: (ink: UInt32, ground: UInt32)
    private var ink: UInt32
    private var ground: UInt32
    private var isReversed = false

    init(ink: UInt32, ground: UInt32) {
      own = (ink, ground)
      self.ink = ink
      self.ground = ground
    }

    var ownGround: Double { luminance(own.ground) }

    var lights: (ink: Double, ground: Double) {
      let (ink, ground) = (luminance(ink), luminance(ground))
      return isReversed ? (ground, ink) : (ink, ground)
    }

    mutating func obey(_ parameters: String) {
      var codes = parameters.split { $0 == ";" || $0 == ":" }.map { UInt32($0) ?? 0 }[...]
      if codes.isEmpty { codes = [0] }
      while let code = codes.popFirst() {
        switch code {
        case 0: self = Pen(ink: own.ink, ground: own.ground)
        case 7: isReversed = true
        case 27: isReversed = false
        case 30...37: ink = colour(code - 30)
        case 90...97: ink = colour(code - 90 + 8)
        case 39: ink = own.ink
        case 40...47: ground = colour(code - 40)
        case 100...107: ground = colour(code - 100 + 8)
        case 49: ground = own.ground
        case 38: ink = Self.extended(&codes) ?? ink
        case 48: ground = Self.extended(&codes) ?? ground
        default: break
        }
      }
    }

    private static func extended(_ codes: inout ArraySlice<UInt32>) -> UInt32? {
      switch codes.popFirst() {
      case 5: return codes.popFirst().map(colour)
      case 2:
        guard codes.count >= 3 else { return nil }
        defer { codes.removeFirst(3) }
        return codes.prefix(3).reduce(0) { $0 << 8 | $1 }
      default: return nil
      }
    }
  }
}

/// A colour of the usual table of 256: the first 16 are those of xterm.
private func colour(_ number: UInt32) -> UInt32 {
  let first: [UInt32] = [
    0x000000, 0xCD0000, 0x00CD00, 0xCDCD00, 0x0000EE, 0xCD00CD, 0x00CDCD, 0xE5E5E5,
    0x7F7F7F, 0xFF0000, 0x00FF00, 0xFFFF00, 0x5C5CFF, 0xFF00FF, 0x00FFFF, 0xFFFFFF,
  ]
  if number < 16 { return first[Int(number)] }
  guard number < 232 else { return (8 + (number - 232) * 10) * 0x010101 }
  let cube = number - 16
  return [cube / 36, cube / 6 % 6, cube % 6].reduce(0) { $0 << 8 | ($1 == 0 ? 0 : 55 + 40 * $1) }
}

/// WCAG 2.2, “relative luminance”.
private func luminance(_ colour: UInt32) -> Double {
  let parts = [16, 8, 0].map { Double(colour >> UInt32($0) & 255) / 255 }
  let linear = parts.map { $0 <= 0.04045 ? $0 / 12.92 : pow(($0 + 0.055) / 1.055, 2.4) }
  return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
}
