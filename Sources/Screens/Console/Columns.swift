import Dining

/// The board's tickets by column, for moving through them.
struct Columns {
  /// A list for each of ``BoardColumn``, each in the order in which it is worked through.
  let tickets: [[Ticket]]

  init(_ tickets: [Ticket]) {
    self.tickets = BoardColumn.allCases.map { column in tickets.filter { $0.column == column } }
  }

  private init(_ tickets: [[Ticket]]) { self.tickets = tickets }

  /// Where there is width for one column: that of a ticket, else the first with any.
  func alone(showing ticket: TicketID?) -> Columns {
    let shown = ticket.flatMap { place(of: $0)?.column } ?? tickets.firstIndex { !$0.isEmpty } ?? 0
    return Columns(tickets.indices.map { $0 == shown ? tickets[$0] : [] })
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
