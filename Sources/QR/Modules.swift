/// The square of modules while a code is made.
struct Modules: Equatable {
  let version: Version
  let size: Int
  private var dark: [Bool]
  /// Those that belong to a pattern or to the code's words about itself: no data and no mask goes there.
  private var isTaken: [Bool]

  /// Patterns and data, not yet masked.
  init(_ version: Version, codewords: [UInt8]) {
    self.version = version
    size = version.size
    dark = Array(repeating: false, count: size * size)
    isTaken = dark
    drawPatterns()
    place(codewords)
  }

  /// Whether a module is dark.
  subscript(row: Int, column: Int) -> Bool { dark[row * size + column] }

  var darkCount: Int { dark.count { $0 } }

  /// How many modules are left for data.
  var freeCount: Int { isTaken.count { !$0 } }

  /// The code under a mask (table 10): the data turned where the mask is dark, and the format said.
  func masked(_ mask: Int, _ level: ErrorLevel) -> Modules {
    var masked = self
    for row in 0..<size {
      for column in 0..<size where !isTaken[row * size + column] && Self.turns(mask, row, column) {
        masked.dark[row * size + column].toggle()
      }
    }
    masked.drawFormat(SelfDescription.format(level, mask))
    return masked
  }

  /// The conditions of table 10, i the row and j the column.
  private static func turns(_ mask: Int, _ i: Int, _ j: Int) -> Bool {
    switch mask {
    case 0: (i + j) % 2 == 0
    case 1: i % 2 == 0
    case 2: j % 3 == 0
    case 3: (i + j) % 3 == 0
    case 4: (i / 2 + j / 3) % 2 == 0
    case 5: i * j % 2 + i * j % 3 == 0
    case 6: (i * j % 2 + i * j % 3) % 2 == 0
    default: ((i + j) % 2 + i * j % 3) % 2 == 0
    }
  }

  private mutating func take(_ row: Int, _ column: Int, _ isDark: Bool) {
    guard (0..<size).contains(row), (0..<size).contains(column) else { return }
    dark[row * size + column] = isDark
    isTaken[row * size + column] = true
  }
}

// MARK: - What is the same in every code of a version (clause 6.3)

extension Modules {
  private mutating func drawPatterns() {
    for place in 0..<size {
      take(6, place, place % 2 == 0)
      take(place, 6, place % 2 == 0)
    }
    for (row, column) in [(3, 3), (3, size - 4), (size - 4, 3)] {
      // Dark but for the second ring, and the separator around it.
      drawRings(row, column, reach: 4) { $0 != 2 && $0 != 4 }
    }
    let centres = version.alignmentCentres
    let ends = [centres.first, centres.last]
    for row in centres {
      for column in centres where !(ends.contains(row) && ends.contains(column)) || row + column > size {
        drawRings(row, column, reach: 2) { $0 != 1 }
      }
    }
    // Its place, before it is known what stands there.
    drawFormat(0)
    if version.saysItself { drawVersion(SelfDescription.version(version.number)) }
  }

  private mutating func drawRings(_ row: Int, _ column: Int, reach: Int, isDark: (Int) -> Bool) {
    for down in -reach...reach {
      for right in -reach...reach {
        take(row + down, column + right, isDark(max(abs(down), abs(right))))
      }
    }
  }

  /// Both copies of the 15 bits around the finder patterns (figure 25), bit 0 the least significant, and the module
  /// that is always dark.
  private mutating func drawFormat(_ bits: Int) {
    for bit in 0..<15 {
      let isDark = bits >> bit & 1 == 1
      // The timing patterns stand at 6.
      let near = bit < 6 ? bit : bit < 8 ? bit + 1 : bit == 8 ? 7 : 14 - bit
      if bit < 8 {
        take(near, 8, isDark)
        take(8, size - 1 - bit, isDark)
      } else {
        take(8, near, isDark)
        take(size - 15 + bit, 8, isDark)
      }
    }
    take(size - 8, 8, true)
  }

  /// Both copies of the 18 bits, three modules wide (figure 27), bit 0 first.
  private mutating func drawVersion(_ bits: Int) {
    for bit in 0..<18 {
      let isDark = bits >> bit & 1 == 1
      take(bit / 3, size - 11 + bit % 3, isDark)
      take(size - 11 + bit % 3, bit / 3, isDark)
    }
  }
}

// MARK: - Data

extension Modules {
  /// In columns two modules wide, from the right, upward and downward by turns, past the upright timing pattern
  /// (clause 7.7.3). The modules that are left over stay light.
  private mutating func place(_ codewords: [UInt8]) {
    precondition(codewords.count == version.codewords)
    var bit = 0
    var isUpward = true
    for right in stride(from: size - 1, to: 0, by: -2).map({ $0 > 6 ? $0 : $0 - 1 }) {
      for step in 0..<size {
        let row = isUpward ? size - 1 - step : step
        for column in [right, right - 1] where !isTaken[row * size + column] && bit < 8 * codewords.count {
          dark[row * size + column] = codewords[bit / 8] >> UInt8(7 - bit % 8) & 1 == 1
          bit += 1
        }
      }
      isUpward.toggle()
    }
  }
}
