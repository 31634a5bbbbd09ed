import Dining

/// Where ready tickets stand as lines, for whoever carries out: below the last lane's cards, always in sight.
struct ReadyShelf {
  let tickets: [Ticket]
  let rectangle: Rectangle
  private let fileCount: Int
  private let fileColumns: Int
  /// Tickets that have a line at a time.
  private let lines: Int
  private let page: Int

  /// A shelf takes no more of a lane than its share of 1 in so many: the rest is named in its last line.
  private static let largestShare = 3

  /// - Parameters:
  ///   - rectangle: the lower end of the last lane.
  ///   - page: which of its tickets have lines, where not all have; the last of fewer pages.
  ///   - selected: the place of a ticket that must have one.
  init(_ tickets: [Ticket], _ rectangle: Rectangle, _ grid: BoardGrid, page: Int, selected: Int?) {
    self.tickets = tickets
    self.rectangle = rectangle
    fileCount = grid.fileCount
    fileColumns = grid.fileColumns
    let places = max(0, rectangle.heightRows - 1) * fileCount
    let lines = max(1, tickets.count <= places ? places : places - 1)
    self.lines = lines
    self.page = selected.map { $0 / lines } ?? min(page, max(0, tickets.count - 1) / lines)
  }

  /// The height of a shelf with its heading.
  static func rows(tickets: Int, _ grid: BoardGrid) -> Int {
    guard tickets > 0 else { return 0 }
    let lines = (tickets + grid.fileCount - 1) / grid.fileCount
    return min(1 + lines, max(2, grid.rows / largestShare))
  }

  private var lineRows: Int { max(0, rectangle.heightRows - 1) }

  /// The tickets that have a line of their own.
  var shown: ArraySlice<Ticket> { tickets.dropFirst(page * lines).prefix(lines) }

  /// Those that are only named, in the last line.
  var hidden: [Ticket] { Array(tickets.prefix(page * lines) + tickets.dropFirst((page + 1) * lines)) }

  /// Where a ticket's line stands, counted from the first.
  func rectangle(ofLine line: Int) -> Rectangle {
    let file = line / max(1, lineRows)
    return Rectangle(
      row: rectangle.row + 1 + line % max(1, lineRows),
      column: rectangle.column + file * (rectangle.widthColumns - fileColumns),
      widthColumns: fileColumns, heightRows: 1)
  }
}

/// A ready ticket in one row: number, table, code, a mark of an alert, age.
struct ReadyLine {
  let ticket: Ticket
  let state: CardState
  let view: View

  func draw(into frame: inout Frame) {
    let width = frame.window.widthColumns
    if state.isSelected {
      frame.fill(Rectangle(row: 0, column: 0, widthColumns: width, heightRows: 1), style: Style(.selected))
    }
    let sign = state.isSelected ? "►" : state.mark != nil ? "•" : " "
    var names = [piece(ticket.code, state.mark == nil ? .codeReady : .changed)]
    for name in ticket.badges.map(\.name) where name == .alert || name == .void || name == .rush {
      names += [piece(" ", .text), TextLine.Piece(name.rawValue, name == .void ? .title : name.role)]
    }
    var line = TextLine([
      piece(state.number.map { $0 < 10 ? "\($0) " : "\($0)" } ?? "  ", .key),
      piece(sign, state.mark == nil ? .text : .changed),
    ])
    let used = line.startColumns + TextLine(names).startColumns
    let timer = timer(room: width - used - 1)
    if let table = ticket.order.tableID {
      // A table of which not even a letter and the sign that it is cut have room says nothing.
      let room = width - used - timer.utf8.count - 2
      let name = SafeText(table.string, limit: width).cut(toColumns: max(0, room))
      if name.widthColumns > 0 { line.start += [TextLine.Piece(name, look(.title)), piece(" ", .text)] }
    }
    line.start += names
    let age = view.age(of: ticket)
    line.end = [piece(timer, age.urgency == .late ? .lateCard : age.role)]
    frame.draw(line, row: 0)
  }

  private func look(_ role: Role) -> Style { Style(state.isSelected ? .selected : role) }

  private func piece(_ text: String, _ role: Role) -> TextLine.Piece { TextLine.Piece(text, look(role)) }

  /// The age in as much as has room beside a table of three letters, with its word beside the whole table: what names
  /// and warns comes before it.
  private func timer(room: Int) -> String {
    let age = view.age(of: ticket)
    let table = ticket.order.tableID.map { SafeText($0.string).widthColumns + 1 } ?? 0
    if let text = age.textWithWord, text.utf8.count + table <= room { return text }
    return age.texts.first { $0.utf8.count + min(table, 4) <= room } ?? age.shortText
  }
}
