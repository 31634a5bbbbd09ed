import Dining
import Events
import Menus

/// One dish as a page: what it is, what is in it, its choices, how many, a wish, what it comes to.
struct DishPage {
  let form: DishForm
  let currency: ExactString
  let state: DishState
  /// For whom it is, in words; nil where nobody is asked.
  let person: String?
  let hasAlert: Bool
  let pixels: PixelShape?
  /// Why it can't be added, beside what the form lacks.
  let whyOff: String?
  /// The words on the button, without the sum.
  let addWords: String

  /// A row of the page, and the row of the form that it belongs to.
  private struct Line {
    var line: TextLine
    var row: DishForm.Row?
  }

  /// - Parameter foot: where the buttons stand.
  func draw(into paper: inout TouchFrame, in area: Rectangle, foot: Rectangle) {
    let head = drawHead(&paper, area)
    // Below the rows there is one that says how many more there are.
    let body = Rectangle(
      row: area.row + head, column: area.column, widthColumns: area.widthColumns,
      heightRows: max(1, area.heightRows - head - 1))
    drawLines(&paper, body)
    drawButtons(&paper, foot)
  }

  /// The name and the price, large where there is room.
  ///
  /// - Returns: the rows that they took.
  private func drawHead(_ paper: inout TouchFrame, _ area: Rectangle) -> Int {
    let price = PriceTag(currency).text(minor: form.item.priceMinor)
    let room = area.widthColumns - SafeText(price).widthColumns - 2
    if area.heightRows >= 20, let name = BigText.title(form.item.name, pixels, toColumns: room) {
      paper.frame.write(name, at: Position(row: area.row, column: area.column), style: Style(.title))
      paper.draw(TextLine(end: [.init(price, .title, .bold)]), row: name.heightRows - 2, in: area)
      return name.heightRows + 1
    }
    paper.draw(
      TextLine([.init(form.item.name, .title, .bold)], end: [.init(price, .title, .bold)]), row: 0, in: area)
    return area.heightRows >= 12 ? 2 : 1
  }

  private func drawLines(_ paper: inout TouchFrame, _ area: Rectangle) {
    let lines = lines(columns: area.widthColumns)
    guard area.heightRows > 0 else { return }
    let focus = form.focused
    let marked = lines.firstIndex { $0.row == focus } ?? lines.count - 1
    let isLong = lines.count > area.heightRows
    // As far up as the focus leaves room for, with a look at what comes after it.
    // What nobody has moved about in is read from its top: the button is in sight anyway.
    let isRead = form.isFresh && (focus == .add || marked < area.heightRows)
    let top = isLong && !isRead ? max(0, min(marked - area.heightRows + 3, lines.count - area.heightRows)) : 0
    let rows = form.rows
    for (offset, line) in lines.dropFirst(top).prefix(area.heightRows).enumerated() {
      let place = Rectangle(
        row: area.row + offset, column: area.column, widthColumns: area.widthColumns, heightRows: 1)
      if let row = line.row {
        if row == focus { paper.fill(place, Style(.selected)) }
        paper.draw(row == focus ? line.line.all(.selected) : line.line, row: 0, in: place)
        if let index = rows.firstIndex(of: row) { paper.put(.row(index), on: place) }
        if row == .note, row == focus { placeCursor(&paper, place) }
      } else {
        paper.draw(line.line, row: 0, in: place)
      }
    }
    drawMore(above: top, below: lines.count - top - area.heightRows, &paper, area)
  }

  /// How much more there is, in the row below: a touch goes there.
  private func drawMore(above: Int, below: Int, _ paper: inout TouchFrame, _ area: Rectangle) {
    let row = area.rows.upperBound
    let half = area.widthColumns / 2
    if above > 0 {
      let place = Rectangle(row: row, column: area.column, widthColumns: half, heightRows: 1)
      paper.draw(TextLine(TableWords.above(above), .key), row: 0, in: place)
      paper.put(.key(.pageUp), on: place)
    }
    if below > 0 {
      let place = Rectangle(
        row: row, column: area.column + half, widthColumns: area.widthColumns - half, heightRows: 1)
      paper.draw(TextLine(end: [.init(TableWords.below(below), .key)]), row: 0, in: place)
      paper.put(.key(.pageDown), on: place)
    }
  }

  private static let labelColumns = 14

  private func placeCursor(_ paper: inout TouchFrame, _ place: Rectangle) {
    let typed = noteShown(columns: place.widthColumns).widthColumns
    let column = place.column + Self.labelColumns + typed
    paper.frame.placeCursor(
      at: Position(row: place.row, column: min(column, place.columns.upperBound - 1)))
  }

  private func lines(columns: Int) -> [Line] {
    var lines: [Line] = []
    func text(_ words: String, _ style: Style) {
      lines += TextLine.wrapped(words, style, toColumns: columns).map { Line(line: $0) }
    }
    if let words = state.words { text(TableWords.cannotHave(words), Style(.ageWarm)) }
    if let description = form.item.description { text(description, Style(.text)) }
    if form.item.allergens.isEmpty {
      text(TableWords.noAllergens, Style(.dim))
    } else {
      text(
        TableWords.contains(form.item.allergens), Style(hasAlert ? .allergen : .title))
    }
    var number = 0
    for (index, group) in form.item.modifierGroups.enumerated() {
      lines.append(Line(line: .empty))
      let isWanting = form.isWanting(index)
      lines.append(
        Line(
          line: TextLine(
            [.init(group.name, .title, .bold)],
            end: [.init(TableWords.wish(of: group), isWanting ? .ageWarm : .dim)])))
      for option in group.options.indices {
        number += 1
        lines.append(choiceLine(DishForm.Choice(group: index, option: option), number))
      }
    }
    lines.append(Line(line: .empty))
    lines.append(noteLine(columns: columns))
    if let person { text("\(TableWords.forWhom)  \(person)", Style(.text)) }
    return lines
  }

  private func label(_ words: String) -> SafeText {
    let text = SafeText(words)
    let pad = String(repeating: " ", count: max(0, Self.labelColumns - text.widthColumns))
    return SafeText(words + pad)
  }

  /// The wish; while it is being typed, its end.
  private func noteShown(columns: Int) -> SafeText {
    let text = SafeText(form.note.text)
    guard form.focused == .note else { return text }
    let count = form.note.countWords.map { $0.count + 1 } ?? 0
    return text.end(toColumns: max(1, columns - Self.labelColumns - count - 1))
  }

  private func noteLine(columns: Int) -> Line {
    let words: TextLine.Piece =
      form.note.isEmpty
      ? .init(TableWords.wishHint, .dim) : .init(noteShown(columns: columns), Style(.title))
    let count = form.note.countWords.map { [TextLine.Piece($0, .dim)] } ?? []
    return Line(
      line: TextLine([.init(label(TableWords.wishLabel), Style(.text)), words], end: count), row: .note)
  }

  private func choiceLine(_ choice: DishForm.Choice, _ number: Int) -> Line {
    let group = form.item.modifierGroups[choice.group]
    let option = group.options[choice.option]
    let isChosen = form.chosen.contains(choice)
    let box = group.max == 1 ? (isChosen ? "(•)" : "( )") : (isChosen ? "[x]" : "[ ]")
    let digit = number <= 9 ? "\(number)" : " "
    let price = option.priceMinor == 0 ? "" : "+ \(PriceTag(currency).text(minor: option.priceMinor))"
    return Line(
      line: TextLine(
        [
          .init(" \(digit) ", Style(.key)), .init("\(box) ", Style(isChosen ? .title : .text, .bold)),
          .init(SafeText(option.name, limit: 200), Style(isChosen ? .title : .text, isChosen ? .bold : [])),
        ], end: price.isEmpty ? [] : [.init(price, Style(isChosen ? .title : .dim))]), row: .choice(choice))
  }

  private func drawButtons(_ paper: inout TouchFrame, _ area: Rectangle) {
    let missing = form.wanting.map(TableWords.missing)
    let reason = whyOff ?? state.words.map(TableWords.cannotHave) ?? missing
    let sum = form.total.map { PriceTag(currency).text($0) } ?? ""
    let isFocused = form.focused == .add
    let many = form.quantity == 1 ? addWords : "\(addWords): \(form.quantity)"
    let words = reason ?? "\(many) · \(sum)"
    let short = reason ?? "\(form.quantity) · \(sum)"
    paper.draw(
      [
        TouchFrame.Button(
          key: "Esc", words: TableWords.back, short: TableWords.back, touch: .key(.escape)),
        TouchFrame.Button(
          key: "", words: TableWords.fewer, short: TableWords.fewer, touch: .fewer(0),
          look: form.quantity > 1 ? .plain : .off),
        TouchFrame.Button(key: "", words: TableWords.more, short: TableWords.more, touch: .more(0)),
        TouchFrame.Button(
          key: reason == nil && isFocused ? TableWords.enter : "", words: words, short: short,
          touch: .row(form.rows.count - 1), look: reason == nil ? .first : .off),
      ], in: area)
  }
}

extension TextLine {
  /// The same words in one role, as the marked row has them.
  func all(_ role: Role) -> TextLine {
    TextLine(
      start.map { Piece($0.text, Style(role, $0.style.attributes)) },
      end: end.map { Piece($0.text, Style(role, $0.style.attributes)) })
  }
}
