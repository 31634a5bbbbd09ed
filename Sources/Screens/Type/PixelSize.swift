/// How large a pixel of a face is on the screen, counted in halves of a cell: the finest that is painted.
struct PixelSize {
  let halfColumns: Int
  let halfRows: Int

  init(scale: Int, isNarrow: Bool, _ pixels: PixelShape) {
    let scale = Lettering.clamped(scale)
    // Half a column can be painted with quarter blocks alone; elsewhere narrow letters are as wide as others.
    halfColumns = isNarrow && pixels == .quarter ? scale : 2 * scale
    halfRows = pixels == .full ? 2 * scale : scale
  }

  /// The whole cells that so many halves need.
  static func cells(ofHalves halves: Int) -> Int { (halves + 1) / 2 }
}
