import Venue

/// The row above the command line, and more rows where its words need them: they lie over the pane, so that the
/// tickets stay where they are.
extension Chrome {
  /// The most rows that words take of a pane.
  private static let rowsLimit = 6

  func drawFooter(_ frame: inout Frame) {
    let columns = frame.size.widthColumns
    guard let bottom = plan.footerRow ?? plan.promptRow.map({ $0 - 1 }), bottom >= 0 else { return }
    if console.find.isOpen {
      if let row = plan.footerRow { drawFind(row, &frame) }
      return
    }
    guard let lines = notes(columns: columns) else {
      if let row = plan.footerRow { frame.draw(footer(columns: columns).line, row: row) }
      return
    }
    let shown = lines.suffix(min(Self.rowsLimit, 1 + plan.body.heightRows / 2))
    for (offset, line) in shown.reversed().enumerated() where bottom - offset >= 0 {
      fill(bottom - offset, Style(.text), &frame)
      frame.draw(line, row: bottom - offset)
    }
  }

  /// What is to be said; nil where the keys may stand.
  private func notes(columns: Int) -> [TextLine]? {
    let words = words(columns: columns)
    guard console.past == nil, let voice = VoiceLine(view, for: console.person(view)) else { return words }
    return lines(of: voice, columns) + (words ?? [])
  }

  private func words(columns: Int) -> [TextLine]? {
    if !console.entry.choices.isEmpty {
      let pieces = console.entry.choices.map { TextLine.Piece($0, .title) }
      return TextLine.flowed(pieces, toColumns: columns, gapColumns: 2)
    }
    if let order = console.typedOrder(view) { return lines(of: order, columns) }
    if let message = console.message(at: view.now) { return lines(of: message, columns) }
    return console.preview(view).map { lines(of: $0, columns) }
  }

  private func lines(of preview: LinePreview, _ columns: Int) -> [TextLine] {
    switch preview {
    case .does(let words): TextLine.wrapped(words, Style(.title), toColumns: columns)
    case .refused(let words): TextLine.wrapped(words, Style(.ageWarm), toColumns: columns)
    case .wants(let words): TextLine.wrapped(words, Style(.dim), toColumns: columns)
    }
  }

  /// What Enter will do, and what is in doubt.
  private func lines(of order: OrderReading, _ columns: Int) -> [TextLine] {
    let refusal = order.obstacle == nil ? console.whyNotPlaced(order, view) : nil
    // What would be refused is not said to be done.
    let parts = refusal == nil ? order.parts : Array(order.parts.dropLast())
    let pieces = parts.enumerated().map { place, part in
      TextLine.Piece(place + 1 < parts.count ? "\(part) ·" : part, .title)
    }
    var lines = TextLine.flowed(pieces, toColumns: columns)
    if let refusal { lines += TextLine.wrapped(refusal, Style(.ageWarm), toColumns: columns) }
    for doubt in order.doubts {
      lines += TextLine.wrapped(doubt.sentence, Style(doubt.stops ? .ageWarm : .dim), toColumns: columns)
    }
    return lines
  }

  private func lines(of message: Console.Message, _ columns: Int) -> [TextLine] {
    var end: [TextLine.Piece] = []
    // While a line is typed, `u` is a letter.
    let isOffered = !console.isTyping && console.undoSeconds(view) != nil
    if isOffered, let undo = ActionTable.named("undo") { end = pieces(of: undo) }
    let endColumns = TextLine(end).startColumns
    let isRoomy = endColumns > 0 && columns - endColumns - 1 >= columns / 2
    var lines = TextLine.wrapped(
      message.text, Style(message.isError ? .ageWarm : .title),
      toColumns: isRoomy ? columns - endColumns - 1 : columns)
    if lines.isEmpty { lines = [.empty] }
    if isRoomy { lines[lines.count - 1].end = end }
    return lines
  }

  /// What was heard and what came of it; at its end the key, with the seconds that it has.
  private func lines(of voice: VoiceLine, _ columns: Int) -> [TextLine] {
    var end: [TextLine.Piece] = []
    if let (name, word) = voice.key.map({ $0 == .yes ? ("voice_yes", "do it") : ("voice_undo", "undo") }),
      let action = ActionTable.named(name)
    {
      end = [
        .init(console.preferences.keys.footerText(of: action), .key),
        .init(" \(word) \(voice.seconds(view)) s", .text),
      ]
    }
    let room = max(columns / 2, columns - TextLine(end).startColumns - 1)
    var lines = TextLine.wrapped(
      voice.text, Style(voice.isError ? .ageWarm : .title), toColumns: end.isEmpty ? columns : room)
    if !end.isEmpty, !lines.isEmpty { lines[0].end = end }
    return lines
  }

  /// What may be typed, with dishes of this house.
  var promptHint: String {
    if view.house.hasStaff, console.person(view) == nil {
      return "nobody is logged in: \(console.whoKey) lists who works here, or type login NAME"
    }
    guard let menu = view.house.served(at: view.wall) else {
      return "no menu yet: menu import FILE; ? shows every key and command"
    }
    let names = menu.document.items.lazy.filter { menu.canOrder($0.id) }
      .compactMap { menu.document.typedName(of: $0) }
      .prefix(2)
    guard let first = names.first else { return "a command; ? shows every key and command" }
    let dishes = (["2 \(first)"] + names.dropFirst()).joined(separator: ", ")
    return "T4/2 \(dishes)   sends that for table T4, two guests; ? shows all"
  }
}
