/// One line of text in large letters (or in plain cells), measured.
///
/// A cluster that the face does not draw (CJK, emoji, Arabic, control pictures …) stands in plain cells in its
/// place, at its own width, on the row that the letters stand on; it begins at a whole column.
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
  /// Rounded up where narrow letters end in the middle of a column.
  public let widthColumns: Int

  public init(_ text: SafeText, _ lettering: Lettering, _ pixels: PixelShape, box: Box = .line) {
    self.text = text
    self.lettering = lettering
    self.pixels = pixels
    self.box = box
    var ruler = LetterRuler(lettering, pixels)
    for cluster in text.clusters { ruler.take(cluster) }
    widthColumns = ruler.widthColumns
  }

  public var heightRows: Int { Self.heightRows(lettering, pixels, box: box) }

  public static func heightRows(_ lettering: Lettering, _ pixels: PixelShape, box: Box) -> Int {
    guard case .drawn(let face, let scale, let isNarrow) = lettering else { return 1 }
    let pixel = PixelSize(scale: scale, isNarrow: isNarrow, pixels)
    return PixelSize.cells(ofHalves: face.heightPixels(of: box) * pixel.halfRows)
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
    var ruler = LetterRuler(lettering, pixels)
    for (count, cluster) in text.clusters.enumerated() {
      if ruler.taking(ellipsis).widthColumns > columns { break }
      kept = count
      ruler.take(cluster)
    }
    let short = kept.map { text.piece(0..<$0, then: ellipsis) } ?? text.piece(0..<0)
    return BigText(short, lettering, pixels, box: box)
  }
}
