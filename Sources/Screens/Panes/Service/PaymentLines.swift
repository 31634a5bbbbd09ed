import Dining
import Events
import Venue

/// The money of one order: what is paid of what, its shares, its payments, and who has agreed to pay by themselves.
struct PaymentLines {
  let order: Order
  let view: View
  let columns: Int

  /// Cells of the bar that shows how much of it is paid.
  static let barColumns = 10
  private static let indent = TextLine.Piece("      ", .text)

  func all(since: Timestamp, isMarked: Bool) -> [TextLine] {
    [first(since, isMarked)] + shares + payments + guests
  }

  private func text(_ money: Money) -> String { order.opening?.currency.text(money) ?? "\(money.minor)" }

  // MARK: The order

  private func first(_ since: Timestamp, _ isMarked: Bool) -> TextLine {
    let style = Style(isMarked ? .selected : .title)
    let name = [order.tableID?.string ?? order.names.first, order.codeText].compactMap { $0 }
      .joined(separator: " ")
    var pieces: [TextLine.Piece] = [.init(isMarked ? "► " : "  ", style), .init(name, style)]
    if let guests = order.opening?.guests, columns >= 60 {
      pieces.append(.init("  \(Chrome.count(Int(guests), "cover"))", .dim))
    }
    pieces.append(
      .init("  \(sinceWord) \(view.clock(since)), \(Span.text(since: since, at: view.now))", .text))
    return TextLine(pieces, end: bar + amounts)
  }

  private var sinceWord: String {
    if order.bill == .paid || order.overpaid > .zero { return "paid" }
    return order.billRequest == nil ? (order.payments.isEmpty ? "served" : "paying since") : "asked"
  }

  /// Filled as far as is paid; where anything is, one cell at least, and where anything is left, one is empty.
  static func barCells(paid: Money, of total: Money) -> Int {
    guard total > .zero, paid > .zero else { return 0 }
    guard paid < total else { return barColumns }
    let cells = Int(Int128(paid.minor) * Int128(barColumns) / Int128(total.minor))
    return min(max(cells, 1), barColumns - 1)
  }

  private var bar: [TextLine.Piece] {
    guard columns >= 60 else { return [] }
    let cells = Self.barCells(paid: order.paidPortion, of: order.total)
    return [
      .init(String(repeating: "█", count: cells), .paid),
      .init(String(repeating: "░", count: Self.barColumns - cells), .dim), .init("  ", .text),
    ]
  }

  private var amounts: [TextLine.Piece] {
    if order.overpaid > .zero {
      return [.init("\(text(order.overpaid)) too much", .ageWarm), .init(" of \(text(order.total))", .dim)]
    }
    if order.remaining == .zero { return [.init("\(text(order.total)) paid", .paid)] }
    let due = TextLine.Piece("\(text(order.remaining)) to pay", .bill)
    return order.paidPortion == .zero ? [due] : [due, .init(" of \(text(order.total))", .dim)]
  }

  // MARK: Shares, payments, guests

  private var shares: [TextLine] {
    order.shares.map { share in
      let paid = order.paid(share)
      let guest = share.participant.flatMap { order.participant($0) }.map { "  \($0.label)" } ?? ""
      let state: TextLine.Piece =
        paid >= share.amount
        ? .init("paid", .paid)
        : paid > .zero ? .init("\(text(paid)) paid of it", .bill) : .init("open", .text)
      return row("share \(share.number)\(guest)", share.amount, [state])
    }
  }

  /// The newest first; of many the last ones.
  private var payments: [TextLine] {
    let shown = order.payments.suffix(Self.paymentsLimit).reversed()
    let older = order.payments.count - shown.count
    return shown.map { payment in
      let style = Style(payment.state == .failed ? .ageWarm : payment.state == .paid ? .paid : .text)
      return row(
        "\(payment.provider)\(order.by(payment))", payment.amount,
        [
          .init(payment.words, style), .init("  \(view.clock(payment.changedBy.createdAt))", .dim),
        ])
    } + (older > 0 ? [TextLine([Self.indent, .init("\(older) older payments: Enter", .dim)])] : [])
  }

  private static let paymentsLimit = 6

  /// Who has a card on file, and who agreed to pay by themselves.
  private var guests: [TextLine] {
    order.participants.filter { !$0.hasLeft }.compactMap { guest in
      guard let words = guest.paymentWords(order.opening?.currency) else { return nil }
      return TextLine([Self.indent, .init("\(guest.label)  ", .title), .init(words, .text)])
    }
  }

  private func row(_ what: String, _ amount: Money, _ state: [TextLine.Piece]) -> TextLine {
    let cells =
      TextLine.Piece.cell(what, Style(.text), columns: min(24, max(12, columns / 4)))
      + TextLine.Piece.cell(text(amount), Style(.text), columns: 9, isRight: true)
    return TextLine([Self.indent] + cells + [.init(" ", .text)] + state)
  }
}

extension Participant {
  /// `card on file (stripe), pays by themselves up to 50.00`; nil where there is neither.
  func paymentWords(_ currency: Currency?) -> String? {
    var words: [String] = []
    if let provider = paymentMethod?.provider { words.append("card on file (\(provider))") }
    if let autopay {
      let most = currency?.text(autopay.maxAmount) ?? "\(autopay.maxAmount.minor)"
      words.append("auto-pay armed for \(autopay.coversOrder ? "the order" : "their share"), at most \(most)")
    }
    return words.isEmpty ? nil : words.joined(separator: ", ")
  }
}
