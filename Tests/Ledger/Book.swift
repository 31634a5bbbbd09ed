import Dining
import Events
import Insights
import Randomness

/// What one terminal writes into a log, event after event, as the contract has them.
package struct Book {
  package private(set) var streams: [OrderID: [Event]] = [:]
  /// All of them as they were written.
  package private(set) var log: [Event] = []
  /// The terminal's clock on the wall.
  package var wall: Timestamp
  private let origin: Origin
  private var tip: ChainTip
  private var random: Seeded

  package init(_ terminal: String = "till", at wall: String = "2026-11-28T19:00:00.000Z", seed: UInt64 = 1) {
    guard let origin = Origin(terminal: terminal, random: 1), let wall = Timestamp(wall) else {
      preconditionFailure("\(terminal) at \(wall)")
    }
    self.origin = origin
    self.wall = wall
    tip = ChainTip(before: origin, venue: "maple")
    random = Seeded(seed: seed)
  }

  package mutating func uuid() -> UUIDv7 {
    UUIDv7(at: wall, random: RandomBits(high: random.next(), low: random.next()))
  }

  /// Sets the clock: `29T05:30` is a moment of November 2026.
  package mutating func at(_ time: String) {
    guard let moment = Timestamp("2026-11-\(time):00.000Z") else { preconditionFailure(time) }
    wall = moment
  }

  @discardableResult
  package mutating func write(
    _ type: EventType, _ order: OrderID, _ entity: EntityType = .order, _ id: UUIDv7? = nil,
    _ members: KeyValuePairs<StaticString, JSON> = [:], key: ExactString? = nil
  ) -> EventID {
    write(type, order, entity, id, members.map { ($0.key, $0.value) }, key: key)
  }

  /// The same with members that are gathered one by one, in order of their keys.
  @discardableResult
  package mutating func write(
    _ type: EventType, _ order: OrderID, _ entity: EntityType, _ id: UUIDv7?,
    _ members: [(StaticString, JSON)],
    key: ExactString? = nil
  ) -> EventID {
    let event = seal(type, order, entity, id.map { .uuid($0) }, members, key: key)
    streams[order, default: []].append(event)
    return event.id
  }

  /// An event of a stream that is no order's.
  @discardableResult
  package mutating func tell(
    _ type: EventType, _ entity: EntityType, _ id: EntityID, _ members: [(StaticString, JSON)]
  ) -> EventID { seal(type, nil, entity, id, members, key: nil).id }

  private mutating func seal(
    _ type: EventType, _ order: OrderID?, _ entity: EntityType, _ id: EntityID?,
    _ members: [(StaticString, JSON)], key: ExactString?
  ) -> Event {
    wall = wall.advanced(byMilliseconds: 1_000)
    let latest = order.flatMap { streams[$0]?.map(\.createdAt).max() }
    let stamp = StreamClock().stamp(wall: wall, latestInStream: latest)
    var payload = PayloadWriter()
    for (key, value) in members { payload.set(key, value) }
    let draft = EventDraft(
      id: EventID(UUIDv7(at: stamp.createdAt, random: RandomBits(high: random.next(), low: random.next()))),
      stamp: stamp, orderID: order, type: type, entity: entity, entityID: id,
      source: .staff, actor: "Mira", idempotencyKey: key, payload: payload)
    var decoder = EventDecoder()
    guard let event = try? draft.sealed(origin: origin, after: tip),
      let read = try? decoder.decode(event.line)
    else { preconditionFailure("\(type) makes no line") }
    tip = ChainTip(seq: read.seq, hash: read.hash)
    log.append(read)
    return read
  }

  /// Opened at a table; with nothing on it.
  package mutating func open(_ code: String = "B07", _ currency: String = "EUR", guests: Int64? = 2)
    -> OrderID
  {
    let order = OrderID(uuid())
    if let guests {
      write(
        .orderOpened, order, .order, nil,
        [
          "currency": .string(currency), "guests": .int(guests), "order_type": "dine_in",
          "short_code": .string(code), "table_id": "T4",
        ])
    } else {
      write(
        .orderOpened, order, .order, nil,
        ["currency": .string(currency), "order_type": "takeaway", "short_code": .string(code)])
    }
    return order
  }

  package mutating func add(_ price: Int64, quantity: Int64 = 1, extra: Int64 = 0, to order: OrderID)
    -> UUIDv7
  {
    let item = uuid()
    write(
      .itemAdded, order, .item, item,
      [
        "menuitem_id": "soup", "modifiers": .array([.object(["name": "more", "price": .int(extra)])]),
        "name": "Soup", "qty": .int(quantity), "unit_price": .int(price),
      ])
    return item
  }

  package mutating func send(_ items: [UUIDv7], round: Int64 = 1, _ order: OrderID) {
    let named = items.map { JSON.object(["from": "opened", "item_id": .string($0.description)]) }
    write(
      .statusChanged, order, .order, nil,
      ["from": "opened", "items": .array(named), "round": .int(round), "to": "ordered"])
  }

  /// An order with one dish that was sent.
  package mutating func sold(
    _ price: Int64, _ code: String = "B07", _ currency: String = "EUR", guests: Int64? = 2
  ) -> OrderID {
    let order = open(code, currency, guests: guests)
    let item = add(price, to: order)
    send([item], order)
    return order
  }

  @discardableResult
  package mutating func remove(_ item: UUIDv7, _ order: OrderID) -> EventID {
    write(.itemRemoved, order, .item, item)
  }

  @discardableResult
  package mutating func change(_ item: UUIDv7, from: Int64, to: Int64, _ order: OrderID) -> EventID {
    write(.quantityChanged, order, .item, item, ["from": .int(from), "to": .int(to)])
  }

  @discardableResult
  package mutating func adjust(_ kind: String, _ amount: Int64, _ order: OrderID) -> EventID {
    write(.adjustmentAdded, order, .order, nil, ["amount": .int(amount), "kind": .string(kind)])
  }

  @discardableResult
  package mutating func pay(
    _ provider: String, _ amount: Int64, _ order: OrderID, id: UUIDv7? = nil, key: ExactString? = nil
  ) -> UUIDv7 {
    let payment = id ?? uuid()
    write(
      .paid, order, .payment, payment,
      [
        "amount": .int(amount), "payment_id": .string(payment.description), "provider": .string(provider),
      ], key: key)
    return payment
  }

  package mutating func refund(_ amount: Int64, of payment: UUIDv7, _ order: OrderID) {
    write(
      .refunded, order, .payment, payment,
      ["amount": .int(amount), "payment_id": .string(payment.description)])
  }

  package mutating func cancel(_ order: OrderID) {
    write(.orderCancelled, order, .order, nil, ["reason": "they left"])
  }

  @discardableResult
  package mutating func close(_ order: OrderID) -> EventID {
    write(.statusChanged, order, .order, nil, ["from": "ordered", "items": .array([]), "to": "closed"])
  }

  package static func day(_ date: String) -> BusinessDay {
    guard let day = BusinessDays(offset: { _ in 0 }).day(named: date) else { preconditionFailure(date) }
    return day
  }

  package func report(on date: String = "2026-11-28") -> DayTakings {
    var takings = DayTakings(Self.day(date))
    for (id, events) in streams { takings.take(OrderStream(id: id, events: events)) }
    return takings
  }

  /// What the report says of a day, in UTC.
  package func takings(on date: String = "2026-11-28") -> [Takings] { report(on: date).takings }

  /// The same as `report day --json` prints it.
  package func lines(on date: String = "2026-11-28") -> [String] {
    report(on: date).jsonLines.split(separator: "\n").map(String.init)
  }
}
