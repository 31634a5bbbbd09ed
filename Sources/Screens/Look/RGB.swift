/// A colour on a screen: red, green and blue as sRGB has them (IEC 61966-2-1).
public struct RGB: Hashable, Sendable {
  public let red: UInt8
  public let green: UInt8
  public let blue: UInt8

  /// `value` as `0xRRGGBB`; what is above is cut off.
  public init(_ value: UInt32) {
    red = UInt8(truncatingIfNeeded: value >> 16)
    green = UInt8(truncatingIfNeeded: value >> 8)
    blue = UInt8(truncatingIfNeeded: value)
  }

  /// Reads `#rrggbb`; nil for anything else.
  init?(_ text: some StringProtocol) {
    let digits = text.dropFirst()
    guard text.first == "#", digits.utf8.count == 6, digits.allSatisfy({ $0.isASCII && $0.isHexDigit }),
      let value = UInt32(digits, radix: 16)
    else { return nil }
    self.init(value)
  }

  public var value: UInt32 { UInt32(red) << 16 | UInt32(green) << 8 | UInt32(blue) }

  /// `#rrggbb` in small letters, as a theme file has it.
  public var text: String {
    let digits = String(value, radix: 16)
    return "#" + String(repeating: "0", count: 6 - digits.count) + digits
  }

  /// The colour of a number of xterm's palette of 256: a cube of six levels from 16, then 24 greys.
  ///
  /// The first 16 are whatever a person has chosen for their terminal, so they come from `palette`.
  public init(index: UInt8, palette: [RGB]) {
    let levels: [UInt32] = [0, 95, 135, 175, 215, 255]
    if index < 16 {
      self = palette[Int(index)]
    } else if index < 232 {
      let cube = Int(index) - 16
      self.init(levels[cube / 36] << 16 | levels[cube / 6 % 6] << 8 | levels[cube % 6])
    } else {
      self.init((8 + 10 * (UInt32(index) - 232)) * 0x010101)
    }
  }

  /// How far apart two colours look: squared, weighted by the mean of the reds (Thiadmer Riemersma, "Colour
  /// metric", CompuPhase). Whole numbers, and closer to the eye than the plain distance.
  func distance(to other: RGB) -> Int {
    let mean = (Int(red) + Int(other.red)) / 2
    let reds = Int(red) - Int(other.red)
    let greens = Int(green) - Int(other.green)
    let blues = Int(blue) - Int(other.blue)
    return (512 + mean) * reds * reds / 256 + 4 * greens * greens + (767 - mean) * blues * blues / 256
  }

  /// The entry of `palette` among `numbers` that looks closest; the first of several.
  func nearest(of numbers: ClosedRange<UInt8>, palette: [RGB]) -> UInt8 {
    numbers.min {
      distance(to: RGB(index: $0, palette: palette)) < distance(to: RGB(index: $1, palette: palette))
    }
      ?? numbers.lowerBound
  }

  /// How well one colour is read on another, 1 to 21 (WCAG 2.2, "contrast ratio").
  public func contrast(to other: RGB) -> Double {
    let lights = [luminance, other.luminance].sorted()
    return (lights[1] + 0.05) / (lights[0] + 0.05)
  }

  /// Relative luminance, 0 to 1 (WCAG 2.2).
  private var luminance: Double {
    0.2126 * Self.linear(red) + 0.7152 * Self.linear(green) + 0.0722 * Self.linear(blue)
  }

  private static func linear(_ byte: UInt8) -> Double {
    let part = Double(byte) / 255
    guard part > 0.04045 else { return part / 12.92 }
    let base = (part + 0.055) / 1.055
    // base to the power of 2.4: the square, times the fifth root of the square. The standard library has no power.
    return base * base * fifthRoot(base * base)
  }

  /// By Newton's method, for 0 < `number` ≤ 1; from above it never overshoots, and 40 steps are more than enough.
  private static func fifthRoot(_ number: Double) -> Double {
    var root = 1.0
    for _ in 0..<40 { root -= (root - number / (root * root * root * root)) / 5 }
    return root
  }
}
