import Dining
import Events
import Menus

/// The picture of a table's screen, and what a touch does where on it.
struct TablePicture {
  let console: TableConsole
  let view: TableView
  let plan: TablePlan

  init(_ console: TableConsole, _ view: TableView) {
    self.console = console
    self.view = view
    plan = TablePlan(view.size)
  }

  var pixels: PixelShape? { console.preferences.pixels }

  func draw() -> TouchFrame {
    var paper = TouchFrame(Frame(size: view.size))
    guard plan.isUsable else {
      let columns = view.size.widthColumns
      let words = TableWords.tooSmall(TablePlan.least, toColumns: columns)
      paper.frame.write(
        SafeText(words).cut(toColumns: columns), at: Position(row: 0, column: 0), style: Style(.text))
      return paper
    }
    switch console.page {
    case .welcome: drawWelcome(&paper)
    case .goodbye: drawGoodbye(&paper)
    case .menu:
      drawMenu(&paper)
      drawAround(&paper)
    case .dish:
      drawDish(&paper)
      drawAround(&paper)
    case .order:
      drawOrder(&paper)
      drawAround(&paper)
    case .bill:
      drawBill(&paper)
      drawAround(&paper)
    case .pay:
      drawPay(&paper)
      drawAround(&paper)
    case .tip:
      drawTip(&paper)
      drawAround(&paper)
    case .split:
      drawSplit(&paper)
      drawAround(&paper)
    case .consent:
      drawConsent(&paper)
      drawAround(&paper)
    case .code: drawCode(&paper)
    case .name:
      drawEntry(TableWords.whoJoins, TableWords.nameHint, &paper)
      drawAround(&paper)
    case .allergy:
      drawEntry(TableWords.whatAllergy, TableWords.allergyHint, &paper)
      drawAround(&paper)
    }
    return paper
  }

  private func drawWelcome(_ paper: inout TouchFrame) {
    let name = view.menu?.name ?? ""
    let words = [TableWords.table(view.table.string), "", TableWords.touchToBegin]
    let more = [view.closedBecause ?? (view.menu == nil ? TableWords.noMenu : nil)].compactMap { $0 }
    drawLarge(
      [name].filter { !$0.isEmpty }, more.isEmpty ? words : words + [""] + more, in: everything, &paper)
  }

  /// Whoever has just paid sees that first.
  private func drawGoodbye(_ paper: inout TouchFrame) {
    guard let settled = view.settledNow else {
      return drawLarge([TableWords.thanks], [TableWords.goodbye], in: everything, &paper)
    }
    let amount = PriceTag(settled.currency).text(settled.amount)
    drawLarge(
      [TableWords.paidLarge], [TableWords.paidThanks(amount), TableWords.goodbye], in: everything, &paper)
  }

  private var everything: Rectangle {
    Rectangle(
      row: 0, column: 0, widthColumns: view.size.widthColumns, heightRows: view.size.heightRows)
  }

  /// Words in the middle of an area, the first of them as large as there is room for.
  func drawLarge(_ large: [String], _ small: [String], in area: Rectangle, _ paper: inout TouchFrame) {
    let width = area.widthColumns
    let height = area.heightRows
    let lines = large.flatMap { largest($0, columns: width - 4, rows: height - small.count - 4) }
    let rows = lines.reduce(0) { $0 + $1.heightRows } + 2 + small.count
    var row = area.row + max(0, (height - rows) / 2)
    for line in lines {
      paper.frame.write(
        line, at: Position(row: row, column: area.column + max(0, (width - line.widthColumns) / 2)),
        style: Style(.title))
      row += line.heightRows
    }
    row += 2
    for text in small {
      let text = SafeText(text, limit: width).cut(toColumns: width)
      paper.frame.write(
        text, at: Position(row: row, column: area.column + (width - text.widthColumns) / 2),
        style: Style(.text, .bold))
      row += 1
    }
  }

  /// A text over some lines, in the largest letters in which it fits.
  private func largest(_ text: String, columns: Int, rows: Int) -> [BigText] {
    let text = SafeText(text, limit: 200)
    if let pixels, pixels != .full {
      for lettering in [
        Lettering.drawn(.tall, scale: 2), .drawn(.tall), .drawn(.small), .drawn(.small, isNarrow: true),
      ] {
        let lines = BigText.wrapped(text, lettering, pixels, toColumns: columns)
        let breaks = BigText.breaksWords(text, lettering, pixels, toColumns: columns)
        if !breaks, lines.count <= 2, lines.reduce(0, { $0 + $1.heightRows }) <= rows { return lines }
      }
    }
    return BigText.wrapped(text, .plain, .half, toColumns: columns)
  }

  private func drawMenu(_ paper: inout TouchFrame) {
    guard let pages = console.menuPages(view) else {
      return write(TableWords.noMenu, Style(.title), in: plan.body, &paper)
    }
    pages.draw(into: &paper)
  }

  private func drawDish(_ paper: inout TouchFrame) {
    guard let form = console.form, let menu = view.menu else { return }
    let people = console.people(view)
    let chosen = people.first { $0?.id == console.person } ?? nil
    DishPage(
      form: form, currency: menu.currencyCode,
      state: DishState(form.item, soldOut: view.soldOut, atLocal: view.local),
      person: people.count > 1 ? chosen.map(TableWords.guest) ?? TableWords.forTable : nil,
      hasAlert: view.current?.alerts.isEmpty == false, pixels: pixels,
      whyOff: console.whyNoOrdering(view), addWords: TableWords.add
    ).draw(into: &paper, in: plan.form, foot: plan.foot)
  }

  /// A question with the line that is typed below it.
  private func drawEntry(_ question: String, _ hint: String, _ paper: inout TouchFrame) {
    let area = plan.form
    paper.draw(TextLine(question, .title, .bold), row: 0, in: area)
    let text = SafeText(console.entry.text)
    let line = Rectangle(
      row: area.row + 2, column: area.column, widthColumns: area.widthColumns, heightRows: 1)
    // The end of a long line is what is being typed.
    let count = console.entry.countWords
    let shown = text.end(toColumns: max(1, area.widthColumns - 3 - (count.map { $0.count + 1 } ?? 0)))
    paper.draw(
      TextLine(
        [.init("› ", .key), .init(shown, Style(.prompt, .bold))], end: count.map { [.init($0, .dim)] } ?? []),
      row: 0, in: line)
    paper.frame.placeCursor(
      at: Position(
        row: line.row, column: min(line.column + 2 + shown.widthColumns, line.columns.upperBound - 1)))
    let below = Rectangle(
      row: area.row + 4, column: area.column, widthColumns: area.widthColumns,
      heightRows: max(0, area.heightRows - 4))
    write(hint, Style(.dim), in: below, &paper)
    paper.draw(
      [
        .init(key: "Esc", words: TableWords.back, short: TableWords.back, touch: .key(.escape)),
        .init(
          key: TableWords.enter, words: "OK", short: "OK", touch: .key(.enter),
          look: console.whyNotTyped(view) == nil ? .first : .off),
      ], in: plan.foot)
  }

  func write(_ text: String, _ style: Style, in area: Rectangle, _ paper: inout TouchFrame) {
    for (row, line) in TextLine.wrapped(text, style, toColumns: area.widthColumns).enumerated()
    where row < area.heightRows {
      paper.draw(line, row: row, in: area)
    }
  }
}

/// What stands around every page: where one is, for whom, what has happened, where one can go.
extension TablePicture {
  func drawAround(_ paper: inout TouchFrame) {
    drawHeader(&paper)
    drawStrip(&paper)
    drawMessage(&paper)
    if !console.page.isForm { drawTabs(&paper) }
    drawHints(&paper)
  }

  func drawHeader(_ paper: inout TouchFrame) {
    paper.fill(plan.header, Style(.statusLine))
    let clock = View.clock(view.now, offsetMinutes: view.offsets.minutes(at: view.now))
    paper.draw(
      TextLine(
        [
          .init(" \(TableWords.table(view.table.string))", Style(.statusLine, .bold)),
          .init("  \(view.menu?.name ?? "")", Style(.statusLine)),
        ], end: [.init("\(clock) ", Style(.statusLine))]), row: 0, in: plan.header)
  }

  private func drawMessage(_ paper: inout TouchFrame) {
    let area = console.page.isForm ? plan.formMessage : plan.message
    // That nothing can be ordered goes before what came of the last key.
    if let reason = view.closedBecause {
      paper.fill(area, Style(.banner))
      paper.draw(TextLine([.init(" \(reason)", Style(.banner))]), row: 0, in: area)
    } else if let (text, isError) = sentence {
      // A long sentence lies over the last rows of the page.
      let lines = TextLine.wrapped(
        text, Style(isError ? .ageWarm : .title, .bold), toColumns: area.widthColumns)
      for (offset, line) in lines.suffix(3).reversed().enumerated() {
        let row = Rectangle(
          row: area.row - offset, column: 0, widthColumns: view.size.widthColumns, heightRows: 1)
        paper.fill(row, Style(.text))
        paper.draw(
          line, row: 0,
          in: Rectangle(row: row.row, column: area.column, widthColumns: area.widthColumns, heightRows: 1))
      }
    }
  }

  /// What came of the last key, else of what was said.
  private var sentence: (String, isError: Bool)? {
    if let message = console.message(at: view.now) { return (message.text, message.isError) }
    return view.voiceNow.map { ($0.words(at: view.now), $0.outcome == .rejected || $0.outcome == .refused) }
  }

  private func drawTabs(_ paper: inout TouchFrame) {
    let waiting = view.current?.cart.reduce(0) { $0 + $1.quantity } ?? 0
    func look(_ page: TablePage) -> TouchFrame.ButtonLook { page == console.page.tab ? .chosen : .plain }
    paper.draw(
      [
        .init(
          key: "", words: TableWords.menu, short: TableWords.menu, touch: .page(.menu), look: look(.menu)),
        .init(
          key: "", words: waiting > 0 ? TableWords.order(notSent: waiting) : TableWords.order,
          short: waiting > 0 ? TableWords.orderShort(notSent: waiting) : TableWords.order,
          touch: .page(.order), look: look(.order)),
        .init(
          key: "", words: TableWords.bill, short: TableWords.bill, touch: .page(.bill), look: look(.bill)),
      ], in: plan.tabs)
  }

  /// As many of the keys as fit; Tab says where it goes.
  func drawHints(_ paper: inout TouchFrame) {
    guard plan.hints.heightRows > 0 else { return }
    var line = TextLine()
    for row in TableKeys.all where row.pages.contains(console.page) {
      guard let title = title(of: row) else { continue }
      let key = row.keyText.split(separator: ",").first.map(String.init) ?? row.keyText
      let isOff = row.whyOff(console, view) != nil
      let gap = line.start.isEmpty ? "" : "   "
      let pieces: [TextLine.Piece] = [
        .init(gap, .text), .init(key, isOff ? .dim : .key), .init(" \(title)", .dim),
      ]
      guard line.startColumns + TextLine(pieces).startColumns <= plan.hints.widthColumns else { continue }
      line.start += pieces
    }
    paper.draw(line, row: 0, in: plan.hints)
  }

  private func title(of row: TableKey) -> String? {
    guard row.keys == [.tab] else { return row.title }
    let place = TablePage.tabs.firstIndex(of: console.page.tab) ?? 0
    return switch TablePage.tabs[(place + 1) % TablePage.tabs.count] {
    case .menu: TableWords.menu
    case .bill: TableWords.bill
    case .order, .pay, .tip, .split, .consent, .code, .welcome, .dish, .name, .allergy, .goodbye:
      TableWords.order
    }
  }
}

extension TableConsole {
  /// The picture: drawn from this screen's state and what may be known here, and from nothing else.
  public mutating func frame(_ view: TableView) -> Frame {
    follow(view)
    return TablePicture(self, view).draw().frame
  }

  /// Milliseconds until the picture changes by itself, with nothing pressed and nothing changed; never 0.
  public func nextChange(_ view: TableView) -> Int64 {
    let now = view.now.milliseconds
    var next = 60_000 - now % 60_000
    if case .sending = undoable(view), let last = view.current?.changes.last {
      let left = last.at.milliseconds + Order.unsendMs - now
      // Seconds are told from the end backwards.
      next = min(next, (left - 1) % 1_000 + 1)
    }
    if let voice = view.voiceNow { next = min(next, (voice.endsAt.milliseconds - now - 1) % 1_000 + 1) }
    let moments = [
      message(at: view.now)?.endsAt, queue.givesUpAt, nextTurn(after: view.now), view.settledNow?.endsAt,
    ]
    for moment in moments.compactMap({ $0 }) { next = min(next, moment.milliseconds - now) }
    return max(1, next)
  }
}
