import Dining
import Events
import Venue

@testable import Screens

/// What no command of this build becomes: events of a provider's terminal and of guests' payments.
extension Dinner {
  /// Writes an event as the terminal `pay` does, and lets it arrive.
  mutating func arrive(
    _ type: EventType, _ entity: EntityType, _ id: UUIDv7? = nil, on name: OrderName,
    by actor: String = "pay",
    from source: Source = .webhook, _ members: KeyValuePairs<StaticString, JSON>
  ) {
    guard let origin = Origin("pay-0000000c"), let order = OrderName(name.text).order(in: house)?.id,
      let stream = house.orders[order]
    else { fatalError("\(name.text) is no order") }
    let last = house.orders.values.flatMap(\.events).filter { $0.origin == origin }.max { $0.seq < $1.seq }
    let tip = last.map { ChainTip(seq: $0.seq, hash: $0.hash) } ?? ChainTip(before: origin, venue: "casa")
    let stamp = StreamClock().stamp(wall: wall, latestInStream: stream.latest)
    var payload = PayloadWriter()
    for (key, value) in members { payload.set(key, value) }
    let bits = RandomBits(high: UInt64(tip.seq) + 1, low: UInt64(bitPattern: wall.milliseconds))
    let draft = EventDraft(
      id: EventID(UUIDv7(at: stamp.createdAt, random: bits)), stamp: stamp, orderID: order, type: type,
      entity: entity, entityID: id.map { .uuid($0) }, source: source, actor: ExactString(actor),
      payload: payload)
    guard let event = try? draft.sealed(origin: origin, after: tip) else { fatalError("\(type)") }
    arrive([event])
  }

  /// A payment's own id: the same for the same number.
  static func payment(_ number: UInt64) -> UUIDv7 {
    UUIDv7(at: start, random: RandomBits(high: number, low: number))
  }

  mutating func askPayment(
    _ number: UInt64, _ amount: Int64, on order: OrderName, share: Int64? = nil, by guest: UUIDv7? = nil,
    provider: String = "stripe", from source: Source = .guest
  ) {
    let id = Self.payment(number)
    let key = JSON.string(id.description)
    if let guest {
      arrive(
        .paymentRequested, .payment, id, on: order, by: guest.description, from: source,
        [
          "amount": .int(amount), "participant_id": .string(guest.description), "payment_id": key,
          "provider": .string(provider),
        ])
    } else if let share {
      arrive(
        .paymentRequested, .payment, id, on: order, from: source,
        ["amount": .int(amount), "payment_id": key, "provider": .string(provider), "share": .int(share)])
    } else {
      arrive(
        .paymentRequested, .payment, id, on: order, from: source,
        ["amount": .int(amount), "payment_id": key, "provider": .string(provider)])
    }
  }

  mutating func startPayment(_ number: UInt64, on order: OrderName) {
    let id = Self.payment(number)
    arrive(
      .paymentStarted, .payment, id, on: order,
      ["external_ref": .string("cs_\(number)"), "payment_id": .string(id.description)])
  }

  mutating func failPayment(_ number: UInt64, _ reason: String, on order: OrderName) {
    let id = Self.payment(number)
    arrive(
      .paymentFailed, .payment, id, on: order,
      ["payment_id": .string(id.description), "reason": .string(reason)])
  }

  mutating func succeed(_ number: UInt64, _ amount: Int64, share: Int64? = nil, on order: OrderName) {
    let id = Self.payment(number)
    let key = JSON.string(id.description)
    if let share {
      arrive(
        .paid, .payment, id, on: order,
        ["amount": .int(amount), "payment_id": key, "provider": "stripe", "share": .int(share)])
    } else {
      arrive(
        .paid, .payment, id, on: order, ["amount": .int(amount), "payment_id": key, "provider": "stripe"])
    }
  }

  /// The bill in equal shares, as far as it can be divided.
  mutating func split(_ order: OrderName, _ amounts: [Int64]) {
    let shares = amounts.enumerated().map { place, amount in
      JSON.object([
        JSON.Member("amount", .int(amount)), JSON.Member("share", .int(Int64(place + 1))),
      ])
    }
    arrive(
      .splitAgreed, .payment, Self.payment(99), on: order,
      ["shares": .array(shares), "total": .int(amounts.reduce(0, +))])
  }
}

/// An evening with a table in each state, and all that wants a waiter.
extension Dinner {
  /// 21 minutes past eight on the wall: what began when is said beside each.
  static func service() -> Dinner {
    var dinner = Dinner()
    let freed = dinner.open(table: "T8", guests: 2)
    dinner.change(freed, .service(.cancel(reason: "left again")))
    _ = dinner.open(table: "T1", guests: 2)
    let served = dinner.serve(table: "T10", guests: 3, soups: 3)
    dinner.wait(seconds: 60)
    let late = dinner.open(table: "T3", guests: 4)
    dinner.add(late, "Lamb shank", 4, price: 1_900, station: "grill")
    dinner.change(late, .kitchen(.submit), .kitchen(.move(to: .preparing, round: nil, items: [])))
    let eating = dinner.serve(table: "T4", guests: 2, soups: 2)
    let bills = dinner.billed()
    dinner.wait(seconds: 300)
    dinner.change(late, .service(.alert("nuts, seat 2")))
    dinner.add(eating, "Lamb shank", 2, price: 1_900)
    dinner.change(eating, .kitchen(.submit), .kitchen(.move(to: .ready, round: 2, items: [])))
    dinner.wait(seconds: 600)
    dinner.pay(bills)
    dinner.wait(seconds: 300)
    let ordering = dinner.open(table: "T2", guests: 5)
    dinner.add(ordering, "Still water", 2, price: 300)
    dinner.add(ordering, "Green salad", price: 650)
    let takeaway = dinner.open(type: .takeaway, promisedAt: dinner.wall.advanced(byMilliseconds: 1_500_000))
    dinner.change(takeaway, .item(.join(name: "Ana")))
    dinner.add(takeaway, "Margherita", 2, price: 1_100)
    dinner.change(takeaway, .kitchen(.submit))
    dinner.wait(seconds: 30)
    _ = served
    return dinner
  }

  /// Soups, served at once.
  private mutating func serve(table: String, guests: Int64, soups: Int64) -> OrderName {
    let order = open(table: table, guests: guests)
    add(order, "Soup", soups)
    change(order, .kitchen(.submit), .kitchen(.move(to: .delivered, round: nil, items: [])))
    return order
  }

  private mutating func billed() -> [String: OrderName] {
    var bills: [String: OrderName] = [:]
    for (table, guests) in [("T5", 4), ("T6", 2), ("T7", 2), ("T11", 2), ("T12", 2)] as [(String, Int64)] {
      let order = serve(table: table, guests: guests, soups: guests)
      if table == "T11" {
        change(order, .item(.join(name: "Eva")), .item(.join(name: nil)))
      } else {
        change(order, .money(.bill))
      }
      bills[table] = order
      wait(seconds: 10)
    }
    return bills
  }

  private mutating func pay(_ bills: [String: OrderName]) {
    guard let shared = bills["T5"], let failed = bills["T6"], let paid = bills["T7"],
      let voiced = bills["T11"], let over = bills["T12"]
    else { return }
    split(shared, [1_700, 1_700])
    askPayment(1, 1_700, on: shared, share: 1)
    startPayment(1, on: shared)
    succeed(1, 1_700, share: 1, on: shared)
    askPayment(2, 1_700, on: failed)
    startPayment(2, on: failed)
    failPayment(2, "insufficient", on: failed)
    wait(seconds: 60)
    startPayment(2, on: failed)
    failPayment(2, "card_expired", on: failed)
    request(.change(paid, .payCash(amount: "17.00", .order)))
    request(.change(over, .payCash(amount: "17.00", .order)))
    succeed(3, 550, on: over)
    armed(voiced)
  }

  /// Eva has a card on file and pays by herself; the other has said aloud that they want to pay.
  private mutating func armed(_ order: OrderName) {
    let guests = OrderName(order.text).order(in: house)?.participants ?? []
    guard guests.count == 2 else { return }
    arrive(
      .paymentMethodAttached, .participant, guests[0].id.uuid, on: order,
      ["provider": "stripe", "reference": "pm_1"])
    arrive(
      .autopayArmed, .participant, guests[0].id.uuid, on: order, by: "Eva", from: .guest,
      ["consent_text": "yes", "max_amount": 5_000, "scope": "share"])
    askPayment(4, 850, on: order, by: guests[1].id.uuid, from: .voice)
  }
}
