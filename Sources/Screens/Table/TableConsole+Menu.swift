import Dining
import Events
import Menus
import Venue

/// What keys and touches do on the menu and on the page of a dish.
extension TableConsole {
  /// A letter that is text: of a search, a wish, a name or an allergy.
  mutating func take(text key: Key) -> Bool {
    guard case .character(let scalar) = key else { return false }
    switch page {
    case .menu: return browser.type(scalar)
    case .dish: return type(wish: scalar)
    case .name, .allergy:
      entry.take(scalar)
      return true
    case .welcome, .order, .bill, .pay, .tip, .split, .consent, .code, .goodbye: return false
    }
  }

  /// Letters are the wish at once; what may be a key of its own only where one is writing already.
  private mutating func type(wish scalar: Unicode.Scalar) -> Bool {
    guard let form else { return false }
    let isWriting = form.focused == .note && !(form.note.isEmpty && scalar == " ")
    guard isWriting || scalar.properties.isAlphabetic else { return false }
    self.form?.type(scalar)
    return true
  }

  mutating func moveDish(by step: Int, _ view: TableView) -> [TableEffect] {
    if let menu = view.menu { browser.move(by: step, in: menu) }
    return []
  }

  /// Of the sections that are seen, those with a digit.
  mutating func showSection(_ key: Key, _ view: TableView) -> [TableEffect] {
    guard let digit = key.digit, let pages = menuPages(view),
      let place = pages.section(withNumber: digit)
    else { return [] }
    browser.show(section: place)
    return []
  }

  mutating func turn(_ key: Key, _ view: TableView) -> [TableEffect] {
    guard let menu = view.menu, let pages = menuPages(view) else { return [] }
    switch key {
    case .pageUp: browser.move(by: -pages.pageSize, in: menu)
    case .pageDown: browser.move(by: pages.pageSize, in: menu)
    default: browser.moveToEnd(isLast: key == .end, in: menu)
    }
    return []
  }

  func whyNoDish(_ view: TableView) -> String? {
    guard let menu = view.menu else { return TableWords.noMenu }
    guard browser.marked(in: menu) == nil else { return nil }
    return browser.isSearching ? TableWords.nothingFound : TableWords.emptySection
  }

  mutating func openDish(_ view: TableView) -> [TableEffect] {
    guard let item = view.menu.flatMap({ browser.marked(in: $0) }) else { return [] }
    form = DishForm(item)
    page = .dish
    hush()
    return []
  }

  mutating func moveForm(_ key: Key) {
    switch key {
    case .up: form?.move(by: -1)
    case .down: form?.move(by: 1)
    case .pageUp: form?.move(by: -5)
    case .pageDown: form?.move(by: 5)
    default: form?.moveToEnd(isLast: key == .end)
    }
  }

  mutating func takeRow(_ view: TableView) -> [TableEffect] {
    guard let open = form else { return [] }
    switch open.focused {
    case .choice(let choice): toggle(choice, view)
    case .note: form?.move(by: 1)
    case .add: return add(view)
    }
    return []
  }

  mutating func takeChoice(_ key: Key, _ view: TableView) -> [TableEffect] {
    guard let digit = key.digit, let open = form, open.rows.indices.contains(digit - 1),
      case .choice(let choice) = open.rows[digit - 1]
    else { return [] }
    hush()
    tell(form?.toggleByNumber(choice), view)
    return []
  }

  private mutating func toggle(_ choice: DishForm.Choice, _ view: TableView) {
    hush()
    tell(form?.toggle(choice), view)
  }

  private mutating func tell(_ taken: DishForm.Taken?, _ view: TableView) {
    switch taken {
    case .full(let group): say(TableWords.full(group), isError: true, at: view.now)
    case .taken, nil: break
    }
  }

  /// Why the dish of the page can't be added now.
  func whyNoAdding(_ view: TableView) -> String? {
    guard let form else { return TableWords.gone }
    if let reason = whyNoOrdering(view) { return reason }
    let state = DishState(form.item, soldOut: view.soldOut, atLocal: view.local)
    return state.words.map(TableWords.cannotHave) ?? form.wanting.map(TableWords.missing)
  }

  private mutating func add(_ view: TableView) -> [TableEffect] {
    guard let open = form else { return [] }
    let label = person.flatMap { view.current?.participant($0)?.label.string }
    form = nil
    page = .menu
    // The next dish has another name.
    browser.endSearch()
    return ask(.add(open.item.id, name: open.item.name, open.extras(for: label)), view: view)
  }

  /// Why nothing can be put on the order now.
  func whyNoOrdering(_ view: TableView) -> String? {
    if let reason = whyNotFromHere(view) { return reason }
    guard let order = view.current else { return nil }
    return switch order.bill {
    case .none: nil
    case .billRequested: TableWords.billIsOut
    case .paid, .closed: TableWords.isPaid
    }
  }

  func whyNotFromHere(_ view: TableView) -> String? {
    if let reason = view.closedBecause { return reason }
    return preferences.settings.readOnly ? TableWords.notHere : nil
  }

  /// The menu as it stands on the screen; nil while there is none.
  func menuPages(_ view: TableView) -> MenuPages? {
    view.menu.map { menu in
      MenuPages(
        menu, browser, soldOut: view.soldOut, local: view.local, pixels: preferences.pixels,
        hasAlert: view.current?.alerts.isEmpty == false, area: TablePlan(view.size).body)
    }
  }
}
