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
///    and lateness is a colour, a word and the form of the card.
/// 2. What must I cook, and what must not be in it? So quantity and dish lead each row, and allergens, alerts and
///    voids look like nothing else.
/// 3. What do I call it, and which key moves it? So the digit and the short code begin each card and never change
///    place on it.
///
/// Everything else on a card comes after these, dimmer. Letters are as large as the tickets on hand allow.
struct BoardPane {
  let console: Console
  let view: View
  let scale: BoardScale
  private let stands: [Stand]

  /// Below this, one column is shown at a time.
  static let threeColumnsLeast = 36
  private static let wideColumns = 100

  /// A column, where it stands, and what of it is shown.
  private struct Stand {
    let column: Int
    let tickets: [Ticket]
    let rectangle: Rectangle
    let layout: ColumnLayout
    let page: Int

    var placed: [ColumnLayout.Placed] { layout.pages[page] }
    /// Tickets of which no part is on this page: before the first that is, and after the last.
    var above: Int { placed.first?.index ?? 0 }
    var below: Int { tickets.count - 1 - (placed.last?.index ?? tickets.count - 1) }
  }

  init(_ console: Console, _ view: View) {
    self.console = console
    self.view = view
    let body = ScreenPlan(console, view).body
    let columns = Columns(console.tickets(view))
    let ground = BoardGround(body: body, columns: columns, preferences: console.preferences, view: view)
    scale = ground.scale(held: console.heldScale, step: console.letterStep)
    let scale = scale
    stands = Self.places(in: body, console, columns).map { column, rectangle in
      Self.stand(column, columns.tickets[column], rectangle, scale, console, view)
    }
  }

  private static func stand(
    _ column: Int, _ tickets: [Ticket], _ place: Rectangle, _ scale: BoardScale, _ console: Console,
    _ view: View
  ) -> Stand {
    let selected = console.selection.flatMap { id in tickets.firstIndex { $0.id == id } }
    let next = Self.next(in: column, tickets)
    let shown = ColumnLayout.Shown(page: selected == nil ? console.page : 0, ticket: selected)
    let layout = ColumnLayout.fitting(
      count: tickets.count, columns: place.widthColumns, rows: place.heightRows - headingRows(place), scale,
      shown
    ) { index, columns in
      let ticket = tickets[index]
      return TicketCard(
        ticket,
        CardState(
          number: console.numbers.number(of: ticket.id), isSelected: index == selected,
          focusedItem: index == selected ? console.focusedItem : nil, isNext: index == next,
          mark: console.mark(of: ticket.id)),
        CardSetting(
          view: view, widthColumns: columns, scale: scale, pixels: console.preferences.pixels ?? .half))
    }
    let page = selected.flatMap { layout.page(of: $0) } ?? min(console.page, layout.pages.count - 1)
    return Stand(column: column, tickets: tickets, rectangle: place, layout: layout, page: page)
  }

  /// The place of what is to be started next; a ticket with nothing but voids is not it.
  private static func next(in column: Int, _ tickets: [Ticket]) -> Int? {
    column == 0 ? tickets.firstIndex { !$0.bump.isEmpty } : nil
  }

  /// The tickets on the screen in the order in which they are read: column by column, so that the first one to be
  /// started is the first of all.
  var shown: [Ticket] {
    stands.flatMap { stand in Set(stand.placed.map(\.index)).sorted().map { stand.tickets[$0] } }
  }

  /// On how many pages the longest column stands; of those after the console's page only the next is counted.
  var pagesSoFar: Int { stands.map(\.layout.pages.count).max() ?? 1 }

  /// On how many pages the longest column stands.
  var pageCount: Int { laidOut(toPage: .max - 1).map(\.layout.pages.count).max() ?? 1 }

  /// The first ticket that begins `pages` pages behind the page of a given ticket, in the same column; where there is
  /// no such page, on the column's first or last.
  func ticket(pages: Int, from ticket: TicketID) -> TicketID {
    for stand in stands {
      guard let index = stand.tickets.firstIndex(where: { $0.id == ticket }),
        let page = stand.layout.page(of: index)
      else { continue }
      let wanted = max(0, page + pages)
      let found =
        begun(near: wanted, isBack: pages < 0, column: stand.column, laidOut(toPage: wanted))
        ?? begun(near: wanted, isBack: pages < 0, column: stand.column, laidOut(toPage: .max - 1))
      return stand.tickets[found ?? index].id
    }
    return ticket
  }

  /// The place in a column of the first ticket of a page; nil where none begins there or near it. A torn ticket
  /// may fill whole pages on which none begins.
  private func begun(near page: Int, isBack: Bool, column: Int, _ stands: [Stand]) -> Int? {
    guard let stand = stands.first(where: { $0.column == column }) else { return nil }
    let wanted = min(page, stand.layout.pages.count - 1)
    // Those that were laid out are the first of their column.
    let pagesOf = stand.tickets.indices.compactMap { stand.layout.page(of: $0) }
    let near = isBack ? pagesOf.last { $0 <= wanted } : pagesOf.first { $0 >= wanted }
    return near.flatMap { pagesOf.firstIndex(of: $0) }
  }

  /// Every column with its pages up to one.
  private func laidOut(toPage page: Int) -> [Stand] {
    var everything = console
    everything.selection = nil
    everything.page = page
    return BoardPane(everything, view).stands
  }

  /// The ticket whose card covers a place of the screen.
  func ticket(at position: Position) -> Ticket? {
    for stand in stands {
      for placed in stand.placed {
        let card = Self.rectangle(of: placed, in: stand)
        if card.rows.contains(position.row), card.columns.contains(position.column) {
          return stand.tickets[placed.index]
        }
      }
    }
    return nil
  }

  private static func headingRows(_ place: Rectangle) -> Int { place.heightRows >= 4 ? 1 : 0 }

  /// Where a part of a card stands on the screen.
  private static func rectangle(of placed: ColumnLayout.Placed, in stand: Stand) -> Rectangle {
    let place = stand.rectangle
    let top = headingRows(place) + placed.row
    return Rectangle(
      row: place.row + top, column: place.column + placed.lane * (stand.layout.laneColumns + 1),
      widthColumns: stand.layout.laneColumns,
      heightRows: min(placed.part.heightRows, place.heightRows - top))
  }

  /// The columns that are shown and where.
  private static func places(
    in body: Rectangle, _ console: Console, _ columns: Columns
  ) -> [(column: Int, rectangle: Rectangle)] {
    let width = body.widthColumns
    guard width >= threeColumnsLeast else { return [(shownAlone(console, columns), body)] }
    let gap = gapColumns(width)
    let count = columns.tickets.count
    let room = width - gap * (count - 1)
    var start = body.column
    return (0..<count).map { column in
      let columns = room / count + (column < room % count ? 1 : 0)
      defer { start += columns + gap }
      return (
        column, Rectangle(row: body.row, column: start, widthColumns: columns, heightRows: body.heightRows)
      )
    }
  }

  private static func gapColumns(_ width: Int) -> Int { width >= wideColumns ? 2 : 1 }

  /// The width of the narrowest of three columns.
  static func columnWidth(_ width: Int) -> Int {
    let count = BoardColumn.allCases.count
    return (width - gapColumns(width) * (count - 1)) / count
  }

  /// Where there is width for one column: that of the selected ticket, else the first with any.
  private static func shownAlone(_ console: Console, _ columns: Columns) -> Int {
    console.selection.flatMap { columns.place(of: $0)?.column }
      ?? columns.tickets.firstIndex { !$0.isEmpty } ?? 0
  }
}

/// Drawing.
extension BoardPane {
  func draw(into frame: inout Frame) {
    guard !console.tickets(view).isEmpty else {
      return frame.inside(ScreenPlan(console, view).body) { EmptyBoard.draw(console, view, into: &$0) }
    }
    for stand in stands {
      for placed in stand.placed {
        placed.part.draw(into: &frame, at: Self.rectangle(of: placed, in: stand))
      }
      frame.inside(stand.rectangle) { frame in
        if Self.headingRows(stand.rectangle) > 0 { drawHeading(stand, &frame) }
        drawHidden(stand, &frame)
      }
    }
  }

  private func drawHeading(_ stand: Stand, _ frame: inout Frame) {
    let kind = BoardColumn.allCases[stand.column]
    let role: Role =
      switch kind {
      case .ordered: .codeNew
      case .preparing: .codeCooking
      case .ready: .codeReady
      }
    var line = TextLine([.init(kind.title, role, .bold), .init(" \(stand.tickets.count) ", .title)])
    if stands.count == 1 { line.start.append(.init("of \(console.tickets(view).count) ", .dim)) }
    let late = stand.tickets.count { view.age(of: $0).urgency == .late }
    if late > 0, frame.window.widthColumns >= line.startColumns + 8 {
      line.end = [.init(" \(late) late ", .ageLate)]
    }
    let start = Position(row: 0, column: line.startColumns)
    frame.horizontalRule(
      at: start, lengthColumns: frame.window.widthColumns, style: Style(.rule), weight: .heavy)
    frame.draw(line, row: 0)
  }

  private func drawHidden(_ stand: Stand, _ frame: inout Frame) {
    let heading = Self.headingRows(stand.rectangle)
    if stand.above > 0 {
      frame.draw(
        hidden(
          "▲", stand.tickets.prefix(stand.above), next: Self.next(in: stand.column, stand.tickets), &frame),
        row: heading)
    }
    if stand.below > 0 {
      let row = frame.window.heightRows - 1
      frame.draw(hidden("▼", stand.tickets.suffix(stand.below), next: nil, &frame), row: row)
    }
  }

  /// How many tickets are off the screen and which: the one to be started next first, then those that are late,
  /// and at the edge the age of the oldest. What presses must not be out of sight.
  private func hidden(_ mark: String, _ tickets: ArraySlice<Ticket>, next: Int?, _ frame: inout Frame)
    -> TextLine
  {
    let columns = frame.window.widthColumns
    let full = hidden(mark, tickets, next: next, isTerse: false, columns)
    let isTooLong = full.startColumns + 1 + full.endColumns > columns
    return isTooLong ? hidden(mark, tickets, next: next, isTerse: true, columns) : full
  }

  /// - Parameter isTerse: without tables and words, so that more codes have room.
  private func hidden(
    _ mark: String, _ tickets: ArraySlice<Ticket>, next: Int?, isTerse: Bool, _ columns: Int
  ) -> TextLine {
    let isTight = columns < CardSetting.tightColumns
    func names(_ tickets: some Collection<Ticket>) -> String {
      let names = tickets.prefix(Self.codesLimit).map { ticket in
        let table = isTerse ? nil : ticket.order.tableID?.string
        return ticket.code + (table.map { " \($0)" } ?? "")
      }
      return names.joined(separator: isTerse ? " " : ", ")
    }
    // What is above begins with the column's first ticket, so that places in both are the same.
    let next = next.flatMap { tickets.indices.contains($0) ? tickets[$0] : nil }
    let rest = tickets.filter { $0.id != next?.id }
    let late = rest.filter { view.age(of: $0).urgency == .late }
    let others = rest.filter { view.age(of: $0).urgency != .late }
    var line = TextLine([.init("\(mark) \(tickets.count)\(isTight ? "" : " more")", .key)])
    if let next { line.start += [.init(" ", .text), .init("NEXT \(names([next]))", .next)] }
    let word = isTerse ? "" : "late "
    if !late.isEmpty { line.start += [.init(" ", .text), .init("\(word)\(names(late))", .ageLate)] }
    if !others.isEmpty { line.start.append(.init(" \(names(others))", .text)) }
    guard let oldest = tickets.min(by: { $0.round.sentAt < $1.round.sentAt }) else { return line }
    let age = view.age(of: oldest)
    let text = isTight ? "\(age.shortText)\(age.mark)" : "\(isTerse ? "" : "oldest ")\(age.text) \(age.mark)"
    // Above stands the oldest of all: how old it is stays on the screen whatever page is looked at.
    if !age.mark.isEmpty || mark == "▲" { line.end = [.init(text, age.role)] }
    return line
  }

  /// Less width goes to codes rather than to words about them.
  static let wordyColumns = 36
  /// As many codes as the widest row can show.
  private static let codesLimit = 80
}
