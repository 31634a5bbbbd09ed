import Dining
import Events

/// What on the board is news to whoever looks at this screen: which cards are marked, and what rings.
///
/// Tickets are compared with what was seen of them before. Nothing rings twice: a ticket that left and was recalled
/// is an old one, lateness rings once a ticket, and the first look at a house rings nothing.
struct Notices: Sendable {
  /// What a card is marked as, until somebody has touched the screen or ``markMilliseconds`` have passed.
  enum Mark: Hashable, Sendable {
    case new, changed
    /// Something that was done to the order did not hold, and nobody here has looked at it.
    case conflict
  }

  private struct Known: Sendable {
    var seen: Ticket.Gist
    /// Events of its order by then: while they are as many, the ticket is the same.
    var events: Int
    var hasBeenLate: Bool
    /// When it left the board; nil while it stands there.
    var goneAt: Timestamp?
  }

  /// A change that was asked for here and is not answered yet.
  private struct Asked: Sendable {
    let order: OrderID
    /// The typed words; nil where a key asked.
    let words: [String]?
    let until: Timestamp
  }

  private var known: [TicketID: Known] = [:]
  private var marks: [TicketID: (mark: Mark, endsAt: Timestamp)] = [:]
  private var present: [TicketID] = []
  private var hasLooked = false
  private var asked: [Asked] = []
  /// Changes made here that the house does not show yet.
  private var own: [(order: OrderID, event: EventID)] = []
  /// Orders whose next difference was made here by a typed command.
  private var quiet: Set<OrderID> = []
  /// What is urgent for whoever waits on tables.
  private var attention = AttentionWatch()

  static let markMilliseconds: Int64 = 10_000
  /// A ticket that has been gone this long is forgotten: nobody recalls it any more.
  static let memoryMilliseconds: Int64 = 86_400_000
  /// Tickets that are remembered after they left: more than a day of a big house.
  static let goneLimit = 2_000
  /// So long a change that was asked for here holds back the notice of its order.
  private static let askedMilliseconds: Int64 = 3_000
  private static let ownLimit = 50

  func mark(of ticket: TicketID) -> Mark? { marks[ticket]?.mark }

  /// Compares the tickets that this screen shows with what was seen before; what rings now is the most urgent kind, or nothing.
  ///
  /// - Parameter attention: what is to be seen to, where somebody waits on tables at this screen.
  mutating func follow(_ view: View, _ tickets: [Ticket], _ attention: [Attention]? = nil) -> Sound? {
    endMarks(at: view.now)
    let mine = takeOwn(view)
    let waiting = Set(asked.filter { view.now < $0.until }.map(\.order))
    var sounds: Set<Sound> = []
    for ticket in tickets where !waiting.contains(ticket.order.id) {
      let isSilent = !hasLooked || mine.contains(ticket.order.id)
      look(at: ticket, view, isSilent: isSilent, &sounds)
    }
    if let attention, self.attention.follow(attention, own: mine.union(waiting)) { sounds.insert(.attention) }
    followPresence(tickets, at: view.now)
    hasLooked = true
    return sounds.max()
  }

  private mutating func look(at ticket: Ticket, _ view: View, isSilent: Bool, _ sounds: inout Set<Sound>) {
    let id = ticket.id
    let isLate = view.age(of: ticket).urgency == .late
    let events = view.house.orders[id.order]?.events.count ?? 0
    let before = known[id]
    if before?.events != events {
      let seen = ticket.gist
      let news = before.map { seen.news(since: $0.seen) } ?? [.new]
      if !isSilent {
        sounds.formUnion(news)
        if let mark = Self.mark(for: news) {
          marks[id] = (mark, view.now.advanced(byMilliseconds: Self.markMilliseconds))
        }
      }
      known[id] = Known(
        seen: seen, events: events, hasBeenLate: before?.hasBeenLate ?? false, goneAt: before?.goneAt)
    }
    if isLate, known[id]?.hasBeenLate == false {
      known[id]?.hasBeenLate = true
      if hasLooked { sounds.insert(.late) }
    }
  }

  /// A void marks its line until it is acknowledged, and so needs no mark of the card.
  private static func mark(for news: [Sound]) -> Mark? {
    news.contains(.new) ? .new : news.contains(.changed) ? .changed : nil
  }

  /// Milliseconds until a mark ends or a ticket gets warm or late; nil where neither is to come.
  func nextChange(_ view: View, _ tickets: [Ticket]) -> Int64? {
    let ends = marks.values.map(\.endsAt)
    let now = view.now
    let turns = tickets.lazy.filter { known[$0.id]?.hasBeenLate == false }.compactMap {
      BoardRules.nextUrgencyChange(of: $0, after: now, limits: view.ageLimits)
    }
    let next = [ends.filter { $0 > now }.min(), turns.min()].compactMap { $0 }.min()
    return next.map { $0.milliseconds - now.milliseconds }
  }

  private mutating func endMarks(at now: Timestamp) {
    guard marks.values.contains(where: { $0.endsAt <= now }) else { return }
    marks = marks.filter { now < $0.value.endsAt }
  }

  /// Somebody touched this screen, and so has looked at it.
  mutating func touch() { marks = [:] }

  /// Forgets that it has looked: the next look at the house rings nothing.
  mutating func lookAnew() {
    hasLooked = false
    attention.lookAnew()
  }
}

/// What was done from this very screen is no news to it.
extension Notices {
  /// A change of an order was asked for here; its notice waits for the answer.
  mutating func ask(_ order: OrderID, typed words: [String]? = nil, at now: Timestamp) {
    asked.append(
      Asked(order: order, words: words, until: now.advanced(byMilliseconds: Self.askedMilliseconds)))
    if asked.count > Self.ownLimit { asked.removeFirst() }
  }

  /// The change was made: these are its events.
  mutating func made(_ events: [Event]) {
    for event in events {
      guard let order = event.orderID else { continue }
      if let place = asked.firstIndex(where: { $0.words == nil && $0.order == order }) {
        asked.remove(at: place)
      }
      own.append((order, event.id))
      if own.count > Self.ownLimit { own.removeFirst() }
    }
  }

  /// The change was refused.
  mutating func refused() {
    if let place = asked.firstIndex(where: { $0.words == nil }) { asked.remove(at: place) }
  }

  /// A typed command was answered, in words: what its order shows beside before was made by it.
  mutating func answered(_ words: [String], isError: Bool) {
    guard let place = asked.firstIndex(where: { $0.words == words }) else { return }
    let order = asked.remove(at: place).order
    if !isError { quiet.insert(order) }
  }

  /// The orders that show a change made here for the first time.
  private mutating func takeOwn(_ view: View) -> Set<OrderID> {
    guard !own.isEmpty || !quiet.isEmpty else { return [] }
    let shown = own.filter { entry in
      view.house.orders[entry.order]?.events.contains { $0.id == entry.event } ?? false
    }
    let orders = quiet.union(shown.map(\.order))
    own.removeAll { entry in shown.contains { $0.event == entry.event } }
    quiet = []
    return orders
  }
}

/// What is remembered, and for how long.
extension Notices {
  private mutating func followPresence(_ tickets: [Ticket], at time: Timestamp) {
    let now = tickets.map(\.id)
    guard now != present else { return }
    let standing = Set(now)
    for id in present where !standing.contains(id) {
      known[id]?.goneAt = time
      marks[id] = nil
    }
    for id in now { known[id]?.goneAt = nil }
    present = now
    forget(at: time)
  }

  private mutating func forget(at now: Timestamp) {
    let horizon = now.advanced(byMilliseconds: -Self.memoryMilliseconds)
    let gone = known.compactMap { id, known in known.goneAt.map { (id: id, at: $0) } }
    var stay = gone.filter { $0.at >= horizon }.sorted { $0.at > $1.at }
    stay.removeLast(max(0, stay.count - Self.goneLimit))
    guard stay.count < gone.count else { return }
    let kept = Set(stay.map(\.id))
    for entry in gone where !kept.contains(entry.id) { known[entry.id] = nil }
  }

  /// How many tickets are remembered.
  var count: Int { known.count }
}

extension Ticket {
  /// `2nd round`; nil for the first one.
  var roundWords: String? {
    guard round.number > 1 else { return nil }
    let isTeen = (11...13).contains(round.number % 100)
    let ending = isTeen ? "th" : ["th", "st", "nd", "rd"][round.number % 10 < 4 ? round.number % 10 : 0]
    return "\(round.number)\(ending) round"
  }
}
