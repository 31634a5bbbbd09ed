import Dining

/// Where the tickets of one column stand: below each other in a lane, in several lanes where there is width, and
/// on as many pages as it takes. A ticket that is longer than a lane goes on in the next one.
struct ColumnLayout {
  /// What stands on each page, in order; one empty page where there is nothing.
  private(set) var pages: [[Placed]] = [[]]
  let lanes: Int
  let laneColumns: Int
  private var isWhole = true

  /// A part of a card and where it stands.
  struct Placed {
    let part: CardPart
    /// The place of its ticket in the column.
    let index: Int
    let lane: Int
    let row: Int
  }

  /// Enough for a blank row between cards.
  private static let airyRows = 26
  /// Less of a ticket than this is no use at the end of a lane.
  private static let partRowsLeast = 4

  /// What of a column will be looked at: the rest need not be laid out.
  struct Shown {
    var page = 0
    /// The place in the column of a ticket that must be among it.
    var ticket: Int?
  }

  /// In one lane where all has room there, else in as many as there is width for at a scale.
  static func fitting(
    count: Int, columns: Int, rows: Int, _ scale: BoardScale, _ shown: Shown,
    makeCard: (_ index: Int, _ columns: Int) -> TicketCard
  ) -> ColumnLayout {
    let lanes = (columns + 1) / (scale.laneColumnsLeast + 1)
    // Where there may be more lanes, only a single one that holds everything counts: each card has two rows at least.
    if lanes < 2 || count * 2 <= rows {
      let single = ColumnLayout(
        count: count, columns: columns, rows: rows, lanes: 1, lanes > 1 ? Shown() : shown
      ) { makeCard($0, columns) }
      if single.isAllThere || lanes < 2 { return single }
    }
    let laneColumns = (columns - (lanes - 1)) / lanes
    return ColumnLayout(count: count, columns: columns, rows: rows, lanes: lanes, shown) {
      makeCard($0, laneColumns)
    }
  }

  private let rows: Int
  private var lane = 0
  private var row = 0
  /// The place in the column of the card that is being put.
  private var current = 0

  /// - Parameter lanes: at least 1.
  private init(
    count: Int, columns: Int, rows: Int, lanes: Int, _ shown: Shown, makeCard: (_ index: Int) -> TicketCard
  ) {
    self.lanes = lanes
    self.rows = max(1, rows)
    laneColumns = (columns - (lanes - 1)) / lanes
    for index in 0..<count {
      if pages.count > shown.page + 1, index > shown.ticket ?? -1 { return }
      current = index
      let card = makeCard(index)
      let scale = card.header.setting.scale
      let gap = rows >= Self.airyRows && scale.isPlain && !scale.isDense ? 1 : 0
      place(card, gap: gap, isLastCard: index == count - 1)
    }
  }

  /// Whether every card is on the first page, untorn.
  var isAllThere: Bool { pages.count == 1 && isWhole }

  /// The page on which a ticket is whole, or begins where it is torn; nil where it was not laid out.
  func page(of index: Int) -> Int? {
    pages.lastIndex { $0.contains { $0.index == index && $0.part.isFirst } }
  }

  /// The first row of the next card; on a page after the first, below how many tickets are above.
  private var topRow: Int { pages.count > 1 && lane == 0 && current > 0 ? 1 : 0 }

  /// What of the current lane is free below a row. The last row of a page is kept for how much comes after it.
  private func room(below start: Int, keepsLast: Bool) -> Int {
    rows - start - (keepsLast && lane == lanes - 1 ? 1 : 0)
  }

  private mutating func nextLane() {
    lane += 1
    if lane == lanes {
      pages.append([])
      lane = 0
    }
    row = topRow
  }

  private mutating func place(_ card: TicketCard, gap: Int, isLastCard: Bool) {
    let height = card.heightRows
    let start = row == topRow ? row : row + gap
    if height <= room(below: start, keepsLast: !isLastCard) {
      return put(CardPart(card), at: start)
    }
    // A whole lane of its own, else it is torn.
    if height <= rows - 2 {
      if lane == lanes - 1 { peek(card, at: start) }
      nextLane()
      if height <= room(below: row, keepsLast: !isLastCard) {
        return put(CardPart(card), at: row)
      }
    }
    tear(card, gap: gap, isLastCard: isLastCard)
  }

  /// Shows the beginning of a card where a page would end in blank rows; the next page shows the card whole.
  private mutating func peek(_ card: TicketCard, at start: Int) {
    let room = room(below: start, keepsLast: true)
    guard room >= Self.partRowsLeast, let part = CardPart.beginning(at: 0, of: card, rows: room) else {
      return
    }
    put(part, at: start)
  }

  private mutating func put(_ part: CardPart, at start: Int) {
    pages[pages.count - 1].append(Placed(part: part, index: current, lane: lane, row: start))
    row = start + part.heightRows
  }

  private mutating func tear(_ card: TicketCard, gap: Int, isLastCard: Bool) {
    isWhole = false
    if row != topRow {
      if room(below: row + gap, keepsLast: true) >= Self.partRowsLeast { row += gap } else { nextLane() }
    }
    var line = 0
    var isEmptyLane = row == topRow
    while true {
      let rows = room(below: row, keepsLast: !isLastCard)
      var part = CardPart.beginning(at: line, of: card, rows: rows)
      // In an empty lane that is too low for anything, one line stands anyway, cut by the lane's edge.
      if part == nil, isEmptyLane {
        part = CardPart(card, lines: line..<min(line + 1, card.body.count))
      }
      if let part {
        put(part, at: row)
        line = part.lines.upperBound
        if part.isLast { return }
      }
      nextLane()
      isEmptyLane = true
    }
  }
}
