import Dining

/// The board: every ticket that the kitchen is not done with, in three columns.
///
/// Who stands there: a cook between the stove and the pass, two to three metres from a television on the wall,
/// with a pan in one hand and a wet cloth in the other; they look up for a second and reach for a keypad with one
/// finger. At the pass stands who carries out, an arm's length away, asking what is ready. At the staff console
/// somebody sits with both hands on a keyboard.
///
/// What they need first, in this order:
/// 1. Which ticket is the oldest, and is anything late? So the oldest stands first and is never off the screen,
///    and lateness is a colour and a mark at the edge where the eye ends.
/// 2. What must I cook, and what must not be in it? So quantity and dish lead each row, and allergens, alerts and
///    voids look like nothing else.
/// 3. What do I call it, and which key moves it? So the digit and the short code begin each card and never change
///    place on it.
///
/// Everything else on a card comes after these, dimmer.
struct BoardPane {
  let console: Console
  let view: View
  private let body: Rectangle
  private let columns: Columns

  /// Below this, one column is shown at a time.
  static let threeColumnsLeast = 36
  private static let wideColumns = 100

  init(_ console: Console, _ view: View) {
    self.console = console
    self.view = view
    body = ScreenPlan(console, view).body
    columns = Columns(console.tickets(view))
  }

  /// The tickets on the screen, the one to be worked first in front.
  var shown: [Ticket] {
    places.flatMap { layout($0.column, $0.rectangle).cards.map(\.card.ticket) }.sorted(
      by: BoardRules.precedes)
  }

  /// How many tickets of a column are on the screen.
  func shownCount(in column: Int) -> Int {
    guard let place = places.first(where: { $0.column == column }) else { return 0 }
    return layout(column, place.rectangle).cards.count
  }

  /// The ticket whose card covers a cell.
  func ticket(at position: Position) -> TicketID? {
    for place in places {
      let layout = layout(place.column, place.rectangle)
      for placed in layout.cards {
        let card = Rectangle(
          row: body.row + place.rectangle.row + headingRows + placed.row,
          column: body.column + place.rectangle.column + placed.lane * (layout.laneColumns + 1),
          widthColumns: layout.laneColumns, heightRows: placed.rows)
        if card.rows.contains(position.row), card.columns.contains(position.column) {
          return placed.card.ticket.id
        }
      }
    }
    return nil
  }

  func draw(into frame: inout Frame) {
    frame.inside(body) { frame in
      guard !columns.tickets.allSatisfy(\.isEmpty) else { return EmptyBoard.draw(into: &frame) }
      for place in places {
        frame.inside(place.rectangle) { frame in draw(place.column, into: &frame) }
      }
    }
  }

  /// The columns that are shown and where.
  private var places: [(column: Int, rectangle: Rectangle)] {
    let width = body.widthColumns
    guard width >= Self.threeColumnsLeast else { return [(shownAlone, body)] }
    let gap = width >= Self.wideColumns ? 2 : 1
    let count = columns.tickets.count
    let room = width - gap * (count - 1)
    var start = 0
    return (0..<count).map { column in
      let columns = room / count + (column < room % count ? 1 : 0)
      defer { start += columns + gap }
      return (
        column, Rectangle(row: 0, column: start, widthColumns: columns, heightRows: body.heightRows)
      )
    }
  }

  /// Where there is width for one column: that of the selected ticket, else the first with any.
  private var shownAlone: Int {
    console.selection.flatMap { columns.place(of: $0)?.column }
      ?? columns.tickets.firstIndex { !$0.isEmpty } ?? 0
  }

  private func layout(_ column: Int, _ place: Rectangle) -> ColumnLayout {
    let tickets = columns.tickets[column]
    let selected = console.selection.flatMap { id in tickets.firstIndex { $0.id == id } }
    return ColumnLayout(
      count: tickets.count, columns: place.widthColumns, rows: place.heightRows - headingRows,
      selected: selected
    ) { index, columns in
      let ticket = tickets[index]
      return TicketCard(
        ticket, number: console.numbers.number(of: ticket.id), isSelected: index == selected, view: view,
        widthColumns: columns)
    }
  }

  private var headingRows: Int { body.heightRows >= 4 ? 1 : 0 }

  private func draw(_ column: Int, into frame: inout Frame) {
    let window = Rectangle(
      row: 0, column: 0, widthColumns: frame.window.widthColumns, heightRows: frame.window.heightRows)
    if headingRows > 0 { drawHeading(column, &frame) }
    let layout = layout(column, window)
    let pitch = layout.laneColumns + 1
    for placed in layout.cards {
      placed.card.draw(
        into: &frame, at: headingRows + placed.row, column: placed.lane * pitch, rows: placed.rows)
    }
    drawHidden(column, layout, &frame)
  }

  private func drawHeading(_ column: Int, _ frame: inout Frame) {
    let kind = BoardColumn.allCases[column]
    let role: Role =
      switch kind {
      case .ordered: .codeNew
      case .preparing: .codeCooking
      case .ready: .codeReady
      }
    let counts = columns.tickets.map(\.count)
    var line = TextLine([.init(kind.title, role, .bold), .init(" \(counts[column]) ", .title)])
    if body.widthColumns < Self.threeColumnsLeast {
      line.start.append(.init("of \(counts.reduce(0, +)) ", .dim))
    }
    let start = Position(row: 0, column: line.startColumns)
    frame.horizontalRule(
      at: start, lengthColumns: frame.window.widthColumns, style: Style(.rule), weight: .heavy)
    frame.draw(line, row: 0)
  }

  /// How many tickets are off the screen and which, with the age of the oldest of them where that presses: what
  /// is late must not be out of sight.
  private func drawHidden(_ column: Int, _ layout: ColumnLayout, _ frame: inout Frame) {
    let tickets = columns.tickets[column]
    let columnCount = frame.window.widthColumns
    func line(_ mark: String, _ hidden: ArraySlice<Ticket>) -> TextLine {
      let isTight = columnCount < TicketCard.tightColumns
      let codes = hidden.prefix(Self.codesLimit).map(\.code).joined(separator: " ")
      var line = TextLine([
        .init("\(mark) \(hidden.count)\(isTight ? "" : " more")", .key), .init(" \(codes)", .text),
      ])
      guard let since = hidden.map(\.round.sentAt).min() else { return line }
      let age = view.age(since: since)
      let mark = isTight ? "\(age.shortText)\(age.mark)" : "\(age.text) \(age.mark)"
      if !age.mark.isEmpty { line.end = [.init(mark, age.role)] }
      return line
    }
    if layout.above > 0 { frame.draw(line("▲", tickets.prefix(layout.above)), row: headingRows) }
    if layout.below > 0 {
      frame.draw(line("▼", tickets.suffix(layout.below)), row: frame.window.heightRows - 1)
    }
  }

  /// As many codes as the widest row can show.
  private static let codesLimit = 80
}

/// What the board shows while nothing is on it: what to type, for somebody who has never seen it.
enum EmptyBoard {
  static func draw(into frame: inout Frame) {
    let width = frame.window.widthColumns
    let commands = [
      "galley order open --table T4 --guests 2", "galley order add CODE MENUITEM", "galley order submit CODE",
    ]
    var lines = [
      TextLine("No tickets.", .title, .bold), .empty,
      TextLine("An order comes here when it is sent to the kitchen.", .text),
      TextLine("In another shell, or here after pressing :, type", .text),
      .empty,
    ]
    lines += commands.map { TextLine("  \($0)", .key) }
    lines += [.empty, TextLine("The first one says the CODE. ? shows every key and command.", .text)]
    let longest = lines.map(\.startColumns).max() ?? 0
    if longest > width || lines.count > frame.window.heightRows {
      lines = ["No tickets.", ": takes commands.", "order open", "? shows all keys."].flatMap {
        TextLine.wrapped($0, Style(.text), toColumns: width)
      }
    }
    let block = lines.map(\.startColumns).max() ?? 0
    let top = max(0, (frame.window.heightRows - lines.count) / 2)
    let left = max(0, (width - block) / 2)
    for (offset, line) in lines.enumerated() { frame.draw(line, row: top + offset, column: left) }
  }
}
