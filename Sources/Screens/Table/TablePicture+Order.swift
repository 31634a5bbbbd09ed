import Dining
import Events

/// The page of the order and the page of the bill.
extension TablePicture {
  private static let buttonRows = 3

  /// The body without the buttons at its end, and those.
  private var parts: (list: Rectangle, buttons: Rectangle) {
    let body = plan.body
    let foot = body.heightRows >= 9 ? Self.buttonRows : 1
    return (
      Rectangle(
        row: body.row, column: body.column, widthColumns: body.widthColumns,
        heightRows: max(0, body.heightRows - foot - 1)),
      Rectangle(
        row: body.rows.upperBound - foot, column: body.column, widthColumns: body.widthColumns,
        heightRows: foot)
    )
  }

  private var tag: PriceTag {
    PriceTag(view.current?.opening?.currency.code ?? view.menu?.currencyCode ?? "EUR")
  }

  func drawOrder(_ paper: inout TouchFrame) {
    let (list, buttons) = parts
    var top = list
    if let alerts = view.current?.alerts, !alerts.isEmpty {
      let words = TableWords.tell(alerts.map { $0.text ?? TableWords.alertGone })
      let columns = list.widthColumns - 2
      // All of them are to be seen, but what was ordered too.
      let lines = TextLine.wrapped(words, Style(.alert), toColumns: columns)
        .cut(toRows: max(1, list.heightRows / 2), columns: columns)
      let area = Rectangle(
        row: list.row, column: list.column, widthColumns: list.widthColumns, heightRows: lines.count)
      paper.fill(area, Style(.alert))
      for (row, line) in lines.enumerated() {
        paper.draw(TextLine([.init(" ", .alert)] + line.start), row: row, in: area)
      }
      top = Rectangle(
        row: area.rows.upperBound + 1, column: list.column, widthColumns: list.widthColumns,
        heightRows: max(0, list.heightRows - lines.count - 1))
    }
    let page = view.current.map { order in OrderLines(order, soldOut: view.soldOut) { clock($0) } }
    if let page, !page.items.isEmpty {
      drawLines(page, &paper, top)
    } else {
      write(TableWords.nothingYet, Style(.text), in: top, &paper)
    }
    paper.draw(orderButtons, in: buttons)
  }

  private func clock(_ time: Timestamp) -> String {
    View.clock(time, offsetMinutes: view.offsets.minutes(at: time))
  }

  private func drawLines(_ page: OrderLines, _ paper: inout TouchFrame, _ area: Rectangle) {
    guard area.heightRows > 0 else { return }
    let marked = max(0, min(console.marked, page.items.count - 1))
    let at = page.lines.firstIndex(of: .item(marked)) ?? 0
    let top = max(0, min(at - area.heightRows / 2, page.lines.count - area.heightRows))
    for (offset, line) in page.lines.dropFirst(top).prefix(area.heightRows).enumerated() {
      let row = Rectangle(
        row: area.row + offset, column: area.column, widthColumns: area.widthColumns, heightRows: 1)
      switch line {
      case .heading(let words, let isFirst):
        paper.draw(TextLine(words, isFirst ? .changed : .title, .bold), row: 0, in: row)
      case .person(let words): paper.draw(TextLine(words, .dim), row: 0, in: row)
      case .words(let words): paper.draw(TextLine(words, .delay), row: 0, in: row)
      case .item(let place): draw(page.items[place], place, isMarked: place == marked, in: row, &paper)
      case .blank: break
      }
    }
    let below = page.lines.count - top - area.heightRows
    if below > 0 {
      drawBelow(
        below,
        Rectangle(
          row: area.rows.upperBound, column: area.column, widthColumns: area.widthColumns, heightRows: 1),
        &paper)
    }
  }

  /// How much more there is, in a row of its own: a touch goes there.
  private func drawBelow(_ count: Int, _ row: Rectangle, _ paper: inout TouchFrame) {
    paper.draw(TextLine(end: [.init(TableWords.below(count), .key)]), row: 0, in: row)
    paper.put(.key(.pageDown), on: row)
  }

  private static let priceColumns = 11

  /// `2 × Burger, medium “no onions”      −  +  ×   25.00 €`, or how far it is in place of the three.
  private func draw(
    _ item: Item, _ place: Int, isMarked: Bool, in row: Rectangle, _ paper: inout TouchFrame
  ) {
    let base: Role = isMarked ? .selected : item.isRemoved ? .void : .text
    if isMarked { paper.fill(row, Style(.selected)) }
    paper.put(.row(place), on: row)
    let sum = item.isRemoved ? "" : item.lineTotal(quantity: item.quantity).map(tag.text) ?? ""
    let price = String(repeating: " ", count: max(1, Self.priceColumns - SafeText(sum).widthColumns)) + sum
    let canChange = item.round == nil && !item.isRemoved && console.whyNoOrdering(view) == nil
    let isPlain = isMarked || item.isRemoved
    let isSoldOut = item.round == nil && !item.isRemoved && view.soldOut.contains(item.dish.menuitemID)
    // What is sold out can only be taken off.
    let touches: [Touch] = isSoldOut ? [.off(place)] : [.fewer(place), .more(place), .off(place)]
    let signs = isSoldOut ? [TableWords.off] : [TableWords.fewer, TableWords.more, TableWords.off]
    let state: [TextLine.Piece] =
      isSoldOut
      ? [.init(TableWords.soldOut, Style(isPlain ? base : .ageWarm, .bold))]
      : canChange ? [] : [.init(TableWords.status(item), Style(isPlain ? base : Self.role(of: item), .bold))]
    let keys = signs.map { TextLine.Piece("  \($0)  ", isPlain ? base : .key) }
    let middle = canChange ? state + keys : state
    let extras = item.modifiers.map(\.name) + [item.noteShown].compactMap { $0 }
    let rest = extras.isEmpty ? "" : "  \(extras.joined(separator: ", "))"
    let end = middle + [.init(price, Style(base))]
    paper.draw(
      TextLine(
        [
          .init(SafeText(TableWords.line(item), limit: 200), Style(base, .bold)),
          .init(SafeText(rest, limit: 200), Style(isPlain ? base : .dim)),
        ], end: end), row: 0, in: row)
    guard canChange else { return }
    var column = row.columns.upperBound - TextLine(end: end).endColumns + TextLine(end: state).endColumns
    for touch in touches {
      paper.put(touch, on: Rectangle(row: row.row, column: column, widthColumns: 5, heightRows: 1))
      column += 5
    }
  }

  /// The colours of the board: who has seen it knows them.
  private static func role(of item: Item) -> Role {
    switch item.status {
    case .opened: .dim
    case .ordered: .codeNew
    case .preparing: .codeCooking
    case .ready: .codeReady
    case .delivered: .dim
    }
  }

  private var orderButtons: [TouchFrame.Button] {
    let cart = view.current?.cart ?? []
    let sum = cart.reduce(Money.zero) { sum, item in
      item.lineTotal(quantity: item.quantity).flatMap { sum.adding($0) } ?? sum
    }
    let canSend = console.whyNoSending(view) == nil
    var buttons = [
      TouchFrame.Button(
        key: canSend ? TableWords.enter : "",
        words: canSend ? "\(TableWords.send) · \(tag.text(sum))" : TableWords.send,
        short: TableWords.sendShort, touch: .key(.enter), look: canSend ? .first : .off)
    ]
    let canAgain = console.whyNotAgain(view) == nil
    buttons.append(
      .init(
        key: "a", words: TableWords.again, short: TableWords.againShort, touch: .key(.character("a")),
        look: canAgain ? .plain : .off))
    let undo = console.undoable(view)
    let words =
      switch undo {
      case .sending(let seconds): TableWords.undo(seconds: seconds)
      case .change, nil: TableWords.undo
      }
    buttons.append(
      .init(
        key: "u", words: words, short: words, touch: .key(.character("u")),
        look: undo != nil && console.whyNoUndo(view) == nil ? .plain : .off))
    buttons.append(
      .init(
        key: "t", words: TableWords.allergy, short: TableWords.allergyShort, touch: .key(.character("t")),
        look: console.whyNotFromHere(view) == nil ? .plain : .off))
    return buttons
  }

  func drawBill(_ paper: inout TouchFrame) {
    let (list, buttons) = parts
    let reason = console.whyNoBill(view)
    guard let order = view.current, !order.standing.isEmpty else {
      write(TableWords.nothingToPay, Style(.text), in: list, &paper)
      return
    }
    if order.bill == .paid { return drawPaid(order, &paper) }
    let foot = footLines(order)
    let rows = max(0, list.heightRows - foot.count - 1)
    let items = billLines(order)
    let top = max(0, min(console.marked, items.count - rows))
    for (offset, line) in items.dropFirst(top).prefix(rows).enumerated() {
      paper.draw(line, row: offset, in: list)
    }
    if items.count - top > rows {
      drawBelow(
        items.count - top - rows,
        Rectangle(row: list.row + rows, column: list.column, widthColumns: list.widthColumns, heightRows: 1),
        &paper)
    }
    for (offset, line) in foot.enumerated() {
      paper.draw(line, row: list.heightRows - foot.count + offset, in: list)
    }
    if let sum = largeSum(order, rows: list.heightRows) {
      // Below the rule, beside the words for it.
      paper.frame.write(
        sum,
        at: Position(
          row: list.rows.upperBound - foot.count + 1, column: list.columns.upperBound - sum.widthColumns),
        style: Style(.title))
    }
    if !order.cart.isEmpty, order.bill == .none {
      paper.draw(
        [
          .init(key: "", words: TableWords.order, short: TableWords.order, touch: .page(.order), look: .first)
        ], in: buttons)
    } else {
      paper.draw(
        [
          .init(
            key: reason == nil ? TableWords.enter : "",
            words: reason ?? TableWords.askForBill, short: reason ?? TableWords.askForBillShort,
            touch: .key(.enter), look: reason == nil ? .first : .off)
        ] + cardButton, in: buttons)
    }
  }

  /// Where the house charges cards by themselves.
  private var cardButton: [TouchFrame.Button] {
    guard console.whyNoCard(view) == nil else { return [] }
    return [
      .init(
        key: "c", words: TableWords.payByItself, short: TableWords.payByItselfShort,
        touch: .key(.character("c")))
    ]
  }

  /// What is still to pay, large, where the bill leaves room for it.
  private func largeSum(_ order: Order, rows: Int) -> BigText? {
    guard order.bill != .paid, rows >= Self.largeSumLeast else { return nil }
    return BigText.title(tag.text(order.remaining), pixels, toColumns: plan.body.widthColumns / 2)
  }

  /// From so many rows on the sum is large.
  private static let largeSumLeast = 18

  func billLines(_ order: Order) -> [TextLine] {
    let dishes = order.standing.map { item in
      let sum = item.lineTotal(quantity: item.quantity).map(tag.text) ?? ""
      let isSent = item.round != nil
      // What a sum is made of is seen beside it.
      let costly = item.modifiers.filter { $0.price != .zero }.map(\.name).joined(separator: ", ")
      return TextLine(
        [
          .init(SafeText(TableWords.line(item), limit: 200), Style(.text)),
          .init(SafeText(costly.isEmpty ? "" : "  \(costly)", limit: 200), Style(.dim)),
          .init(isSent ? "" : "  \(TableWords.notSent.lowercased())", Style(.ageWarm)),
        ], end: [.init(sum, Style(.text))])
    }
    let others = order.adjustments.map { adjustment in
      TextLine(
        [.init(SafeText(TableWords.adjustment(adjustment), limit: 200), Style(.text))],
        end: [.init(tag.text(adjustment.amount), Style(.text))])
    }
    return dishes + others
  }

  /// The sums, and the place where one will pay.
  private func footLines(_ order: Order) -> [TextLine] {
    var lines = [TextLine]()
    func sum(_ words: String, _ money: Money, _ role: Role) {
      lines.append(
        TextLine([.init(words, role, .bold)], end: [.init(tag.text(money), Style(role, .bold))]))
    }
    lines.append(
      TextLine([.init(SafeText(String(repeating: "─", count: plan.body.widthColumns)), Style(.rule))]))
    if let large = largeSum(order, rows: parts.list.heightRows) {
      lines.append(TextLine(order.paidPortion > .zero ? TableWords.toPay : TableWords.total, .title, .bold))
      lines += Array(repeating: .empty, count: large.heightRows - 1)
      if order.paidPortion > .zero {
        sum(TableWords.total, order.total, .text)
        sum(TableWords.paid, order.paidPortion, .paid)
      }
    } else {
      sum(TableWords.total, order.total, .title)
      if order.paidPortion > .zero {
        sum(TableWords.paid, order.paidPortion, .paid)
        sum(TableWords.toPay, order.remaining, .title)
      }
    }
    let columns = plan.body.widthColumns
    let isRoomy = plan.body.heightRows >= 14
    if !order.cart.isEmpty, order.bill == .none {
      if isRoomy { lines.append(.empty) }
      lines += TextLine.wrapped(
        console.whyCartStops(view) ?? "", Style(.ageWarm), toColumns: columns
      ).prefix(3)
      return lines
    }
    if isRoomy { lines.append(.empty) }
    let people = shares(order)
    if !people.isEmpty { lines += TextLine.flowed(people, toColumns: columns, gapColumns: 3) }
    let words =
      switch order.bill {
      case .none: TableWords.askFirst
      case .billRequested: TableWords.payHere
      case .paid, .closed: TableWords.everythingPaid
      }
    lines.append(
      TextLine([
        .init(order.bill == .paid ? "" : "\(TableWords.howToPay)  ", .dim), .init(words, Style(.title)),
      ]))
    return lines
  }

  /// What each guest's dishes come to, where there are several.
  private func shares(_ order: Order) -> [TextLine.Piece] {
    guard !order.participants.isEmpty else { return [] }
    let people: [Participant?] = order.participants + [nil]
    return people.compactMap { person in
      let own = order.standing.filter { $0.participant == person?.id }
      guard !own.isEmpty else { return nil }
      let sum = own.reduce(Money.zero) { sum, item in
        item.lineTotal(quantity: item.quantity).flatMap { sum.adding($0) } ?? sum
      }
      return TextLine.Piece("\(person.map(TableWords.guest) ?? TableWords.forTable) \(tag.text(sum))", .text)
    }
  }
}
