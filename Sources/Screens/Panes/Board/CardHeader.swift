import Dining

/// The top of a card: its number, code, table and timer, and by its form how urgent it is.
///
/// In plain cells that is one row. With big letters a row of plain cells says what an expediter at the pass reads, and
/// below it stand table, code and timer as large as the card's form says. Calm cards begin with a thin line, warm ones
/// with a heavy one, late ones with a filled bar: so age shows without colour and from afar.
struct CardHeader {
  let ticket: Ticket
  let state: CardState
  let setting: CardSetting
  let age: Age
  let letters: HeadLetters?

  init(_ ticket: Ticket, _ state: CardState, _ setting: CardSetting) {
    self.ticket = ticket
    self.state = state
    self.setting = setting
    age = setting.view.age(of: ticket)
    letters = setting.form.hasLargeHead ? HeadLetters(ticket, age, setting) : nil
  }

  var heightRows: Int { 1 + (letters?.heightRows ?? 0) }

  /// Whether code and timer have the width that their letters need.
  var fits: Bool { letters?.fits ?? true }

  var codeRole: Role { state.mark != nil ? .changed : ticket.column.codeRole }

  /// What the first row has no room for and the body must say.
  var factsBelow: [TextLine.Piece] {
    let isTableSaid = hasTable || letters?.hasTable == true
    let table = isTableSaid ? nil : CardFacts.table(of: ticket, setting)
    return [table].compactMap { $0 } + (letters == nil ? CardFacts.pieces(of: ticket, setting) : [])
  }

  func draw(into frame: inout Frame) {
    drawRule(&frame)
    drawWords(&frame)
    if let letters { draw(letters, &frame) }
  }

  private var isOnBar: Bool { state.isSelected || age.urgency == .late }

  /// What the first row is ruled with.
  private var ground: Style {
    if state.isSelected { return Style(.selected) }
    switch age.urgency {
    case .calm: return Style(.rule)
    // The line is heavy; one under it would be too many.
    case .warm: return Style(.ageWarm, .drawn)
    case .late: return Style(.lateCard)
    }
  }

  private func drawRule(_ frame: inout Frame) {
    let width = setting.widthColumns
    if isOnBar {
      frame.fill(Rectangle(row: 0, column: 0, widthColumns: width, heightRows: 1), style: ground)
    } else {
      let weight: LineWeight = age.urgency == .warm ? .heavy : .light
      frame.horizontalRule(
        at: Position(row: 0, column: 0), lengthColumns: width, style: ground, weight: weight)
    }
    if let number = state.number {
      let digits = number < 10 ? "\(number) " : "\(number)"
      frame.write(SafeText(digits), at: Position(row: 0, column: 0), style: isOnBar ? ground : Style(.key))
    }
    let sign = state.isSelected ? "►" : state.mark != nil ? "•" : " "
    frame.write(sign, at: Position(row: 0, column: Self.numberColumns), style: ground)
  }

  /// Two digits have room on every card, so that nothing else depends on the number.
  private static let numberColumns = 2

  private func draw(_ letters: HeadLetters, _ frame: inout Frame) {
    let isLate = age.urgency == .late
    if isLate {
      let block = Rectangle(
        row: 1, column: 0, widthColumns: setting.widthColumns, heightRows: letters.heightRows)
      frame.fill(block, style: Style(.lateCard))
    }
    for placed in letters.placed {
      let role: Role =
        switch placed.what {
        case .table: isLate ? .lateCard : .title
        case .code: state.mark != nil ? .changed : isLate ? .lateCard : codeRole
        case .timer: isLate ? .lateCard : age.role
        }
      frame.write(
        placed.text, at: Position(row: 1 + placed.row, column: placed.column), style: Style(role))
    }
  }
}

/// The first row: what it says depends on its width and on nothing that comes and goes while a card stands.
extension CardHeader {
  /// `59:59 !!`: hours are said in minutes where there is no more room, so that nothing jumps while the timer grows.
  private static let timerColumns = 8

  private var table: SafeText { SafeText(ticket.order.tableID?.string ?? "") }
  private var codeColumns: Int { SafeText(ticket.code).widthColumns }
  /// NEXT gives way after everything else that is not a number, a code or a timer.
  private var nextColumns: Int { state.isNext ? 6 : 0 }
  /// A blank stands before the timer.
  private var endColumns: Int { letters == nil ? 1 + Self.timerColumns + nextColumns : nextColumns }
  private var usedColumns: Int { Self.numberColumns + 1 + codeColumns + 1 }

  private var hasTable: Bool {
    table.widthColumns > 0 && letters == nil
      && usedColumns + table.widthColumns + endColumns <= setting.widthColumns
  }

  /// Whether badges stand in the first row. A promise counts down there where it likes: it has rows of its own.
  var hasBadges: Bool {
    guard CardFacts.promise(of: ticket, setting).isEmpty else { return false }
    return badgeColumns > 0 && tableEnd + badgeColumns + endColumns <= setting.widthColumns
  }

  /// Whether the order_id's tail stands in the first row.
  var hasTail: Bool {
    let used = tableEnd + (hasBadges ? badgeColumns : 0)
    return used + CardFacts.tailColumns + 1 + endColumns <= setting.widthColumns
  }

  private var tableEnd: Int { usedColumns + (hasTable ? table.widthColumns + 1 : 0) }

  private var badgeColumns: Int {
    CardFacts.badges(of: ticket, setting).reduce(0) { $0 + $1.text.widthColumns + 1 }
  }

  /// A word in a row that is ruled: on a bar in the bar's look, else in its own.
  private func put(_ text: SafeText, _ role: Role, column: Int, _ frame: inout Frame) -> Int {
    let standsOut = role == .changed || role == .next
    let style = isOnBar && !standsOut ? ground : Style(role)
    return frame.write(text, at: Position(row: 0, column: column), style: style)
  }

  /// From the left edge what names the ticket, from the right one what presses.
  private func drawWords(_ frame: inout Frame) {
    var end = setting.widthColumns
    let first = Self.numberColumns + 1
    let code = SafeText(ticket.code, limit: max(1, end - first))
    var column = first + put(code, codeRole, column: first, &frame)
    column += frame.write(" ", at: Position(row: 0, column: column), style: ground)
    if letters == nil { drawTimer(column, &end, &frame) }
    for word in pressing(room: end - column - steadyColumns) {
      let text = SafeText(word.0)
      end -= text.widthColumns
      _ = put(text, word.1, column: end, &frame)
    }
    for piece in facts where column + piece.text.widthColumns + 1 <= end {
      column += put(piece.text, piece.style.role, column: column, &frame)
      column += frame.write(" ", at: Position(row: 0, column: column), style: ground)
    }
  }

  /// What a word that comes and goes takes no room from, beside NEXT; a conflict is too grave to give way.
  private var steadyColumns: Int {
    guard state.mark != .conflict else { return 0 }
    return tableEnd - usedColumns + (hasBadges ? badgeColumns : 0) + (hasTail ? CardFacts.tailColumns + 1 : 0)
  }

  private var facts: [TextLine.Piece] {
    let table = hasTable ? [TextLine.Piece(table, Style(.title))] : []
    let tail = hasTail ? [TextLine.Piece(CardFacts.tail(of: ticket), .dim)] : []
    let badges = hasBadges ? CardFacts.badges(of: ticket, setting) : []
    return table + badges + tail + (letters == nil ? [] : CardFacts.pieces(of: ticket, setting))
  }

  /// Words at the right edge, from there inward: as many as have room, NEXT before the others.
  private func pressing(room: Int) -> [(String, Role)] {
    var words: [(String, Role)] = state.isNext ? [(" NEXT ", .next)] : []
    if let mark = state.mark, letters != nil || mark == .conflict {
      words.append((" \(mark.word) ", .changed))
    }
    if letters != nil, age.urgency != .calm {
      words.append((" \(age.word) \(age.mark) ", age.urgency == .late ? .lateCard : age.role))
    }
    var left = room
    return words.filter { word in
      guard word.0.utf8.count <= left else { return false }
      left -= word.0.utf8.count
      return true
    }
  }

  /// The timer, with its word where that has room, in as much as what names the ticket leaves; where that is nothing,
  /// in as much as fits beside code, table and NEXT. `column` is where the code ends.
  private func drawTimer(_ column: Int, _ end: inout Int, _ frame: inout Frame) {
    // A blank stands before it.
    let room = end - max(column, tableEnd) - nextColumns - 1
    let roomBesideAll = end - usedColumns - steadyColumns - nextColumns - 1
    let texts = (age.textWithWord.map { [$0] } ?? []) + age.texts
    let text = texts.first { $0.utf8.count <= roomBesideAll } ?? age.texts.first { $0.utf8.count <= room }
    guard let timer = text else { return }
    let style = age.urgency == .late ? Style(.lateCard) : isOnBar ? ground : Style(age.role)
    frame.write(timer, at: Position(row: 0, column: end - timer.utf8.count), style: style)
    end -= timer.utf8.count + 1
    if end >= column { frame.write(" ", at: Position(row: 0, column: end), style: ground) }
  }
}

extension Notices.Mark {
  fileprivate var word: String {
    switch self {
    case .new: "NEW"
    case .changed: "CHANGED"
    case .conflict: "CONFLICT"
    }
  }
}
