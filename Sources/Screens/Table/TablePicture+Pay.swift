import Dining
import Events

/// The pages on which one pays: what is due, how to pay it, the tip, the split, what one agrees to.
extension TablePicture {
  /// A row that can be chosen.
  struct PayRow {
    let words: String
    var end = ""
    var isOff = false
  }

  func drawPay(_ paper: inout TouchFrame) {
    guard let order = view.current else { return }
    let words = order.isPayVisible ? TableWords.dueNow : TableWords.dueSoFar
    let rest = drawDue(words, order.remaining, &paper, in: plan.body)
    let columns = rest.widthColumns
    let notes = payNotes(order).flatMap { text, role in
      TextLine.wrapped(text, Style(role, role == .dim ? [] : .bold), toColumns: columns)
    }
    let rows = console.payChoices(view).map { row($0, order) }
    // Notes give way to what one came for.
    let noteRows = min(notes.count, max(0, rest.heightRows - min(rows.count, 4)))
    for (row, line) in notes.cut(toRows: noteRows, columns: columns).enumerated() where row < noteRows {
      paper.draw(line, row: row, in: rest)
    }
    let below = rest.from(row: noteRows + (noteRows > 0 && rest.heightRows > noteRows + rows.count ? 1 : 0))
    let high = Self.highRows * rows.count
    let room = below.heightRows - (below.heightRows >= high ? high : rows.count)
    if room >= Self.billLeast { drawDishes(order, &paper, in: below.first(rows: room - 1)) }
    draw(rows, &paper, in: below.from(row: room >= Self.billLeast ? room : 0))
  }

  /// A row that is touched has as many rows as a finger is high, where there is room.
  private static let highRows = 3
  private static let billLeast = 5

  private var payTag: PriceTag { PriceTag(view.current?.opening?.currency.code ?? "EUR") }

  /// A sum that is seen across the table.
  ///
  /// - Returns: what is left of the area below it.
  func drawDue(_ words: String, _ sum: Money, _ paper: inout TouchFrame, in area: Rectangle) -> Rectangle {
    let text = payTag.text(sum)
    guard area.heightRows >= 10, let large = BigText.title(text, pixels, toColumns: area.widthColumns / 2)
    else {
      paper.draw(
        TextLine([.init(words, .title, .bold)], end: [.init(text, Style(.title, .bold))]), row: 0, in: area)
      return area.from(row: area.heightRows >= 8 ? 2 : 1)
    }
    paper.frame.write(
      SafeText(words), at: Position(row: area.row + large.heightRows / 2, column: area.column),
      style: Style(.title, .bold))
    paper.frame.write(
      large, at: Position(row: area.row, column: area.columns.upperBound - large.widthColumns),
      style: Style(.title))
    return area.from(row: large.heightRows + (area.heightRows >= 20 ? 1 : 0))
  }

  /// What one should know before one pays, what matters most first.
  private func payNotes(_ order: Order) -> [(String, Role)] {
    var notes: [(String, Role)] = []
    if order.isSplitStale { notes.append((TableWords.stale(paidSoFar(order)), .ageWarm)) }
    if let last = order.payments.last, last.state == .failed {
      notes.append((TableWords.failed(last, payTag.text(last.amount)), .ageWarm))
    }
    if order.openPayments.contains(where: \.isAutomatic) { notes.append((TableWords.charging, .ageWarm)) }
    if order.paidPortion > .zero, !order.isSplitStale {
      let paid = "\(TableWords.total) \(payTag.text(order.total))"
      notes.append(("\(paid) · \(TableWords.paid) \(paidSoFar(order).joined(separator: ", "))", .paid))
    }
    if view.paying.isTraining { notes.append((TableWords.training, .ageWarm)) }
    notes.append((order.isPayVisible ? TableWords.howWillYouPay : TableWords.beforeTheBill, .dim))
    return notes
  }

  private func paidSoFar(_ order: Order) -> [String] {
    order.payments.filter { $0.held > .zero }.map { payment in
      let share = payment.share.map { TableWords.share($0, nil) }
      let who = payment.participant.flatMap { order.participant($0) }.map(TableWords.guest)
      return TableWords.paidBy(who ?? share ?? payment.provider.string, payTag.text(payment.held))
    }
  }

  private func row(_ choice: PayChoice, _ order: Order) -> PayRow {
    func who(_ id: ParticipantID) -> String { order.participant(id).map(TableWords.guest) ?? "" }
    switch choice {
    case .all:
      let isOpen = order.openPayments.contains { $0.share == nil && !$0.isAutomatic }
      let words = order.paidPortion > .zero ? TableWords.payRest : TableWords.payAll
      let sum = payTag.text(order.remaining)
      return PayRow(words: words, end: isOpen ? "\(TableWords.beingPaid)  \(sum)" : sum)
    case .share(let number):
      guard let share = order.shares.first(where: { $0.number == number }) else { return PayRow(words: "") }
      let due = order.due(share)
      let isOpen = order.openPayments.contains { $0.share == number }
      let state = due == .zero ? TableWords.isPaidWord : isOpen ? TableWords.beingPaid : ""
      return PayRow(
        words: TableWords.share(number, share.participant.map(who)),
        end: state.isEmpty ? payTag.text(due) : "\(state)  \(payTag.text(share.amount))", isOff: due == .zero)
    case .split: return PayRow(words: order.shares.isEmpty ? TableWords.splitEvenly : TableWords.splitAnew)
    case .leaveCard(let id): return PayRow(words: TableWords.leaveCard(who(id)))
    case .agree(let id): return PayRow(words: TableWords.agree(who(id)))
    case .endAgreement(let id):
      let most = order.participant(id)?.autopay?.maxAmount ?? .zero
      return PayRow(words: TableWords.endAgreement(who(id), payTag.text(most)))
    case .whoPays: return PayRow(words: TableWords.whoPays)
    }
  }

  /// The dishes, as far as there is room: all of them stand on the page of the order.
  private func drawDishes(_ order: Order, _ paper: inout TouchFrame, in area: Rectangle) {
    let lines = billLines(order)
    let isWhole = lines.count <= area.heightRows
    let shown = isWhole ? lines : Array(lines.prefix(area.heightRows - 1))
    for (row, line) in shown.enumerated() { paper.draw(line, row: row, in: area) }
    if !isWhole {
      paper.draw(TextLine(TableWords.more(lines.count - shown.count), .dim), row: shown.count, in: area)
    }
  }

  /// Rows to choose from, each with its number; high where there is room for all of them.
  func draw(_ rows: [PayRow], _ paper: inout TouchFrame, in area: Rectangle) {
    guard !rows.isEmpty, area.heightRows > 0 else { return }
    let marked = max(0, min(console.marked, rows.count - 1))
    let high = area.heightRows >= Self.highRows * rows.count ? Self.highRows : 1
    let count = area.heightRows / high
    let top = max(0, min(marked - count / 2, rows.count - count))
    for (offset, place) in (top..<min(rows.count, top + count)).enumerated() {
      let spot = Rectangle(
        row: area.row + offset * high, column: area.column, widthColumns: area.widthColumns, heightRows: high)
      draw(rows[place], place, isMarked: place == marked, in: spot, &paper)
    }
  }

  private func draw(
    _ row: PayRow, _ place: Int, isMarked: Bool, in area: Rectangle, _ paper: inout TouchFrame
  ) {
    let role: Role = isMarked ? .next : row.isOff ? .dim : .text
    if isMarked { paper.fill(area, Style(.next)) }
    if area.heightRows > 1, !isMarked { paper.frame.box(area, style: Style(.rule)) }
    let inner = Rectangle(
      row: area.row + area.heightRows / 2, column: area.column + 2,
      widthColumns: max(1, area.widthColumns - 4), heightRows: 1)
    let number = place < 9 ? "\(place + 1)  " : "   "
    paper.draw(
      TextLine(
        [.init(number, isMarked ? .next : .key), .init(SafeText(row.words, limit: 200), Style(role, .bold))],
        end: [.init(row.end, Style(role, .bold))]), row: 0, in: inner)
    paper.put(.row(place), on: area)
  }

  func drawTip(_ paper: inout TouchFrame) {
    guard let order = view.current, let currency = order.opening?.currency else { return }
    let due = console.payDue(order)
    let rest = drawDue(TableWords.tipQuestion, due, &paper, in: plan.form)
    let rows = TipChoice.allCases.map { choice in
      let tip = choice.amount(of: due, currency)
      let sum = payTag.text(due.adding(tip) ?? due)
      return PayRow(
        words: TableWords.tip(choice.rawValue),
        end: tip == .zero ? sum : TableWords.comesTo(payTag.text(tip), sum))
    }
    draw(rows, &paper, in: rest)
    drawFoot([], &paper)
  }

  func drawSplit(_ paper: inout TouchFrame) {
    guard let order = view.current else { return }
    let ways = console.paying.ways
    let rest = drawDue(TableWords.waysQuestion, order.remaining, &paper, in: plan.form)
    let rows = rest.heightRows >= Self.highRows + 2 ? Self.highRows : 1
    paper.draw(
      [
        .init(key: "", words: TableWords.fewer, short: TableWords.fewer, touch: .fewer(0)),
        .init(
          key: "", words: TableWords.parts(ways), short: "\(ways)", touch: .key(.enter), look: .chosen),
        .init(key: "", words: TableWords.more, short: TableWords.more, touch: .more(0)),
      ], in: rest.first(rows: rows))
    if let parts = EvenSplit.parts(of: order.remaining, ways: ways), let first = parts.first,
      let last = parts.last
    {
      paper.draw(
        TextLine(TableWords.each(payTag.text(last), payTag.text(first)), .title, .bold),
        row: rows + (rest.heightRows > rows + 1 ? 1 : 0), in: rest)
    }
    drawFoot(
      [
        .init(
          key: TableWords.enter, words: TableWords.splitInto(ways), short: TableWords.splitInto(ways),
          touch: .key(.enter), look: console.whyNoPaying(view) == nil ? .first : .off)
      ], &paper)
  }

  func drawConsent(_ paper: inout TouchFrame) {
    guard let agreed = console.agreement(view) else { return }
    let area = plan.form
    paper.draw(TextLine(TableWords.consentQuestion, .title, .bold), row: 0, in: area)
    draw(
      [PayRow(words: TableWords.wholeOrder), PayRow(words: TableWords.ownShare)], &paper,
      in: area.from(row: 1).first(rows: area.heightRows >= 14 ? 2 * Self.highRows : 2))
    let words = area.from(row: area.heightRows >= 14 ? 2 + 2 * Self.highRows : 4)
    write(agreed.words, Style(.title, .bold), in: words, &paper)
    drawFoot(
      [
        .init(
          key: TableWords.enter, words: TableWords.iAgree, short: TableWords.iAgree, touch: .key(.enter),
          look: console.whyNoConsent(view) == nil ? .first : .off)
      ], &paper)
  }

  private func drawFoot(_ further: [TouchFrame.Button], _ paper: inout TouchFrame) {
    let back = TouchFrame.Button(
      key: "Esc", words: TableWords.back, short: TableWords.back, touch: .key(.escape))
    paper.draw([back] + further, in: plan.foot)
  }

  /// What everybody waits for: large, and with nothing else to do.
  func drawPaid(_ order: Order, _ paper: inout TouchFrame) {
    var words = [TableWords.paidThanks(payTag.text(order.paidPortion))]
    if !order.isServed { words += ["", TableWords.stillComes] }
    drawLarge([TableWords.paidLarge], words, in: plan.body, &paper)
  }
}

extension Rectangle {
  /// What lies below its first rows.
  func from(row: Int) -> Rectangle {
    let row = max(0, min(row, heightRows))
    return Rectangle(
      row: self.row + row, column: column, widthColumns: widthColumns, heightRows: heightRows - row)
  }

  func first(rows: Int) -> Rectangle {
    Rectangle(row: row, column: column, widthColumns: widthColumns, heightRows: max(0, min(rows, heightRows)))
  }
}
