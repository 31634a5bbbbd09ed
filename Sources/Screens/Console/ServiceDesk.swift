import Dining
import Events
import Venue

/// What the panes of whoever waits on tables remember: what is marked in each, and what is to be seen to.
struct ServiceDesk: Sendable {
  var table: TableMark?
  var payment: OrderID?
  var attention: Attention.About?
  /// What is to be seen to, as of the last look; empty where nobody waits on tables at this screen.
  var list: [Attention] = []

  /// A row of the tables.
  enum TableMark: Hashable, Sendable {
    case order(OrderID)
    /// A table without an order, as the house writes it.
    case table(ExactString)
  }
}

/// Marking a row, and what is then done with it.
extension Console {
  /// Looks at what is to be seen to; whether something of it must be heard.
  mutating func followAttention(_ view: View) {
    let isWanted =
      mode == .staff || pane.kind.name == AttentionPane.kind.name || pane.kind.name == TablesPane.kind.name
    service.list = isWanted ? Attention.list(view, unread: conflicts) : []
  }

  /// The order of the row that is marked in a pane with rows; nil in other panes, and where none is marked.
  func markedOrder(_ view: View) -> Order? {
    switch pane.kind.name {
    case TablesPane.kind.name:
      guard case .order(let id) = service.table else { return nil }
      return view.house.orders[id]?.order
    case PaymentsPane.kind.name: return service.payment.flatMap { view.house.orders[$0]?.order }
    case AttentionPane.kind.name:
      return service.attention?.order.flatMap { view.house.orders[$0]?.order }
    default: return nil
    }
  }

  /// The marked table, where it is one without an order.
  var markedFreeTable: ExactString? {
    guard pane.kind.name == TablesPane.kind.name, case .table(let name) = service.table else { return nil }
    return name
  }

  /// Whether keys are about a marked row here, and not about the board's selection.
  var hasMarks: Bool {
    [TablesPane.kind.name, PaymentsPane.kind.name, AttentionPane.kind.name].contains(pane.kind.name)
  }

  /// Lets go of what is no longer there, and follows a table to the order that it has got.
  mutating func followMarks(_ view: View) {
    switch service.table {
    case .order(let id):
      guard let order = view.house.orders[id]?.order else {
        service.table = nil
        return
      }
      if order.party == nil, let table = order.tableID { service.table = .table(table) }
    case .table(let name):
      if let order = OrderName(name.string).order(in: view.house), order.isLive {
        service.table = .order(order.id)
      }
    case nil: break
    }
    if let id = service.payment, view.house.orders[id] == nil { service.payment = nil }
    if let about = service.attention, pane.kind.name == AttentionPane.kind.name,
      !service.list.contains(where: { $0.about == about })
    {
      service.attention = nil
    }
  }

  // MARK: Marking

  mutating func markTable(_ key: Key, _ view: View) {
    let rows = TablesPane(self, view).rows(columns: ScreenPlan(self, view).body.widthColumns)
    service.table = rows.moved(from: service.table, key)
    if let mark = service.table { reveal(rows.lines(of: mark), view) }
  }

  mutating func markPayment(_ key: Key, _ view: View) {
    let rows = PaymentsPane(view, marked: service.payment).rows(
      columns: ScreenPlan(self, view).body.widthColumns)
    service.payment = rows.moved(from: service.payment, key)
    if let mark = service.payment { reveal(rows.lines(of: mark), view) }
  }

  mutating func markAttention(_ key: Key, _ view: View) {
    let rows = AttentionPane(self, view).rows(columns: ScreenPlan(self, view).body.widthColumns)
    service.attention = rows.moved(from: service.attention, key)
    if let mark = service.attention { reveal(rows.lines(of: mark), view) }
  }

  // MARK: Going there

  /// Shows an order; Esc leads back to the pane it was shown from.
  mutating func visit(_ order: OrderID) {
    let from = pane
    go(to: .order(order))
    before = from == .board ? nil : from
  }

  /// The order of a table, or the beginning of an order for one that has none.
  mutating func openMarkedTable(_ view: View) -> [ConsoleEffect] {
    switch service.table {
    case .order(let id): visit(id)
    case .table(let name): begin(name)
    case nil: break
    }
    return []
  }

  /// Begins a line that orders for a table.
  private mutating func begin(_ table: ExactString) {
    isTyping = true
    entry.clear()
    let isPlain = table.string.contains(where: \.isNumber) && !table.string.contains(where: \.isWhitespace)
    entry.replace(last: 0, with: isPlain ? "\(table.string) " : "\(table.string): ")
  }

  /// Goes where something is dealt with.
  mutating func open(_ about: Attention.About, _ view: View) {
    switch about {
    case .machine, .clock: go(to: .help)
    case .screen: go(to: Pane(PeersPane.kind))
    case .conflict: go(to: .conflicts)
    case .call(let order, _): visit(order)
    case .late(let ticket): visit(ticket.order)
    }
  }

  /// A touch on a row marks it; on the marked one it does what Enter does.
  mutating func pressTable(_ mark: ServiceDesk.TableMark, _ view: View) -> [ConsoleEffect] {
    let isMarked = service.table == mark
    service.table = mark
    return isMarked ? openMarkedTable(view) : []
  }
}
