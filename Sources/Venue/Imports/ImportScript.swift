import Dining
import Events
import Insights

/// What happened to one order of the past, played through the same decisions as an evening's.
///
/// It goes from what is known of the order to its end: what was cut off, and what a file that has grown adds, is the
/// same play from further on.
struct ImportScript {
  private let order: ImportedOrder
  /// Those of its rows that are new.
  private let fresh: [ImportedOrder.Dished]
  /// Events of the order that imports have written.
  private let heldCount: Int
  private let origin: Origin
  private let currency: Currency
  private let clock = StreamClock()
  private var stream: OrderStream
  private var drafts: [(place: Int, draft: EventDraft)] = []
  /// What tells the events of this play from those of an earlier one.
  private let what: String
  /// Where the play's events would stand in a chain: nobody sees that one.
  private var tip: ChainTip

  /// Who paid, and how, no file says.
  static let provider = ExactString("history")
  /// A letter that no terminal has.
  private static let letter = "Z"

  /// - Parameters:
  ///   - fresh: its rows that are new.
  ///   - held: what the log holds of it; nil where it holds nothing.
  init(
    _ order: ImportedOrder, adding fresh: [ImportedOrder.Dished], beside held: OrderStream?,
    as origin: Origin,
    _ currency: Currency
  ) {
    self.order = order
    self.fresh = fresh.indices.sorted { (fresh[$0].wasSentAt, $0) < (fresh[$1].wasSentAt, $1) }.map {
      fresh[$0]
    }
    self.origin = origin
    self.currency = currency
    let id = OrderID(UUIDv7(at: order.openedAt, random: ImportKey.bits("order\n\(order.name)")))
    stream = held ?? OrderStream(id: id)
    heldCount = stream.events.count { $0.origin.terminal == ImportedBefore.terminal }
    let keys = self.fresh.map { ImportKey.dish($0, of: order).string }.sorted()
    what = keys.isEmpty ? "\(heldCount)" : keys.joined(separator: "\n")
    tip = ChainTip(before: origin, venue: "")
  }

  /// In the order in which they are written: see ``ImportedEvents/lines(of:_:)``.
  var inChain: [EventDraft] {
    drafts.indices.sorted { (drafts[$0].place, $0) < (drafts[$1].place, $1) }.map { drafts[$0].draft }
  }

  /// Where an event stands among those of its order.
  private enum Place: Int {
    case opening, closing, dish, payment, table, served, sent
  }

  mutating func play() throws {
    if stream.order.opening == nil {
      try add(.open(opening), at: order.openedAt, ImportKey.opening(order), .opening)
    } else if stream.isClosed {
      let since = fresh.first?.wasSentAt ?? order.openedAt
      try add(.service(.reopen), at: since, ImportKey.step("reopened", order, what), .opening)
    }
    // What an import that was cut off left in the cart.
    if !stream.order.cart.isEmpty { try send(at: order.openedAt) }
    var ready: [(at: Timestamp, item: ItemID)] = []
    var next = fresh[...]
    while let first = next.first {
      let round = next.prefix { $0.wasSentAt == first.wasSentAt }
      next = next.dropFirst(round.count)
      // What was ready before this round was sent is told before it.
      ready = try tell(ready, until: first.wasSentAt)
      for dish in round {
        let added = OrderCommand.Addition(dish: dish.dish, quantity: dish.quantity)
        let time = min(dish.createdAt, dish.wasSentAt)
        try add(.priced(.add(added)), at: time, ImportKey.dish(dish, of: order), .dish)
        if let at = dish.readyAt, let item = stream.order.items.last?.id { ready.append((at, item)) }
      }
      try send(at: first.wasSentAt)
    }
    let lastSent = fresh.last?.wasSentAt ?? order.openedAt
    let paid = max(order.paidAt ?? order.endedAt, lastSent)
    ready = try tell(ready, until: paid)
    try pay(at: paid)
    _ = try tell(ready, until: .latest)
    try finish(at: max(order.endedAt, paid))
  }

  private var opening: OrderCommand.Opening {
    OrderCommand.Opening(
      shortCode: code, currency: currency, type: order.type ?? .dineIn, table: order.table,
      guests: order.guests)
  }

  /// `Z17`: the last digits of what the till called it, or digits made of that.
  private var code: ExactString {
    let digits = order.name.utf8.reversed().prefix { (0x30...0x39).contains($0) }.prefix(3).reversed()
    let number = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    let made = digits.isEmpty ? Int(ImportKey.bits("code\n\(order.name)").low % 1_000) : number
    return ExactString(made < 10 ? "\(Self.letter)0\(made)" : "\(Self.letter)\(made)")
  }

  private mutating func send(at time: Timestamp) throws {
    let round = (stream.order.rounds.last?.number ?? 0) + 1
    try add(.kitchen(.submit), at: time, ImportKey.step("sent", order, "\(round)\n\(what)"), .sent)
  }

  /// Says what was ready by then; what was ready later is given back.
  private mutating func tell(
    _ ready: [(at: Timestamp, item: ItemID)], until time: Timestamp
  ) throws -> [(at: Timestamp, item: ItemID)] {
    let moments = Set(ready.map(\.at).filter { $0 <= time }).sorted()
    for moment in moments {
      let items = ready.filter { $0.at == moment }.map(\.item.description)
      try add(
        .kitchen(.move(to: .ready, round: nil, items: items.map { ItemName($0) })), at: moment,
        ImportKey.step("ready", order, items.sorted().joined(separator: "\n")), .served)
    }
    return ready.filter { $0.at > time }
  }

  private mutating func pay(at time: Timestamp) throws {
    guard stream.order.remaining > .zero else { return }
    let key = ImportKey.step("paid", order, what)
    let payment = PaymentID(UUIDv7(at: time, random: ImportKey.bits("payment\n\(key)")))
    let answer = PaymentAnswer.paid(stream.order.remaining, externalRef: nil)
    try add(.own(.answer(payment, answer, provider: Self.provider)), at: time, key, .payment)
  }

  /// A dish without a ready moment goes straight to the guest: nobody knows how long it took.
  private mutating func finish(at time: Timestamp) throws {
    if !stream.order.isServed {
      try add(
        .kitchen(.move(to: .delivered, round: nil, items: [])), at: time,
        ImportKey.step("delivered", order, what), .served)
    }
    let isFreed = stream.order.tableID != nil
    let count = heldCount + drafts.count + (isFreed ? 2 : 1)
    try add(.money(.close), at: time, ImportKey.closing(order, what, count: count), .closing)
    guard isFreed else { return }
    // When a table was left is known where it is known when its guests paid; it is free either way.
    let reason = order.paidAt == nil ? ServiceTimes.unknownFreeing : "closed"
    try add(.own(.freeTable(reason: reason)), at: time, ImportKey.step("freed", order, what), .table)
  }

  /// Adds what a command becomes.
  ///
  /// - Parameter time: when it happened. Where something of the order took effect later, it takes effect behind that.
  private mutating func add(
    _ command: OrderCommand, at time: Timestamp, _ key: ExactString, _ place: Place
  ) throws {
    let stamp = clock.stamp(wall: time, latestInStream: stream.latest)
    let author = Author(
      actor: "import", source: .system, entityRandom: ImportKey.bits("entity\n\(key)"),
      salt: ImportKey.bits(""), isAnyway: true)
    let decision = try OrderDecider(order: stream.order, author: author, time: stamp.createdAt).decide(
      command)
    // Two boxes that import the same write two events, of which one counts: they bear one key and two names.
    let id = EventID(UUIDv7(at: stamp.createdAt, random: ImportKey.bits("event\n\(origin)\n\(key)")))
    let draft = EventDraft(
      id: id, stamp: stamp, orderID: stream.order.id, type: decision.type, entity: decision.entity,
      entityID: decision.entityID.map { .uuid($0) }, source: .system, actor: author.actor,
      idempotencyKey: key, payload: decision.payload)
    let event = try draft.sealed(origin: origin, after: tip)
    tip = ChainTip(seq: event.seq, hash: event.hash)
    stream.insert(event)
    drafts.append((place.rawValue, draft))
  }
}
