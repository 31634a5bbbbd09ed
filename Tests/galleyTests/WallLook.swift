import Dining

@testable import Screens

/// What can be read off a board from across the room.
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
  /// How the room is shared out.
  let room: String
  /// The letters of each lane, the smallest and the largest.
  let letters: String

  init(_ console: Console, _ view: View, _ frame: Frame) {
    let layout = BoardPane(console, view).layout
    tickets = Columns(view.tickets).tickets.map(\.count)
    hidden = layout.hidden.count
    let forms = layout.columns.map { stand in stand.placed.map { stand.forms[$0.index] } }
    let ladder = CardForm.ladder(.quarter, isDivided: layout.grid.fileCount > 1)
    cards = forms.joined().count
    largeHeads = forms.joined().count { ladder[$0].hasLargeHead }
    let dishes = layout.columns.flatMap { stand in
      stand.placed.flatMap { placed in
        let count = stand.tickets[placed.index].bump.count
        return Array(repeating: ladder[stand.forms[placed.index]].dishes, count: count)
      }
    }
    let rows = dishes.reduce(0) { $0 + BigText.heightRows($1, .quarter, box: .line) }
    dishRows = dishes.isEmpty ? 1 : Double(rows) / Double(dishes.count)
    unusedPercent = Self.unusedPercent(layout)
    let body = layout.grid.body
    let cells = body.rows.flatMap { row in body.columns.map { frame[row, $0] } }
    blankPercent = cells.count { $0?.cluster == .blank && $0?.style.role == .text } * 100 / cells.count
    room = Self.room(of: console)
    letters = forms.map { "\($0.min() ?? 0)-\($0.max() ?? 0)" }.joined(separator: " ")
  }

  /// How a screen shares out its room; two that differ have moved.
  static func room(of console: Console) -> String {
    console.heldArrangement.map { "\($0.lanes)" } ?? "none"
  }

  static func clock(_ view: View) -> String { view.clock(view.now) }

  private static func unusedPercent(_ layout: BoardLayout) -> Int {
    let all = layout.grid.laneCount * layout.grid.fileCount * layout.grid.rows
    let used = layout.columns.reduce(0) { sum, stand in
      let files = layout.grid.fileCount / layout.grid.cardsAcross(stand.form)
      return sum + stand.placed.reduce(0) { $0 + $1.rows } * files
    }
    return (all - used - (layout.shelf?.rectangle.heightRows ?? 0) * layout.grid.fileCount) * 100 / all
  }
}
