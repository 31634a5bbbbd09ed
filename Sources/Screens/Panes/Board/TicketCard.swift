import Dining

/// A ticket as it stands on the board: a header, then what a cook has to know, most urgent first.
struct TicketCard {
  let ticket: Ticket
  let header: CardHeader
  let body: [CardLine]
  let measure: LaneFilling.Measure

  init(_ ticket: Ticket, _ state: CardState, _ setting: CardSetting) {
    self.ticket = ticket
    header = CardHeader(ticket, state, setting)
    let items = ItemLines(ticket: ticket, setting: setting, focusedItem: state.focusedItem)
    let sums = ItemSum.lines(of: ticket.items)
    body = Self.withTail(
      Self.facts(ticket, header, setting) + items.lines(of: sums)
        + CardFacts.alsoAt(ticket, setting), ticket, header, setting)
    measure = LaneFilling.Measure(headRows: header.heightRows, lineRows: body.map(\.heightRows))
  }

  /// Whether the letters of this form have the width that code and timer need beside each other.
  var isLegible: Bool { header.fits }

  /// The order_id's tail, where the header has no room for it: at the end of the last row that has some, else alone.
  private static func withTail(
    _ body: [CardLine], _ ticket: Ticket, _ header: CardHeader, _ setting: CardSetting
  ) -> [CardLine] {
    guard !header.hasTail else { return body }
    let tail = TextLine.Piece(CardFacts.tail(of: ticket), .dim)
    let place = body.lastIndex { line in
      guard line.letters.isEmpty, let row = line.rows.last else { return false }
      return row.end.isEmpty && row.startColumns + 1 + CardFacts.tailColumns <= setting.bodyColumns
    }
    guard let place else { return body + [CardLine(TextLine([], end: [tail]))] }
    var body = body
    body[place].rows[body[place].rows.count - 1].end = [tail]
    return body
  }

  /// The rows between header and dishes: who and where, cautions, badges.
  private static func facts(_ ticket: Ticket, _ header: CardHeader, _ setting: CardSetting) -> [CardLine] {
    func flowed(_ pieces: [TextLine.Piece]) -> [CardLine] {
      TextLine.flowed(pieces, toColumns: setting.bodyColumns).map { CardLine($0) }
    }
    let alert = CardFacts.alert(ticket.order, setting)
    let badges = header.hasBadges ? [] : CardFacts.badges(of: ticket, setting)
    let facts = header.factsBelow
    return setting.form.isDense ? alert + flowed(facts + badges) : flowed(facts) + alert + flowed(badges)
  }
}

/// A stretch of a card that stands in one lane: mostly the whole card.
struct CardPart {
  let card: TicketCard
  let lines: Range<Int>
  /// Whether it goes on in the next lane, in sight.
  let goesOnBeside: Bool

  private var isFirst: Bool { lines.lowerBound == 0 }
  private var isLast: Bool { lines.upperBound == card.body.count }

  func draw(into frame: inout Frame, at place: Rectangle) {
    frame.inside(place) { frame in
      if isFirst { card.header.draw(into: &frame) } else { drawContinued(&frame) }
      let top = isFirst ? card.header.heightRows : LaneFilling.partRows
      let isSelected = card.header.state.isSelected
      frame.verticalRule(
        at: Position(row: top, column: 0), lengthRows: place.heightRows - top,
        style: Style(isSelected ? .title : .rule), weight: isSelected ? .heavy : .light)
      let column = card.header.setting.bodyColumn
      var row = top
      for line in card.body[lines] {
        line.draw(into: &frame, row: row, column: column)
        row += line.heightRows
      }
      if !isLast { frame.draw(rest, row: place.heightRows - 1, column: column) }
    }
  }

  /// What the next part holds, with marks for what nobody may miss in it.
  private var rest: TextLine {
    let hidden = card.body[lines.upperBound...]
    let isTight = card.header.setting.isTight
    let isWordy = card.header.setting.widthColumns >= HiddenTickets.wordyColumns
    let missed = hidden.reduce(into: Set<Role>()) { $0.formUnion($1.roles) }
    let marks: [(role: Role, mark: String, look: Role)] = [
      (.allergen, isWordy ? "▲ allergens" : "▲", .allergen),
      (.allergenCalm, isWordy ? "▲ allergens" : "▲", .allergenCalm), (.void, "VOID", .title),
      (.alert, "ALERT", .alert),
    ]
    // An order's allergens are all loud or all calm.
    let warnings = marks.filter { missed.contains($0.role) }.flatMap {
      [TextLine.Piece(" ", .text), TextLine.Piece($0.mark, $0.look)]
    }
    let words = isTight ? (warnings.isEmpty ? " more" : "") : " more lines \(goesOnBeside ? "→" : "▼")"
    return TextLine([.init("… \(hidden.count)\(words)", .key)] + warnings)
  }

  private func drawContinued(_ frame: inout Frame) {
    let width = frame.window.widthColumns
    frame.horizontalRule(at: Position(row: 0, column: 0), lengthColumns: width, style: Style(.rule))
    let isTight = card.header.setting.isTight
    let pieces: [TextLine.Piece] = [
      .init(isTight ? "→" : " → ", .key), .init(card.ticket.code, card.header.codeRole, .bold),
      .init(isTight ? "" : card.ticket.order.tableID.map { " \($0.string)" } ?? "", .title),
      .init(isTight ? "" : " continued ", .text),
    ]
    frame.draw(TextLine(pieces), row: 0)
  }
}
