import Dining

/// The lines of one dish on a card: how many of what, what is different about it, what is in it. Lines of the
/// order that are the same to a cook are one, so that nobody adds up by eye.
struct ItemLines {
  let ticket: Ticket
  let setting: CardSetting
  let focusedItem: ItemID?

  private static let indent = TextLine.Piece("  ", .text)

  private var columns: Int { setting.bodyColumns }
  private var body: Lettering { setting.scale.body }

  func lines(of sum: ItemSum) -> [CardLine] { sum.item.isRemoved ? void(sum) : standing(sum) }

  private func big(_ text: String) -> BigText { BigText(SafeText(text), body, setting.pixels) }

  /// Struck through, and said in a word for screens that can't strike. Big letters can't be struck, so there the
  /// word is what is big.
  private func void(_ sum: ItemSum) -> [CardLine] {
    let item = sum.item
    let word = Badge.Name.void.rawValue
    let reason = item.removal?.reason.map { " (\($0))" } ?? ""
    let text = "\(sum.quantity) × \(item.dish.name)\(reason)"
    if body == .plain {
      let lead = [TextLine.Piece("\(word) ", Style(.title))]
      return TextLine.wrapped(text, Style(.void), after: lead, toColumns: columns).map { CardLine($0) }
    }
    let letters = big(word)
    let rows = TextLine.wrapped(text, Style(.void), toColumns: max(1, columns - letters.widthColumns - 1))
    return [
      CardLine(
        letters: [.init(text: letters, style: Style(.title), column: 0)], rows: rows,
        rowsColumn: letters.widthColumns + 1)
    ]
  }

  private func standing(_ sum: ItemSum) -> [CardLine] {
    let item = sum.item
    let isAhead = item.status > ticket.column.status
    let style = Style(focusedItem.map(sum.ids.contains) == true ? .focus : isAhead ? .dim : .text)
    if setting.scale.isDense { return dense(sum, style, isAhead) }
    var lines = body == .plain ? plainName(sum, style, isAhead) : bigName(sum, style, isAhead)
    for extra in extras(of: item, style) {
      lines += TextLine.wrapped(extra.text, extra.style, after: [extra.lead], toColumns: columns).map {
        CardLine($0)
      }
    }
    return lines
  }

  /// What is different about a dish, and what is in it.
  private func extras(of item: Item, _ style: Style) -> [(lead: TextLine.Piece, text: String, style: Style)] {
    var extras: [(lead: TextLine.Piece, text: String, style: Style)] = []
    if !item.modifiers.isEmpty {
      let names = item.modifiers.map(\.name).joined(separator: ", ")
      extras.append((TextLine.Piece("  · ", style), names, style))
    }
    if let note = item.note { extras.append((Self.indent, "“\(note)”", Style(.title))) }
    if !item.dish.allergens.isEmpty {
      extras.append((Self.indent, "▲ \(item.dish.allergens.joined(separator: ", "))", Style(.allergen)))
    }
    return extras
  }

  /// The dish and all that belongs to it in as few rows as hold them.
  private func dense(_ sum: ItemSum, _ style: Style, _ isAhead: Bool) -> [CardLine] {
    var rows = nameRows(sum, style, isAhead)
    for extra in extras(of: sum.item, style) {
      let mark = extra.lead.text.clusters.contains { $0 != .blank } ? "· " : ""
      let piece = TextLine.Piece(mark + extra.text, extra.style)
      let used = rows[rows.count - 1].startColumns + 1
      if used + piece.text.widthColumns <= columns {
        rows[rows.count - 1].start += [TextLine.Piece(" ", .text), piece]
      } else {
        rows += TextLine.wrapped(extra.text, extra.style, after: [extra.lead], toColumns: columns)
      }
    }
    if isAhead { addEnd(Self.word(sum.item.status), to: &rows[0], usedColumns: rows[0].startColumns) }
    return rows.map { CardLine($0) }
  }

  private func plainName(_ sum: ItemSum, _ style: Style, _ isAhead: Bool) -> [CardLine] {
    var rows = nameRows(sum, style, isAhead)
    for word in endWords(sum, isAhead) { addEnd(word, to: &rows[0], usedColumns: rows[0].startColumns) }
    return rows.map { CardLine($0) }
  }

  private func nameRows(_ sum: ItemSum, _ style: Style, _ isAhead: Bool) -> [TextLine] {
    let lead = TextLine.Piece("\(sum.quantity) × ", Style(leadRole(sum, style, isAhead)))
    return TextLine.wrapped(sum.item.dish.name, style, after: [lead], toColumns: columns)
  }

  private func bigName(_ sum: ItemSum, _ style: Style, _ isAhead: Bool) -> [CardLine] {
    let lead = big("\(sum.quantity) ")
    let names = BigText.wrapped(
      SafeText(sum.item.dish.name), body, setting.pixels, toColumns: columns - lead.widthColumns)
    var lines = names.map {
      CardLine(letters: [.init(text: $0, style: style, column: lead.widthColumns)])
    }
    if lines.isEmpty { lines = [CardLine()] }
    let leadStyle = Style(leadRole(sum, style, isAhead))
    lines[0].letters.insert(.init(text: lead, style: leadStyle, column: 0), at: 0)
    var row = TextLine()
    let used = lead.widthColumns + (names.first?.widthColumns ?? 0)
    for word in endWords(sum, isAhead) { addEnd(word, to: &row, usedColumns: used) }
    if row.endColumns > 0 { lines[0].rows = [row] }
    return lines
  }

  /// More than one of a dish is what a cook must not overlook.
  private func leadRole(_ sum: ItemSum, _ style: Style, _ isAhead: Bool) -> Role {
    style.role == .focus ? .focus : isAhead ? .dim : sum.quantity > 1 ? .title : .text
  }

  private func endWords(_ sum: ItemSum, _ isAhead: Bool) -> [String] {
    let guests = sum.participants.compactMap { ticket.order.participant($0)?.label.string }
    let station = isAhead ? Self.word(sum.item.status) : sum.item.dish.station?.string
    return [guests.joined(separator: " "), station ?? ""]
  }

  /// A small word at the right edge, where the row has room.
  private func addEnd(_ word: String, to line: inout TextLine, usedColumns: Int) {
    guard !word.isEmpty, columns >= CardSetting.tightColumns else { return }
    let piece = TextLine.Piece((line.end.isEmpty ? "" : " ") + word, Style(.dim), limit: columns)
    guard usedColumns + line.endColumns + piece.text.widthColumns + 1 <= columns else { return }
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
