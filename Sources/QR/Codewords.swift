/// A message as codewords, before they are placed.
struct Codewords {
  private let data: [UInt8]
  private let blockCount: Int
  private let correction: Int

  /// Byte mode (clause 7.4.5): the mode's four bits, the count, the bytes; then the end (7.4.9), and codewords that
  /// only fill (7.4.10).
  init(_ bytes: [UInt8], _ version: Version, _ level: ErrorLevel) {
    precondition(bytes.count <= version.capacityBytes(level))
    (blockCount, correction) = version.blocks(level)
    var bits = BitString()
    bits.append(0b0100, bits: 4)
    bits.append(bytes.count, bits: version.countBits)
    for byte in bytes { bits.append(Int(byte), bits: 8) }
    // The bytes begin in the middle of a codeword, so the four bits of the end fill the last one.
    bits.append(0, bits: 4)
    var data = bits.bytes
    let pads: [UInt8] = [0b1110_1100, 0b0001_0001]
    for index in 0..<version.dataCodewords(level) - data.count { data.append(pads[index % 2]) }
    self.data = data
  }

  /// The blocks of data: all of one length, or the last ones longer by a codeword (table 9).
  var blocks: [ArraySlice<UInt8>] {
    let length = data.count / blockCount
    let short = blockCount - data.count % blockCount
    var start = 0
    return (0..<blockCount).map { index in
      defer { start += length + (index < short ? 0 : 1) }
      return data[start..<start + length + (index < short ? 0 : 1)]
    }
  }

  /// The first codeword of every block, the second of every block and so on; then the same of the blocks' error
  /// correction (clause 7.6).
  var interleaved: [UInt8] {
    let code = ReedSolomon(correction: correction)
    let blocks = blocks.map(Array.init)
    return Self.woven(blocks) + Self.woven(blocks.map(code.correction))
  }

  private static func woven(_ blocks: [[UInt8]]) -> [UInt8] {
    let longest = blocks.map(\.count).max() ?? 0
    return (0..<longest).flatMap { place in blocks.compactMap { place < $0.count ? $0[place] : nil } }
  }
}

/// Bits in a row, the most significant first.
private struct BitString {
  private(set) var bytes: [UInt8] = []
  private var count = 0

  mutating func append(_ value: Int, bits: Int) {
    for place in (0..<bits).reversed() {
      if count % 8 == 0 { bytes.append(0) }
      bytes[count / 8] |= UInt8(value >> place & 1) << (7 - count % 8)
      count += 1
    }
  }
}
