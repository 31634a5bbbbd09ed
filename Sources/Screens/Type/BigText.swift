// stub until type lands
public enum Lettering: Hashable, Sendable {
  case plain
  case drawn(Face, scale: Int = 1)
}
public enum Face: String, CaseIterable, Sendable { case small, tall }
struct BigText: Sendable {
  enum Box { case line, capitals }
  let text: SafeText
  let lettering: Lettering
  let pixels: PixelShape
  let box: Box
  init(_ text: SafeText, _ lettering: Lettering, _ pixels: PixelShape, box: Box = .line) {
    self.text = text
    self.lettering = lettering
    self.pixels = pixels
    self.box = box
  }
  var widthColumns: Int {
    if case .drawn(let f, let s) = lettering {
      return text.clusters.count * (f == .small ? 5 : 5) * s
    } else {
      return text.widthColumns
    }
  }
  var heightRows: Int { Self.heightRows(lettering, pixels, box: box) }
  static func heightRows(_ lettering: Lettering, _ pixels: PixelShape, box: Box) -> Int {
    if case .drawn(let f, let s) = lettering {
      return (f == .small ? (box == .line ? 4 : 3) : (box == .line ? 6 : 5)) * s * (pixels == .full ? 2 : 1)
    } else {
      return 1
    }
  }
  static func wrapped(_ text: SafeText, _ lettering: Lettering, _ pixels: PixelShape, toColumns: Int)
    -> [BigText]
  {
    text.wrapped(toColumns: max(1, toColumns / 5)).map { BigText($0, lettering, pixels) }
  }
  static func breaksWords(_ text: SafeText, _ lettering: Lettering, _ pixels: PixelShape, toColumns: Int)
    -> Bool
  { false }
  func cut(toColumns: Int) -> BigText { self }
}
extension Frame {
  @discardableResult mutating func write(_ text: BigText, at: Position, style: Style) -> Int {
    fill(
      Rectangle(row: at.row, column: at.column, widthColumns: text.widthColumns, heightRows: text.heightRows),
      style: style)
    return write(text.text, at: at, style: style)
  }
}
