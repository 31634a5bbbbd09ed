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
    if let row = plan.footerRow { drawFooter(row, &frame) }
    if let row = plan.promptRow { drawPrompt(row, &frame) }
    if let row = plan.statusRow { drawStatus(row, &frame) }
  }

  private func fill(_ row: Int, _ style: Style, _ frame: inout Frame) {
    let width = frame.size.widthColumns
    frame.fill(Rectangle(row: row, column: 0, widthColumns: width, heightRows: 1), style: style)
  }

  private func drawFooter(_ row: Int, _ frame: inout Frame) {
    guard let message = console.message(at: view.now) else {
      return frame.draw(footer(columns: frame.size.widthColumns), row: row)
    }
    let style = Style(message.isError ? .ageWarm : .title)
    let text = SafeText(message.text).cut(toColumns: frame.size.widthColumns)
    frame.write(text, at: Position(row: row, column: 0), style: style)
  }

  /// As many of the keys as fit, the one that shows all of them always.
  func footer(columns: Int) -> TextLine {
    let rows = ActionTable.all.filter { $0.title != nil && $0.isOn(console) }
    let helpKey = rows.last { $0.keys.contains(.character("?")) }
    let end = helpKey.map(pieces) ?? []
    var line = TextLine([], end: end)
    for action in rows where action.keyText != helpKey?.keyText {
      let next = pieces(of: action)
      let gap = TextLine.Piece(line.start.isEmpty ? "" : "  ", .text)
      let wider = TextLine(line.start + [gap] + next, end: end)
      let gapBeforeEnd = end.isEmpty ? 0 : 2
      guard wider.startColumns + gapBeforeEnd + wider.endColumns <= columns else { break }
      line = wider
    }
    return line
  }

  private func pieces(of action: Action) -> [TextLine.Piece] {
    let isOff = action.whyOff(console, view) != nil
    return [
      TextLine.Piece(action.footerKey, isOff ? .dim : .key),
      TextLine.Piece(" \(action.title ?? "")", isOff ? .dim : .text),
    ]
  }

  /// The command line, moved left under a cursor that would leave it.
  private func drawPrompt(_ row: Int, _ frame: inout Frame) {
    guard console.isTyping else { return frame.draw(TextLine("press : to type a command", .dim), row: row) }
    frame.write(":", at: Position(row: row, column: 0), style: Style(.key))
    let room = max(1, frame.size.widthColumns - 2)
    let scalars = console.entry.scalars
    var first = 0
    while Self.width(scalars[first..<console.entry.cursor]) > room - 1 { first += 1 }
    let text = Self.text(scalars[first...])
    frame.write(text, at: Position(row: row, column: 1), style: Style(.prompt))
    let column = 1 + Self.width(scalars[first..<console.entry.cursor])
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
    let style = Style(.statusLine)
    fill(row, style, &frame)
    let bold = Style(.statusLine, .bold)
    let gap = TextLine.Piece("  ", style)
    var line = TextLine(
      [
        TextLine.Piece(" \(view.clock(view.now))", bold), gap,
        TextLine.Piece(name(columns: frame.size.widthColumns), style),
      ])
    if view.readOnlyBecause != nil { line.start += [gap, TextLine.Piece("READ-ONLY", bold)] }
    // What is left out first stands last.
    for count in counts {
      let separator = line.end.isEmpty ? "" : " · "
      let piece = TextLine.Piece(separator + count, style)
      let closing = 1
      guard line.startColumns + line.endColumns + piece.text.widthColumns + closing < frame.size.widthColumns
      else { break }
      line.end.append(piece)
    }
    if !line.end.isEmpty { line.end.append(TextLine.Piece(" ", style)) }
    frame.draw(line, row: row)
  }

  /// A narrow screen has no room for the house beside what is true of its log.
  private func name(columns: Int) -> String {
    let terminal = view.identity.terminal
    return view.truth != nil && columns < 60 ? terminal : "\(terminal) · \(view.identity.venue)"
  }

  private var counts: [String] {
    let screens = view.truth == nil ? view.otherScreens : 0
    return (view.truth?.words ?? []) + [
      Self.count(view.tickets.count, "ticket"), Self.count(view.house.liveCount, "order"),
      Self.count(view.eventsHeld, "event"),
    ] + (screens > 0 ? [Self.count(screens, "other screen")] : [])
  }

  static func count(_ number: Int, _ word: String) -> String { "\(number) \(word)\(number == 1 ? "" : "s")" }
}
