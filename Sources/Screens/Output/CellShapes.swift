/// Lines and blocks as rectangles, for a picture: drawn from a font they would leave gaps between the rows.
enum CellShapes {
  static let cellWidth = 9
  static let cellHeight = 18

  /// A rectangle in pixels from a cell's upper left corner.
  struct Box {
    var x: Int
    var y: Int
    var width: Int
    var height: Int
  }

  /// What a cluster looks like; nil for those that a font draws.
  static func boxes(for cluster: Cluster) -> [Box]? {
    guard cluster.rest.isEmpty else { return nil }
    let character = cluster.base
    if let boxes = blocks[character] { return boxes }
    if let arms = light[character] { return lines(arms, thickness: 1) }
    if let arms = heavy[character] { return lines(arms, thickness: 3) }
    return nil
  }

  private static let blocks = Dictionary(
    Quarters.inked.map { ($0.character, boxes(of: $0)) } + eighths, uniquingKeysWith: { first, _ in first })

  /// Of a plot: filled from below, from the left, and the thinnest from above and from the right.
  private static let eighths: [(Unicode.Scalar, [Box])] =
    zip("▁▂▃▄▅▆▇".unicodeScalars, 1...7).map { sign, part in
      let height = (cellHeight * part + 4) / 8
      return (sign, [Box(x: 0, y: cellHeight - height, width: cellWidth, height: height)])
    }
    + zip("▏▎▍▌▋▊▉".unicodeScalars, 1...7).map { sign, part in
      (sign, [Box(x: 0, y: 0, width: (cellWidth * part + 4) / 8, height: cellHeight)])
    } + [
      ("▔", [Box(x: 0, y: 0, width: cellWidth, height: 2)]),
      ("▕", [Box(x: cellWidth - 1, y: 0, width: 1, height: cellHeight)]),
    ]

  /// One box for each half of the cell with ink, or a single one where both are alike.
  private static func boxes(of quarters: Quarters) -> [Box] {
    let half = cellHeight / 2
    let upper = columns(left: quarters.contains(.upperLeft), right: quarters.contains(.upperRight))
    let lower = columns(left: quarters.contains(.lowerLeft), right: quarters.contains(.lowerRight))
    if upper == lower { return [Box(x: upper.lowerBound, y: 0, width: upper.count, height: cellHeight)] }
    return [(upper, 0), (lower, half)].filter { !$0.0.isEmpty }.map { columns, y in
      Box(x: columns.lowerBound, y: y, width: columns.count, height: half)
    }
  }

  private static func columns(left: Bool, right: Bool) -> Range<Int> {
    let middle = cellWidth / 2
    return (left ? 0 : middle)..<(right ? cellWidth : middle)
  }

  /// The sides of a cell that a line reaches from the middle.
  private struct Arms: OptionSet {
    let rawValue: Int
    static let up = Arms(rawValue: 1)
    static let right = Arms(rawValue: 2)
    static let down = Arms(rawValue: 4)
    static let left = Arms(rawValue: 8)
  }

  private static let light: [Unicode.Scalar: Arms] = [
    "─": [.left, .right], "│": [.up, .down], "┌": [.right, .down], "┐": [.left, .down], "└": [.right, .up],
    "┘": [.left, .up], "├": [.up, .down, .right], "┤": [.up, .down, .left], "┬": [.left, .right, .down],
    "┴": [.left, .right, .up], "┼": [.up, .down, .left, .right],
  ]
  private static let heavy: [Unicode.Scalar: Arms] = [
    "━": [.left, .right], "┃": [.up, .down], "┏": [.right, .down], "┓": [.left, .down], "┗": [.right, .up],
    "┛": [.left, .up], "┣": [.up, .down, .right], "┫": [.up, .down, .left], "┳": [.left, .right, .down],
    "┻": [.left, .right, .up], "╋": [.up, .down, .left, .right],
  ]

  private static func lines(_ arms: Arms, thickness: Int) -> [Box] {
    let x = (cellWidth - thickness) / 2
    let y = (cellHeight - thickness) / 2
    var boxes: [Box] = []
    if !arms.isDisjoint(with: [.left, .right]) {
      let from = arms.contains(.left) ? 0 : x
      let to = arms.contains(.right) ? cellWidth : x + thickness
      boxes.append(Box(x: from, y: y, width: to - from, height: thickness))
    }
    if !arms.isDisjoint(with: [.up, .down]) {
      let from = arms.contains(.up) ? 0 : y
      let to = arms.contains(.down) ? cellHeight : y + thickness
      boxes.append(Box(x: x, y: from, width: thickness, height: to - from))
    }
    return boxes
  }
}
