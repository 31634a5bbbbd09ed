/// One line of text in large letters (or in plain cells), measured.
///
/// A cluster that the face does not draw (CJK, emoji, Arabic, control pictures …) stands in plain cells in its
/// place, at its own width, on the row that the letters stand on.
public struct BigText: Sendable, Equatable {
  /// How much of a line's height a text takes.
  public enum Box: Sendable {
    /// Room for accents and descenders: lines may stand directly below each other.
    case line
    /// The capitals' height, for short codes and timers: what hangs out is cut.
    case capitals
  }

  public let text: SafeText
  public let lettering: Lettering
  public let pixels: PixelShape
  public let box: Box
  public let widthColumns: Int

  public init(_ text: SafeText, _ lettering: Lettering, _ pixels: PixelShape, box: Box = .line) {
    self.text = text
    self.lettering = lettering
    self.pixels = pixels
    self.box = box
    var ruler = LetterRuler(lettering)
    for cluster in text.clusters { ruler.take(cluster) }
    widthColumns = ruler.widthColumns
  }

  public var heightRows: Int { Self.heightRows(lettering, pixels, box: box) }

  public static func heightRows(_ lettering: Lettering, _ pixels: PixelShape, box: Box) -> Int {
    guard case .drawn(let face, let scale) = lettering else { return 1 }
    let height = (box == .line ? face.linePixels : face.capitalPixels) * Lettering.clamped(scale)
    return pixels == .half ? (height + 1) / 2 : height
  }

  /// The text in at most `columns` cells: whole clusters, and `…` at the end where it is longer. Where not even
  /// the `…` has room, nothing is left.
  public func cut(toColumns columns: Int) -> BigText {
    guard widthColumns > columns else { return self }
    guard case .drawn = lettering else {
      return BigText(text.cut(toColumns: columns), lettering, pixels, box: box)
    }
    let ellipsis = Cluster(base: "…", widthColumns: 1)
    var kept: Int?
    var ruler = LetterRuler(lettering)
    for (count, cluster) in text.clusters.enumerated() {
      if ruler.taking(ellipsis).widthColumns > columns { break }
      kept = count
      ruler.take(cluster)
    }
    let short = kept.map { text.piece(0..<$0, then: ellipsis) } ?? text.piece(0..<0)
    return BigText(short, lettering, pixels, box: box)
  }
}

/// Measures letters one after the other.
struct LetterRuler {
  private(set) var widthColumns = 0
  private let table: GlyphTable?
  private let scale: Int
  private var lastIsDrawn: Bool?

  init(_ lettering: Lettering) {
    switch lettering {
    case .plain:
      table = nil
      scale = 1
    case .drawn(let face, let scale):
      table = face.table
      self.scale = Lettering.clamped(scale)
    }
  }

  /// Adds a cluster: a gap of one pixel, except between two plain ones, and its own width.
  ///
  /// - Returns: Its glyph, nil for plain cells, and the column it begins at.
  @discardableResult
  mutating func take(_ cluster: Cluster) -> (glyph: Glyph?, column: Int) {
    let glyph = table?.glyph(of: cluster)
    if let lastIsDrawn, lastIsDrawn || glyph != nil { widthColumns += scale }
    let column = widthColumns
    widthColumns += glyph.map { $0.widthPixels * scale } ?? cluster.widthColumns
    lastIsDrawn = glyph != nil
    return (glyph, column)
  }

  func taking(_ cluster: Cluster) -> LetterRuler {
    var ruler = self
    ruler.take(cluster)
    return ruler
  }
}

extension Lettering {
  static func clamped(_ scale: Int) -> Int { min(max(scale, scales.lowerBound), scales.upperBound) }
}
