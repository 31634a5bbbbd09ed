import Dining
import Events
import Menus
import Venue

/// The screen at a table: which page it shows, what is marked, what is being typed, what it has to say.
///
/// A value: keys and answers go in, effects come out, and a picture is drawn from it and a ``TableView`` at any time.
/// Whatever matters stands in the order, so a new one shows the same.
public struct TableConsole: Sendable {
  let preferences: Preferences
  private let seed: UInt64
  private var presses = 0
  var page = TablePage.welcome
  var browser = MenuBrowser()
  /// The dish that is being chosen.
  var form: DishForm?
  /// For whom the next dish is; nil: for the table.
  var person: ParticipantID?
  /// The line that is marked on the page of the order.
  var marked = 0
  /// The name or the allergy that is typed.
  var entry = ShortText()
  /// How somebody is about to pay.
  var paying = PayDraft()
  var queue = TableQueue()
  private(set) var message: Message?
  private var held = HeldKey()
  /// When somebody last touched the screen.
  private var touchedAt: Timestamp?
  /// When a touch changed the page: a finger that taps twice means one thing.
  private var turnedAt: Timestamp?
  /// Who was at the table when somebody said that they join: whoever is not among them is the one.
  private var peopleBefore: Set<ParticipantID>?
  /// The order that was shown last: once it is gone, the meal is over.
  private var lastOrder: OrderID?
  private var leaving = LeavingKey()

  /// A sentence that goes by itself.
  struct Message: Hashable, Sendable {
    let text: String
    let isError: Bool
    let endsAt: Timestamp
  }

  /// Long enough for who reads slowly to read a sentence twice.
  static let messageMs: Int64 = 8_000
  static let errorMs: Int64 = 12_000
  /// After this time a guest has put the screen aside.
  static let asideMs: Int64 = 180_000
  /// After this time without an order nobody sits there.
  static let leftMs: Int64 = 1_800_000
  /// How long the screen says goodbye.
  static let goodbyeMs: Int64 = 60_000
  /// Faster than anybody means two things.
  static let doubleTapMs: Int64 = 400

  /// - Parameter seed: chance, so that no two screens, and none before and after it was started anew, give two presses
  ///   one idempotency key.
  public init(_ preferences: Preferences, seed: UInt64) {
    self.preferences = preferences
    self.seed = seed
  }

  /// Lets a key do what its row of ``TableKeys`` says, and a touch what is drawn there.
  public mutating func handle(_ key: Key, _ view: TableView) -> [TableEffect] {
    follow(view)
    // A screen that is started in the middle of a meal has shown its menu to nobody yet.
    let begins: [TableEffect] = touchedAt == nil && page != .welcome ? [.touch] : []
    touchedAt = view.now
    if leaving.take(key, at: view.now) { return [.quit] }
    guard key != .unknown else { return [] }
    if page == .welcome || page == .goodbye {
      begin()
      return [.touch, .redraw]
    }
    let before = page
    let effects = act(key, view)
    if page != before { turnedAt = view.now }
    return begins + effects + [.redraw]
  }

  private mutating func begin() {
    page = .menu
    browser = MenuBrowser()
    person = nil
    hush()
  }

  private mutating func act(_ key: Key, _ view: TableView) -> [TableEffect] {
    switch key {
    case .click(let row, let column):
      if let turnedAt, view.now.milliseconds - turnedAt.milliseconds < Self.doubleTapMs { return [] }
      guard let touch = touch(at: Position(row: row, column: column), view) else { return [] }
      return press(touch, view)
    case .wheelUp: return press(.up, view)
    case .wheelDown: return press(.down, view)
    default: return press(key, view)
    }
  }

  /// Does what a key means here.
  mutating func press(_ key: Key, _ view: TableView) -> [TableEffect] {
    // A letter is text where one types, whatever it means elsewhere.
    if take(text: key) {
      hush()
      return []
    }
    return obey(key, view)
  }

  /// Does what a key's row says, also where one types: a touch on a key's name is no letter.
  mutating func obey(_ key: Key, _ view: TableView) -> [TableEffect] {
    let row = TableKeys.row(for: key, on: self)
    let window = row?.heldMs?(self)
    let isHeld = held.take(key, at: view.now, withinMs: window ?? HeldKey.milliseconds)
    guard let row else { return [] }
    if isHeld, window != nil { return [] }
    if let reason = row.whyOff(self, view) {
      say(reason, isError: true, at: view.now)
      return []
    }
    return row.perform(&self, key, view)
  }

  /// Asks for something: after what was asked for before it.
  mutating func ask(_ commands: TableCommand..., view: TableView) -> [TableEffect] {
    if view.current == nil, !queue.holds({ $0 == .open }) { queue.add(.open, key: nextKey()) }
    for command in commands {
      if case .join = command { peopleBefore = Set(view.current?.participants.map(\.id) ?? []) }
      queue.add(command, key: nextKey())
    }
    return queue.next(view)
  }

  private mutating func nextKey() -> String {
    presses += 1
    return "table-\(String(seed, radix: 16))-\(presses)"
  }

  /// Takes what a command answered.
  public mutating func show(_ text: String, of words: [String], isError: Bool, _ view: TableView)
    -> [TableEffect]
  {
    guard let command = queue.finish(words) else { return [] }
    if isError { refuse(command, text, view) } else { tell(command, text, view) }
    follow(view)
    return queue.next(view) + [.redraw]
  }

  private mutating func tell(_ command: TableCommand, _ text: String, _ view: TableView) {
    switch command {
    case .open, .join, .change, .remove: break
    case .add(_, let name, let extras): say(TableWords.added(extras.quantity, name), at: view.now)
    case .submit: say(TableWords.sent, at: view.now)
    case .undo(let words): say(words ?? TableWords.tookBack, at: view.now)
    case .bill: say(TableWords.billComes, at: view.now)
    case .alert(let text): say(TableWords.tell([text]), at: view.now)
    case .pay(.split(let ways)): say(TableWords.isSplit(ways ?? 0), at: view.now)
    case .pay(.arm): say(TableWords.agreed, at: view.now)
    case .pay(.disarm): say(TableWords.noLongerAgreed, at: view.now)
    // What comes of it is on the screen.
    case .pay(.start), .pay(.release), .pay(.charge): break
    case .keepCard: showCard(text, view)
    case .voiceYes: break
    case .voiceUndo: say(TableWords.tookBack, at: view.now)
    }
  }

  private mutating func refuse(_ command: TableCommand, _ text: String, _ view: TableView) {
    switch command {
    case .open:
      // Whoever opened it first opened it for this table.
      guard view.current == nil else { return }
      queue.clear()
      say(TableWords.refused(Self.plain(text)), isError: true, at: view.now)
    case .bill:
      say(whyCartStops(view) ?? TableWords.refused(Self.plain(text)), isError: true, at: view.now)
    case .undo: say(undoRefusal(view), isError: true, at: view.now)
    case .join, .add, .change, .remove, .submit, .alert, .pay, .keepCard, .voiceYes, .voiceUndo:
      say(TableWords.refused(Self.plain(text)), isError: true, at: view.now)
    }
  }

  /// What happened, without the commands that a waiter could type then.
  private static func plain(_ text: String) -> String {
    let line = text.prefix { $0 != "\n" }
    let clause = line.split(separator: ";", maxSplits: 1).first ?? line
    return String(clause.reversed().drop { $0 == "." || $0 == " " }.reversed())
  }

  mutating func say(_ text: String, isError: Bool = false, at now: Timestamp) {
    let length = isError ? Self.errorMs : Self.messageMs
    message = Message(text: text, isError: isError, endsAt: now.advanced(byMilliseconds: length))
  }

  mutating func hush() { message = nil }

  func message(at now: Timestamp) -> Message? { message.flatMap { now < $0.endsAt ? $0 : nil } }
}

/// What time and the order change by themselves.
extension TableConsole {
  /// Lets go of what is over: call it before anything is drawn or decided.
  mutating func follow(_ view: TableView) {
    if let end = queue.givesUpAt, end <= view.now {
      queue.giveUp()
      say(TableWords.tooLong, isError: true, at: view.now)
    }
    followPeople(view)
    followDish(view)
    followOrder(view)
    followTime(view)
    followPay(view)
  }

  private mutating func followPeople(_ view: TableView) {
    let here = view.current?.participants.filter { !$0.hasLeft } ?? []
    if let before = peopleBefore, let fresh = here.first(where: { !before.contains($0.id) }) {
      person = fresh.id
      peopleBefore = nil
    }
    if let chosen = person, !here.contains(where: { $0.id == chosen }) { person = nil }
  }

  /// A dish that the menu has otherwise by now is chosen anew, so that nobody orders at a price that they do not see.
  private mutating func followDish(_ view: TableView) {
    guard page == .dish, let open = form else { return }
    let now = view.menu?.item(open.item.id)
    guard now != open.item else { return }
    form = now.map { DishForm($0) }
    if form == nil { page = .menu }
    say(form == nil ? TableWords.gone : TableWords.changed, isError: true, at: view.now)
  }

  private mutating func followOrder(_ view: TableView) {
    if let order = view.current {
      lastOrder = order.id
      // A screen that is started anew in the middle of a meal goes on with it.
      if page == .welcome || page == .goodbye { page = home(view) }
    } else if lastOrder != nil, view.closedBecause == nil {
      lastOrder = nil
      person = nil
      form = nil
      page = .goodbye
      touchedAt = view.now
    } else if touchedAt == nil, page == .welcome || page == .goodbye {
      page = view.settledNow == nil ? .welcome : .goodbye
    }
  }

  /// Where a screen begins that nobody uses: who has paid sees that they have.
  private func home(_ view: TableView) -> TablePage { view.current?.bill == .paid ? .bill : .menu }

  private mutating func followTime(_ view: TableView) {
    guard let touchedAt, page != .welcome else { return }
    let idle = view.now.milliseconds - touchedAt.milliseconds
    if page == .goodbye {
      if idle >= Self.goodbyeMs { page = .welcome }
      return
    }
    guard idle >= Self.asideMs else { return }
    page = home(view)
    browser = MenuBrowser()
    form = nil
    entry.clear()
    marked = 0
    // A bill that is out, and a payment that is begun, are shown again.
    paying.bill = nil
    if idle >= Self.leftMs, view.current == nil {
      page = .welcome
      person = nil
      self.touchedAt = nil
    }
  }

  /// When time alone changes the page next.
  func nextTurn(after now: Timestamp) -> Timestamp? {
    guard let touchedAt, page != .welcome else { return nil }
    let steps = page == .goodbye ? [Self.goodbyeMs] : [Self.asideMs, Self.leftMs]
    return steps.map { touchedAt.advanced(byMilliseconds: $0) }.first { $0 > now }
  }
}

/// How staff leave the screen: Ctrl-C three times in a row, which no guest does by chance.
struct LeavingKey: Sendable {
  private var count = 0
  private var lastAt = Timestamp.earliest

  private static let needed = 3
  private static let withinMs: Int64 = 2_000

  mutating func take(_ key: Key, at now: Timestamp) -> Bool {
    guard key == .control("c") else {
      count = 0
      return false
    }
    count = now.milliseconds - lastAt.milliseconds < Self.withinMs ? count + 1 : 1
    lastAt = now
    return count >= Self.needed
  }
}
