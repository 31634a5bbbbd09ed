import Dining

/// A ticket as it stands on the board: a header, then what a cook has to know, most urgent first.
struct TicketCard {
  let ticket: Ticket
  let header: CardHeader
  let body: [CardLine]
  private let setting: CardSetting
  private let sums: [ItemSum]

  init(_ ticket: Ticket, _ state: CardState, _ setting: CardSetting) {
    self.ticket = ticket
    self.setting = setting
    header = CardHeader(ticket, state, setting)
    sums = ItemSum.lines(of: ticket.items)
    let items = ItemLines(ticket: ticket, setting: setting, focusedItem: state.focusedItem)
    body =
      Self.facts(ticket, header, setting) + sums.flatMap { items.lines(of: $0) }
      + CardFacts.alsoAt(ticket, setting)
  }

  /// The whole card.
  var heightRows: Int { header.heightRows + bodyRows(body.indices) }

  /// Whether the letters of this scale have the width they need: no word broken, code and timer beside each other.
  var isLegible: Bool {
    guard setting.scale.body != .plain else { return header.fits }
    return header.fits
      && !sums.contains { sum in
        let lead = BigText(SafeText("\(sum.quantity) "), setting.scale.body, setting.pixels)
        return BigText.breaksWords(
          SafeText(sum.item.dish.name), setting.scale.body, setting.pixels,
          toColumns: setting.bodyColumns - lead.widthColumns)
      }
  }

  func bodyRows(_ lines: Range<Int>) -> Int { body[lines].reduce(0) { $0 + $1.heightRows } }

  /// The rows between header and dishes: who and where, cautions, badges.
  private static func facts(_ ticket: Ticket, _ header: CardHeader, _ setting: CardSetting) -> [CardLine] {
    let alert = CardFacts.alert(ticket.order, setting)
    guard setting.scale.isPlain else {
      return table(ticket, setting) + alert + CardFacts.badges(ticket, setting)
    }
    let pieces =
      header.hasTail ? [] : CardFacts.pieces(of: ticket, setting, withTable: !header.hasTable)
    if setting.scale.isDense { return alert + CardFacts.badges(ticket, setting, after: pieces) }
    return TextLine.flowed(pieces, toColumns: setting.bodyColumns).map { CardLine($0) } + alert
      + CardFacts.badges(ticket, setting)
  }

  /// With big letters the header says who and since when, and the table stands below it as large as it may.
  private static func table(_ ticket: Ticket, _ setting: CardSetting) -> [CardLine] {
    guard setting.scale.table != .plain, let table = ticket.order.tableID else { return [] }
    let name = SafeText(table.string)
    // `T7` needs no room for what hangs below the line, `Garage` does.
    let isCapitals = name.clusters.allSatisfy { "A"..."Z" ~= $0.base || "0"..."9" ~= $0.base }
    let letters = BigText(
      name, setting.scale.table, setting.pixels, box: isCapitals ? .capitals : .line
    ).cut(toColumns: setting.bodyColumns)
    // Without the blank row, code and table would grow together.
    return [CardLine(.empty), CardLine(letters: [.init(text: letters, style: Style(.title), column: 0)])]
  }
}

/// A stretch of a card that stands in one lane: mostly the whole card.
struct CardPart {
  let card: TicketCard
  let lines: Range<Int>

  init(_ card: TicketCard, lines: Range<Int>? = nil) {
    self.card = card
    self.lines = lines ?? card.body.indices
  }

  var isFirst: Bool { lines.lowerBound == 0 }
  var isLast: Bool { lines.upperBound == card.body.count }

  var heightRows: Int {
    (isFirst ? card.header.heightRows : 1) + card.bodyRows(lines) + (isLast ? 0 : 1)
  }

  /// As much of a card, from a line of its body on, as a height holds; nil where not even one line has room.
  static func beginning(at first: Int, of card: TicketCard, rows: Int) -> CardPart? {
    let top = first == 0 ? card.header.heightRows : 1
    var used = top
    var end = first
    while end < card.body.count {
      let next = card.body[end].heightRows
      let isLast = end == card.body.count - 1
      guard used + next + (isLast ? 0 : 1) <= rows else { break }
      used += next
      end += 1
    }
    guard end > first || card.body.isEmpty else { return nil }
    return CardPart(card, lines: first..<end)
  }

  func draw(into frame: inout Frame, at place: Rectangle) {
    frame.inside(place) { frame in
      if isFirst { card.header.draw(into: &frame) } else { drawContinued(&frame) }
      let top = isFirst ? card.header.heightRows : 1
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
    let isWordy = card.header.setting.widthColumns >= BoardPane.wordyColumns
    let missed = hidden.reduce(into: Set<Role>()) { $0.formUnion($1.roles) }
    let marks: [(role: Role, mark: String, look: Role)] = [
      (.allergen, isWordy ? "▲ allergens" : "▲", .allergen), (.void, "VOID", .title),
      (.alert, "ALERT", .alert),
    ]
    let warnings = marks.filter { missed.contains($0.role) }.flatMap {
      [TextLine.Piece(" ", .text), TextLine.Piece($0.mark, $0.look)]
    }
    let words = isTight ? (warnings.isEmpty ? " more" : "") : " more lines ▼"
    return TextLine([.init("… \(hidden.count)\(words)", .key)] + warnings)
  }

  private func drawContinued(_ frame: inout Frame) {
    let width = frame.window.widthColumns
    frame.horizontalRule(at: Position(row: 0, column: 0), lengthColumns: width, style: Style(.rule))
    let isTight = card.header.setting.isTight
    let pieces: [TextLine.Piece] = [
      .init(isTight ? "▲" : " ▲ ", .key), .init(card.ticket.code, card.header.codeRole, .bold),
      .init(isTight ? "" : " continued ", .text),
    ]
    frame.draw(TextLine(pieces), row: 0)
  }
}
