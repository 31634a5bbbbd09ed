import Dining

/// Where ready tickets stand as lines, for whoever carries out: below the last lane's cards, always in sight.
struct ReadyShelf {
  let tickets: [Ticket]
  let rectangle: Rectangle
  private let fileCount: Int
  private let fileColumns: Int
  /// Tickets that have a line at a time.
  private let lines: Int
  /// A shelf takes no more of a lane than its share of 1 in so many: the rest is named in its last line.
  private static let largestShare = 3

  private let page: Int

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

  /// `64m !!`: what is always left of the age, with the blank before it.
  private static let timerColumns = 7

  func draw(into frame: inout Frame) {
    let width = frame.window.widthColumns
    let age = view.age(of: ticket)
    let role: Role? = state.isSelected ? .selected : nil
    if let role {
      let row = Rectangle(row: 0, column: 0, widthColumns: width, heightRows: 1)
      frame.fill(row, style: Style(role))
    }
    var line = TextLine([
      .init(state.number.map { $0 < 10 ? "\($0) " : "\($0)" } ?? "  ", role ?? .key),
      .init(
        state.isSelected ? "►" : state.mark != nil ? "•" : " ", role ?? (state.mark == nil ? .text : .changed)
      ),
    ])
    let code = TextLine.Piece(ticket.code, role ?? (state.mark == nil ? .codeReady : .changed))
    if let table = ticket.order.tableID {
      let room = width - line.startColumns - code.text.widthColumns - Self.timerColumns - 1
      let name = SafeText(table.string, limit: width).cut(toColumns: max(0, room))
      line.start += [.init(name, Style(role ?? .title)), .init(" ", role ?? .text)]
    }
    line.start.append(code)
    for name in ticket.badges.map(\.name) where name == .alert || name == .void || name == .rush {
      line.start += [.init(" ", role ?? .text), .init(name.rawValue, name == .void ? .title : name.role)]
    }
    let hasRoom = line.startColumns + 1 + age.text.utf8.count + 3 <= width
    let text = (hasRoom ? age.text : age.shortText) + (age.mark.isEmpty ? "" : " \(age.mark)")
    line.end = [.init(text, role ?? (age.urgency == .late ? .lateCard : age.role))]
    frame.draw(line, row: 0)
  }
}
