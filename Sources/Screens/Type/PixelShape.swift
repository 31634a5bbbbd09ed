/// What a pixel of a big letter is painted with; the finest first.
public enum PixelShape: String, CaseIterable, Sendable {
  /// `▘`, `▚`, `▙` and so on: as with half blocks, and narrow letters have two pixels beside each other in a cell.
  case quarter
  /// `▀` and `▄`: two pixels above each other in a cell, so that they are about square.
  case half
  /// `█`: a pixel fills a cell, for console fonts without half blocks. Letters are twice as high.
  case full

  /// The characters that a font must have for it.
  public var characters: [Unicode.Scalar] {
    switch self {
    case .quarter: Quarters.inked.map(\.character)
    case .half: ["▀", "▄", "█"]
    case .full: ["█"]
    }
  }
}
