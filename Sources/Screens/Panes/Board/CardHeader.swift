import Dining

/// The top of a card: its number, code and timer, and by its form how urgent it is.
///
/// In plain cells that is one row. With big letters a row of plain cells says what an expediter at the pass reads,
/// and below it code and timer stand as large as the board's letters are. Calm cards begin with a thin line, warm
/// ones with a heavy one, late ones with a filled bar: so age shows without colour and from afar.
struct CardHeader {
  let ticket: Ticket
  let state: CardState
  let setting: CardSetting
  let age: Age

  init(_ ticket: Ticket, _ state: CardState, _ setting: CardSetting) {
    self.ticket = ticket
    self.state = state
    self.setting = setting
    age = setting.view.age(of: ticket)
  }

  var heightRows: Int {
    setting.scale.isPlain
      ? 1 : 1 + BigText.heightRows(setting.scale.headline, setting.pixels, box: .capitals)
  }

  /// Whether code and timer stand beside each other as large as the scale wants them.
  var fits: Bool {
    setting.scale.isPlain
      || codeColumns + 1 + widestMinutes.widthColumns <= largeColumns
  }

  func draw(into frame: inout Frame) {
    drawRule(&frame)
    if setting.scale.isPlain { drawPlain(&frame) } else { drawLarge(&frame) }
  }

  var codeRole: Role {
    if state.mark != nil { return .changed }
    switch ticket.column {
    case .ordered: return .codeNew
    case .preparing: return .codeCooking
    case .ready: return .codeReady
    }
  }

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
    if state.isSelected || age.urgency == .late {
      frame.fill(Rectangle(row: 0, column: 0, widthColumns: width, heightRows: 1), style: ground)
    } else {
      let weight: LineWeight = age.urgency == .warm ? .heavy : .light
      frame.horizontalRule(
        at: Position(row: 0, column: 0), lengthColumns: width, style: ground, weight: weight)
    }
    let isOnBar = state.isSelected || age.urgency == .late
    if let number = state.number {
      frame.write("\(number)", at: Position(row: 0, column: 0), style: isOnBar ? ground : Style(.key))
    }
    let sign = state.isSelected ? "►" : state.mark != nil ? "•" : " "
    frame.write(sign, at: Position(row: 0, column: numberColumns), style: ground)
  }

  private var numberColumns: Int { (state.number ?? 0) > 9 ? 2 : 1 }

  /// A word in a row that is ruled: on a bar in the bar's look, else in its own, with a blank before it.
  private func put(_ text: SafeText, _ role: Role, column: Int, _ frame: inout Frame) -> Int {
    let isOnBar = state.isSelected || age.urgency == .late
    let standsOut = role == .changed || role == .next
    let style = isOnBar && !standsOut ? ground : Style(role)
    return frame.write(text, at: Position(row: 0, column: column), style: style)
  }
}

/// One row of plain cells.
extension CardHeader {
  /// Before NEXT, which goes without saying for the first card; where there is no room, the mark and the status line say
  /// it.
  private var conflictWord: String { state.mark == .conflict ? " \(Self.word(.conflict)) " : "" }

  private var table: SafeText { SafeText(ticket.order.tableID?.string ?? "") }

  /// The table stands in the header where the widest timer of this evening leaves it room, so that it never
  /// jumps while the timer grows.
  var hasTable: Bool {
    let widestTimer = 10
    let code = SafeText(ticket.code).widthColumns
    return table.widthColumns > 0
      && numberColumns + 1 + code + 1 + table.widthColumns + 1 + widestTimer <= setting.widthColumns
  }

  /// On a dense board the order_id's tail stands in the header too, where there is room.
  var hasTail: Bool {
    let used = numberColumns + 2 + SafeText(ticket.code).widthColumns + table.widthColumns + 1
    return setting.scale.isDense && hasTable && used + CardFacts.tailColumns + 1 + 10 <= setting.widthColumns
  }

  /// The timer in as much as fits beside the code: with its mark, then without, then in minutes.
  private func timer(room: Int) -> String {
    let candidates =
      age.mark.isEmpty
      ? [age.text, age.shortText]
      : ["\(age.text) \(age.mark)", "\(age.text)\(age.mark)", "\(age.shortText)\(age.mark)", age.shortText]
    return candidates.first { $0.utf8.count <= room } ?? ""
  }

  private func drawPlain(_ frame: inout Frame) {
    let width = setting.widthColumns
    let isOnBar = state.isSelected || age.urgency == .late
    let first = numberColumns + 1
    let code = SafeText(ticket.code, limit: max(1, width - first))
    var column = first + put(code, codeRole, column: first, &frame)
    if hasTable {
      column += frame.write(" ", at: Position(row: 0, column: column), style: ground)
      column += put(table, .title, column: column, &frame)
    }
    if hasTail {
      column += frame.write(" ", at: Position(row: 0, column: column), style: ground)
      column += put(SafeText(CardFacts.tail(of: ticket)), .dim, column: column, &frame)
    }
    let timer = timer(room: width - column - 1)
    guard !timer.isEmpty else { return }
    let start = width - timer.utf8.count
    var end = start - 1
    for (word, role) in [(conflictWord, Role.changed), (state.isNext ? " NEXT " : "", .next)] {
      let text = SafeText(word)
      guard !word.isEmpty, column + text.widthColumns <= end else { continue }
      end -= text.widthColumns
      _ = put(text, role, column: end, &frame)
    }
    for blank in Set([column, start - 1]) where blank < start {
      frame.write(" ", at: Position(row: 0, column: blank), style: ground)
    }
    let style = age.urgency == .late ? Style(.lateCard) : isOnBar ? ground : Style(age.role)
    frame.write(timer, at: Position(row: 0, column: start), style: style)
  }
}

/// A row of plain cells, and big letters below it.
extension CardHeader {
  private func big(_ text: String) -> BigText {
    BigText(SafeText(text), setting.scale.headline, setting.pixels, box: .capitals)
  }

  /// Whether a later round's code stands whole in big letters; else its number follows in plain cells.
  private var hasWholeCode: Bool {
    big(ticket.code).widthColumns + 1 + widestMinutes.widthColumns <= largeColumns
  }

  private var code: BigText { big(hasWholeCode ? ticket.code : ticket.order.codeText) }

  private var roundMark: SafeText {
    SafeText(hasWholeCode || ticket.round.number == 1 ? "" : "·\(ticket.round.number)")
  }

  private var codeColumns: Int { code.widthColumns + roundMark.widthColumns }

  /// A column at each side keeps the letters of a filled bar off its edges.
  private var largeColumns: Int { setting.widthColumns - 2 }

  /// What the timer needs for the rest of a usual evening: the form that it begins with is the one it keeps.
  private var widestMinutes: BigText { big("00m") }

  /// Minutes and seconds where there is always room for them, else minutes.
  private var timer: BigText {
    let room = largeColumns - codeColumns - 1
    // Closer together, code and timer are read as one number.
    let hasRoom = big("00:00").widthColumns + 3 <= room && age.seconds < 3600
    let whole = big(hasRoom ? age.text : age.shortText)
    return whole.widthColumns <= room
      ? whole : BigText(SafeText(age.shortText), .plain, setting.pixels, box: .capitals)
  }

  private func drawLarge(_ frame: inout Frame) {
    drawFacts(&frame)
    let width = setting.widthColumns
    let isLate = age.urgency == .late
    if isLate {
      let block = Rectangle(row: 1, column: 0, widthColumns: width, heightRows: heightRows - 1)
      frame.fill(block, style: Style(.lateCard))
    }
    let codeStyle = Style(state.mark != nil ? .changed : isLate ? .lateCard : codeRole)
    frame.write(code.cut(toColumns: largeColumns), at: Position(row: 1, column: 1), style: codeStyle)
    frame.write(
      roundMark, at: Position(row: heightRows - 1, column: 1 + code.widthColumns), style: codeStyle)
    let timer = timer
    frame.write(
      timer, at: Position(row: 1, column: width - 1 - timer.widthColumns),
      style: Style(isLate ? .lateCard : age.role))
  }

  private static func word(_ mark: Notices.Mark) -> String {
    switch mark {
    case .new: "NEW"
    case .changed: "CHANGED"
    case .conflict: "CONFLICT"
    }
  }

  /// Table, covers and what else fits of the facts, then at the right edge what presses.
  private func drawFacts(_ frame: inout Frame) {
    let width = setting.widthColumns
    var pressing: [(String, Role)] = []
    if let mark = state.mark { pressing.append((Self.word(mark), .changed)) }
    if state.isNext { pressing.append(("NEXT", .next)) }
    switch age.urgency {
    case .calm: break
    case .warm: pressing.append(("SOON !", .ageWarm))
    case .late: pressing.append(("LATE !!", .lateCard))
    }
    var end = width
    for (word, role) in pressing.reversed() {
      let text = SafeText(" \(word) ")
      guard end - text.widthColumns > numberColumns + 1 else { break }
      end -= text.widthColumns
      _ = put(text, role, column: end, &frame)
    }
    var column = numberColumns + 1
    // The code also in plain cells: for who stands near, and for programs that read the screen.
    let facts =
      [TextLine.Piece(ticket.code, codeRole)] + CardFacts.pieces(of: ticket, setting, withTable: true)
    for piece in facts {
      guard column + piece.text.widthColumns + 1 <= end else { break }
      column += put(piece.text, piece.style.role, column: column, &frame)
      column += frame.write(" ", at: Position(row: 0, column: column), style: ground)
    }
  }
}
