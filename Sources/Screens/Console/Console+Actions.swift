import Dining
import Events
import Venue

/// What the rows of ``ActionTable`` do.
extension Console {
  /// The selected ticket as it is now.
  func selectedTicket(_ view: View) -> Ticket? {
    selection.flatMap { id in view.tickets.first { $0.id == id } }
  }

  /// The order that keys are about: the one that is shown, else the selected one.
  func subject(_ view: View) -> Order? {
    if case .order(let id) = pane { return view.house.orders[id]?.order }
    return selection.flatMap { view.house.orders[$0.order]?.order }
  }

  /// The last ticket that was moved forward from here and not taken back.
  var lastMoved: TicketID? {
    made.last { $0.movedRound != nil }.flatMap { made in
      made.movedRound.map { TicketID(order: made.order, round: $0) }
    }
  }

  mutating func selectNumber(_ key: Key, _ view: View) -> [ConsoleEffect] {
    guard case .character(let scalar) = key, let ticket = numbers.ticket(Int(scalar.value) - 0x30) else {
      say("no ticket has the number \(key.name)", isError: true, at: view.now)
      return []
    }
    selection = ticket
    return []
  }

  /// Names each dish that the card shows: what came or moved in the meantime stays where it is.
  func bump(_ view: View) -> [ConsoleEffect] {
    guard let ticket = selectedTicket(view), let next = ticket.column.status.next else { return [] }
    let items = ticket.bump.map { ItemName($0.id.description) }
    return [
      .request(.change(ticket.order.exactName, .move(to: next, round: ticket.round.number, items: items)))
    ]
  }

  func recall(_ view: View) -> [ConsoleEffect] {
    if let order = subject(view) {
      let round = pane == .board ? selection?.round : nil
      return [.request(.change(order.exactName, .recall(round: round)))]
    }
    guard let ticket = lastMoved else { return [] }
    return [.request(.change(OrderName(ticket.order.description), .recall(round: ticket.round)))]
  }

  func undo(_ view: View) -> [ConsoleEffect] {
    guard let order = subject(view)?.id ?? made.last?.order else { return [] }
    return [.request(.change(OrderName(order.description), .undo))]
  }

  /// The first void of the selected ticket, or of the order where that ticket has none.
  func acknowledge(_ view: View) -> [ConsoleEffect] {
    guard let order = subject(view) else { return [] }
    let pending = order.items.filter(\.isPendingVoid)
    guard let item = pending.first(where: { $0.round == selection?.round }) ?? pending.first else {
      return []
    }
    return [.request(.change(order.exactName, .acknowledge(ItemName(item.id.description))))]
  }

  mutating func moveSelection(_ key: Key, _ view: View) -> [ConsoleEffect] {
    let columns = Columns(view.tickets)
    guard let selection, let place = columns.place(of: selection) else {
      self.selection = columns.first
      return []
    }
    self.selection =
      switch key {
      case .up, .character("k"): columns.beside(place, downBy: -1)
      case .down, .character("j"): columns.beside(place, downBy: 1)
      case .left, .character("h"): columns.beside(place, rightBy: -1)
      default: columns.beside(place, rightBy: 1)
      }
    return []
  }

  mutating func pageSelection(_ key: Key, _ view: View) -> [ConsoleEffect] {
    let columns = Columns(view.tickets)
    guard let selection, let place = columns.place(of: selection) else {
      self.selection = columns.first
      return []
    }
    let pane = BoardPane(self, view)
    let wholeColumn = columns.tickets[place.column].count
    self.selection =
      switch key {
      case .pageUp: pane.ticket(pages: -1, from: selection)
      case .pageDown: pane.ticket(pages: 1, from: selection)
      case .home: columns.beside(place, downBy: -wholeColumn)
      default: columns.beside(place, downBy: wholeColumn)
      }
    return []
  }

  mutating func scroll(_ key: Key, _ view: View) {
    let pane = ScrollPane(self, view)
    let page = max(1, pane.rows - 1)
    let wanted =
      switch key {
      case .up, .character("k"): scroll - 1
      case .down, .character("j"): scroll + 1
      case .pageUp: scroll - page
      case .pageDown, .character(" "): scroll + page
      case .home: 0
      default: pane.limit
      }
    scroll = min(max(0, wanted), pane.limit)
  }

  mutating func back() {
    if pane == .board {
      selection = nil
      hush()
    } else {
      go(to: .board)
    }
  }

  /// In the staff console the line stays, so Esc does the nearest thing first.
  mutating func leaveTyping() {
    if mode == .staff, !entry.isEmpty { return entry.clear() }
    if mode == .staff, pane != .board { return go(to: .board) }
    entry.clear()
    isTyping = false
  }
}

extension Order {
  /// A name that means this order whatever its code means by the time it is read.
  var exactName: OrderName { OrderName(id.description) }
}

/// The board's tickets by column, for moving through them.
struct Columns {
  /// A list for each of ``BoardColumn``, each in the order in which it is worked through.
  let tickets: [[Ticket]]

  init(_ tickets: [Ticket]) {
    self.tickets = BoardColumn.allCases.map { column in tickets.filter { $0.column == column } }
  }

  /// Where a ticket stands.
  struct Place {
    let column: Int
    let index: Int
  }

  var first: TicketID? { tickets.lazy.compactMap(\.first?.id).first }

  func place(of id: TicketID) -> Place? {
    for (column, list) in tickets.enumerated() {
      if let index = list.firstIndex(where: { $0.id == id }) { return Place(column: column, index: index) }
    }
    return nil
  }

  func beside(_ place: Place, downBy rows: Int) -> TicketID {
    let list = tickets[place.column]
    return list[min(max(0, place.index + rows), list.count - 1)].id
  }

  /// At the same height in the next column that has tickets; the same ticket where there is none.
  func beside(_ place: Place, rightBy step: Int) -> TicketID {
    var column = place.column + step
    while tickets.indices.contains(column) {
      let list = tickets[column]
      if !list.isEmpty { return list[min(place.index, list.count - 1)].id }
      column += step
    }
    return tickets[place.column][place.index].id
  }
}
