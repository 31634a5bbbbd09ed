import Dining
import Events
import Venue

/// What keys do on the board: which ticket, which dish, which page.
extension Console {
  /// The tickets that this screen shows: the one place where the station filter is applied.
  ///
  /// A station works by what it sees: a void that waits at another one puts no ticket first here.
  func tickets(_ view: View) -> [Ticket] {
    guard station != nil else { return view.tickets }
    return BoardRules.inOrder(view.tickets.compactMap { $0.at(station) }, limits: view.ageLimits)
  }

  /// The selected ticket as it is now.
  func selectedTicket(_ view: View) -> Ticket? {
    selection.flatMap { id in tickets(view).first { $0.id == id } }
  }

  mutating func selectNumber(_ key: Key, _ view: View) -> [ConsoleEffect] {
    guard let digit = key.digit else { return [] }
    let number = digits.take(digit, at: view.now, limit: TicketNumbers.limit)
    guard let ticket = numbers.ticket(number) else {
      // What was selected before is not what this hand means: Enter must find nothing.
      selection = nil
      followFocus(view)
      say("no ticket has the number \(number); nothing is selected", isError: true, at: view.now)
      return []
    }
    if selection != ticket { focusedItem = nil }
    selection = ticket
    hush()
    followFocus(view)
    return []
  }

  /// A zero goes on with a number; first, it opens the choices.
  mutating func pressZero(_ view: View) -> [ConsoleEffect] {
    let zero = Key.character("0")
    // On a board that never had a tenth ticket, a zero can only mean the choices.
    if pane == .board, numbers.highest >= 10, digits.goesOn(with: 0, at: view.now, limit: TicketNumbers.limit)
    {
      return selectNumber(zero, view)
    }
    if pane == .recall, digits.goesOn(with: 0, at: view.now, limit: Self.movesLimit) {
      return chooseMove(zero, view)
    }
    digits.end()
    menu = NumberedMenu(.main)
    return []
  }

  mutating func moveSelection(_ key: Key, _ view: View) -> [ConsoleEffect] {
    let columns = Columns(tickets(view))
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
    followFocus(view)
    return []
  }

  /// Goes on to another page of the board, from the last to the first and back; with a ticket selected, to the one of its
  /// column with which that page begins.
  @discardableResult
  mutating func turnPage(by pages: Int, _ view: View) -> [ConsoleEffect] {
    let columns = Columns(tickets(view))
    let pane = BoardPane(self, view)
    guard let selection, let place = columns.place(of: selection) else {
      let count = pane.pageCount
      page = (min(page, count - 1) + pages + count) % count
      return []
    }
    let found = pane.ticket(pages: pages, from: selection)
    let isAtEnd = pages > 0 && found == selection
    self.selection = isAtEnd ? columns.tickets[place.column].first?.id : found
    followFocus(view)
    return []
  }

  mutating func selectEnd(_ key: Key, _ view: View) -> [ConsoleEffect] {
    let columns = Columns(tickets(view))
    guard let selection, let place = columns.place(of: selection) else {
      self.selection = columns.first
      return []
    }
    let wholeColumn = columns.tickets[place.column].count
    self.selection = columns.beside(place, downBy: key == .home ? -wholeColumn : wholeColumn)
    followFocus(view)
    return []
  }

  mutating func stepLetters(by steps: Int, _ view: View) -> [ConsoleEffect] {
    letterStep += steps
    // As large as fits now, not as large as they have been held.
    if letterStep == 0 { heldArrangement = nil }
    let way = letterStep == 0 ? "automatic" : letterStep > 0 ? "+\(letterStep)" : "−\(-letterStep)"
    say("letters: \(way)", at: view.now)
    return []
  }
}

/// Bumping, whole or dish by dish.
extension Console {
  /// Keeps the focus on a dish that the next bump can move: the one it is on, or the first.
  mutating func followFocus(_ view: View) {
    guard preferences.settings.bump == .item, let ticket = selectedTicket(view) else {
      focusedItem = nil
      return
    }
    let candidates = ticket.bump
    if candidates.contains(where: { $0.id == focusedItem }) { return }
    // After the dish that has just gone comes the one below it.
    let after = ticket.items.firstIndex { $0.id == focusedItem } ?? -1
    let below = ticket.items.dropFirst(after + 1).first { item in candidates.contains { $0.id == item.id } }
    focusedItem = (below ?? candidates.first)?.id
  }

  mutating func moveFocus(by step: Int, _ view: View) -> [ConsoleEffect] {
    guard let dishes = selectedTicket(view)?.bump, !dishes.isEmpty else { return [] }
    let place = dishes.firstIndex { $0.id == focusedItem } ?? 0
    focusedItem = dishes[(place + step + dishes.count) % dishes.count].id
    return []
  }

  /// Names each dish that the card shows: what came or moved in the meantime stays where it is.
  mutating func bump(_ view: View) -> [ConsoleEffect] {
    guard let ticket = selectedTicket(view), let next = ticket.column.status.next.flatMap(KitchenStep.init)
    else { return [] }
    let focused = ticket.bump.filter { $0.id == focusedItem }
    let moving = preferences.settings.bump == .item && !focused.isEmpty ? focused : ticket.bump
    // At once, so that a second press before the first has reached the disk is for the next dish.
    if preferences.settings.bump == .item, ticket.bump.count > 1 { _ = moveFocus(by: 1, view) }
    let items = moving.map { ItemName($0.id.description) }
    let bump = KitchenCommand.move(to: next, round: ticket.round.number, items: items)
    return [.request(.change(ticket.order.exactName, .kitchen(bump)))]
  }
}
