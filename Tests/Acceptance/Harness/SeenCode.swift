import TestAids

/// A QR code that stands on a captured screen, measured as a telephone needs it and zbarimg does not ask for: dark on
/// light, square modules, four light ones around it, and nothing in between.
struct SeenCode {
  let capture: Capture
  /// Of the upper left module, in half cells of the screen.
  let (row, column): (Int, Int)
  /// Modules of a side.
  let side: Int

  /// Modules that stay light around a code: ISO/IEC 18004, 5.3.8.
  static let margin = 4
  /// Between them nobody knows what is meant.
  private static let (dark, light) = (0.05, 0.5)

  /// The one code of a screen.
  ///
  /// - Throws: what a telephone would stumble on.
  init(on capture: Capture) throws {
    self.capture = capture
    let corners = Self.finders(capture)
    guard corners.count == 3 else {
      throw Failure("a code has three finder patterns dark on light; here are \(corners.count)")
    }
    // In the order of reading: upper left, upper right, lower left.
    (row, column) = corners[0]
    side = corners[1].column + Self.finder - column
    guard corners[1].row == row, corners[2].column == column, corners[2].row + Self.finder - row == side
    else {
      throw Failure("the finder patterns stand in no square: \(corners)")
    }
    guard side >= 21, (side - 17).isMultiple(of: 4) else { throw Failure("no code has \(side) modules") }
    try checkMargin()
    try checkModules()
  }

  /// Modules of a finder pattern: ISO/IEC 18004, 5.3.2.
  private static let finder = 7

  /// One module is one half cell; where it is anything else, none is found.
  private static func finders(_ capture: Capture) -> [(row: Int, column: Int)] {
    var found: [(row: Int, column: Int)] = []
    for row in capture.rows.indices {
      for column in capture.rows[row].indices where isFinder(capture, row, column) {
        found.append((row, column))
      }
    }
    return found
  }

  private static func isFinder(_ capture: Capture, _ row: Int, _ column: Int) -> Bool {
    (0..<finder).allSatisfy { down in
      (0..<finder).allSatisfy { across in
        let ring = max(abs(down - 3), abs(across - 3))
        guard let spot = capture[row + down, column + across], !spot.isText else { return false }
        return ring == 2 ? spot.light >= light : spot.light <= dark
      }
    }
  }

  /// Also that the code ends on the screen: what is scrolled or cut away is no margin.
  private func checkMargin() throws {
    for down in -Self.margin..<side + Self.margin {
      for across in -Self.margin..<side + Self.margin {
        let isInside = (0..<side).contains(down) && (0..<side).contains(across)
        guard !isInside else { continue }
        guard let spot = capture[row + down, column + across] else {
          throw Failure("the margin leaves the screen at module (\(down), \(across))")
        }
        guard !spot.isText, spot.light >= Self.light else {
          throw Failure("the margin is not light and empty at module (\(down), \(across)): \(spot)")
        }
      }
    }
  }

  /// Each is dark or light, and those of the timing patterns (ISO/IEC 18004, 5.3.4) are so in turn.
  private func checkModules() throws {
    for down in 0..<side {
      for across in 0..<side {
        guard let spot = capture[row + down, column + across], !spot.isText,
          spot.light <= Self.dark || spot.light >= Self.light
        else { throw Failure("module (\(down), \(across)) is neither dark nor light") }
        let isTiming = (down == 6 || across == 6) && (8..<side - 8).contains(max(down, across))
        guard !isTiming || (spot.light <= Self.dark) == (down + across).isMultiple(of: 2) else {
          throw Failure("the timing pattern breaks off at module (\(down), \(across))")
        }
      }
    }
  }
}

extension Capture {
  /// Nil beyond the screen.
  subscript(row: Int, column: Int) -> Spot? {
    rows.indices.contains(row) && rows[row].indices.contains(column) ? rows[row][column] : nil
  }

  /// The whole screen as a picture, each half cell 8 × 8 pixels.
  var pixels: (light: [UInt8], widthPixels: Int) {
    let scale = 8
    let width = rows.map(\.count).max() ?? 0
    let light = rows.flatMap { row in
      let line = row.flatMap { Array(repeating: UInt8($0.light * 255), count: scale) }
      return (0..<scale).flatMap { _ in line }
    }
    return (light, width * scale)
  }
}
