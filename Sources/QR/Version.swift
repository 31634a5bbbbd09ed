/// One of the sizes that a code can have, with what fits into it.
struct Version: Equatable {
  /// 1 to 20.
  let number: Int

  init(_ number: Int) {
    precondition((1...20).contains(number))
    self.number = number
  }

  /// Modules on each side (clause 6.3.1).
  var size: Int { 17 + 4 * number }

  /// How many bits the number of bytes takes (table 3, byte mode).
  var countBits: Int { number < 10 ? 8 : 16 }

  /// From version 7 on a code says its version twice (clause 7.10).
  var saysItself: Bool { number >= 7 }

  /// The rows, and the columns, in which alignment patterns have their middle (table E.1): the first is 6, the last
  /// 6 from the far edge, and the others go backwards from there in equal steps.
  var alignmentCentres: [Int] {
    guard number > 1 else { return [] }
    guard saysItself else { return [6, size - 7] }
    let step = Self.alignmentSteps[number - 7]
    return [6] + (0...number / 7).reversed().map { size - 7 - $0 * step }
  }

  /// From version 7 on.
  private static let alignmentSteps = [16, 18, 20, 22, 24, 26, 28, 20, 22, 24, 24, 26, 28, 28]

  /// Codewords of data and of error correction together (table 1): the modules that no pattern takes, in eights;
  /// up to seven modules are left over.
  var codewords: Int {
    let aligned = alignmentCentres.count
    // Each alignment pattern has 25 modules; three would lie on finder patterns. 10 modules of each of those that
    // lie on the timing patterns are theirs as well.
    let alignment = aligned == 0 ? 0 : 25 * (aligned * aligned - 3) - 10 * (aligned - 2)
    let finders = 3 * 64
    let timing = 2 * (size - 16)
    let format = 31
    let versions = saysItself ? 36 : 0
    return (size * size - finders - timing - alignment - format - versions) / 8
  }

  /// How the codewords fall into blocks at a level (table 9).
  func blocks(_ level: ErrorLevel) -> (count: Int, correction: Int) {
    let row = Self.table[number - 1]
    let cell = Int([row.0, row.1, row.2][level.rawValue])
    return (cell / 100, cell % 100)
  }

  /// The codewords that hold data.
  func dataCodewords(_ level: ErrorLevel) -> Int {
    let blocks = blocks(level)
    return codewords - blocks.count * blocks.correction
  }

  /// How many bytes fit at a level (table 7): what four bits of mode and the count leave.
  func capacityBytes(_ level: ErrorLevel) -> Int { (8 * dataCodewords(level) - 4 - countBits) / 8 }

  /// For L, M and Q: the number of blocks × 100 + the codewords of error correction in each.
  private static let table: [(Int16, Int16, Int16)] = [
    (107, 110, 113), (110, 116, 122), (115, 126, 218), (120, 218, 226), (126, 224, 418),
    (218, 416, 424), (220, 418, 618), (224, 422, 622), (230, 522, 820), (418, 526, 824),
    (420, 530, 828), (424, 822, 1026), (426, 922, 1224), (430, 924, 1620), (622, 1024, 1230),
    (624, 1028, 1724), (628, 1128, 1628), (630, 1326, 1828), (728, 1426, 2126), (828, 1626, 2030),
  ]
}
