import Events
import Randomness

@testable import Dining

/// A house in which everybody does anything at any time: a few terminals, each with its own clock and its own
/// part of the truth, and people who give commands, sensible or not.
struct RandomHouse {
  var random: Seeded
  var boxes: [Box]
  let orders: [OrderID]
  /// Who has a clock that steps: a wild one is days off.
  private let steps: [Int64]

  static let actors = ["Mira", "Dang", "P1", "stove"]

  init(seed: UInt64) {
    var random = Seeded(seed: seed)
    let names = ["till", "stove", "pass", "bar", "desk"].prefix(Int.random(in: 2...5, using: &random))
    boxes = names.map { name in
      let skew = Int64.random(in: -100_000...100_000, using: &random)
      return Box(name, wall: Box.noon + skew, seed: seed)
    }
    steps = names.map { _ in [0, 0, 5_000, 86_400_000].randomElement(using: &random) ?? 0 }
    orders = (0..<UInt64.random(in: 1...2, using: &random)).map { newOrder(seed &* 4 &+ $0) }
    self.random = random
  }

  mutating func pick<Element>(_ choices: [Element]) -> Element {
    guard let choice = choices.randomElement(using: &random) else { preconditionFailure("no choices") }
    return choice
  }

  mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }

  /// Time passes everywhere, and somebody's clock may step.
  mutating func letTimePass() {
    for index in boxes.indices {
      boxes[index].wall += Int64.random(in: 0...3_000, using: &random)
      if chance(4) { boxes[index].wall += Int64.random(in: -steps[index]...steps[index], using: &random) }
    }
  }

  /// One terminal tells another a part of what it knows, in any order and with doubles.
  mutating func sync(percent: Int) {
    let from = Int.random(in: boxes.indices, using: &random)
    let to = Int.random(in: boxes.indices, using: &random)
    guard from != to else { return }
    for order in orders {
      var told: [Event] = []
      for event in boxes[from].events(order) where chance(percent) {
        told.append(event)
        if chance(10) { told.append(event) }
      }
      boxes[to].learn(told.shuffled(using: &random))
    }
  }

  /// Everybody learns everything, each in an order of their own and some of it twice.
  mutating func heal() {
    for order in orders {
      let all = boxes.flatMap { $0.events(order) }
      for index in boxes.indices { boxes[index].learn(all.shuffled(using: &random)) }
    }
  }

  mutating func command(on order: Order) -> OrderCommand {
    switch Int.random(in: 0..<100, using: &random) {
    case 0..<16: return .add(addition())
    case 16..<28: return .submit
    case 28..<46: return move()
    case 46..<52: return .recall(round: pick([nil, nil, 1, 2, 7]))
    case 52..<60: return .undo
    case 60..<64: return .remove(itemName(order), reason: pick([nil, "dropped"]))
    case 64..<67: return .quantity(itemName(order), pick([1, 2, 3, 7, 0, -1, 1_000, .max, .min]))
    case 67..<70: return .acknowledge(pick([nil, itemName(order)]))
    case 70..<72: return .delay(minutes: pick([0, 5, 10, 1_440, -1, .max]))
    case 72..<74: return .rush(pick([true, false]))
    case 74..<76: return .alert(pick(["nuts", "fish", ""]))
    case 76..<78: return .moveTable(ExactString(pick(["T4", "T5", "T6", ""])))
    case 78..<81: return .adjust(pick(Adjustment.Kind.allCases), amount(), label: pick([nil, "sorry"]))
    case 81..<84: return .bill
    case 84..<86: return .withdrawBill
    case 86..<91:
      return .payCash(chance(60) ? order.remaining : amount(), pick([.order, .order, .participant("P1")]))
    case 91..<93: return .join(name: pick([nil, "Ben"]))
    case 93..<95: return .close
    default: return seldom()
    }
  }

  private mutating func seldom() -> OrderCommand {
    switch Int.random(in: 0..<15, using: &random) {
    case 9: .pay(.split(ways: pick([nil, 2, 3, 0])))
    case 10, 11:
      .pay(
        .start(provider: "card", pick([.order, .share(1), .participant("P1")]), tip: euro(pick([0, 0, 50]))))
    case 12: .pay(.release(pick([.order, .share(2)])))
    case 13: .pay(.disarm(participant: pick([nil, "P1"])))
    case 0: .viewBill
    case 1: .complete
    case 2: .cancel(reason: pick(["walked out", ""]))
    case 3: .freeTable(reason: "closed")
    case 4: .open(opening())
    case 5: .priced(.refund(amount(), Refunding(payment: pick([nil, "1"]), reason: pick([nil, "cold"]))))
    case 7: .service(.reopen)
    case 8: .service(.change(OrderTerms(guests: pick([nil, 2, 3]), type: pick([nil, .takeaway, .dineIn]))))
    case 6: .priced(.correct(payment: pick(["1", "2"]), amount(), reason: "slip"))
    default: .join(name: String(repeating: "x", count: 501))
    }
  }

  mutating func opening() -> OrderCommand.Opening {
    guard let currency = Currency("EUR") else { preconditionFailure("EUR is a currency") }
    return OrderCommand.Opening(
      shortCode: "B07", currency: currency, type: pick(OrderType.allCases), table: pick([nil, "T4"]),
      guests: pick([nil, 2, 4]))
  }

  private mutating func amount() -> Money {
    Money(minor: pick([1, 100, 250, 1_000, 9_007_199_254_740_991, 0, -5])) ?? .zero
  }

  private mutating func addition() -> OrderCommand.Addition {
    let price = chance(3) ? Money.limit : Int64.random(in: 0...30, using: &random) * 50
    let dish = Dish(
      menuitemID: ExactString(pick(["m1", "m2", "m3", "open"])), name: "Soup",
      unitPrice: Money(minor: price) ?? .zero, station: pick([nil, "hot"]))
    return OrderCommand.Addition(
      dish: dish, quantity: pick([1, 1, 2, 3, 0]),
      modifiers: chance(20) ? [Modifier(name: "extra", price: Money(minor: pick([50, -20])) ?? .zero)] : [],
      note: pick([nil, "no salt"]), participant: pick([nil, nil, "P1"]))
  }

  private mutating func move() -> OrderCommand {
    let to = pick([KitchenStep.preparing, .ready, .delivered])
    let items = chance(30) ? [ItemName(pick(["1", "2", "3", "m1"]))] : []
    return .move(to: to, round: pick([nil, nil, 1, 2, 3]), items: items)
  }

  private mutating func itemName(_ order: Order) -> ItemName {
    if chance(50), let item = order.items.randomElement(using: &random) {
      return ItemName(String(item.id.description.suffix(12)))
    }
    return ItemName(pick(["1", "2", "3", "m1", "m2", "99", "zzz"]))
  }
}
