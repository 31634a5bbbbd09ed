import Dining

/// What stands below every pane: what is wrong, the message or the keys, the command line, the status.
struct Chrome {
  let console: Console
  let view: View
  let plan: ScreenPlan

  func draw(into frame: inout Frame) {
    for (offset, line) in plan.banner.enumerated() {
      let row = plan.bannerRow + offset
      fill(row, Style(.banner), &frame)
      frame.write(line, at: Position(row: row, column: 0), style: Style(.banner))
    }
    for (offset, line) in plan.allDay.enumerated() {
      fill(plan.allDayRow + offset, Style(.allDay), &frame)
      frame.draw(line, row: plan.allDayRow + offset)
    }
    for (offset, line) in menuRows.enumerated() {
      fill(menuTop + offset, Style(.statusLine), &frame)
      frame.draw(line.line, row: menuTop + offset)
    }
    drawFooter(&frame)
    if let row = plan.promptRow { drawPrompt(row, &frame) }
    if let row = plan.statusRow { drawStatus(row, &frame) }
  }

  func fill(_ row: Int, _ style: Style, _ frame: inout Frame) {
    let width = frame.size.widthColumns
    frame.fill(Rectangle(row: row, column: 0, widthColumns: width, heightRows: 1), style: style)
  }

  /// What is looked for, how many tickets have it, and what to press.
  func drawFind(_ row: Int, _ frame: inout Frame) {
    let matches = FindLine.matches(console.find.text, in: console.tickets(view))
    let place = console.selection.flatMap { matches.firstIndex(of: $0) }.map { "\($0 + 1) of " } ?? ""
    let found =
      console.find.text.isEmpty
      ? "code, table or dish" : "\(place)\(Self.count(matches.count, "ticket"))"
    let text = SafeText(console.find.text)
    let line = TextLine(
      [.init("/", .key), .init(text, Style(.prompt))],
      end: [.init(found, matches.isEmpty ? .dim : .title), .init("  Enter", .key), .init(" keep", .text)])
    frame.draw(line, row: row)
    let column = min(1 + text.widthColumns, frame.size.widthColumns - 1)
    frame.placeCursor(at: Position(row: row, column: column))
  }

  /// As many of the keys as fit, the one that shows all of them always, with where a touch presses them.
  func footer(columns: Int) -> KeyedLine {
    let all = ActionTable.all.filter { $0.title != nil && $0.isOn(console) && key(of: $0) != nil }
    // What only this pane does comes first.
    let own = Set(console.pane.kind.keys.map(\.name))
    let rows = (all.filter { own.contains($0.name) } + all.filter { !own.contains($0.name) })
      .filter(isMeant)
    let help = rows.first { $0.name == "help" }
    let end = help.map(pieces) ?? []
    let room = columns - TextLine(end).startColumns - (end.isEmpty ? 0 : 2)
    var line = KeyedLine(TextLine())
    // Where a screen begins nobody looks for the way back.
    for action in rows where action.name != "help" && (action.name != "back" || console.pane != console.home)
    {
      let next = pieces(of: action)
      let gap = TextLine.Piece(line.line.start.isEmpty ? "" : "  ", .text)
      guard line.line.startColumns + TextLine([gap] + next).startColumns <= room else { break }
      line.line.start.append(gap)
      if let key = key(of: action) { line.add(next, key) }
    }
    line.line.end = end
    return line
  }

  /// Whether its key does this here: in an empty line some keys are the pane's.
  private func isMeant(_ action: Action) -> Bool {
    guard console.isTyping, console.hasMarks, let key = key(of: action) else { return true }
    return ActionTable.action(for: key, on: console)?.name == action.name
  }

  private func key(of action: Action) -> Key? { console.preferences.keys.keys(of: action).first }

  func pieces(of action: Action) -> [TextLine.Piece] {
    let isOff = action.whyOff(console, view) != nil
    let keyText = console.preferences.keys.footerText(of: action)
    let seconds = action.name == "undo" ? console.undoSeconds(view).map { " \($0) s" } ?? "" : ""
    return [
      TextLine.Piece(keyText, isOff ? .dim : .key),
      TextLine.Piece(" \(action.title ?? "")\(seconds)", isOff ? .dim : .text),
    ]
  }

  /// The command line, moved left under a cursor that would leave it.
  private func drawPrompt(_ row: Int, _ frame: inout Frame) {
    if let field = console.presence.field { return drawPin(field, row, &frame) }
    guard console.isTyping else {
      let words =
        console.isOnPad ? "letters search the menu, or are a dish's note" : "press : to type a command"
      return frame.draw(TextLine(words, .dim), row: row)
    }
    if let search = console.entry.search { return drawSearch(search, row, &frame) }
    frame.write(":", at: Position(row: row, column: 0), style: Style(.key))
    let room = max(1, frame.size.widthColumns - 2)
    let scalars = console.entry.scalars
    var first = 0
    while Self.width(scalars[first..<console.entry.cursor]) > room - 1 { first += 1 }
    let text = Self.text(scalars[first...])
    frame.write(text, at: Position(row: row, column: 1), style: Style(.prompt))
    if scalars.isEmpty { frame.draw(TextLine(promptHint, .dim), row: row, column: 3) }
    let column = 1 + Self.width(scalars[first..<console.entry.cursor])
    frame.placeCursor(at: Position(row: row, column: min(column, frame.size.widthColumns - 1)))
  }

  /// What is looked for among the lines typed before, and the one that was found.
  private func drawSearch(_ search: HistorySearch, _ row: Int, _ frame: inout Frame) {
    let wanted = SafeText(search.wanted)
    let found = console.entry.foundLine.map { TextLine.Piece(SafeText($0), Style(.prompt)) }
    let none = search.wanted.isEmpty ? "a part of a line typed before" : "no line typed before holds that"
    frame.draw(
      TextLine([
        .init("typed before: ", .key), .init(wanted, Style(.title)), .init("  ", .text),
        found ?? .init(none, .dim),
      ]),
      row: row)
    let column = SafeText("typed before: ").widthColumns + wanted.widthColumns
    frame.placeCursor(at: Position(row: row, column: min(column, frame.size.widthColumns - 1)))
  }

  /// A dot for each character of a PIN, as many as there is room for: the PIN itself is in no picture (S11).
  private func drawPin(_ field: Presence.PinField, _ row: Int, _ frame: inout Frame) {
    let question = SafeText("PIN of \(field.name): ")
    let room = max(0, frame.size.widthColumns - question.widthColumns - 1)
    let dots = String(repeating: "•", count: min(room, field.scalars.count))
    frame.draw(
      TextLine([
        .init(question, Style(.key)),
        .init(field.isChecked ? "is looked at…" : dots, field.isChecked ? .dim : .prompt),
      ]), row: row)
    let column = question.widthColumns + (field.isChecked ? 0 : dots.count)
    frame.placeCursor(at: Position(row: row, column: min(column, frame.size.widthColumns - 1)))
  }

  private static func text(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars)
    return String(text)
  }

  private static func width(_ scalars: ArraySlice<Unicode.Scalar>) -> Int {
    SafeText(text(scalars)).widthColumns
  }

  private func drawStatus(_ row: Int, _ frame: inout Frame) {
    fill(row, Style(.statusLine), &frame)
    frame.draw(statusLine.line(columns: frame.size.widthColumns), row: row)
  }

  static func count(_ number: Int, _ word: String, _ several: String? = nil) -> String {
    "\(number) \(number == 1 ? word : several ?? "\(word)s")"
  }
}
