import Dining
import Events
import Venue

/// One order whole: what is on it by round, its money, its guests, and its history in words.
///
/// Who stands there: a waiter with a guest who asks after something, or a manager who wants to know what happened.
///
/// What they need first:
/// 1. What is on it, and where is it? So dishes stand by round, each with how far the kitchen is.
/// 2. What is paid, by whom, and what is left? So shares, payments and guests stand under the sum.
/// 3. What was the last thing that happened, who did it, and how? So the newest stands first, with its time, its person,
///    and whether a guest, staff, a voice or a machine said it.
struct OrderPane {
  static let kind = PaneKind(
    name: "order", help: "the selected order whole, with its money and its history",
    picture: .text { console, view, width in
      console.pane.order.flatMap { view.house.orders[$0] }
        .map { OrderPane(stream: $0, view: view).columns(width) } ?? []
    },
    subject: { console, view in console.orderToShow(view).map { .order($0) } },
    whyOff: ActionTable.nothingSelected,
    operand: PaneKind.Operand(word: "CODE") { name, view in
      OrderName(name).order(in: view.house).map { .order($0.id) }
    }, keys: ActionTable.orderPane)

  let stream: OrderStream
  let view: View

  private var order: Order { stream.order }

  /// The order and its history, beside each other where there is width, else below each other.
  func columns(_ width: Int) -> [[TextLine]] {
    guard width >= ScrollPane.twoColumnsLeast else {
      return [details(width) + [.empty] + history(width)]
    }
    let half = (width - 2) / 2
    return [details(half), history(half)]
  }

  private func details(_ columns: Int) -> [TextLine] {
    heading(columns) + rounds(columns) + money(columns)
  }

  private func heading(_ columns: Int) -> [TextLine] {
    var pieces: [TextLine.Piece] = [.init(order.codeText, .title, .bold)]
    if let table = order.tableID { pieces.append(.init(table.string, .title)) }
    if let guests = order.opening?.guests { pieces.append(.init(Chrome.count(Int(guests), "cover"), .text)) }
    if let type = order.opening?.type, type != .dineIn {
      pieces.append(.init(type.rawValue.uppercased(), .title))
    }
    if let promised = order.opening?.promisedAt {
      pieces.append(.init("promised \(view.clock(promised))", .title))
    }
    pieces.append(.init(state, .text))
    if let opened = order.opening?.createdAt { pieces.append(.init("opened \(view.clock(opened))", .dim)) }
    var lines = TextLine.flowed(pieces, toColumns: columns, gapColumns: 2)
    lines += TextLine.flowed([.init(order.id.description, .dim)], toColumns: columns)
    lines += order.marks.map { TextLine($0.rawValue, $0.role) }
    lines += order.alerts.flatMap { TextLine.wrapped("ALERT \($0.shown)", Style(.alert), toColumns: columns) }
    let guests = order.participants.map { guest in
      let name = guest.name.map { " \($0)" } ?? ""
      return TextLine.Piece("\(guest.label)\(name)\(guest.hasLeft ? ", left" : "")", .text)
    }
    let payers = order.participants.compactMap { guest in
      guest.paymentWords(order.opening?.currency).map { "\(guest.label): \($0)" }
    }
    return lines + TextLine.flowed(guests, toColumns: columns, gapColumns: 2)
      + payers.flatMap { TextLine.wrapped($0, Style(.bill), toColumns: columns) }
  }

  /// Both axes: how far the kitchen is, and the bill where there is one.
  private var state: String {
    if let closing = order.closing {
      return closing.cancelledBecause.map { "cancelled: \($0)" } ?? "closed"
    }
    let kitchen = order.rounds.isEmpty ? "not sent yet" : Self.word(order.kitchen)
    switch order.bill {
    case .none, .closed: return kitchen
    case .billRequested: return "\(kitchen), bill asked for"
    case .paid: return "\(kitchen), paid"
    }
  }

  private static func word(_ status: KitchenStatus) -> String {
    switch status {
    case .opened: "not sent yet"
    case .ordered: "new"
    case .preparing: "cooking"
    case .ready: "ready"
    case .delivered: "served"
    }
  }

  private func rounds(_ columns: Int) -> [TextLine] {
    let numbered = order.items.enumerated().map { (number: $0.offset + 1, item: $0.element) }
    var lines: [TextLine] = []
    for round in order.rounds {
      let delay = round.delayMinutes > 0 ? ", wanted \(round.delayMinutes) min later" : ""
      lines += [
        .empty, TextLine("Round \(round.number), sent \(view.clock(round.sentAt))\(delay)", .title, .bold),
      ]
      lines += numbered.filter { $0.item.round == round.number }.flatMap {
        self.item($0.number, $0.item, columns)
      }
    }
    let unsent = numbered.filter { $0.item.round == nil }
    if !unsent.isEmpty {
      lines += [.empty, TextLine("Not sent yet", .title, .bold)]
      lines += unsent.flatMap { self.item($0.number, $0.item, columns) }
    }
    return lines
  }

  private func item(_ number: Int, _ item: Item, _ columns: Int) -> [TextLine] {
    let total = item.lineTotal(quantity: item.quantity).map(text) ?? ""
    let status = item.isVoid ? "VOID" : item.isRemoved ? "taken off" : Self.word(item.status)
    let end = "\(item.round == nil && !item.isRemoved ? "" : "\(status)  ")\(item.isRemoved ? "" : total)"
    let digits = number < 10 ? " \(number)" : "\(number)"
    let style = item.isRemoved ? Style(.void) : Style(.text)
    let room = max(8, columns - SafeText(end).widthColumns - 1)
    var lines = TextLine.wrapped(
      "\(item.quantity) × \(item.dish.name)", style, after: [.init("\(digits)  ", .dim)], toColumns: room)
    lines[0].end = [.init(end, .dim)]
    let indent = TextLine.Piece("      ", .text)
    var notes: [(String, Role)] = item.modifiers.map { ("+ \($0.name)", .text) }
    if let note = item.noteShown { notes.append((note, .title)) }
    if !item.dish.allergens.isEmpty {
      notes.append(("▲ \(item.dish.allergens.joined(separator: ", "))", .allergen))
    }
    if item.fewerQuantity > 0 { notes.append(("VOID \(item.fewerQuantity) more, not seen yet", .title)) }
    if let reason = item.removal?.reason { notes.append(("because: \(reason)", .dim)) }
    if let guest = item.participant.flatMap({ order.participant($0) }) {
      notes.append(("for \(guest.label)", .dim))
    }
    return lines + notes.flatMap { TextLine.wrapped($0.0, Style($0.1), after: [indent], toColumns: columns) }
  }

  private func text(_ money: Money) -> String { order.opening?.currency.text(money) ?? "\(money.minor)" }

  private func money(_ columns: Int) -> [TextLine] {
    let currency = order.opening?.currency.code.string ?? ""
    var lines: [TextLine] = [.empty]
    func row(_ left: String, _ amount: Money, _ role: Role = .text) {
      lines.append(TextLine([.init(left, role)], end: [.init("\(text(amount)) \(currency)", role)]))
    }
    for adjustment in order.adjustments {
      row(adjustment.kind.rawValue + (adjustment.label.map { ", \($0)" } ?? ""), adjustment.amount)
    }
    row("Total", order.total, .title)
    for share in order.shares {
      let isPaid = order.paid(share) >= share.amount
      let guest = share.participant.flatMap { order.participant($0) }.map { ", \($0.label)" } ?? ""
      row("  share \(share.number)\(guest)\(isPaid ? ", paid" : "")", share.amount, .dim)
    }
    for payment in order.payments {
      let when = view.clock(payment.changedBy.createdAt)
      row(
        "  \(payment.provider)\(order.by(payment)) \(payment.words), \(when)", payment.amount,
        payment.state == .failed ? .ageWarm : .dim)
      if payment.page != nil { lines.append(TextLine("    Enter shows its QR code", .key)) }
      if payment.refunded > .zero { row("  given back", payment.refunded.negated, .dim) }
    }
    if order.paidPortion != .zero || order.remaining != order.total {
      row("Paid", order.paidPortion, .paid)
      row("Still to pay", order.remaining, order.remaining > .zero ? .bill : .text)
      if order.overpaid > .zero { row("Too much paid, the guest's", order.overpaid, .bill) }
    }
    return lines
  }

  private func history(_ columns: Int) -> [TextLine] {
    let stories = stream.conflictStories
    return [TextLine("What happened, newest first", .title, .bold)]
      + stream.events.reversed().flatMap { event in
        HistoryLine.lines(event, in: order, stories, view: view, columns: columns, withCode: false)
      }
  }
}

extension Console.Pane {
  static func order(_ id: OrderID) -> Self { Self(OrderPane.kind, .order(id)) }
}

extension Action.Place {
  static let order = Self("order")
}
