import Dining

/// The board: every ticket that the kitchen is not done with, in three columns.
///
/// Who stands there: a cook between the stove and the pass, two to three metres from a television on the wall,
/// with a pan in one hand and a wet cloth in the other; they look up for a second and reach for a keypad with one
/// finger. At the pass stands who carries out, an arm's length away, asking what is ready. At the staff console
/// somebody sits with both hands on a keyboard.
///
/// What they need first, in this order:
/// 1. Which ticket is the oldest, and is anything late? So the oldest stands first and is never off the screen,
///    and lateness is a colour, a word and the form of the card.
/// 2. What must I cook, and what must not be in it? So quantity and dish lead each row, and allergens, alerts and
///    voids look like nothing else.
/// 3. What do I call it, and which key moves it? So the digit and the short code begin each card and never change
///    place on it.
///
/// Everything else on a card comes after these, dimmer. Room goes to where the tickets are, and letters are as large
/// as the tickets on hand allow.
struct BoardPane {
  let console: Console
  let view: View
  let layout: BoardLayout

  init(_ console: Console, _ view: View) {
    let desk = BoardDesk(console, view)
    self.init(console, view, desk.layout(desk.arrangement(after: console.heldArrangement, mayGrow: false)))
  }

  init(_ console: Console, _ view: View, _ layout: BoardLayout) {
    self.console = console
    self.view = view
    self.layout = layout
  }

  /// The tickets on the screen in the order in which they are read: column by column, so that the first one to be
  /// started is the first of all.
  var shown: [Ticket] { layout.columns.flatMap(\.shown) + Array(layout.shelf?.shown ?? []) }

  /// On how many pages the longest column stands.
  var pageCount: Int { layout.columns.map(\.filling.pages.count).max() ?? 1 }

  /// The first ticket that begins `pages` pages behind the page of a given ticket, in the same column; where there is
  /// no such page, on the column's first or last.
  func ticket(pages: Int, from ticket: TicketID) -> TicketID {
    for stand in layout.columns {
      guard let index = stand.tickets.firstIndex(where: { $0.id == ticket }),
        let page = stand.filling.page(of: index)
      else { continue }
      let wanted = min(max(0, page + pages), stand.filling.pages.count - 1)
      // A torn ticket may fill whole pages on which none begins.
      let pagesOf = stand.tickets.indices.compactMap { stand.filling.page(of: $0) }
      let near = pages < 0 ? pagesOf.last { $0 <= wanted } : pagesOf.first { $0 >= wanted }
      return stand.tickets[near.flatMap { pagesOf.firstIndex(of: $0) } ?? index].id
    }
    return ticket
  }

  /// The ticket whose card or line covers a place of the screen.
  func ticket(at position: Position) -> Ticket? {
    func covers(_ rectangle: Rectangle) -> Bool {
      rectangle.rows.contains(position.row) && rectangle.columns.contains(position.column)
    }
    for stand in layout.columns {
      if let placed = stand.placed.first(where: { covers(layout.rectangle(of: $0, in: stand)) }) {
        return stand.tickets[placed.index]
      }
    }
    guard let shelf = layout.shelf else { return nil }
    return shelf.shown.enumerated().first { covers(shelf.rectangle(ofLine: $0.offset)) }?.element
  }
}
