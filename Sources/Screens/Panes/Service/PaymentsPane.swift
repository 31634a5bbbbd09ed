import Dining
import Events
import Venue

/// The money of every order at the bill and after it, and of those that are served and have not asked.
///
/// Who stands there: a waiter at the counter with a guest before them who wants to pay, or who asks whether a card went
/// through; others at the table listen.
///
/// What they need first:
/// 1. Who waits to pay, and since when? So those who have asked stand first, longest first.
/// 2. What is still due, and from whom? So each order has what is paid of what, as a bar and in figures, and a row for
///    each share and each payment.
/// 3. Why did it not work, in words that can be said aloud, and what now? So a failed payment stands with its reason,
///    and the marked order is what a typed `pay cash` is for.
struct PaymentsPane {
  static let kind = PaneKind(
    name: "payments", help: "bills and payments: what is due, shares, cards, what failed and why",
    picture: .text { console, view, width in
      PaymentsPane(view, marked: console.service.payment).rows(columns: width).lines
    },
    crew: .staff,
    head: { console, view, width in PaymentsPane(view, marked: console.service.payment).head },
    keys: ActionTable.paymentsPane,
    wheel: { console, key, view in console.markPayment(key == .wheelUp ? .up : .down, view) },
    click: { console, position, view in
      let pane = PaymentsPane(view, marked: console.service.payment)
      guard let place = ScrollPane(console, view).place(at: position),
        let mark = pane.rows(columns: ScreenPlan(console, view).body.widthColumns)
          .mark(line: place.line, column: place.column)
      else { return [] }
      if console.service.payment == mark { console.visit(mark) } else { console.service.payment = mark }
      return []
    })

  private let view: View
  private let marked: OrderID?
  private let groups: [(group: Group, orders: [Entry])]

  /// What is left to do with an order's money; in the order in which it is done.
  enum Group: String, CaseIterable {
    case overpaid = "Too much paid"
    case asked = "To pay"
    case served = "Served, not asked for the bill"
    case paid = "Paid, not closed"
  }

  private struct Entry {
    let order: Order
    let since: Timestamp
  }

  init(_ view: View, marked: OrderID?) {
    self.view = view
    self.marked = marked
    var found: [Group: [Entry]] = [:]
    for stream in view.house.orders.values {
      guard let (group, since) = Self.place(of: stream.order) else { continue }
      found[group, default: []].append(Entry(order: stream.order, since: since))
    }
    groups = Group.allCases.compactMap { group in
      found[group].map { (group, $0.sorted { ($0.since, $0.order.id) < ($1.since, $1.order.id) }) }
    }
  }

  /// Where an order stands here, and since when; nil for one of whose money nothing is to be said.
  static func place(of order: Order) -> (group: Group, since: Timestamp)? {
    let opened = order.opening?.createdAt ?? .earliest
    let lastPaid = order.payments.map(\.changedBy).max()?.createdAt ?? opened
    if order.overpaid > .zero { return (.overpaid, lastPaid) }
    guard order.closing == nil else { return nil }
    if order.bill == .paid { return (.paid, lastPaid) }
    if let request = order.billRequest { return (.asked, request.createdAt) }
    // Nobody has asked, and yet money is on its way.
    if !order.payments.isEmpty { return (.asked, lastPaid) }
    return order.servedUnpaidSince.map { (.served, $0) }
  }

  // MARK: Head

  var head: [TextLine] {
    let due = groups.filter { $0.group == .asked || $0.group == .served }.flatMap(\.orders).map(\.order)
    let currencies = Set(due.compactMap { $0.opening?.currency })
    guard currencies.count == 1, let currency = currencies.first else {
      return [TextLine("Payments", .title, .bold)]
    }
    let sum = due.reduce(Money.zero) { $0.adding($1.remaining) ?? $0 }
    let words = "\(currency.text(sum)) \(currency.code) to pay on \(Chrome.count(due.count, "order"))"
    return [TextLine([.init("Payments", .title, .bold)], end: [.init(words, .bill)])]
  }

  // MARK: Rows

  func rows(columns width: Int) -> MarkedRows<OrderID> {
    guard !groups.isEmpty else {
      let words = "Nobody is at the bill. bill T4 asks for one; pay cash T4 50 takes what a guest gives."
      return MarkedRows(
        columns: [[.init([.empty] + TextLine.wrapped(words, Style(.text), toColumns: width))]])
    }
    let rows = groups.flatMap { group, entries in
      [MarkedRows<OrderID>.Row([.empty, heading(group, entries)])]
        + entries.map { entry in
          let lines = PaymentLines(order: entry.order, view: view, columns: width)
          return .init(
            lines.all(since: entry.since, isMarked: entry.order.id == marked), entry.order.id)
        }
    }
    return MarkedRows(columns: [rows])
  }

  private func heading(_ group: Group, _ entries: [Entry]) -> TextLine {
    TextLine([.init("\(group.rawValue) ", .title), .init("\(entries.count)", .dim)])
  }
}

extension Console.Pane {
  static let payments = Self(PaymentsPane.kind)
}

extension Action.Place {
  static let payments = Self("payments")
}
