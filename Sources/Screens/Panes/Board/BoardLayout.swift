import Dining

/// Where everything of a board stands: the columns with their pages, and the shelf of ready lines.
struct BoardLayout {
  let grid: BoardGrid
  let arrangement: Arrangement
  let columns: [ColumnStand]
  let shelf: ReadyShelf?
  let cards: BoardCards

  /// - Parameters:
  ///   - page: the page of every column that has so many; the last of one that has fewer.
  ///   - selection: a ticket whose page is shown instead, where it is on another.
  init(
    _ cards: BoardCards, _ grid: BoardGrid, _ arranger: Arranger, _ one: Arrangement, page: Int,
    selection: TicketID?
  ) {
    self.grid = grid
    self.cards = cards
    arrangement = one
    var first = 0
    columns = cards.columns.indices.compactMap { column in
      let lanes = first..<first + one.lanes[column]
      first = lanes.upperBound
      return lanes.isEmpty
        ? nil : ColumnStand(column, lanes, cards, arranger, one, page: page, selection: selection)
    }
    shelf = Self.shelf(cards.columns[Arranger.readyColumn], grid, one, page: page, selection: selection)
  }

  private static func shelf(
    _ ready: [Ticket], _ grid: BoardGrid, _ one: Arrangement, page: Int, selection: TicketID?
  ) -> ReadyShelf? {
    guard one.lanes[Arranger.readyColumn] == 0, !ready.isEmpty else { return nil }
    let last = max(1, one.lanes.reduce(0, +)) - 1
    let whole = grid.rectangle(ofLanes: last..<last + 1)
    let rows = min(ReadyShelf.rows(tickets: ready.count, grid), whole.heightRows)
    let place = Rectangle(
      row: whole.row + whole.heightRows - rows, column: whole.column, widthColumns: whole.widthColumns,
      heightRows: rows)
    return ReadyShelf(
      ready, place, grid, page: page,
      selected: selection.flatMap { id in ready.firstIndex { $0.id == id } })
  }

  /// Where a part of a card stands on the screen.
  func rectangle(of placed: LaneFilling.Placed, in stand: ColumnStand) -> Rectangle {
    let across = grid.cardsAcross(stand.form)
    let lanes = grid.rectangle(ofLanes: stand.lanes)
    return Rectangle(
      row: lanes.row + placed.row,
      column: grid.column(ofLane: stand.lanes.lowerBound + placed.lane / across, file: placed.lane % across),
      widthColumns: grid.cardColumns(stand.form),
      heightRows: min(placed.rows, lanes.heightRows - placed.row))
  }

  /// The height of a column's last lane, above the shelf.
  func laneRows(ofLast stand: ColumnStand) -> Int {
    let isLast = stand.lanes.upperBound == arrangement.lanes.reduce(0, +)
    return grid.rows - (isLast ? shelf?.rectangle.heightRows ?? 0 : 0)
  }

  /// The tickets that are not on the screen.
  var hidden: [Ticket] { columns.flatMap { $0.above + $0.below } + (shelf?.hidden ?? []) }
}

/// A column with its lanes, and what of it is shown.
struct ColumnStand {
  /// Its place among ``BoardColumn``.
  let column: Int
  let tickets: [Ticket]
  /// The form of each ticket's card.
  let forms: [Int]
  let lanes: Range<Int>
  /// That of the column, which says how its lanes are divided.
  let form: CardForm
  let filling: LaneFilling
  let page: Int

  init(
    _ column: Int, _ lanes: Range<Int>, _ cards: BoardCards, _ arranger: Arranger, _ one: Arrangement,
    page: Int, selection: TicketID?
  ) {
    self.column = column
    self.lanes = lanes
    let tickets = cards.columns[column]
    self.tickets = tickets
    form = arranger.ladder[one.forms[column]]
    forms = tickets.map { one.form(of: $0.id, in: column) }
    let filling = LaneFilling(
      zip(tickets, forms).map { cards.measure(of: $0, $1) },
      laneRows: arranger.laneRows(column, one.lanes, one.forms[column]))
    self.filling = filling
    let wanted = min(page, filling.pages.count - 1)
    // Selecting only marks: another page is shown only for what stands on another page.
    let selected = selection.flatMap { id in tickets.firstIndex { $0.id == id } }
    let isInSight = selected.map { index in filling.pages[wanted].contains { $0.index == index } } ?? true
    self.page = isInSight ? wanted : selected.flatMap { filling.page(of: $0) } ?? wanted
  }

  var placed: [LaneFilling.Placed] { filling.pages[page] }
  /// Tickets of which no part is on this page: before the first that is, and after the last.
  var above: ArraySlice<Ticket> { tickets.prefix(placed.first?.index ?? 0) }
  var below: ArraySlice<Ticket> { tickets.dropFirst((placed.last?.index ?? tickets.count - 1) + 1) }

  /// The tickets of the page in the order in which they are read.
  var shown: [Ticket] { Set(placed.map(\.index)).sorted().map { tickets[$0] } }
}
