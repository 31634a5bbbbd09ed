/// One press of a key, as screens see it.
public enum Key: Hashable, Sendable {
  /// A printable character, the space included.
  case character(Unicode.Scalar)
  case enter, escape, tab, backTab, backspace
  case up, down, left, right
  case home, end, pageUp, pageDown, insert, delete
  /// F1 to F12.
  case function(Int)
  /// Control and a letter, `a` to `z`; not those that have keys of their own (h, i, j, m).
  case control(Unicode.Scalar)
  /// The first button of a mouse, or a finger, on a cell: row and column from 0.
  case click(row: Int, column: Int)
  case wheelUp, wheelDown
  /// Something was pressed, or the terminal said something, that means nothing here.
  case unknown

  /// Whether what it means depends on what stands where on the board, or under which number.
  var isOfAPlace: Bool {
    switch self {
    case .character("0"..."9"), .click: true
    default: false
    }
  }
}
