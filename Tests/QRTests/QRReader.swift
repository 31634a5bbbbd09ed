import QR

/// Reads a code as the standard says one is read, and forgives nothing: one module that is wrong is an error. A
/// telephone would correct it, and so would `zbarimg`.
struct QRReader {
  struct Wrong: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
  }

  let version: Int
  /// 0 L, 1 M, 2 Q.
  let level: Int
  let mask: Int
  let bytes: [UInt8]

  /// - Parameter patterns: those of the version, where it is known already.
  init(_ code: QRCode, _ patterns: Patterns? = nil) throws {
    let size = code.size
    version = (size - 17) / 4
    guard size == 17 + 4 * version, (1...20).contains(version) else { throw Wrong("size \(size)") }
    let patterns = patterns ?? Patterns(version)
    try Self.checkPatterns(code, patterns)
    let format = try Self.format(code)
    guard let level = [0b01, 0b00, 0b11].firstIndex(of: format >> 3) else { throw Wrong("level H") }
    self.level = level
    mask = format & 7
    let codewords = Self.codewords(code, patterns, mask)
    bytes = try Self.message(try Self.data(codewords, version, level), version)
  }

  private static func checkPatterns(_ code: QRCode, _ patterns: Patterns) throws {
    let version = patterns.version
    for row in 0..<code.size {
      for column in 0..<code.size {
        guard let wanted = patterns.rows[row][column] else { continue }
        guard code.isDark(row: row, column: column) == wanted else {
          throw Wrong("the pattern at row \(row), column \(column)")
        }
      }
    }
    guard version >= 7 else { return }
    // Figure 27: the most significant bit last.
    let edge = code.size - 11
    let upper = (0..<18).reversed().map { code.isDark(row: $0 / 3, column: edge + $0 % 3) }
    let lower = (0..<18).reversed().map { code.isDark(row: edge + $0 % 3, column: $0 / 3) }
    let number = value(upper)
    guard upper == lower, number >> 12 == version, remainder(number, 0x1F25) == 0 else {
      throw Wrong("it says version \(number >> 12)")
    }
  }

  /// Figure 25, from the most significant bit: around the upper left corner, and then in two pieces.
  private static func format(_ code: QRCode) throws -> Int {
    let far = code.size
    let first =
      [0, 1, 2, 3, 4, 5, 7, 8].map { (8, $0) } + [(7, 8)] + [5, 4, 3, 2, 1, 0].map { ($0, 8) }
    let second = (1...7).map { (far - $0, 8) } + (1...8).reversed().map { (8, far - $0) }
    let words = [first, second].map { value($0.map { code.isDark(row: $0.0, column: $0.1) }) }
    let word = words[0] ^ 0b1010100_00010010
    guard words[0] == words[1], remainder(word, 0x537) == 0 else { throw Wrong("format \(words)") }
    return word >> 10
  }

  private static func value(_ bits: [Bool]) -> Int { bits.reduce(0) { 2 * $0 + ($1 ? 1 : 0) } }

  /// Of polynomials over GF(2), by long division.
  private static func remainder(_ dividend: Int, _ divisor: Int) -> Int {
    let degree = divisor.bitWidth - divisor.leadingZeroBitCount - 1
    var rest = dividend
    while rest >> degree != 0 {
      rest ^= divisor << (rest.bitWidth - rest.leadingZeroBitCount - 1 - degree)
    }
    return rest
  }

  private static func codewords(_ code: QRCode, _ patterns: Patterns, _ mask: Int) -> [UInt8] {
    let size = code.size
    var bits: [Bool] = []
    var column = size - 1
    var rows = Array((0..<size).reversed())
    while column > 0 {
      if column == 6 { column -= 1 }
      for row in rows {
        for place in [column, column - 1] where patterns.rows[row][place] == nil {
          if patterns.speaksOfItself(row, place) { continue }
          bits.append(code.isDark(row: row, column: place) != isMasked(mask, row, place))
        }
      }
      rows.reverse()
      column -= 2
    }
    return stride(from: 0, to: bits.count - 7, by: 8).map { UInt8(value(Array(bits[$0..<$0 + 8]))) }
  }

  private static func isMasked(_ mask: Int, _ row: Int, _ column: Int) -> Bool {
    let product = row * column
    let numbers = [
      (row + column) % 2, row % 2, column % 3, (row + column) % 3, (row / 2 + column / 3) % 2,
      product % 2 + product % 3, (product % 2 + product % 3) % 2, ((row + column) % 2 + product % 3) % 2,
    ]
    return numbers[mask] == 0
  }

  /// The blocks put together again; each must be divisible by its generator polynomial.
  private static func data(_ codewords: [UInt8], _ version: Int, _ level: Int) throws -> [UInt8] {
    let shapes = Standard.blocks(version, level)
    guard codewords.count == shapes.reduce(0, { $0 + $1.codewords }) else {
      throw Wrong("\(codewords.count) codewords")
    }
    var rest = codewords[...]
    var blocks = [[UInt8]](repeating: [], count: shapes.count)
    for place in 0..<(shapes.map(\.data).max() ?? 0) {
      for (index, shape) in shapes.enumerated() where place < shape.data {
        blocks[index].append(rest.removeFirst())
      }
    }
    let data = blocks
    for _ in 0..<shapes[0].codewords - shapes[0].data {
      for index in shapes.indices { blocks[index].append(rest.removeFirst()) }
    }
    for (block, shape) in zip(blocks, shapes) {
      guard Field.isCodeword(block, roots: shape.codewords - shape.data) else {
        throw Wrong("a block with errors")
      }
    }
    return data.flatMap { $0 }
  }

  /// The bytes of the one segment in byte mode; after it the end, and codewords that only fill.
  private static func message(_ data: [UInt8], _ version: Int) throws -> [UInt8] {
    let bits: [Bool] = data.flatMap { byte in (0..<8).map { byte >> (7 - UInt8($0)) & 1 == 1 } }
    let countBits = version < 10 ? 8 : 16
    let count = value(Array(bits[4..<4 + countBits]))
    let start = 4 + countBits
    guard value(Array(bits[..<4])) == 0b0100, start + 8 * count + 4 <= bits.count else {
      throw Wrong("mode or count")
    }
    let words = stride(from: start, to: bits.count - 7, by: 8).map { UInt8(value(Array(bits[$0..<$0 + 8]))) }
    let end = bits[(start + 8 * count)..<(start + 8 * count + 4)]
    let fill = data[((start + 8 * count + 4) / 8)...]
    guard !end.contains(true), fill.enumerated().allSatisfy({ $1 == ($0 % 2 == 0 ? 0xEC : 0x11) }) else {
      throw Wrong("the end")
    }
    return Array(words.prefix(count))
  }
}

/// What stands in every code of a version (clause 6.3).
struct Patterns {
  let version: Int
  /// What each module must be; nil where data or the code's words about itself stand.
  let rows: [[Bool?]]
  private var size: Int { rows.count }

  init(_ version: Int) {
    self.version = version
    let size = 17 + 4 * version
    let far = size - 1
    let timing = { (place: Int) in place % 2 == 0 }
    var rows = [[Bool?]](repeating: Array(repeating: nil, count: size), count: size)
    for place in 0..<size {
      rows[6][place] = timing(place)
      rows[place][6] = timing(place)
    }
    func draw(_ picture: [String], _ top: Int, _ left: Int) {
      for (down, line) in picture.enumerated() {
        for (right, sign) in line.enumerated() {
          guard (0..<size).contains(top + down), (0..<size).contains(left + right) else { continue }
          rows[top + down][left + right] = sign == "#"
        }
      }
    }
    let finder = [
      "         ", " ####### ", " #     # ", " # ### # ", " # ### # ", " # ### # ", " #     # ", " ####### ",
      "         ",
    ]
    for (top, left) in [(-1, -1), (-1, far - 7), (far - 7, -1)] { draw(finder, top, left) }
    let corners = [(6, 6), (6, far - 6), (far - 6, 6)]
    for row in Standard.alignment[version - 1] {
      for column in Standard.alignment[version - 1] where !corners.contains(where: { $0 == (row, column) }) {
        draw(["#####", "#   #", "# # #", "#   #", "#####"], row - 2, column - 2)
      }
    }
    rows[far - 7][8] = true
    self.rows = rows
  }

  /// Whether format or version information stands there.
  func speaksOfItself(_ row: Int, _ column: Int) -> Bool {
    let isFormat =
      (row == 8 && (column <= 8 || column >= size - 8)) || (column == 8 && (row <= 8 || row >= size - 8))
    let strip = size - 11..<size - 8
    let isVersion = (row < 6 && strip.contains(column)) || (column < 6 && strip.contains(row))
    return isFormat || (version >= 7 && isVersion)
  }
}
