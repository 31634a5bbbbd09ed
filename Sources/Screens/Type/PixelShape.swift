/// What a pixel of a big letter is painted with.
public enum PixelShape: String, CaseIterable, Sendable {
  /// `▀` and `▄`: two pixels above each other in a cell, so that they are about square.
  case half
  /// `█`: a pixel fills a cell, for console fonts without half blocks. Letters are twice as high.
  case full
}
