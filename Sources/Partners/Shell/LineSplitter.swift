/// Makes lines of bytes as they come.
struct LineSplitter {
  enum Line: Hashable {
    /// Without its newline.
    case whole([UInt8])
    /// It was longer than the limit, and nothing of it is kept.
    case tooLong
  }

  /// The longest line with its newline.
  let limit: Int
  private var rest: [UInt8] = []
  private var isTooLong = false

  init(limit: Int) { self.limit = limit }

  /// The lines that end in `bytes`, in order.
  mutating func take(_ bytes: ArraySlice<UInt8>) -> [Line] {
    var lines: [Line] = []
    var bytes = bytes
    while let newline = bytes.firstIndex(of: UInt8(ascii: "\n")) {
      keep(bytes[..<newline])
      lines.append(isTooLong ? .tooLong : .whole(rest))
      (rest, isTooLong) = ([], false)
      bytes = bytes[(newline + 1)...]
    }
    keep(bytes)
    return lines
  }

  private mutating func keep(_ piece: ArraySlice<UInt8>) {
    if rest.count + piece.count >= limit { (rest, isTooLong) = ([], true) }
    if !isTooLong { rest += piece }
  }
}
