import Dining

/// The lines of a card's dishes: how many of what, what is different about it, what is in it. Lines of the order that
/// are the same to a cook are one, so that nobody adds up by eye; what is ready or served already is a line of words.
struct ItemLines {
  let ticket: Ticket
  let setting: CardSetting
  let focusedItem: ItemID?

  private static let indent = TextLine.Piece("  ", .text)

  private var columns: Int { setting.bodyColumns }
  private var lettering: Lettering { setting.form.dishes }

  func lines(of sums: [ItemSum]) -> [CardLine] {
    let open = sums.filter { !isDone($0) }
    return open.flatMap { $0.item.isRemoved ? void($0) : standing($0) } + done(sums.filter(isDone))
  }

  /// Whether it is further than its ticket and needs no hand at the stove.
  private func isDone(_ sum: ItemSum) -> Bool {
    !sum.item.isRemoved && sum.item.status > max(ticket.column.status, .preparing)
  }

  private func big(_ text: String) -> BigText { BigText(SafeText(text), lettering, setting.pixels) }

  /// `1 ready, 3 served`.
  private func done(_ sums: [ItemSum]) -> [CardLine] {
    let words = [KitchenStatus.ready, .delivered].compactMap { status -> String? in
      let count = sums.filter { $0.item.status == status }.reduce(Int128(0)) { $0 + Int128($1.quantity) }
      return count > 0 ? "\(count) \(Self.word(status))" : nil
    }
    guard !words.isEmpty else { return [] }
    return TextLine.wrapped(words.joined(separator: ", "), Style(.dim), toColumns: columns).map {
      CardLine($0)
    }
  }

  /// Struck through, and said in a word for screens that can't strike, with all that was said of the dish: of three
  /// burgers the cook has to find the one. Big letters can't be struck, so there the word is what is big.
  private func void(_ sum: ItemSum) -> [CardLine] {
    let item = sum.item
    let word = Badge.Name.void.rawValue
    let reason = item.removal?.reason.map { " (\($0))" } ?? ""
    let modifiers = item.modifiers.map { ", \($0.name)" }.joined()
    let note = item.noteShown.map { " \($0)" } ?? ""
    let guests = sum.participants.compactMap { ticket.order.participant($0)?.label.string }
    let whose = guests.isEmpty ? "" : " for \(guests.joined(separator: " "))"
    let text = "\(sum.quantity) × \(item.dish.name)\(modifiers)\(note)\(whose)\(reason)"
    if lettering == .plain {
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
    let name = name(of: sum, style, isAhead)
    var rows = name.rows
    for extra in extras(of: sum, style, isAhead) {
      append(extra, to: &rows, mayStandBeside: name.letters.isEmpty)
    }
    return name.letters + rows.map { CardLine($0) }
  }

  /// What stands after a dish's name.
  private struct Extra {
    let lead: TextLine.Piece
    let text: String
    /// Shorter, where the text would cost a row.
    var shortText: String?
    let style: Style
    /// Whether it stands in the name's own row where there is room, on every card.
    var isBrief = false
  }

  /// What a dish has become, what is different about it, and what is in it.
  private func extras(of sum: ItemSum, _ style: Style, _ isAhead: Bool) -> [Extra] {
    let item = sum.item
    var extras: [Extra] = []
    if isAhead {
      extras.append(Extra(lead: Self.indent, text: Self.word(item.status), style: Style(.dim), isBrief: true))
    }
    if !item.modifiers.isEmpty {
      let names = item.modifiers.map(\.name).joined(separator: ", ")
      extras.append(Extra(lead: TextLine.Piece("  · ", style), text: names, style: style))
    }
    if let note = item.noteShown {
      extras.append(Extra(lead: Self.indent, text: note, style: Style(.title)))
    }
    return extras + allergens(of: item)
  }

  /// Loud on every dish of an order with an alert, never only where words seem to match: that would call the others
  /// safe.
  private func allergens(of item: Item) -> [Extra] {
    guard !item.dish.allergens.isEmpty else { return [] }
    let words = "▲ \(item.dish.allergens.joined(separator: ", "))"
    if setting.allergens == .loud || !ticket.order.alerts.isEmpty {
      return [Extra(lead: Self.indent, text: words, style: Style(.allergen), isBrief: true)]
    }
    let short =
      "▲ \(item.dish.allergens.map { String($0.prefix(Self.allergenLetters)) }.joined(separator: " "))"
    return [
      Extra(lead: Self.indent, text: words, shortText: short, style: Style(.allergenCalm), isBrief: true)
    ]
  }

  /// Enough to tell the fourteen apart that must be declared in the European Union, in English and with gluten for
  /// cereals (Regulation (EU) 1169/2011, annex II).
  private static let allergenLetters = 2

  /// Beside what the last row says where there is room, else in rows of its own; nothing is dropped.
  private func append(_ extra: Extra, to rows: inout [TextLine], mayStandBeside: Bool) {
    if mayStandBeside, setting.form.isDense || extra.isBrief, let last = rows.indices.last {
      let mark = !extra.isBrief && extra.lead.text.clusters.contains { $0 != .blank } ? "· " : ""
      for text in [extra.text, extra.shortText].compactMap({ $0 }) {
        let piece = TextLine.Piece(mark + text, extra.style)
        guard rows[last].startColumns + 1 + piece.text.widthColumns <= columns else { continue }
        rows[last].start += [TextLine.Piece(" ", .text), piece]
        return
      }
    }
    let own = TextLine.wrapped(extra.text, extra.style, after: [extra.lead], toColumns: columns)
    guard own.count > 1, let short = extra.shortText else {
      rows += own
      return
    }
    rows += TextLine.wrapped(short, extra.style, after: [extra.lead], toColumns: columns)
  }

  private func name(of sum: ItemSum, _ style: Style, _ isAhead: Bool) -> (
    letters: [CardLine], rows: [TextLine]
  ) {
    if lettering != .plain, let large = bigName(sum, style, isAhead) { return large }
    let lead = TextLine.Piece("\(sum.quantity) × ", Style(leadRole(sum, style, isAhead)))
    var rows = TextLine.wrapped(sum.item.dish.name, style, after: [lead], toColumns: columns)
    if !setting.form.isDense { addEnd(endWords(sum), to: &rows[0], usedColumns: rows[0].startColumns) }
    return ([], rows)
  }

  /// The name up to its first comma in big letters, and the rest in plain cells below. A word that is too wide is cut,
  /// and the whole name stands below: a dish in small letters among large ones would be overlooked.
  private func bigName(
    _ sum: ItemSum, _ style: Style, _ isAhead: Bool
  ) -> (letters: [CardLine], rows: [TextLine])? {
    let lead = big("\(sum.quantity) ")
    let room = columns - lead.widthColumns
    let parts = sum.item.dish.nameParts
    let words = SafeText(parts.first).clusters.split(separator: .blank).map { big($0.map(\.text).joined()) }
    let isCut = words.contains { $0.widthColumns > room }
    let name = words.map { $0.cut(toColumns: room).text.clusters.map(\.text).joined() }.joined(separator: " ")
    let names = BigText.wrapped(SafeText(name), lettering, setting.pixels, toColumns: room)
    var lines = names.map {
      CardLine(letters: [.init(text: $0, style: style, column: lead.widthColumns)])
    }
    guard !lines.isEmpty else { return nil }
    let leadStyle = Style(leadRole(sum, style, isAhead))
    lines[0].letters.insert(.init(text: lead, style: leadStyle, column: 0), at: 0)
    var row = TextLine()
    addEnd(endWords(sum), to: &row, usedColumns: lead.widthColumns + (names.first?.widthColumns ?? 0))
    if row.endColumns > 0 { lines[0].rows = [row] }
    let below = (isCut ? sum.item.dish.name : parts.rest).map {
      TextLine.wrapped($0, style, after: [Self.indent], toColumns: columns)
    }
    return (lines, below ?? [])
  }

  /// More than one of a dish is what a cook must not overlook.
  private func leadRole(_ sum: ItemSum, _ style: Style, _ isAhead: Bool) -> Role {
    style.role == .focus ? .focus : isAhead ? .dim : sum.quantity > 1 ? .title : .text
  }

  private func endWords(_ sum: ItemSum) -> [String] {
    let guests = sum.participants.compactMap { ticket.order.participant($0)?.label.string }
    return [guests.joined(separator: " "), sum.item.dish.station?.string ?? ""]
  }

  /// Small words at the right edge, where the row has room: the order pane says them too.
  private func addEnd(_ words: [String], to line: inout TextLine, usedColumns: Int) {
    for word in words where !word.isEmpty && columns >= CardSetting.tightColumns {
      let piece = TextLine.Piece((line.end.isEmpty ? "" : " ") + word, Style(.dim), limit: columns)
      guard usedColumns + line.endColumns + piece.text.widthColumns + 1 <= columns else { continue }
      line.end.append(piece)
    }
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

extension Dish {
  /// What a cook calls it, and what a menu adds: `Lamb chops, grilled` is lamb chops.
  var nameParts: (first: String, rest: String?) {
    guard let comma = name.firstIndex(of: ","), comma != name.startIndex else { return (name, nil) }
    return (String(name[..<comma]), String(name[name.index(after: comma)...].drop { $0 == " " }))
  }
}
