import Dining
import Events
import Menus

/// Makes the draft of one event out of a request: looks names up, puts amounts into the order's currency, decides.
struct Composer {
  let venue: Venue
  let request: Request
  let moment: Moment

  /// The currency of a house that has no menu yet.
  static let defaultCurrency = "EUR"

  /// What a menu that came without a file's name is called in sentences about it.
  static let menuName = "the menu"

  func draft() throws(Venue.Stop) -> EventDraft {
    try checkIsGuests()
    try checkRole()
    switch request.content {
    case .own(let id, let command): return try change(try order(id)) { _ in command }
    case .said(.open(let table, let guests, let type, let promisedAt)):
      return try open(table: table, guests: guests, type: type, promisedAt: promisedAt)
    case .said(.change(let name, let wanted)):
      return try change(try order(name)) { order throws(Venue.Stop) in try command(wanted, on: order) }
    case .said(.place(let placements)):
      guard let first = try place(placements, after: []) else {
        throw .complaint(Complaint("nothing_to_do", "no dish is to be added, and nothing to be sent"))
      }
      return first
    case .said(.menu(let request)): return try draft(request)
    case .said(.experiment(let request)): return try draft(request)
    case .said(.viewMenu(let table)): return try viewMenu(table)
    case .said(.voice(let request)): return try draft(request)
    case .said(.changeSetting(let key, let value)): return try changeSetting(key, value)
    case .said(.staff(let request)): return try draft(request)
    case .said(.partner(let request)): return try draft(request)
    }
  }

  /// Whether what is only warned of is done: guests are held to it.
  var isAnyway: Bool { request.isAnyway && request.source != .guest }

  /// What the events say: a voice is a source of its own, whoever speaks.
  var writtenSource: Source { isSpoken ? .voice : request.source }

  var actor: ExactString { request.actor ?? ExactString(venue.identity.terminal) }

  private var author: Author {
    Author(
      actor: actor, source: request.source, entityRandom: moment.random.2, salt: moment.random.3,
      isAnyway: isAnyway)
  }

  func order(_ name: OrderName) throws(Venue.Stop) -> OrderStream {
    let unknown = request.table.map { .unknownOrder(name, at: $0) } ?? Complaint.unknownOrder(name)
    switch request.table.map({ name.meaning(in: venue.ahead, at: $0) }) ?? name.meaning(in: venue.ahead) {
    case .order(let id):
      let stream = try order(id)
      guard !stream.events.isEmpty else { throw .complaint(unknown) }
      return stream
    case .none: throw .complaint(unknown)
    case .several(let ids): throw .complaint(.ambiguousOrder(name, ids, in: venue.ahead, now: moment.wall))
    }
  }

  private func order(_ id: OrderID) throws(Venue.Stop) -> OrderStream {
    guard let stream = venue.ahead.orders[id] else { throw .unloaded(id) }
    return stream
  }

  func repeated(in stream: OrderStream) throws(Venue.Stop) {
    guard let key = request.idempotencyKey, let id = stream.order.event(withKey: key),
      let event = stream.event(id)
    else { return }
    throw .repeated(Venue.told(Self.group(from: event, in: venue.ahead)), stream.order)
  }

  /// What a command makes of an order.
  func change(
    _ stream: OrderStream, _ command: (Order) throws(Venue.Stop) -> OrderCommand
  ) throws(Venue.Stop) -> EventDraft {
    try repeated(in: stream)
    let stamp = venue.clock.stamp(wall: moment.wall, latestInStream: stream.latest)
    let menu = venue.ahead.served(at: moment.wall, for: stream.order)
    let decider = OrderDecider(order: stream.order, author: author, time: stamp.createdAt) { dish in
      menu?.isSoldOut(dish) ?? false
    }
    let decision = try decide(decider, try command(stream.order))
    return draft(decision, stamp, stream.order.id)
  }

  private func decide(_ decider: OrderDecider, _ command: OrderCommand) throws(Venue.Stop) -> Decision {
    do throws(Refusal) {
      return try decider.decide(command)
    } catch {
      throw .complaint(Complaint(error))
    }
  }

  private func command(_ wanted: OrderRequest, on order: Order) throws(Venue.Stop) -> OrderCommand {
    switch wanted {
    case .add(let menuitem, let extras): return try add(menuitem, extras, on: order)
    case .addOpenItem(let name, let price, let quantity):
      let dish = Dish(menuitemID: "open", name: name, unitPrice: try amount(price, order))
      guard request.source == .staff else { throw .complaint(Complaint(Refusal.onlyStaff)) }
      return .priced(.add(OrderCommand.Addition(dish: dish, quantity: quantity)))
    case .adjust(let kind, let text, let label):
      return .priced(.adjust(kind, try amount(text, order), label: label))
    case .payCash(let text, let target): return .priced(.payCash(try amount(text, order), target))
    case .payCard(let text, let target, let slip):
      return .priced(.payCard(try amount(text, order), target, slip: slip))
    case .refund(let text, let refunding): return .priced(.refund(try amount(text, order), refunding))
    case .correct(let payment, let text, let reason):
      return .priced(.correct(payment: payment, try amount(text, order), reason: reason))
    case .item(let command): return .item(command)
    case .kitchen(let command): return .kitchen(command)
    case .money(let command): return .money(command)
    case .service(.moveTable(let table)):
      let name = TableName.spelling(table.string, in: venue.ahead)
      if name != order.tableID { try warnOfSecondOrder(at: name, beside: order.id) }
      return .service(.moveTable(name))
    case .service(let command): return .service(command)
    case .pay(let request): return try command(request, on: order)
    }
  }

  func amount(_ text: String, _ order: Order) throws(Venue.Stop) -> Money {
    guard let amount = order.opening?.currency.amount(text) else {
      throw .complaint(Complaint("amount", "“\(text)” is no amount; write it like 12.50 or 12"))
    }
    return amount
  }

  func add(
    _ menuitem: String, _ extras: OrderRequest.Extras, on order: Order
  ) throws(Venue.Stop) -> OrderCommand {
    let id = ExactString(menuitem)
    let served = venue.ahead.served(at: moment.wall, for: order)
    guard let menu = served, let item = menu.document.item(id) else {
      throw .complaint(.unknownDish(menuitem, on: served?.document))
    }
    guard menu.canOrder(id) else { throw .complaint(Complaint("sold_out", "\(item.name) is sold out")) }
    try check(item, of: menu.document, on: order)
    guard let price = Money(minor: item.priceMinor) else {
      throw .complaint(Complaint("amount", "the price of \(item.name) is no amount"))
    }
    let dish = Dish(
      menuitemID: id, name: item.name, unitPrice: price, allergens: item.allergens, station: item.station,
      course: item.course)
    let modifiers = try modifiers(extras.modifiers, of: item, in: order.opening?.currency)
    return .priced(
      .add(
        OrderCommand.Addition(
          dish: dish, quantity: extras.quantity, modifiers: modifiers, note: extras.note,
          participant: extras.participant, menuVersion: menu.version?.text)))
  }

  /// - Parameter taken: codes of orders that this request opens beside it.
  func open(
    table: String?, guests: Int64?, type: OrderType, promisedAt: Timestamp?, taken: Set<String> = []
  ) throws(Venue.Stop) -> EventDraft {
    if let key = request.idempotencyKey, let id = venue.ahead.openings[key] {
      guard let stream = venue.ahead.orders[id] else { throw .unloaded(id) }
      try checkIsTheirs(stream.order)
      try repeated(in: stream)
    }
    let table = try seat(table).map { TableName.spelling($0, in: venue.ahead) }
    if let table { try warnOfSecondOrder(at: table) }
    let live = taken.union(venue.ahead.live.compactMap { $0.opening?.shortCode.string })
    guard let code = venue.codes.next(isLive: live.contains) else {
      throw .complaint(Complaint("too_many", "a thousand orders are open; close some first"))
    }
    let stamp = venue.clock.stamp(wall: moment.wall, latestInStream: nil)
    let id = OrderID(UUIDv7(at: stamp.createdAt, random: moment.random.1))
    let sitting = table.map { self.sitting(at: $0, stamp) }
    let menu = venue.ahead.served(at: moment.wall, visit: sitting?.visit, atTable: table?.string)
    guard let currency = Currency(menu?.document.currencyCode.string ?? Self.defaultCurrency) else {
      throw .complaint(Complaint("currency", "the menu's currency is none"))
    }
    var opening = OrderCommand.Opening(
      shortCode: ExactString(code), currency: currency, type: type, table: table,
      guests: guests, promisedAt: promisedAt, menuID: menu?.menuID)
    opening.menuVersion = menu?.version?.text
    opening.session = sitting?.visit.session
    opening.experiment = sitting?.experiment
    opening.arm = sitting?.arm.map { ExactString($0.rawValue) }
    let blank = OrderStream(id: id).order
    let decider = OrderDecider(order: blank, author: author, time: stamp.createdAt)
    return draft(try decide(decider, .open(opening)), stamp, id)
  }

  /// Two orders at one table are two parties, or a slip: whoever means it says so.
  private func warnOfSecondOrder(at table: ExactString, beside order: OrderID? = nil) throws(Venue.Stop) {
    guard let other = venue.ahead.live(atTable: table.string).last(where: { $0.id != order }) else { return }
    try warn(
      "table_taken", "\(table) has \(Complaint.words(other, now: moment.wall))",
      wayOn: "for a second order there give --again (or --anyway)")
  }

  private func draft(_ decision: Decision, _ stamp: StreamClock.Stamp, _ order: OrderID) -> EventDraft {
    EventDraft(
      id: EventID(UUIDv7(at: stamp.createdAt, random: moment.random.0)), stamp: stamp, orderID: order,
      type: decision.type, entity: decision.entity, entityID: decision.entityID.map { .uuid($0) },
      source: writtenSource, actor: actor, idempotencyKey: request.idempotencyKey,
      payload: decision.payload, personal: decision.personal)
  }

  private func changeSetting(_ key: String, _ value: String) throws(Venue.Stop) -> EventDraft {
    if let complaint = HouseSetting.complaint(key, value) { throw .complaint(complaint) }
    guard request.source == .staff else { throw .complaint(Complaint(Refusal.onlyStaff)) }
    try repeated(in: .venue)
    var payload = PayloadWriter()
    payload.set("key", key)
    payload.set("value", value)
    let stamp = venue.clock.stamp(wall: moment.wall, latestInStream: venue.ahead.latestSetting)
    return draft(.settingChanged, .venue, ExactString(venue.identity.venue), stamp, payload)
  }

  func repeated(in stream: StreamKey) throws(Venue.Stop) {
    guard let key = request.idempotencyKey, let event = venue.ahead.standingEvent(withKey: key, in: stream)
    else { return }
    throw .repeated(Venue.told(Self.group(from: event, in: venue.ahead)), nil)
  }

  func draft(
    _ type: EventType, _ entity: EntityType, _ name: ExactString, _ stamp: StreamClock.Stamp,
    _ payload: PayloadWriter
  ) -> EventDraft {
    draft(type, entity, .text(name), stamp, payload)
  }

  /// An event of a stream that is no order's.
  func draft(
    _ type: EventType, _ entity: EntityType, _ name: EntityID, _ stamp: StreamClock.Stamp,
    _ payload: PayloadWriter
  ) -> EventDraft {
    EventDraft(
      id: EventID(UUIDv7(at: stamp.createdAt, random: moment.random.0)), stamp: stamp, type: type,
      entity: entity, entityID: name, source: writtenSource, actor: actor,
      idempotencyKey: request.idempotencyKey, payload: payload)
  }
}
