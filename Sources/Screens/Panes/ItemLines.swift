import Dining

/// The rows of one dish on a card: how many of what, what is different about it, what is in it.
enum ItemLines {
  static func lines(of item: Item, in ticket: Ticket, columns: Int) -> [TextLine] {
    item.isRemoved ? void(item, columns) : standing(item, ticket, columns)
  }

  private static let indent = TextLine.Piece("  ", .text)

  private static func quantity(_ item: Item) -> String { "\(item.quantity) × " }

  /// Struck through, and said in a word for screens that can't strike.
  private static func void(_ item: Item, _ columns: Int) -> [TextLine] {
    let word = TextLine.Piece("\(Badge.Name.void.rawValue) ", Style(.title))
    let reason = item.removal?.reason.map { " (\($0))" } ?? ""
    return TextLine.wrapped(
      quantity(item) + item.dish.name + reason, Style(.void), after: [word], toColumns: columns)
  }

  private static func standing(_ item: Item, _ ticket: Ticket, _ columns: Int) -> [TextLine] {
    let isAhead = item.status > ticket.column.status
    let style = Style(isAhead ? .dim : .text)
    let lead = TextLine.Piece(
      quantity(item), Style(isAhead ? .dim : item.quantity > 1 ? .title : .text))
    var lines = TextLine.wrapped(item.dish.name, style, after: [lead], toColumns: columns)
    let guest = item.participant.flatMap { ticket.order.participant($0) }
    addEnd(guest?.label.string, to: &lines[0], columns)
    addEnd(isAhead ? word(item.status) : item.dish.station?.string, to: &lines[0], columns)
    if !item.modifiers.isEmpty {
      let names = item.modifiers.map(\.name).joined(separator: ", ")
      lines += TextLine.wrapped(names, style, after: [TextLine.Piece("  + ", style)], toColumns: columns)
    }
    if let note = item.note {
      lines += TextLine.wrapped("“\(note)”", Style(.title), after: [indent], toColumns: columns)
    }
    if !item.dish.allergens.isEmpty {
      let text = "▲ \(item.dish.allergens.joined(separator: ", "))"
      lines += TextLine.wrapped(text, Style(.allergen), after: [indent], toColumns: columns)
    }
    return lines
  }

  /// A small word at the right edge, where the row has room.
  private static func addEnd(_ word: String?, to line: inout TextLine, _ columns: Int) {
    guard let word, !word.isEmpty, columns >= TicketCard.tightColumns else { return }
    let piece = TextLine.Piece((line.end.isEmpty ? "" : " ") + word, Style(.dim), limit: columns)
    guard line.startColumns + line.endColumns + piece.text.widthColumns + 1 <= columns else { return }
    line.end.append(piece)
  }

  /// What a dish that is ahead of its ticket has become.
  private static func word(_ status: KitchenStatus) -> String {
    switch status {
    case .opened, .ordered: ""
    case .preparing: "cooking"
    case .ready: "ready"
    case .delivered: "served"
    }
  }
}
