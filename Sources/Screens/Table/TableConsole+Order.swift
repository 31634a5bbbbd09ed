import Dining
import Events
import Menus
import Venue

/// What keys and touches do on the page of the order and on that of the bill.
extension TableConsole {
  /// The lines of the order in the order in which they stand on its page.
  func lines(_ view: TableView) -> [Item] { view.current.map { OrderLines($0).items } ?? [] }

  /// The marked line; nil while there is none.
  func markedLine(_ view: TableView) -> Item? {
    let lines = lines(view)
    return lines.isEmpty ? nil : lines[max(0, min(marked, lines.count - 1))]
  }

  mutating func moveLine(_ key: Key, _ view: TableView) {
    marked = Self.moved(marked, key, count: lines(view).count)
  }

  mutating func scrollBill(_ key: Key, _ view: TableView) {
    marked = Self.moved(marked, key, count: view.current?.standing.count ?? 0)
  }

  static func moved(_ place: Int, _ key: Key, count: Int) -> Int {
    let last = max(0, count - 1)
    let from = max(0, min(place, last))
    let wanted =
      switch key {
      case .up: from - 1
      case .down: from + 1
      case .pageUp: from - 5
      case .pageDown: from + 5
      case .home: 0
      default: last
      }
    return max(0, min(wanted, last))
  }

  func whyNoChange(_ view: TableView) -> String? {
    if let reason = whyNoOrdering(view) { return reason }
    guard let line = markedLine(view) else { return TableWords.chooseALine }
    return line.round == nil && !line.isRemoved ? nil : TableWords.alreadySent
  }

  mutating func changeLine(by step: Int64, _ view: TableView) -> [TableEffect] {
    guard let line = markedLine(view) else { return [] }
    return ask(.change(line.id, by: step), view: view)
  }

  mutating func removeLine(_ view: TableView) -> [TableEffect] {
    guard let line = markedLine(view) else { return [] }
    return ask(.remove(line.id), view: view)
  }

  func whyNoSending(_ view: TableView) -> String? {
    if queue.holds({ $0 == .submit }) { return TableWords.oneMoment }
    if let reason = whyNoOrdering(view) { return reason }
    guard view.current?.cart.isEmpty == false else { return TableWords.nothingToSend }
    return soldOutWords(view)
  }

  /// What in the cart is sold out by now, as a sentence; nil where all of it can be had.
  func soldOutWords(_ view: TableView) -> String? {
    let items = view.current?.cart.filter { view.soldOut.contains($0.dish.menuitemID) } ?? []
    return items.isEmpty ? nil : TableWords.soldOut(items)
  }

  /// Why there can be no bill while something is in the cart.
  func whyCartStops(_ view: TableView) -> String? {
    guard let cart = view.current?.cart, !cart.isEmpty else { return nil }
    return soldOutWords(view) ?? TableWords.notSentYet(cart.map(TableWords.line))
  }

  /// What this guest added last, or for the table where none is chosen.
  private func lastAdded(_ view: TableView) -> Item? {
    view.current?.standing.last { person == nil || $0.participant == person }
  }

  func whyNotAgain(_ view: TableView) -> String? {
    if let reason = whyNoOrdering(view) { return reason }
    guard let last = lastAdded(view) else { return TableWords.nothingAgain }
    guard let item = view.menu?.item(last.dish.menuitemID) else {
      return TableWords.leftOut(last.dish.name, TableWords.notOnMenu)
    }
    let state = DishState(item, soldOut: view.soldOut, atLocal: view.local)
    return state.words.map { TableWords.leftOut(last.dish.name, $0) }
  }

  /// One more on its line while that is not sent; else the dish as the menu has it now, with the same choices.
  mutating func sameAgain(_ view: TableView) -> [TableEffect] {
    guard let last = lastAdded(view) else { return [] }
    if last.round == nil { return ask(.change(last.id, by: 1), view: view) }
    let extras = OrderRequest.Extras(
      modifiers: last.modifiers.map(\.name), note: last.note,
      participant: last.participant.flatMap { view.current?.participant($0)?.label.string })
    return ask(.add(last.dish.menuitemID, name: last.dish.name, extras), view: view)
  }

  /// What undo would take back now.
  enum Undo: Hashable {
    /// A sending, with the seconds that are left for it.
    case sending(seconds: Int64)
    case change
  }

  func undoable(_ view: TableView) -> Undo? {
    guard let order = view.current, let last = order.changes.last else { return nil }
    func isInCart(_ id: ItemID) -> Bool { order.item(id)?.round == nil }
    switch last.kind {
    case .sent:
      let end = last.at.advanced(byMilliseconds: Order.unsendMs)
      guard view.now < end else { return nil }
      let left = end.milliseconds - view.now.milliseconds
      return .sending(seconds: min(Order.unsendMs / 1_000, (left + 999) / 1_000))
    case .added(let id), .removed(let id), .quantity(let id, _, _): return isInCart(id) ? .change : nil
    case .moved, .delayed, .adjusted, .billRequested, .rushed, .alerted, .alertCleared, .alertsCleared,
      .tableMoved, .termsChanged, .acknowledged, .final:
      return nil
    }
  }

  func whyNoUndo(_ view: TableView) -> String? {
    if let reason = whyNotFromHere(view) { return reason }
    if undoable(view) != nil { return nil }
    return undoRefusal(view)
  }

  /// Why the last change stays: that the kitchen may have begun is said only where something was sent.
  func undoRefusal(_ view: TableView) -> String {
    guard let order = view.current, let last = order.changes.last else { return TableWords.nothingToUndo }
    switch last.kind {
    case .alerted, .alertCleared, .alertsCleared: return TableWords.alertStays
    case .added, .removed, .quantity, .sent, .moved, .delayed, .adjusted, .billRequested, .rushed,
      .tableMoved,
      .termsChanged, .acknowledged, .final:
      return order.rounds.isEmpty ? TableWords.nothingToUndo : TableWords.tooLate
    }
  }

  func whyNoBill(_ view: TableView) -> String? {
    if queue.holds({ $0 == .bill }) { return TableWords.oneMoment }
    if let reason = whyNotFromHere(view) { return reason }
    guard let order = view.current, !order.standing.isEmpty else { return TableWords.nothingToPay }
    switch order.bill {
    case .billRequested: return TableWords.payHere
    case .paid, .closed: return TableWords.everythingPaid
    case .none: break
    }
    return whyCartStops(view)
  }

  /// The name may be left out.
  func whyNotTyped(_ view: TableView) -> String? {
    page == .allergy && entry.trimmed == nil ? TableWords.typeFirst : whyNotFromHere(view)
  }

  mutating func takeEntry(_ view: TableView) -> [TableEffect] {
    let text = entry.trimmed
    entry.clear()
    guard page == .allergy else {
      page = .menu
      browser.endSearch()
      return ask(.join(name: text), view: view)
    }
    page = .order
    return text.map { ask(.alert($0), view: view) } ?? []
  }
}

/// Getting about: pages, guests, touches.
extension TableConsole {
  mutating func go(to wanted: TablePage, _ view: TableView) -> [TableEffect] {
    if wanted != page {
      hush()
      browser.endSearch()
    }
    page = wanted
    form = nil
    entry.clear()
    marked = 0
    return []
  }

  mutating func nextTab(by step: Int, _ view: TableView) -> [TableEffect] {
    let place = TablePage.tabs.firstIndex(of: page.tab) ?? 0
    let count = TablePage.tabs.count
    return go(to: TablePage.tabs[(place + step + count) % count], view)
  }

  /// One step: out of a search, off a page, to the beginning of the menu.
  mutating func back() {
    hush()
    if page == .menu {
      if browser.isSearching { return browser.endSearch() }
      browser = MenuBrowser()
      return
    }
    paying.card = nil
    page = page.before
    form = nil
    entry.clear()
    marked = 0
  }

  /// Those who can be chosen in the strip: the table, then the guests who are there.
  func people(_ view: TableView) -> [Participant?] {
    [nil] + (view.current?.participants.filter { !$0.hasLeft } ?? [])
  }

  mutating func nextPerson(_ view: TableView) {
    let people = people(view)
    let place = people.firstIndex { $0?.id == person } ?? 0
    person = people[(place + 1) % people.count]?.id
  }

  /// What a touch on the picture means, as it is drawn now.
  func touch(at position: Position, _ view: TableView) -> Touch? {
    TablePicture(self, view).draw().touch(at: position)
  }

  mutating func press(_ touch: Touch, _ view: TableView) -> [TableEffect] {
    switch touch {
    case .key(let key): return obey(key, view)
    case .section(let place): browser.show(section: place)
    case .dish(let place):
      browser.mark(place)
      return press(.enter, view)
    case .row(let place): return press(row: place, view)
    case .fewer, .more, .off:
      if page == .dish {
        form?.changeQuantity(by: touch == .fewer(0) ? -1 : 1)
      } else if page == .split {
        return obey(touch == .fewer(0) ? .left : .right, view)
      } else {
        return press(line: touch, view)
      }
    case .person(let place):
      let people = people(view)
      if people.indices.contains(place) { person = people[place]?.id }
    case .page(let wanted): return go(to: wanted, view)
    }
    return []
  }

  /// One of the three signs of a line that is not sent.
  private mutating func press(line touch: Touch, _ view: TableView) -> [TableEffect] {
    switch touch {
    case .fewer(let place), .more(let place), .off(let place):
      marked = place
      if touch == .off(place) { return press(.delete, view) }
      return press(touch == .more(place) ? .right : .left, view)
    case .key, .section, .dish, .row, .person, .page: return []
    }
  }

  private mutating func press(row place: Int, _ view: TableView) -> [TableEffect] {
    if page.isOfPayment { return takePay(row: place, view) }
    guard page == .dish, let open = form, open.rows.indices.contains(place) else {
      marked = place
      return []
    }
    let row = open.rows[place]
    form?.focus(on: row)
    switch row {
    case .choice, .add: return press(.enter, view)
    case .note: return []
    }
  }
}
