import Events

@testable import Dining

/// What no command becomes: payments that a provider reports, and well-formed events that make little sense here.
extension RandomHouse {
  mutating func stranger(_ box: Int, _ order: OrderID) throws {
    let known = boxes[box].order(order)
    let (type, entity, entityID, payload) = content(known, boxes[box].events(order))
    try boxes[box].write(
      type, entity, entityID, order, payload, as: pick(Self.actors), .webhook, key: chance(10) ? "k1" : nil)
  }

  private typealias Content = (EventType, EntityType, UUIDv7?, PayloadWriter)

  private mutating func content(_ order: Order, _ events: [Event]) -> Content {
    switch Int.random(in: 0..<10, using: &random) {
    case 0...3: payment()
    case 4: item(order, events)
    case 5...6: statusChanged(order, events)
    case 7: person(order)
    case 8: going(back: events)
    default: other(events)
    }
  }

  private mutating func id(_ number: UInt64) -> UUIDv7 {
    UUIDv7(at: Timestamp(clamping: Box.noon), random: RandomBits(high: 0, low: number))
  }

  private mutating func anyEvent(_ events: [Event]) -> JSON {
    .string((events.randomElement(using: &random)?.id.uuid ?? id(9)).description)
  }

  private mutating func anyItem(_ order: Order) -> UUIDv7 {
    chance(90) ? order.items.randomElement(using: &random)?.id.uuid ?? id(9) : id(9)
  }

  private mutating func payment() -> Content {
    let payment = id(pick([1, 2, 3]))
    let key = JSON.string(payment.description)
    let amount = JSON.int(pick([100, 100, 250, 1_000, 0, -1, Money.limit]))
    let (type, members): (EventType, PayloadWriter) =
      switch Int.random(in: 0..<8, using: &random) {
      case 0: (.paymentRequested, object(["amount": amount, "payment_id": key, "provider": "sim"]))
      case 1: (.paymentStarted, object(["external_ref": "sim_1", "payment_id": key]))
      case 2: (.paymentFailed, object(["payment_id": key, "reason": "declined"]))
      case 3: (.paymentCancelled, object(["payment_id": key, "reason": "gone"]))
      case 4: (.refunded, object(["amount": amount, "payment_id": key]))
      default:
        (
          .paid,
          object([
            "amount": amount, "external_ref": "sim_1", "payment_id": key, "provider": "sim", "share": 1,
          ])
        )
      }
    return (type, .payment, payment, members)
  }

  private mutating func item(_ order: Order, _ events: [Event]) -> Content {
    let item = anyItem(order)
    switch Int.random(in: 0..<5, using: &random) {
    case 0: return (.itemRemoved, .item, item, object(["undoes": anyEvent(events)]))
    case 1: return (.itemRestored, .item, item, object(["undoes": anyEvent(events)]))
    case 2:
      return (
        .quantityChanged, .item, item, object(["from": 1, "to": .int(pick([1, 2, 999, 1_000, 0]))])
      )
    case 3: return (.voidAcknowledged, .item, item, object([:]))
    default:
      let price = JSON.int(pick([0, 100, -1, Money.limit]))
      return (
        .itemAdded, .item, pick([item, id(20), id(21)]),
        object(["menuitem_id": "m9", "name": "Tea", "qty": .int(pick([1, 999])), "unit_price": price])
      )
    }
  }

  private mutating func statusChanged(_ order: Order, _ events: [Event]) -> Content {
    let words = ["opened", "ordered", "preparing", "ready", "delivered", "closed"]
    let items = (0..<Int.random(in: 0...3, using: &random)).map { _ in
      JSON.object([
        "from": .string(pick(words.dropLast())), "item_id": .string(anyItem(order).description),
      ])
    }
    var payload = PayloadWriter()
    payload.set("from", pick(words))
    payload.set("items", JSON.array(items))
    payload.set("recall", chance(10) ? true : nil)
    payload.set("round", chance(50) ? JSON.int(pick([1, 2, 3, 999, 1_000, 0])) : nil)
    payload.set("to", pick(words))
    payload.set("undoes", chance(30) ? anyEvent(events) : nil)
    return (.statusChanged, .order, nil, payload)
  }

  private mutating func person(_ order: Order) -> Content {
    let person = order.participants.randomElement(using: &random)?.id.uuid ?? id(30)
    return switch Int.random(in: 0..<4, using: &random) {
    case 0: (.participantLeft, .participant, person, object([:]))
    case 1:
      (
        .autopayArmed, .participant, person,
        object(["consent_text": "yes", "max_amount": 5_000, "scope": "order"])
      )
    case 2: (.autopayDisarmed, .participant, person, object(["reason": "asked"]))
    default:
      (.paymentMethodAttached, .participant, person, object(["provider": "sim", "reference": "pm_1"]))
    }
  }

  private mutating func going(back events: [Event]) -> Content {
    let undoes = anyEvent(events)
    return switch Int.random(in: 0..<8, using: &random) {
    case 6: (.orderReopened, .order, nil, object(["undoes": undoes]))
    case 7: (.orderChanged, .order, nil, object(["guests": .int(pick([3, 4])), "undoes": undoes]))
    case 0: (.orderMoved, .order, nil, object(["table_id": "T9", "undoes": undoes]))
    case 1: (.alertSet, .order, nil, object(["undoes": undoes]))
    case 2: (.rushSet, .order, nil, object(["rush": .bool(chance(50)), "undoes": undoes]))
    case 3: (.delayMarked, .order, nil, object(["delay_minutes": 3, "round": 1, "undoes": undoes]))
    case 4: (.adjustmentRemoved, .order, nil, object(["undoes": undoes]))
    default: (.billWithdrawn, .order, nil, object(["reason": "mistake", "undoes": undoes]))
    }
  }

  private mutating func other(_ events: [Event]) -> Content {
    switch Int.random(in: 0..<5, using: &random) {
    case 0: return (.delayMarked, .order, nil, object(["delay_minutes": 20]))
    case 1: return (.billWithdrawn, .order, nil, object(["reason": "mistake"]))
    case 2: return (.menuChanged, .order, nil, object([:]))
    case 3:
      let shares = (1...2).map { JSON.object(["amount": 500, "share": .int($0)]) }
      return (
        .splitAgreed, .payment, id(40),
        object(["shares": .array(shares), "total": .int(pick([1_000, 999]))])
      )
    default:
      return (
        .adjustmentAdded, .order, nil,
        object(["amount": .int(pick([-100, 100, Money.limit, -Money.limit])), "kind": "tip"])
      )
    }
  }
}
