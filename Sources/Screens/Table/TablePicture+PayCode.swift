import Dining
import Events
import Venue

/// The page with the code that leads a telephone to a payment: the code whole and at its full size, beside it or below
/// it what it is and what happens next. Header and keys are all that stands around it, so that it has room.
extension TablePicture {
  /// What the page is about.
  private struct Errand {
    let title: String
    let sum: String?
    /// What it is for, and what happens next.
    let words: [(String, Role)]
    let address: String?
    let shortLink: String?
  }

  func drawCode(_ paper: inout TouchFrame) {
    drawHeader(&paper)
    guard let errand = errand(hasCode: true) else { return drawHints(&paper) }
    let page = rows(plan.body, to: plan.hints.rows.upperBound)
    let usual = rows(plan.body, to: plan.hints.row)
    guard let address = errand.address else {
      drawHints(&paper)
      return drawWords(errand, nil, &paper, in: usual)
    }
    let places = AddressPicture.places(
      on: page, spareRows: plan.hints.heightRows, whole: rows(plan.header, to: page.rows.upperBound))
    let picture = AddressPicture(
      address, shortLink: errand.shortLink, places: places, window: view.size, pixels: pixels)
    guard picture.code != nil else {
      drawHints(&paper)
      return drawWithoutCode(picture, &paper, in: usual)
    }
    picture.draw(into: &paper.frame)
    let words = picture.place.words
    guard words.heightRows > 1 else { return drawLine(errand, &paper, in: words) }
    if words.rows.upperBound <= plan.hints.row { drawHints(&paper) }
    drawWords(errand, picture.text, &paper, in: words)
  }

  /// The rows below the header, as wide as something else.
  private func rows(_ model: Rectangle, to end: Int) -> Rectangle {
    let top = plan.header.rows.upperBound
    return Rectangle(
      row: top, column: model.column, widthColumns: model.widthColumns, heightRows: end - top)
  }

  private func drawWithoutCode(
    _ picture: AddressPicture, _ paper: inout TouchFrame, in area: Rectangle
  ) {
    guard let errand = errand(hasCode: false) else { return }
    let whole = picture.lines(toColumns: area.widthColumns)
    let short = TextLine.wrapped(picture.text, Style(.text), toColumns: area.widthColumns)
    // The address goes before all other words: half of one leads nowhere.
    let room = area.heightRows - Self.buttonRows(area) - 2
    drawWords(errand, nil, &paper, in: area, further: whole.count < room ? whole : short)
  }

  /// All that is said below a code that takes the whole page: what it is, how much, and the way on.
  private func drawLine(_ errand: Errand, _ paper: inout TouchFrame, in area: Rectangle) {
    let buttons = codeButtons
    let columns = min(area.widthColumns / 2, 14 * buttons.count)
    let words = [errand.title, errand.sum].compactMap { $0 }.joined(separator: "  ")
    paper.draw(
      TextLine(words, .title, .bold), row: 0,
      in: Rectangle(
        row: area.row, column: area.column, widthColumns: area.widthColumns - columns - 1, heightRows: 1))
    paper.draw(
      buttons,
      in: Rectangle(
        row: area.row, column: area.columns.upperBound - columns, widthColumns: columns, heightRows: 1))
  }

  /// - Parameter hasCode: whether there is one to be scanned, or else an address to be opened.
  private func errand(hasCode: Bool) -> Errand? {
    guard let order = view.current else { return nil }
    if let card = console.paying.card {
      var words: [(String, Role)] = [(TableWords.cardHint, .text)]
      if view.paying.isTraining { words.append((TableWords.training, .ageWarm)) }
      return Errand(
        title: hasCode ? TableWords.leaveCardHere : TableWords.openForCard, sum: nil, words: words,
        address: card, shortLink: nil)
    }
    guard let payment = console.openPayment(order) else {
      return Errand(
        title: TableWords.begins, sum: nil, words: [], address: nil, shortLink: nil)
    }
    let tag = PriceTag(order.opening?.currency.code ?? "EUR")
    let purpose = CodeWords.purpose(of: payment, order)
    return Errand(
      title: payment.page == nil ? TableWords.wait : hasCode ? TableWords.scan : TableWords.openToPay,
      sum: tag.text(payment.amount),
      words: (purpose.isEmpty ? [] : [(purpose, .text)]) + [whatNext(payment, hasCode: hasCode)]
        + (CodeWords.lastTry(of: payment).map { [($0, .ageWarm)] } ?? []),
      address: payment.page, shortLink: view.shortLink(payment))
  }

  private func whatNext(_ payment: Payment, hasCode: Bool) -> (String, Role) {
    switch payment.state {
    case .requested: (TableWords.begins, .title)
    case .processing: (TableWords.processing, .ageWarm)
    case .needsGuest: (TableWords.needsGuest, .ageWarm)
    case .started where payment.url == nil: (TableWords.noPage, .ageWarm)
    case .started where payment.provider == Partner.simulated: (TableWords.pretend, .ageWarm)
    case .started: (hasCode ? TableWords.afterScan : TableWords.afterOpening, .title)
    // What is over has no code.
    case .failed, .cancelled, .paid: (TableWords.begins, .title)
    }
  }

  /// The words of the page, with what is to be touched at their end.
  private func drawWords(
    _ errand: Errand, _ address: String?, _ paper: inout TouchFrame, in area: Rectangle,
    further: [TextLine] = []
  ) {
    let buttonRows = Self.buttonRows(area)
    let all = area.first(rows: area.heightRows - buttonRows)
    let text = all.first(rows: all.heightRows - further.count)
    var row = 0
    func put(_ words: String, _ role: Role) {
      let style = Style(role, role == .text ? [] : .bold)
      for line in TextLine.wrapped(words, style, toColumns: text.widthColumns) where row < text.heightRows {
        paper.draw(line, row: row, in: text)
        row += 1
      }
    }
    put(errand.title, .title)
    if let sum = errand.sum {
      let large = text.heightRows >= 12 ? BigText.title(sum, pixels, toColumns: text.widthColumns) : nil
      if let large {
        paper.frame.write(
          large, at: Position(row: text.row + row, column: text.column), style: Style(.title))
        row += large.heightRows
      } else {
        put(sum, .title)
      }
    }
    let isRoomy = text.heightRows >= 14
    for (words, role) in errand.words {
      if isRoomy { row += 1 }
      put(words, role)
    }
    if let message = console.message(at: view.now) {
      if isRoomy { row += 1 }
      put(message.text, message.isError ? .ageWarm : .title)
    }
    if let address {
      let lines = TextLine.wrapped(address, Style(.dim), toColumns: text.widthColumns)
      // Nobody types what is longer, and half an address leads nowhere.
      if lines.count <= CodeWords.typedLines, lines.count < text.heightRows - row {
        for (offset, line) in lines.enumerated() { paper.draw(line, row: row + 1 + offset, in: text) }
      }
    }
    let rest = all.from(row: min(row + 1, text.heightRows))
    for (offset, line) in further.enumerated() { paper.draw(line, row: offset, in: rest) }
    paper.draw(codeButtons, in: area.from(row: area.heightRows - buttonRows))
  }

  private static func buttonRows(_ area: Rectangle) -> Int { area.heightRows >= 8 ? 3 : 1 }

  private var codeButtons: [TouchFrame.Button] {
    let back = TouchFrame.Button(
      key: "Esc", words: TableWords.back, short: TableWords.back, touch: .key(.escape))
    guard console.whyNoFurtherTry(view) == nil else { return [back] }
    return [
      back,
      .init(
        key: TableWords.enter, words: TableWords.goOn, short: TableWords.goOn, touch: .key(.enter),
        look: .first),
    ]
  }
}
