/// How large letters are: plain cells, or drawn from a face at a whole-number scale.
public enum Lettering: Hashable, Sendable {
  case plain
  /// Each pixel of the face becomes a square of `scale` pixels, 1 to 16; a scale beyond is clamped. Narrow letters
  /// are half as wide and as high as others; only `PixelShape.quarter` can paint them, with another they are not
  /// narrow.
  case drawn(Face, scale: Int = 1, isNarrow: Bool = false)

  private static let scales = 1...16

  static func clamped(_ scale: Int) -> Int { min(max(scale, scales.lowerBound), scales.upperBound) }
}

/// The two sizes that letters are drawn in by hand. Widths are proportional; all digits of a face are equally wide.
public enum Face: String, CaseIterable, Sendable {
  /// Capitals and digits 6 pixels high, a line 8.
  case small
  /// Capitals and digits 10 pixels high, a line 12.
  case tall

  /// A line's height in pixels: room for accents above and for descenders.
  var linePixels: Int { self == .small ? 8 : 12 }
  var capitalPixels: Int { self == .small ? 6 : 10 }
  /// Where capitals begin, counted in pixels from the top of a line.
  var capitalTopPixel: Int { self == .small ? 1 : 0 }
  /// Where a letter may begin that has an accent above it.
  var accentedTopPixel: Int { self == .small ? 2 : 3 }
  /// The last pixel row of the capitals: what everything stands on.
  var baselinePixel: Int { capitalTopPixel + capitalPixels - 1 }
  /// The width of a blank; the gaps on both sides come in addition.
  var blankPixels: Int { 2 }
}
