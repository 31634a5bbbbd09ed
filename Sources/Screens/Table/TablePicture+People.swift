import Dining

/// The strip that says for whom the next dish is.
extension TablePicture {
  private func works(_ key: Key) -> Bool { TableKeys.row(for: key, on: console) != nil }

  /// As long as nobody asks for it, one word at its end; keys stand where they work.
  func drawStrip(_ paper: inout TouchFrame) {
    let people = console.people(view)
    let area = plan.strip
    var label = [TextLine.Piece("\(TableWords.forTableStrip) ", .dim)]
    if works(.character("*")) { label.insert(TextLine.Piece("* ", .key), at: 0) }
    let names = people.map { SafeText(" \($0.map(TableWords.guest) ?? TableWords.forTable) ", limit: 24) }
    let needed = TextLine(label).startColumns + names.reduce(0) { $0 + $1.widthColumns + 1 }
    let end = drawAnother(&paper, isAlone: people.count == 1, besides: needed)
    guard people.count > 1 else { return }
    paper.draw(TextLine(label), row: 0, in: area)
    let start = area.column + TextLine(label).startColumns
    draw(names, from: start, toColumn: end - 1, &paper)
  }

  /// What asks another guest to the table, at the end of the strip; in one sign where names need the room.
  ///
  /// - Returns: the column at which it begins.
  private func drawAnother(_ paper: inout TouchFrame, isAlone: Bool, besides needed: Int) -> Int {
    let area = plan.strip
    guard works(.character("#")) else { return area.columns.upperBound }
    let long = SafeText(" # \(isAlone ? TableWords.severalGuests : TableWords.anotherGuest) ")
    let isLong = isAlone || needed + long.widthColumns <= area.widthColumns
    let another = isLong ? long : SafeText(" # ")
    let end = Rectangle(
      row: area.row, column: area.columns.upperBound - another.widthColumns,
      widthColumns: another.widthColumns, heightRows: 1)
    paper.frame.write(another, at: Position(row: end.row, column: end.column), style: Style(.dim))
    paper.put(.key(.character("#")), on: end)
    return end.column
  }

  private func draw(_ names: [SafeText], from start: Int, toColumn end: Int, _ paper: inout TouchFrame) {
    let chosen = console.people(view).firstIndex { $0?.id == console.person } ?? 0
    // Beside the table's and both marks, one name has this much at the least.
    let most = max(4, end - start - names[0].widthColumns - 2 - 2 * PeopleStrip.markColumns)
    let texts = names.enumerated().map { $0.offset == 0 ? $0.element : $0.element.cut(toColumns: most) }
    let strip = PeopleStrip(widths: texts.map(\.widthColumns), chosen: chosen, room: end - start)
    var column = start
    func write(_ text: SafeText, _ place: Int, _ style: Style) {
      paper.frame.write(text, at: Position(row: plan.strip.row, column: column), style: style)
      paper.put(
        .person(place),
        on: Rectangle(row: plan.strip.row, column: column, widthColumns: text.widthColumns, heightRows: 1))
      column += text.widthColumns + 1
    }
    func writeName(_ place: Int) {
      write(texts[place], place, Style(place == chosen ? .selected : .text, place == chosen ? .bold : []))
    }
    writeName(0)
    // A touch on a mark chooses the next one there, and so shows it.
    if strip.hasBefore { write(SafeText("◀"), strip.shown.lowerBound - 1, Style(.key)) }
    for place in strip.shown { writeName(place) }
    if strip.hasAfter { write(SafeText("▶"), strip.shown.upperBound, Style(.key)) }
  }
}
