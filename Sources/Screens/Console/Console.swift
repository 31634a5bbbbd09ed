import Dining
import Events
import Insights
import Venue

/// One screen's own state: which pane it shows, what is selected, what is being typed, what it has to say.
///
/// A value: keys and answers go in, effects come out, and a picture is drawn from it and a ``View`` at any time.
/// Nothing of the house is kept here.
public struct Console: Sendable {
  public let mode: Mode
  let preferences: Preferences
  public internal(set) var pane = Pane.board
  /// The selected ticket, for as long as it is on the board.
  public internal(set) var selection: TicketID?
  /// Whether keys go to the command line.
  public internal(set) var isTyping: Bool
  /// With a bump of single dishes: the dish that the next one moves, first of those at its ticket's column.
  public internal(set) var focusedItem: ItemID?
  /// Whose dishes are shown; nil: all.
  public internal(set) var station: ExactString?
  /// Whether the strip of what is still to be made stands above the keys.
  public internal(set) var showsAllDay = false
  /// Steps by which the board's letters are larger or smaller than fits by itself; 0: automatic.
  public internal(set) var letterStep = 0
  /// Rows by which a pane that is not the board is scrolled.
  var scroll = 0
  /// The digits of a number that may go on.
  var digits = DigitEntry()
  private var held = HeldKey()
  /// The open strip of numbered choices.
  var menu: NumberedMenu?
  var find = FindLine()
  var recallMark = RecallMark()
  private(set) var lastShownOrder: OrderID?
  /// The page of the board, from 0; a column that has fewer shows its last.
  var page = 0
  /// When somebody last touched this screen; nil once that is long ago.
  private(set) var touchedAt: Timestamp?
  private(set) var cardMeasures = CardMeasures()
  /// How the board's room was shared out last.
  var heldArrangement: Arrangement?
  /// The window for which that was.
  private var heldSize: Size?
  var entry = CommandEntry()
  var pad = OrderPad()
  /// Set while a moment of the past is shown.
  var past: Past?
  private(set) var message: Message?
  private(set) var numbers = TicketNumbers()
  /// What was changed from here, the latest last: what `u` takes back.
  private(set) var made: [Made] = []
  /// What is news to whoever looks.
  var notices = Notices()
  var conflicts = ConflictWatch()
  /// Who is at this screen.
  var presence = Presence()
  /// What the manager's panes remember.
  var desk = ManagerDesk()
  /// What the panes of whoever waits on tables remember.
  var service = ServiceDesk()
  /// The list from which an order is shown, for the way back.
  var before: Pane?

  /// How the screen is used.
  public enum Mode: String, CaseIterable, Sendable {
    /// The board alone, on the kitchen's television.
    case kitchen
    /// The board and a command line that is always there.
    case staff
    /// Menus, versions and experiments, at a desk.
    case manager
  }

  /// A sentence below the pane, gone by itself.
  struct Message: Hashable, Sendable {
    let text: String
    let isError: Bool
    let endsAt: Timestamp
  }

  /// A change that was made from this screen.
  struct Made: Hashable, Sendable {
    let event: EventID
    let order: OrderID
    /// What was done, in words.
    let sentence: String
    /// When this screen learned of it.
    let at: Timestamp
  }

  /// Long enough to read a sentence twice.
  static let messageMilliseconds: Int64 = 5_000
  static let errorMilliseconds: Int64 = 9_000
  /// After this time nobody stands at the screen any more.
  static let leftAloneMilliseconds: Int64 = 60_000
  /// Whoever has pressed a key presses the next one within this time.
  private static let handMs: Int64 = 10_000
  private static let madeLimit = 50
  private static let outputLineLimit = 2_000
  /// Two lines as long as this are read in passing.
  private static let messageLineBytes = 100

  public init(_ mode: Mode, _ preferences: Preferences = Preferences()) {
    self.mode = mode
    self.preferences = preferences
    isTyping = mode == .staff
    station = preferences.settings.station
    if mode == .manager { pane = .menus }
  }

  /// How far ``letterStep`` goes either way.
  static let letterStepLimit = 8

  /// Takes note of what the house holds now; call it before each ``frame(_:)``, so that cards keep their digits.
  ///
  /// What is news rings: the program makes the sounds. While the past is shown, news of now rings as ever.
  @discardableResult
  public mutating func see(_ view: View) -> [ConsoleEffect] { look(view).effects }

  /// ``see(_:)``, and the board as it was laid out for that.
  mutating func look(_ view: View) -> (effects: [ConsoleEffect], board: BoardPane?) {
    let news = news(view) + followPresence(view)
    keepUp(with: view)
    desk.compare(for: pane, view)
    return (news + wantedFigures(view) + wantedTakings(view) + wantedInsight(view), layOut(view))
  }

  private mutating func news(_ view: View) -> [ConsoleEffect] {
    followConflicts(view)
    followAttention(view)
    return notices.follow(view, tickets(view), mode == .staff ? service.list : nil).map { [.ring($0)] } ?? []
  }

  /// The next look is at another house, or at this one after a while: what it holds then is no news.
  public mutating func lookAnew() { notices.lookAnew() }

  /// Lets go of what is no longer there. Cards keep places and digits until the board is laid out.
  private mutating func keepUp(with view: View) {
    forgetPast(at: view.now)
    // What is selected and numbered is of now, and waits.
    guard past == nil else { return }
    letGo(at: view.now)
    followMarks(view)
    if let selected = selection, !tickets(view).contains(where: { $0.id == selected }) { selection = nil }
    followFocus(view)
    if let order = pane.order, view.house.orders[order] == nil { go(to: .board) }
  }

  /// Gives cards their digits and places.
  ///
  /// - Returns: The board of now, to be drawn; nil while the past is shown.
  @discardableResult
  private mutating func layOut(_ view: View) -> BoardPane? {
    guard past == nil else { return nil }
    numbers.follow(Columns(tickets(view)).tickets.flatMap { $0 }, at: view.now)
    // The board keeps still while tickets come and go; a window of another size is looked at anew.
    if heldSize != view.size { heldArrangement = nil }
    heldSize = view.size
    let desk = BoardDesk(self, view)
    let arrangement = desk.arrangement(after: heldArrangement, mayGrow: isLeftAlone(at: view.now))
    heldArrangement = arrangement
    let layout = desk.layout(arrangement)
    cardMeasures = desk.cardMeasures
    return BoardPane(self, view, layout)
  }

  /// Whether no hand is on the keys and nobody's finger on a card.
  private func isLeftAlone(at now: Timestamp) -> Bool {
    guard selection == nil else { return false }
    return touchedAt.map { $0.advanced(byMilliseconds: Self.handMs) <= now } ?? true
  }

  /// A board that somebody left on another page, or with a ticket selected, goes back to the oldest tickets: the
  /// next hand must not bump what the last one chose.
  private mutating func letGo(at now: Timestamp) {
    guard mode == .kitchen, pane == .board || isOnPad, let touchedAt,
      touchedAt.advanced(byMilliseconds: Self.leftAloneMilliseconds) <= now
    else { return }
    self.touchedAt = nil
    if isOnPad { go(to: .board) }
    page = 0
    selection = nil
  }

  /// Numbers the cards of another moment than now.
  mutating func number(_ view: View) {
    heldArrangement = nil
    numbers = TicketNumbers()
    numbers.follow(Columns(tickets(view)).tickets.flatMap { $0 }, at: view.now)
  }

  /// Lets a key do what its row of ``ActionTable`` says.
  public mutating func handle(_ key: Key, _ view: View) -> [ConsoleEffect] {
    notices.touch()
    // Whoever was away too long is not who presses this key.
    let rung = news(view) + followPresence(view)
    keepUp(with: view)
    // Other keys mean the same whatever stands where, so for them the board is laid out once, to be drawn.
    if key.isOfAPlace { layOut(view) }
    touchedAt = view.now
    if key == .unknown { return rung }
    touchPresence(at: view.now)
    if past != nil { return rung + handleInPast(key, view) }
    if let effects = point(key, view) {
      expect(effects, view)
      return rung + effects + [.redraw]
    }
    if take(text: key, view) {
      held.end()
      return rung + [.redraw]
    }
    if case .character("0"..."9") = key {} else { digits.end() }
    let action = ActionTable.action(for: key, on: self)
    if action?.isOncePerPress != true {
      held.end()
    } else if held.take(key, at: view.now) {
      return rung
    }
    if let action {
      if let reason = action.whyOff(self, view) {
        say(reason, isError: true, at: view.now)
        return rung + [.redraw]
      }
      let effects = action.perform(&self, key, view)
      expect(effects, view)
      return rung + effects + [.redraw]
    }
    say("\(key.name) does nothing here; \(helpKey) shows every key", isError: true, at: view.now)
    return rung + [.redraw]
  }

  /// What is asked for here is no news when it comes.
  private mutating func expect(_ effects: [ConsoleEffect], _ view: View) {
    for effect in effects {
      switch effect {
      case .request(.change(let name, _)):
        if let order = name.order(in: view.house) { notices.ask(order.id, at: view.now) }
      case .run(let words) where words.count > 2:
        if let order = OrderName(words[2]).order(in: view.house) {
          notices.ask(order.id, typed: words, at: view.now)
        }
      case .request(.voice(.confirm)):
        if let order = VoiceLine(view)?.order { notices.ask(order, at: view.now) }
      case .request, .run, .ring, .lookBack, .readFigures, .readTakings, .readInsight, .redraw, .repaint,
        .logIn, .logOut, .quit:
        break
      }
    }
  }

  /// A letter that goes into a line of text, whatever it would do elsewhere.
  private mutating func take(text key: Key, _ view: View) -> Bool {
    guard case .character(let scalar) = key else { return false }
    if presence.field != nil {
      typePin(scalar, at: view.now)
      return true
    }
    if menu?.kind == .members { return false }
    // In an empty line it shows every key, as it does everywhere.
    if isTyping {
      guard !(entry.isEmpty && scalar == "?"), entry.edit(key) else { return false }
      // What was said before would be read as what this line does.
      hush()
      return true
    }
    if isOnPad, menu == nil { return takeOnPad(scalar) }
    if place == .form { return desk.form?.edit(key) == true }
    guard find.isOpen, menu == nil else { return false }
    typeFind(scalar, view)
    return true
  }

  /// The key that shows all others, for sentences.
  private var helpKey: String {
    ActionTable.named("help").flatMap { preferences.keys.keys(of: $0).first?.plainName } ?? "?"
  }

  /// Shows a sentence for a while.
  public mutating func say(_ text: String, isError: Bool = false, at now: Timestamp) {
    say(
      text, isError: isError, at: now,
      milliseconds: isError ? Self.errorMilliseconds : Self.messageMilliseconds)
  }

  private mutating func say(_ text: String, isError: Bool, at now: Timestamp, milliseconds length: Int64) {
    message = Message(text: text, isError: isError, endsAt: now.advanced(byMilliseconds: length))
  }

  mutating func hush() { message = nil }

  /// The message while it lasts.
  func message(at now: Timestamp) -> Message? { message.flatMap { now < $0.endsAt ? $0 : nil } }

  /// Takes the answer to a request of this screen: says it, and remembers what could be taken back.
  public mutating func hear(_ reply: Reply, _ view: View) {
    switch reply {
    case .refused(let complaint):
      notices.refused()
      desk.formIsRefused()
      say(complaint.message, isError: true, at: view.now)
    case .recorded(_, let complaint): say(complaint.message, isError: true, at: view.now)
    case .wrote(let events, let order):
      notices.made(events)
      desk.formIsDone()
      for event in events { remember(event, in: order, view) }
      // Beside a change stands what asked for it.
      guard let event = events.last(where: { $0.orderID != nil }) ?? events.last else { return }
      // The answer may come before the lines that this screen follows.
      var house = view.house
      if order == nil { house.insert(events) }
      say(HouseStory.line(event, order, in: house, clock: view.dayAndClock), at: view.now)
    }
  }

  /// Shows what a typed command printed: one line as a message, more as a pane; of what changes something two.
  public mutating func show(_ text: String, of words: [String], isError: Bool = false, _ view: View) {
    notices.answered(words, isError: isError)
    if isError { desk.formIsRefused() } else { desk.formIsDone() }
    if !isError, showCode(begunBy: words, view) { return }
    let lines = text.split(separator: "\n").map(String.init)
    // What was paid and what goes back stand side by side, and the list that is worked through stays.
    if lines.count == 2, lines.allSatisfy({ $0.utf8.count <= Self.messageLineBytes }), Self.isChange(words) {
      return say(
        lines.joined(separator: " · "), isError: isError, at: view.now, milliseconds: Self.errorMilliseconds)
    }
    guard lines.count > 1 else {
      return say(lines.first ?? "done: \(words.joined(separator: " "))", isError: isError, at: view.now)
    }
    // What an earlier line said would be read as this one's answer.
    hush()
    let output = Pane.Subject.output(
      title: words.joined(separator: " "), lines: Array(lines.prefix(Self.outputLineLimit)),
      at: view.now, eventsHeld: view.eventsHeld)
    go(to: Pane(OutputPane.kind, output))
  }

  private static func isChange(_ words: [String]) -> Bool {
    guard let arguments = try? Arguments(words) else { return false }
    return (try? CommandTable.understand(arguments))?.changesSomething == true
  }

  mutating func go(to pane: Pane) {
    // Letters go to the pad while it is shown, and to the line again when it is left.
    if isOnPad != (pane.kind.name == PadPane.kind.name) {
      pad = OrderPad()
      isTyping = isOnPad && mode == .staff
    }
    self.pane = pane
    before = nil
    if let order = pane.order { lastShownOrder = order }
    readConflicts()
    menu = nil
    desk.leave()
    scroll = 0
  }

  /// A recall shows where its ticket went, by selecting it.
  private mutating func remember(_ event: Event, in order: Order?, _ view: View) {
    guard let id = event.orderID else { return }
    var fields = event.payload
    let round = event.type == .statusChanged ? fields.int("round").flatMap { Int(exactly: $0) } : nil
    let undoes: EventID? = fields.identifier("undoes")
    if let undoes {
      made.removeAll { $0.event == undoes }
      if let round { selection = TicketID(order: id, round: round) }
    } else {
      let sentence = order.map { OrderStory.line(event, in: $0) } ?? event.name.text
      made.append(Made(event: event.id, order: id, sentence: sentence, at: view.now))
      if made.count > Self.madeLimit { made.removeFirst() }
    }
    keepUp(with: view)
  }
}
