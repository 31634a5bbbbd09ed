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
    drawHints(&paper)
    let area = Rectangle(
      row: plan.header.rows.upperBound, column: plan.body.column, widthColumns: plan.body.widthColumns,
      heightRows: plan.hints.row - plan.header.rows.upperBound)
    guard let errand = errand else { return }
    guard let address = errand.address else { return drawWords(errand, nil, &paper, in: area) }
    for (code, words) in places(area) {
      let picture = AddressPicture(
        address, shortLink: errand.shortLink, room: Self.size(code), window: view.size, pixels: pixels)
      guard let qr = picture.code else { continue }
      let air = (
        rows: (code.heightRows - qr.size.heightRows) / 2,
        columns: (code.widthColumns - qr.size.widthColumns) / 2
      )
      qr.draw(
        into: &paper.frame, at: Position(row: code.row + air.rows, column: code.column + air.columns))
      return drawWords(errand, picture.text, &paper, in: words)
    }
    drawWithoutCode(errand, address, &paper, in: area)
  }

  private static func size(_ area: Rectangle) -> Size {
    Size(widthColumns: area.widthColumns, heightRows: area.heightRows)
  }

  /// Where code and words may stand, what is better first: side by side on a wide screen, one above the other on a high
  /// one; where neither leaves the code its room, with fewer words beside it.
  private func places(_ area: Rectangle) -> [(code: Rectangle, words: Rectangle)] {
    let below = (
      code: area.first(rows: area.heightRows - Self.belowRows),
      words: area.from(row: area.heightRows - Self.belowRows)
    )
    let wide = beside(area, Self.besideColumns)
    let isWide = area.widthColumns >= 2 * area.heightRows
    return (isWide ? [wide, below] : [below, wide]) + [beside(area, Self.besideLeast)]
  }

  private func beside(_ area: Rectangle, _ columns: Int) -> (code: Rectangle, words: Rectangle) {
    (
      code: Rectangle(
        row: area.row, column: area.column, widthColumns: max(1, area.widthColumns - columns - 2),
        heightRows: area.heightRows),
      words: Rectangle(
        row: area.row, column: area.columns.upperBound - columns, widthColumns: columns,
        heightRows: area.heightRows)
    )
  }

  /// What the words need to be read with ease, and at the least.
  private static let besideColumns = 34
  private static let besideLeast = 22
  private static let belowRows = 11

  /// The rows that a code wants are said of the place that is best on such a screen.
  private func drawWithoutCode(
    _ errand: Errand, _ address: String, _ paper: inout TouchFrame, in area: Rectangle
  ) {
    guard let best = places(area).first else { return }
    let wanted = AddressPicture(
      address, shortLink: errand.shortLink, room: Self.size(best.code), window: view.size, pixels: pixels)
    let whole = wanted.lines(toColumns: area.widthColumns)
    let short = TextLine.wrapped(wanted.text, Style(.text), toColumns: area.widthColumns)
    // The address goes before all other words: half of one leads nowhere.
    let room = area.heightRows - Self.buttonRows(area) - 2
    drawWords(errand, nil, &paper, in: area, further: whole.count < room ? whole : short)
  }

  private var errand: Errand? {
    guard let order = view.current else { return nil }
    if let card = console.paying.card {
      var words: [(String, Role)] = [(TableWords.cardHint, .text)]
      if view.paying.isTraining { words.append((TableWords.training, .ageWarm)) }
      return Errand(title: TableWords.leaveCardHere, sum: nil, words: words, address: card, shortLink: nil)
    }
    guard let payment = console.openPayment(order) else {
      return Errand(
        title: TableWords.begins, sum: nil, words: [], address: nil, shortLink: nil)
    }
    let tag = PriceTag(order.opening?.currency.code ?? "EUR")
    let isScanned = payment.url != nil && payment.state != .processing
    return Errand(
      title: isScanned ? TableWords.scan : TableWords.howToPay, sum: tag.text(payment.amount),
      words: whatFor(payment, order, tag) + [whatNext(payment)] + lastTry(payment),
      address: isScanned ? payment.url : nil, shortLink: view.shortLink(payment))
  }

  private func whatFor(_ payment: Payment, _ order: Order, _ tag: PriceTag) -> [(String, Role)] {
    var words: [String] = []
    if let share = payment.share {
      let who = payment.participant.flatMap { order.participant($0) }.map(TableWords.guest)
      words.append(TableWords.share(share, who))
    }
    if payment.tip > .zero { words.append(TableWords.withTip(tag.text(payment.tip))) }
    return words.isEmpty ? [] : [(words.joined(separator: ", "), .text)]
  }

  private func whatNext(_ payment: Payment) -> (String, Role) {
    switch payment.state {
    case .requested: (TableWords.begins, .title)
    case .processing: (TableWords.processing, .ageWarm)
    case .needsGuest: (TableWords.needsGuest, .ageWarm)
    case .started:
      payment.provider == Partner.simulated
        ? (TableWords.pretend, .ageWarm) : (TableWords.afterScan, .title)
    // What is over has no code.
    case .failed, .cancelled, .paid: (TableWords.begins, .title)
    }
  }

  private func lastTry(_ payment: Payment) -> [(String, Role)] {
    guard payment.failures > 0, let reason = payment.failure else { return [] }
    return [(TableWords.lastTry(PaymentWords.aloud(reason)), .ageWarm)]
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
      // Half an address leads nowhere.
      if lines.count < text.heightRows - row {
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
