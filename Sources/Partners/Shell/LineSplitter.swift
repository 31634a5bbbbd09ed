/// Makes lines of bytes as they come.
struct LineSplitter {
  /// The longest line with its newline; of a longer one nothing is kept.
  let limit: Int
  private var rest: [UInt8] = []
  private var isSkipping = false
  /// Lines that were longer.
  private(set) var skipped = 0

  init(limit: Int) { self.limit = limit }

  /// The lines that end in `bytes`, without their newlines.
  mutating func take(_ bytes: some Sequence<UInt8>) -> [[UInt8]] {
    var lines: [[UInt8]] = []
    for byte in bytes {
      guard byte == UInt8(ascii: "\n") else {
        if rest.count + 1 < limit { rest.append(byte) } else { isSkipping = true }
        continue
      }
      if isSkipping { skipped += 1 } else { lines.append(rest) }
      isSkipping = false
      rest.removeAll(keepingCapacity: rest.count < 1 << 16)
    }
    return lines
  }
}
