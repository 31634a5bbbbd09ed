@testable import Screens

/// What can be read off a board from across the room. How that is found out is in `WallLook+Board.swift`:
/// `.ci/wall` puts another in its place for the board of an older commit.
struct WallLook {
  /// Tickets of each column.
  let tickets: [Int]
  /// Tickets with a card on the screen; those in a line of the shelf are not among them.
  let cards: Int
  /// Tickets that are neither in a card nor in a line.
  let hidden: Int
  /// Cards that say code, table and time in large letters.
  let largeHeads: Int
  /// The height of a dish's letters, on average over the dishes of all cards; 1 is plain cells.
  let dishRows: Double
  /// Rows of lanes in which nothing stands, of a hundred.
  let unusedPercent: Int
  /// Cells of the body in which nothing stands, of a hundred.
  let blankPercent: Int
  /// The heights of heads and dishes in each lane, in rows, from the smallest card to the largest:
  /// `4/2 | 1/1 2/1-4/2 | shelf`. A dash is a lane without cards, `none` a column without lanes.
  let letters: String

  var ticketCount: Int { tickets.reduce(0, +) }
}

extension Frame {
  /// Cells in which nothing stands, of a hundred; a filled bar is not blank.
  func blankPercent(of body: Rectangle) -> Int {
    let cells = body.rows.flatMap { row in body.columns.map { self[row, $0] } }
    return cells.count { $0?.cluster == .blank && $0?.style.role == .text } * 100 / cells.count
  }
}
