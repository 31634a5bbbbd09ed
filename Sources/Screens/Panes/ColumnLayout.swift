import Dining

/// Where the tickets of one column stand: below each other in one lane or, where they don't fit and there is
/// width, in several lanes beside each other. What has no room is counted.
struct ColumnLayout {
  /// What is shown, in order.
  private(set) var cards: [Placed] = []
  /// Tickets before and after those that are shown; a row at the top or bottom says so.
  private(set) var above = 0
  private(set) var below = 0
  private(set) var lanes = 1
  private(set) var laneColumns: Int

  /// A card and the rows that it got.
  struct Placed {
    let card: TicketCard
    let lane: Int
    let row: Int
    let rows: Int
  }

  /// A card narrower than this wraps most of its dishes.
  private static let laneColumnsLeast = 38
  /// A header, a fact and how much is hidden: less of a card is no use.
  private static let rowsLeast = 3
  /// A screen lower than this shows parts of two cards rather than one whole.
  private static let lowRows = 12
  private static let crowdedRowsLeast = 4
  /// Enough for a blank row between cards.
  private static let airyRows = 26

  /// - Parameter selected: the place in the column of a ticket that must be on the screen.
  init(
    count: Int, columns: Int, rows: Int, selected: Int?,
    makeCard: (_ index: Int, _ columns: Int) -> TicketCard
  ) {
    laneColumns = columns
    var shelf = Shelf(rows: rows, count: count)
    if take(shelf, from: 0, { makeCard($0, columns) }) { return }
    lanes = max(1, (columns + 1) / (Self.laneColumnsLeast + 1))
    laneColumns = (columns - (lanes - 1)) / lanes
    var made: [Int: TicketCard] = [:]
    let width = laneColumns
    let card = { (index: Int) -> TicketCard in
      if let card = made[index] { return card }
      let card = makeCard(index, width)
      made[index] = card
      return card
    }
    shelf.lanes = lanes
    if lanes > 1, take(shelf, from: 0, card) { return }
    // From here on something is cut or hidden.
    shelf.cardRowsLimit =
      count == 1
      ? rows : rows < Self.lowRows ? max(Self.crowdedRowsLeast, (rows - 1) / 2) : rows * 2 / 3
    for first in 0..<count {
      shelf.hasTop = first > 0
      shelf.hasBottom = false
      if take(shelf, from: first, card) { return }
      shelf.hasBottom = true
      _ = take(shelf, from: first, card)
      guard let selected, first < selected, !showsWell(selected, first) else { return }
    }
  }

  /// Whether a ticket is on the screen with as much of it as a card may show.
  private func showsWell(_ index: Int, _ first: Int) -> Bool {
    guard index < first + cards.count else { return false }
    let placed = cards[index - first]
    return placed.rows == placed.card.heightRows || index - first < cards.count - 1
  }

  /// What the cards are put on.
  private struct Shelf {
    let rows: Int
    let count: Int
    var lanes = 1
    var cardRowsLimit: Int?
    /// Whether the first or last row is kept for how much is hidden there.
    var hasTop = false
    var hasBottom = false
  }

  /// Rows that no further card can use go to the last one, as far as it is cut.
  private mutating func stretchLast(by rows: Int) {
    guard rows > 0, let last = cards.popLast() else { return }
    let stretched = min(last.card.heightRows, last.rows + rows)
    cards.append(Placed(card: last.card, lane: last.lane, row: last.row, rows: max(last.rows, stretched)))
  }

  /// Puts cards on the shelf until one has no room; true where all had.
  private mutating func take(_ shelf: Shelf, from first: Int, _ card: (Int) -> TicketCard) -> Bool {
    cards = []
    above = first
    var lane = 0
    var row = shelf.hasTop ? 1 : 0
    var isLaneEmpty = true
    let gap = shelf.rows >= Self.airyRows ? 1 : 0
    for index in first..<shelf.count {
      let next = card(index)
      let wanted = min(next.heightRows, shelf.cardRowsLimit ?? next.heightRows)
      while true {
        let isLast = lane == shelf.lanes - 1
        let start = row + (isLaneEmpty ? 0 : gap)
        let room = shelf.rows - start - (shelf.hasBottom && isLast ? 1 : 0)
        let isForced = cards.isEmpty && shelf.cardRowsLimit != nil && room > 0
        let mayBeCut = shelf.cardRowsLimit != nil && isLast && room >= Self.rowsLeast
        if wanted <= room || mayBeCut || isForced {
          let rows = min(wanted, room)
          cards.append(Placed(card: next, lane: lane, row: start, rows: rows))
          row = start + rows
          isLaneEmpty = false
          break
        }
        lane += 1
        row = 0
        isLaneEmpty = true
        guard lane < shelf.lanes else {
          below = shelf.count - index
          stretchLast(by: room)
          return false
        }
      }
    }
    below = 0
    return true
  }
}
