import Dining
import Events
import Ledger
import Randomness

/// Some days of a house in which everybody does sensible things, in any order and over the edges of days.
struct Evenings {
  static let dishes = ["soup", "steak", "fish", "cake", "tea"]
  static let stations = ["soup": "hot", "steak": "grill", "fish": "grill", "cake": nil, "tea": "bar"]

  private struct Party {
    let order: OrderID
    var cart: [UUIDv7] = []
    var status: [UUIDv7: String] = [:]
    var quantities: [UUIDv7: Int64] = [:]
    var lastMove: (id: EventID, items: [UUIDv7], from: String, to: String)?
    var rounds: Int64 = 0
    var hasBill = false
    var payment: UUIDv7?
  }

  private(set) var book: Book
  private var random: Seeded
  private var parties: [Party] = []

  /// The events of some 40 orders over three days.
  static func log(seed: UInt64, steps: Int = 500) -> Book {
    var evenings = Evenings(seed: seed)
    for step in 0..<steps { evenings.step(step) }
    return evenings.book
  }

  private init(seed: UInt64) {
    random = Seeded(seed: seed)
    book = Book(at: "2026-11-27T17:00:00.000Z", seed: seed)
  }

  private mutating func number(_ range: ClosedRange<Int64>) -> Int64 {
    Int64.random(in: range, using: &random)
  }

  private mutating func any<Element>(_ all: [Element]) -> Element? {
    all.isEmpty ? nil : all[Int(number(0...Int64(all.count - 1)))]
  }

  private mutating func step(_ step: Int) {
    book.wall = book.wall.advanced(byMilliseconds: number(0...900_000))
    if step.isMultiple(of: 12) || parties.isEmpty { begin() }
    if number(0...9) == 0 { speak() }
    guard !parties.isEmpty else { return }
    let place = Int(number(0...Int64(parties.count - 1)))
    var party = parties.remove(at: place)
    if act(&party) { parties.insert(party, at: place) }
  }

  private mutating func begin() {
    var opening = Book.Opening()
    opening.type = any(["dine_in", "dine_in", "takeaway", "delivery"]) ?? ""
    opening.currency = number(0...9) == 0 ? "JPY" : "EUR"
    opening.guests = number(1...6)
    opening.version = any(["v1", "v2"])
    if number(0...2) > 0 {
      let session = book.uuid()
      opening.session = session
      book.view(session, version: opening.version ?? "v1")
      if number(0...1) == 0 {
        opening.arm = any(["control", "variant"])
        book.expose(session, arm: opening.arm ?? "")
      }
      // Another look, or one that ends there.
      if number(0...5) == 0 { book.view(session, version: "v9") }
      guard number(0...3) > 0 else { return }
    }
    parties.append(Party(order: book.open(opening)))
  }

  private mutating func speak() {
    let outcome = any(["executed", "executed", "rejected", "refused", "unscored"]) ?? ""
    book.say(
      outcome, intent: any(["add_item", "pay_now", nil]) ?? nil, dish: any(Self.dishes + ["pie"]),
      reason: outcome == "rejected" ? any(["grammar", "gate"]) : nil)
  }

  /// Whether the party is still there.
  private mutating func act(_ party: inout Party) -> Bool {
    switch number(0...19) {
    case 0...4: add(&party)
    case 5...8: send(&party)
    case 9...13: advance(&party)
    case 14: recall(&party)
    case 15: takeOff(&party)
    case 16: fewer(&party)
    case 17:
      if !party.hasBill, !party.status.isEmpty, party.cart.isEmpty {
        party.hasBill = true
        book.askBill(party.order)
      }
    case 18: pay(&party)
    default: return stay(party)
    }
    return true
  }

  private mutating func add(_ party: inout Party) {
    guard !party.hasBill, let dish = any(Self.dishes) else { return }
    let quantity = number(1...4)
    let item = book.add(
      dish, number(1...30) * 50, quantity: quantity, station: Self.stations[dish] ?? nil, to: party.order)
    party.cart.append(item)
    party.quantities[item] = quantity
  }

  private mutating func send(_ party: inout Party) {
    guard !party.cart.isEmpty else { return }
    party.rounds += 1
    book.send(party.cart, round: party.rounds, party.order)
    for item in party.cart { party.status[item] = "ordered" }
    party.cart = []
    party.lastMove = nil
  }

  private mutating func advance(_ party: inout Party) {
    let words = ["ordered", "preparing", "ready", "delivered"]
    guard let from = any(Array(words.dropLast())) else { return }
    let items = party.status.filter { $0.value == from }.keys.sorted()
    guard !items.isEmpty, let to = any(Array(words.drop { $0 != from }.dropFirst())) else { return }
    let id = book.move(items, from: from, to: to, party.order)
    for item in items { party.status[item] = to }
    party.lastMove = (id, items, from, to)
  }

  private mutating func recall(_ party: inout Party) {
    guard let last = party.lastMove, last.items.allSatisfy({ party.status[$0] == last.to }) else { return }
    book.move(last.items, from: last.to, to: last.from, undoes: last.id, party.order)
    for item in last.items { party.status[item] = last.from }
    party.lastMove = nil
  }

  private mutating func takeOff(_ party: inout Party) {
    let items = (party.cart + party.status.keys).sorted()
    guard let item = any(items) else { return }
    if number(0...2) == 0 {
      book.remove(item, party.order)
    } else {
      book.write(.itemRemoved, party.order, .item, item, ["reason": number(0...1) == 0 ? "cold" : "slow"])
    }
    party.cart.removeAll { $0 == item }
    party.status[item] = nil
  }

  private mutating func fewer(_ party: inout Party) {
    let items = (party.cart + party.status.keys).sorted()
    guard let item = any(items), let held = party.quantities[item], held > 1 else { return }
    let wanted = number(1...(held - 1))
    book.change(item, from: held, to: wanted, party.order)
    party.quantities[item] = wanted
  }

  private mutating func pay(_ party: inout Party) {
    guard party.payment == nil else {
      return
    }
    if number(0...1) == 0 {
      let payment = book.startPayment(party.order)
      book.wall = book.wall.advanced(byMilliseconds: number(0...60_000))
      party.payment = payment
      if number(0...2) > 0 { book.pay("stripe", number(1...90) * 100, party.order, id: payment) }
    } else {
      party.payment = book.pay("cash", number(1...90) * 100, party.order)
    }
  }

  private mutating func stay(_ party: Party) -> Bool {
    guard number(0...1) == 0 else { return true }
    if number(0...3) == 0 { book.cancel(party.order) } else { book.close(party.order) }
    return false
  }
}
