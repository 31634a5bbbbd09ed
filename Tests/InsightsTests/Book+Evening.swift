import Dining
import Events
import Ledger

/// What more a book needs for the managers' questions.
extension Book {
  struct Opening {
    var type = "dine_in"
    var currency = "EUR"
    var guests: Int64 = 2
    var session: UUIDv7?
    var version: String?
    var arm: String?
  }

  mutating func open(_ opening: Opening) -> OrderID {
    let order = OrderID(uuid())
    var members: [(StaticString, JSON)] = []
    if let arm = opening.arm { members.append(("arm", .string(arm))) }
    members.append(("currency", .string(opening.currency)))
    members.append(("guests", .int(opening.guests)))
    if let version = opening.version { members.append(("menu_version", .string(version))) }
    members.append(("order_type", .string(opening.type)))
    if let session = opening.session { members.append(("session_id", .string(session.description))) }
    members.append(("short_code", "B07"))
    write(.orderOpened, order, .order, nil, members)
    return order
  }

  mutating func add(
    _ dish: String, _ price: Int64, quantity: Int64 = 1, station: String? = nil, to order: OrderID
  ) -> UUIDv7 {
    let item = uuid()
    var members: [(StaticString, JSON)] = [
      ("menuitem_id", .string(dish)), ("name", .string("The \(dish)")), ("qty", .int(quantity)),
    ]
    if let station { members.append(("station", .string(station))) }
    members.append(("unit_price", .int(price)))
    write(.itemAdded, order, .item, item, members)
    return item
  }

  @discardableResult
  mutating func move(
    _ items: [UUIDv7], from: String, to: String, undoes: EventID? = nil, _ order: OrderID
  ) -> EventID {
    let named = items.map { JSON.object(["from": .string(from), "item_id": .string($0.description)]) }
    var members: [(StaticString, JSON)] = [("from", .string(from)), ("items", .array(named))]
    if undoes != nil { members.append(("recall", true)) }
    members.append(("to", .string(to)))
    if let undoes { members.append(("undoes", .string(undoes.description))) }
    return write(.statusChanged, order, .order, nil, members)
  }

  /// One dish, sent at once and ready so many seconds later; the clock then stands where it stood.
  mutating func timed(
    _ dish: String, _ seconds: Int64, station: String? = nil, _ opening: Opening = Opening()
  ) {
    let start = wall
    let order = open(opening)
    let item = add(dish, 500, station: station, to: order)
    send([item], order)
    wall = wall.advanced(byMilliseconds: (seconds - 1) * 1_000)
    move([item], from: "ordered", to: "ready", order)
    close(order)
    wall = start
  }

  mutating func view(_ session: UUIDv7, version: String = "v1") {
    tell(
      .menuViewed, .session, .uuid(session),
      [("menu_id", "main"), ("table_id", "T4"), ("version_id", .string(version))])
  }

  mutating func expose(_ session: UUIDv7, arm: String) {
    let experiment = uuid().description
    tell(
      .exposureRecorded, .session, .uuid(session),
      [
        ("arm", .string(arm)), ("experiment_id", .string(experiment)), ("menu_id", "main"),
        ("session_id", .string(session.description)), ("version_id", "v1"),
      ])
  }

  mutating func say(_ outcome: String, intent: String? = nil, dish: String? = nil, reason: String? = nil) {
    var members: [(StaticString, JSON)] = []
    if let intent { members.append(("intent", .string(intent))) }
    if let dish { members.append(("menuitem_id", .string(dish))) }
    members.append(("outcome", .string(outcome)))
    if let reason { members.append(("reason", .string(reason))) }
    members.append(("surface", "guest"))
    let id = uuid()
    tell(.voiceHeard, .voice, .uuid(id), members)
  }

  mutating func askBill(_ order: OrderID) {
    write(.billRequested, order, .order, nil, ["from": "ordered", "total": 0])
  }

  /// A payment that a provider's page was opened for.
  mutating func startPayment(_ order: OrderID) -> UUIDv7 {
    let payment = uuid()
    let name = JSON.string(payment.description)
    write(
      .paymentRequested, order, .payment, payment,
      ["amount": 500, "payment_id": name, "provider": "stripe"])
    write(.paymentStarted, order, .payment, payment, ["external_ref": "x", "payment_id": name])
    return payment
  }
}
