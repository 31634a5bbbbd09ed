import Dining

extension BoardPane {
  func draw(into frame: inout Frame) {
    guard !console.tickets(view).isEmpty else {
      return frame.inside(layout.grid.body) { EmptyBoard.draw(console, view, into: &$0) }
    }
    for stand in layout.columns { draw(stand, &frame) }
    if layout.grid.headingRows > 0 { drawHeadings(&frame) }
    if let shelf = layout.shelf { draw(shelf, &frame) }
  }

  private func draw(_ stand: ColumnStand, _ frame: inout Frame) {
    for (place, placed) in stand.placed.enumerated() {
      let after = stand.placed[(place + 1)...].first
      let card = layout.cards.card(of: stand.tickets[placed.index], stand.forms[placed.index])
      CardPart(card: card, lines: placed.lines, goesOnBeside: after?.index == placed.index).draw(
        into: &frame, at: layout.rectangle(of: placed, in: stand))
    }
    let grid = layout.grid
    let across = grid.cardsAcross(stand.form)
    let lanes = grid.rectangle(ofLanes: stand.lanes)
    if !stand.above.isEmpty {
      drawHidden("▲", stand.above, stand, Position(row: lanes.row, column: lanes.column), &frame)
    }
    if !stand.below.isEmpty {
      let column = grid.column(ofLane: stand.lanes.upperBound - 1, file: across - 1)
      let row = lanes.row + layout.laneRows(ofLast: stand) - 1
      drawHidden("▼", stand.below, stand, Position(row: row, column: column), &frame)
    }
  }

  private func drawHidden(
    _ mark: String, _ tickets: ArraySlice<Ticket>, _ stand: ColumnStand, _ position: Position,
    _ frame: inout Frame
  ) {
    let width = layout.grid.cardColumns(stand.form)
    let row = Rectangle(row: position.row, column: position.column, widthColumns: width, heightRows: 1)
    let next = stand.column == 0 ? view.next(of: stand.tickets)?.id : nil
    let hidden = HiddenTickets(
      mark: mark, tickets: Array(tickets), next: next, view: view, widthColumns: width)
    frame.fill(row, style: Style(.text))
    frame.inside(row) { $0.draw(hidden.line, row: 0) }
  }
}

/// Headings.
extension BoardPane {
  /// Every column has its heading and its count in sight: over its lanes, or beside them where it has none.
  private func drawHeadings(_ frame: inout Frame) {
    let counts = Columns(console.tickets(view)).tickets
    var place = Place(start: layout.grid.body.column, end: layout.grid.body.column)
    let isAlone = layout.grid.laneCount == 1
    for column in counts.indices {
      let stand = layout.columns.first { $0.column == column }
      guard let stand else {
        // Its own heading is the shelf's.
        if layout.shelf != nil, column == Arranger.readyColumn { continue }
        if isAlone { continue }
        drawAside(column, counts[column], &place, &frame)
        continue
      }
      let lanes = layout.grid.rectangle(ofLanes: stand.lanes)
      let start = max(lanes.column, place.start)
      place.end = lanes.column + lanes.widthColumns - asideColumns(after: column, counts)
      let width = max(0, place.end - start)
      frame.inside(Rectangle(row: layout.grid.body.row, column: start, widthColumns: width, heightRows: 1)) {
        drawHeading(column, counts[column], of: isAlone ? console.tickets(view).count : nil, &$0)
      }
      place.start = place.end
    }
  }

  private struct Place {
    var start: Int
    var end: Int
  }

  private static let asideGapColumns = 2

  private func heading(_ column: Int, _ tickets: [Ticket]) -> TextLine {
    let kind = BoardColumn.allCases[column]
    return TextLine([.init(kind.title, kind.codeRole, .bold), .init(" \(tickets.count) ", .title)])
  }

  /// What the columns without lanes that stand at the right end need of the last heading.
  private func asideColumns(after column: Int, _ counts: [[Ticket]]) -> Int {
    guard column == layout.columns.last?.column else { return 0 }
    return counts.indices.filter { $0 > column && (layout.shelf == nil || $0 != Arranger.readyColumn) }
      .reduce(0) { $0 + heading($1, counts[$1]).startColumns + Self.asideGapColumns }
  }

  private func drawAside(_ column: Int, _ tickets: [Ticket], _ place: inout Place, _ frame: inout Frame) {
    let line = heading(column, tickets)
    let isFirst = place.start == layout.grid.body.column
    let width = line.startColumns + Self.asideGapColumns
    frame.inside(
      Rectangle(row: layout.grid.body.row, column: place.start, widthColumns: width, heightRows: 1)
    ) { $0.draw(line, row: 0, column: isFirst ? 0 : Self.asideGapColumns / 2) }
    place.start += width
  }

  private func drawHeading(_ column: Int, _ tickets: [Ticket], of total: Int?, _ frame: inout Frame) {
    var line = heading(column, tickets)
    if let total { line.start.append(.init("of \(total) ", .dim)) }
    let late = tickets.count { view.age(of: $0).urgency == .late }
    if late > 0, frame.window.widthColumns >= line.startColumns + 8 {
      line.end = [.init(" \(late) late ", .ageLate)]
    }
    let start = Position(row: 0, column: line.startColumns)
    frame.horizontalRule(
      at: start, lengthColumns: frame.window.widthColumns - start.column, style: Style(.rule), weight: .heavy)
    frame.draw(line, row: 0)
  }

  private func draw(_ shelf: ReadyShelf, _ frame: inout Frame) {
    frame.inside(shelf.rectangle) { frame in
      drawHeading(Arranger.readyColumn, shelf.tickets, of: nil, &frame)
    }
    for (line, ticket) in shelf.shown.enumerated() {
      frame.inside(shelf.rectangle(ofLine: line)) { frame in
        ReadyLine(ticket: ticket, state: layout.cards.state(ticket), view: view).draw(into: &frame)
      }
    }
    guard !shelf.hidden.isEmpty else { return }
    frame.inside(shelf.rectangle(ofLine: shelf.shown.count)) { frame in
      let hidden = HiddenTickets(
        mark: "▼", tickets: shelf.hidden, next: nil, view: view, widthColumns: frame.window.widthColumns)
      frame.draw(hidden.line, row: 0)
    }
  }
}

extension BoardColumn {
  /// How codes in it, and its own title, look.
  var codeRole: Role {
    switch self {
    case .ordered: .codeNew
    case .preparing: .codeCooking
    case .ready: .codeReady
    }
  }
}
