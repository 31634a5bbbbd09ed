import Dining
import Events
import Menus
import Venue

/// Where a waiter is on the order pad.
struct OrderPad: Sendable {
  var browser = MenuBrowser()
  var form: DishForm?
  /// A key that is held down opens a dish, and adds none.
  var held = HeldKey()
}

/// What keys and touches do on the order pad.
extension Console {
  var isOnPad: Bool { pane.kind.name == PadPane.kind.name }

  /// The order or the table that a name is of; a table is taken for one where it has a digit.
  static func padSubject(named name: String, _ view: View) -> Pane.Subject? {
    if let order = OrderName(name).order(in: view.house), order.isLive { return .order(order.id) }
    return name.contains(where: \.isNumber) ? .table(name) : nil
  }

  /// What the pad would be for now: what the line that is typed begins with, else the shown or selected order.
  func padSubject(_ view: View) -> Pane.Subject? {
    if isTyping, let word = entry.text.split(separator: " ").first {
      return Self.padSubject(named: String(word), view)
    }
    if let table = markedFreeTable { return .table(table.string) }
    return subject(view).map { .order($0.id) }
  }

  mutating func openPad(_ view: View) -> [ConsoleEffect] {
    guard let subject = padSubject(view) else { return [] }
    if isTyping { entry.clear() }
    let from = before ?? pane
    go(to: Pane(PadPane.kind, subject))
    before = from == .board ? nil : from
    return []
  }

  /// The order that dishes go onto; nil where the table has none yet.
  func padOrder(_ view: View) -> Order? {
    switch pane.subject {
    case .order(let id): return view.house.orders[id]?.order
    case .table(let name):
      return OrderName(name).order(in: view.house).flatMap { $0.isLive ? $0 : nil }
    case .everything, .output, .payment: return nil
    }
  }

  /// What is ordered from by whom keys are about: the pad's order or table, else the selected ticket's order.
  func served(_ view: View) -> ServedMenu? {
    if let order = isOnPad ? padOrder(view) : subject(view) {
      return view.house.served(at: view.wall, for: order)
    }
    if case .table(let name) = pane.subject { return view.house.served(at: view.wall, atTable: name) }
    return view.house.served(at: view.wall)
  }

  func document(_ view: View) -> MenuDocument? { served(view)?.document }

  func isSoldOut(_ dish: ExactString, _ view: View) -> Bool { served(view)?.isSoldOut(dish) == true }

  /// How the pad names what it is for.
  func padName(_ view: View) -> String {
    if let order = padOrder(view) {
      return [order.codeText, order.tableID?.string].compactMap { $0 }.joined(separator: " ")
    }
    if case .table(let name) = pane.subject { return name }
    return ""
  }

  /// A letter is searched for, or is a wish.
  mutating func takeOnPad(_ scalar: Unicode.Scalar) -> Bool {
    guard let form = pad.form else { return pad.browser.type(scalar) }
    let isWriting = form.focused == .note && !(form.note.isEmpty && scalar == " ")
    guard isWriting || scalar.properties.isAlphabetic else { return false }
    pad.form?.type(scalar)
    return true
  }

  mutating func movePad(_ key: Key, _ view: View) {
    guard let menu = document(view) else { return }
    let step = PadPane(self, view).pageSize
    let isForm = pad.form != nil
    switch key {
    case .up: isForm ? pad.form?.move(by: -1) : pad.browser.move(by: -1, in: menu)
    case .down: isForm ? pad.form?.move(by: 1) : pad.browser.move(by: 1, in: menu)
    case .pageUp: isForm ? pad.form?.move(by: -5) : pad.browser.move(by: -step, in: menu)
    case .pageDown: isForm ? pad.form?.move(by: 5) : pad.browser.move(by: step, in: menu)
    default:
      let isLast = key == .end
      isForm
        ? pad.form?.moveToEnd(isLast: isLast) : pad.browser.moveToEnd(isLast: isLast, in: menu)
    }
  }

  /// Left and right go from section to section, and change how many of an open dish.
  mutating func movePadAside(_ key: Key, _ view: View) {
    let isBack = key == .left || key == .character("-")
    if pad.form != nil {
      pad.form?.changeQuantity(by: isBack ? -1 : 1)
    } else if let menu = document(view) {
      pad.browser.moveSection(by: isBack ? -1 : 1, in: menu)
    }
  }

  mutating func choosePadNumber(_ key: Key, _ view: View) {
    guard let digit = key.digit else { return }
    guard let form = pad.form else {
      if let place = PadPane(self, view).section(withNumber: digit) { pad.browser.show(section: place) }
      return
    }
    if form.rows.indices.contains(digit - 1), case .choice(let choice) = form.rows[digit - 1] {
      tellPad(pad.form?.toggleByNumber(choice), view)
    }
  }

  private mutating func togglePad(_ choice: DishForm.Choice, _ view: View) {
    tellPad(pad.form?.toggle(choice), view)
  }

  private mutating func tellPad(_ taken: DishForm.Taken?, _ view: View) {
    if case .full(let group) = taken {
      say("\(group.name) takes \(group.max) at most", isError: true, at: view.now)
    }
  }

  /// The dish that keys on the pad are about.
  func padDish(_ view: View) -> MenuItem? {
    pad.form?.item ?? document(view).flatMap { pad.browser.marked(in: $0) }
  }

  func whyNoPadChoice(_ view: View) -> String? {
    guard let form = pad.form else {
      return padDish(view) == nil ? "no dish is marked" : nil
    }
    guard form.focused == .add else { return nil }
    if let reason = whyNoChange(.staff, view) { return reason }
    if isSoldOut(form.item.id, view) { return "\(form.item.name) is sold out" }
    return form.wanting.map { "\(form.item.name) wants \($0.wish)" }
  }

  mutating func choosePad(by key: Key, _ view: View) -> [ConsoleEffect] {
    let isHeld = pad.held.take(key, at: view.now)
    return isHeld && pad.form?.focused == .add ? [] : choosePad(view)
  }

  /// Opens the marked dish, takes the marked choice, or adds.
  mutating func choosePad(_ view: View) -> [ConsoleEffect] {
    guard let form = pad.form else {
      pad.form = padDish(view).map { DishForm($0) }
      return []
    }
    switch form.focused {
    case .choice(let choice): togglePad(choice, view)
    case .note: pad.form?.move(by: 1)
    case .add:
      pad.form = nil
      pad.browser.endSearch()
      return [.request(addition(of: form, view))]
    }
    return []
  }

  /// A table without an order is opened with its first dish, in one request.
  private func addition(of form: DishForm, _ view: View) -> Request.Action {
    let extras = form.extras(for: nil)
    if let order = padOrder(view) {
      return .change(order.exactName, .add(menuitem: form.item.id.string, extras))
    }
    var table: String?
    if case .table(let name) = pane.subject { table = name }
    return .place([
      Placement(
        .new(table: table, type: .dineIn, guests: nil, promisedAt: nil),
        items: [Placement.Item(.menu(form.item.id.string), extras)], sends: false)
    ])
  }

  func whyNoPadSending(_ view: View) -> String? {
    if let reason = whyNoChange(.staff, view) { return reason }
    return padOrder(view)?.cart.isEmpty == false ? nil : "nothing is on it that was not sent"
  }

  func sendPad(_ view: View) -> [ConsoleEffect] {
    padOrder(view).map { [.request(.change($0.exactName, .kitchen(.submit)))] } ?? []
  }

  mutating func erasePad() {
    if pad.form != nil { pad.form?.erase() } else { pad.browser.erase() }
  }

  /// One step: out of the dish, out of the search, off the pad.
  mutating func leavePad() {
    if pad.form != nil {
      pad.form = nil
    } else if pad.browser.isSearching {
      pad.browser.endSearch()
    } else {
      go(to: before ?? .board)
    }
  }

  /// What a touch on the pad does.
  mutating func press(_ touch: Touch, _ view: View) -> [ConsoleEffect] {
    switch touch {
    case .key(let key): return handle(key, view)
    case .section(let place): pad.browser.show(section: place)
    case .dish(let place):
      pad.browser.mark(place)
      return choosePad(view)
    case .row(let place):
      guard let form = pad.form, form.rows.indices.contains(place) else { return [] }
      pad.form?.focus(on: form.rows[place])
      if case .choice = form.rows[place] { return choosePad(view) }
      if form.rows[place] == .add, whyNoPadChoice(view) == nil { return choosePad(view) }
    case .fewer: pad.form?.changeQuantity(by: -1)
    case .more: pad.form?.changeQuantity(by: 1)
    case .off, .person, .page: break
    }
    return []
  }
}

/// Dishes that have run out: one key says so, and the same key takes it back.
extension Console {
  /// The dishes that the key may mean: on the pad the marked one, on the board those of the selected ticket, or the one
  /// in focus.
  func soldOutDishes(_ view: View) -> [MenuItem] {
    if isOnPad { return padDish(view).map { [$0] } ?? [] }
    guard let ticket = selectedTicket(view), let menu = document(view) else { return [] }
    let shown = ticket.items.filter { focusedItem == nil || $0.id == focusedItem }
    var found: [MenuItem] = []
    for item in shown {
      guard let dish = menu.item(item.dish.menuitemID), !found.contains(where: { $0.id == dish.id }) else {
        continue
      }
      found.append(dish)
    }
    return found
  }

  func whyNoSoldOut(_ view: View) -> String? {
    if let reason = whyNoChange(.kitchen, view) { return reason }
    if isOnPad { return padDish(view) == nil ? "no dish is marked" : nil }
    if let reason = ActionTable.nothingSelected(self, view) { return reason }
    return soldOutDishes(view).isEmpty ? "no dish of this ticket is on the menu" : nil
  }

  /// Of one dish it is said at once; of several a digit says which.
  mutating func sellOut(_ view: View) -> [ConsoleEffect] {
    let dishes = soldOutDishes(view)
    guard dishes.count == 1 else {
      menu = NumberedMenu(.soldOut)
      return []
    }
    return toggleSoldOut(dishes[0].id, view)
  }

  func toggleSoldOut(_ dish: ExactString, _ view: View) -> [ConsoleEffect] {
    [.request(.menu(.soldOut(menuitem: dish.string, isAvailable: isSoldOut(dish, view))))]
  }
}
