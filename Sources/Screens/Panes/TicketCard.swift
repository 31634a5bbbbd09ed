import Dining
import Events

/// A ticket as it stands on the board: one header row, then what a cook has to know, most urgent first.
struct TicketCard {
  let ticket: Ticket
  /// The number that selects it; nil where all are taken.
  let number: Int?
  let isSelected: Bool
  let view: View
  let widthColumns: Int
  let body: [TextLine]

  /// Below this a card leaves out what only the order pane needs to tell.
  static let tightColumns = 20
  /// An order_id of 36 characters beside the other facts, so that it costs no row of its own.
  private static let wholeIDColumns = 56

  init(_ ticket: Ticket, number: Int?, isSelected: Bool, view: View, widthColumns: Int) {
    self.ticket = ticket
    self.number = number
    self.isSelected = isSelected
    self.view = view
    self.widthColumns = widthColumns
    let columns = max(1, widthColumns - (widthColumns < Self.tightColumns ? 1 : 2))
    let hasTableInHeader = Self.hasTableInHeader(ticket, widthColumns, view)
    // The facts are one row or two, so the order_id stands above where a card is cut.
    body =
      Self.facts(ticket, columns, view, withTable: !hasTableInHeader)
      + Self.alert(ticket.order, columns)
      + Self.badges(ticket, columns, view)
      + ticket.items.flatMap { ItemLines.lines(of: $0, in: ticket, columns: columns) }
  }

  var heightRows: Int { 1 + body.count }

  /// Draws as many rows as there are for it; the last says how many lines it hides.
  func draw(into frame: inout Frame, at row: Int, column: Int, rows: Int) {
    let place = Rectangle(row: row, column: column, widthColumns: widthColumns, heightRows: rows)
    frame.inside(place) { frame in
      drawHeader(&frame)
      let rail = Style(isSelected ? .title : .rule)
      let bodyColumn = widthColumns < Self.tightColumns ? 1 : 2
      for row in 1..<max(1, rows) {
        frame.verticalRule(
          at: Position(row: row, column: 0), lengthRows: 1, style: rail, weight: isSelected ? .heavy : .light)
      }
      for (offset, line) in shownBody(rows: rows - 1).enumerated() {
        frame.draw(line, row: 1 + offset, column: bodyColumn)
      }
    }
  }

  /// What of the body fits; the last row says how much does not, beside the order_id where that is the only row.
  private func shownBody(rows: Int) -> [TextLine] {
    guard rows < body.count else { return body }
    let shown = max(0, rows - 1)
    let hidden = body.dropFirst(rows == 1 ? 1 : shown)
    let warnings = Self.warnings(of: hidden, besides: body.prefix(shown))
    guard rows > 1 else {
      var facts = body.first ?? .empty
      facts.end = [.init("… \(hidden.count)", .dim)] + warnings
      return rows == 1 ? [facts] : []
    }
    let isTight = widthColumns < Self.tightColumns
    let words = isTight ? (warnings.isEmpty ? " more" : "") : " more lines"
    return body.prefix(shown) + [TextLine([.init("… \(hidden.count)\(words)", .dim)] + warnings)]
  }

  /// Marks for what nobody may miss among lines that are not shown; an alert that has begun is seen.
  private static func warnings(of hidden: ArraySlice<TextLine>, besides shown: ArraySlice<TextLine>)
    -> [TextLine.Piece]
  {
    func roles(_ lines: ArraySlice<TextLine>) -> Set<Role> {
      Set(lines.flatMap { $0.start.map(\.style.role) })
    }
    let missed = roles(hidden).subtracting(roles(shown).intersection([.alert]))
    let marks: [(role: Role, mark: String, look: Role)] = [
      (.allergen, "▲", .allergen), (.void, "VOID", .title), (.alert, "ALERT", .alert),
    ]
    return marks.filter { missed.contains($0.role) }.flatMap {
      [TextLine.Piece(" ", .text), TextLine.Piece($0.mark, $0.look)]
    }
  }
}

/// The header row.
extension TicketCard {
  private var age: Age { view.age(since: ticket.round.sentAt) }

  private static func start(_ ticket: Ticket, _ number: Int?) -> String {
    (number.map(String.init) ?? " ") + " " + ticket.code
  }

  /// The timer in as much as fits beside the code: with its mark, then without, then in minutes.
  private static func timer(_ age: Age, room: Int) -> String {
    let candidates =
      age.mark.isEmpty
      ? [age.text, age.shortText]
      : ["\(age.text) \(age.mark)", "\(age.text)\(age.mark)", "\(age.shortText)\(age.mark)", age.shortText]
    return candidates.first { $0.utf8.count <= room } ?? ""
  }

  private static func tableText(_ ticket: Ticket) -> SafeText {
    SafeText(ticket.order.tableID?.string ?? "")
  }

  /// The table stands in the header where the widest timer of this evening leaves it room, so that it never
  /// jumps while the timer grows.
  private static func hasTableInHeader(_ ticket: Ticket, _ columns: Int, _ view: View) -> Bool {
    let widestTimer = 10
    let table = tableText(ticket).widthColumns
    let code = SafeText(start(ticket, nil)).widthColumns
    return table > 0 && code + 1 + table + 1 + widestTimer <= columns
  }

  private var codeRole: Role {
    switch ticket.column {
    case .ordered: .codeNew
    case .preparing: .codeCooking
    case .ready: .codeReady
    }
  }

  private func drawHeader(_ frame: inout Frame) {
    let plain = Style(isSelected ? .selected : .rule)
    if isSelected {
      let row = Rectangle(row: 0, column: 0, widthColumns: widthColumns, heightRows: 1)
      frame.fill(row, style: plain)
    } else {
      frame.horizontalRule(at: Position(row: 0, column: 0), lengthColumns: widthColumns, style: plain)
    }
    // The code begins behind one digit and a mark, or behind two and a mark.
    let codeColumn = (number ?? 0) > 9 ? 3 : 2
    let code = SafeText(ticket.code, limit: max(1, widthColumns - codeColumn))
    let digit = number.map(String.init) ?? (isSelected ? " " : "─")
    let digitStyle = isSelected ? plain : Style(number == nil ? .rule : .key)
    frame.write(digit, at: Position(row: 0, column: 0), style: digitStyle)
    frame.write(isSelected ? "►" : " ", at: Position(row: 0, column: codeColumn - 1), style: plain)
    let codeStyle = isSelected ? plain : Style(codeRole, .bold)
    var column =
      codeColumn + frame.write(code, at: Position(row: 0, column: codeColumn), style: codeStyle)
    if Self.hasTableInHeader(ticket, widthColumns, view) {
      let style = isSelected ? plain : Style(.title)
      column += frame.write(" ", at: Position(row: 0, column: column), style: plain)
      column += frame.write(Self.tableText(ticket), at: Position(row: 0, column: column), style: style)
    }
    let timer = Self.timer(age, room: widthColumns - column - 1)
    guard !timer.isEmpty else { return }
    if column < widthColumns - timer.utf8.count {
      frame.write(" ", at: Position(row: 0, column: column), style: plain)
    }
    let start = widthColumns - timer.utf8.count
    if start - 1 > column { frame.write(" ", at: Position(row: 0, column: start - 1), style: plain) }
    frame.write(timer, at: Position(row: 0, column: start), style: Style(age.role))
  }
}

/// The rows between the header and the dishes.
extension TicketCard {
  private static func facts(_ ticket: Ticket, _ columns: Int, _ view: View, withTable: Bool) -> [TextLine] {
    let order = ticket.order
    var pieces: [TextLine.Piece] = []
    if withTable, let table = order.tableID {
      pieces.append(TextLine.Piece(table.string, Style(.title), limit: columns + 1))
    }
    let isTight = columns < Self.tightColumns
    if !isTight, let opening = order.opening {
      if let guests = opening.guests {
        pieces.append(TextLine.Piece(Chrome.count(Int(guests), "cover"), .text))
      }
      pieces.append(TextLine.Piece(view.clock(opening.createdAt), .dim))
    }
    let id = order.id.description
    let isWhole = columns >= Self.wholeIDColumns
    pieces.append(TextLine.Piece(isWhole ? id : "…\(id.suffix(ItemName.tailDigits))", .dim))
    let labels = order.participants.filter { !$0.hasLeft }.map(\.label.string)
    if !isTight, !labels.isEmpty {
      pieces.append(TextLine.Piece(Self.joined(labels), Style(.dim), limit: columns + 1))
    }
    return TextLine.flowed(pieces, toColumns: columns)
  }

  /// `P1–P4` where a row of labels would only count.
  private static func joined(_ labels: [String]) -> String {
    let counted = (1...max(1, labels.count)).map { "P\($0)" }
    guard labels.count > 2, labels == counted, let last = labels.last else {
      return labels.joined(separator: " ")
    }
    return "P1–\(last)"
  }

  /// A caution of a sentence or two; a longer one is whole in the order pane.
  private static func alert(_ order: Order, _ columns: Int) -> [TextLine] {
    guard let alert = order.alert else { return [] }
    let text = "\(Badge.Name.alert.rawValue) \(alert.text ?? "its text was erased")"
    let rows = columns < Self.tightColumns ? 2 : 4
    return TextLine.wrapped(text, Style(.alert), toColumns: columns).cut(toRows: rows, columns: columns)
  }

  private static func badges(_ ticket: Ticket, _ columns: Int, _ view: View) -> [TextLine] {
    var pieces = ticket.badges.flatMap { badge in self.pieces(badge.name, ticket) }
    if let opening = ticket.order.opening, opening.type != .dineIn {
      pieces.append(TextLine.Piece(opening.type.rawValue.uppercased(), .title, .bold))
      if let promised = opening.promisedAt {
        pieces.append(TextLine.Piece("for \(view.clock(promised))", .title))
      }
    }
    return TextLine.flowed(pieces, toColumns: columns)
  }

  /// The words of a badge; none for those that the card says otherwise: the alert above, a void on its line, a
  /// later round in the code.
  private static func pieces(_ name: Badge.Name, _ ticket: Ticket) -> [TextLine.Piece] {
    let order = ticket.order
    let word = name.rawValue
    switch name {
    case .alert, .void, .again: return []
    case .rush: return [TextLine.Piece(word, .rush)]
    case .delay: return [TextLine.Piece("\(word) +\(ticket.round.delayMinutes)", .delay)]
    case .bill, .autopay: return [TextLine.Piece(word, .bill)]
    case .balance:
      let left = order.opening?.currency.text(order.remaining) ?? ""
      return [TextLine.Piece(word, .bill), TextLine.Piece(left, .bill)]
    case .paid: return [TextLine.Piece(word, .paid)]
    }
  }
}
