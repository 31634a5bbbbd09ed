import Dining
import Events
import Randomness

/// Those at one table: what they will do, decided when they sit down.
struct Party {
  enum Step {
    case command(OrderCommand)
    /// Whatever is still to pay.
    case payRest

    func command(for order: Order) -> OrderCommand {
      switch self {
      case .command(let command): command
      case .payRest: .priced(.payCash(order.remaining, .order))
      }
    }
  }

  var order = OrderID(UUIDv7(at: .earliest, random: RandomBits(high: 0, low: 0)))
  private var steps: ArraySlice<Step>

  init(_ random: inout Seeded) {
    var steps: [Step] = []
    for _ in 0..<Int.random(in: 0...2, using: &random) { steps.append(.command(.item(.join(name: nil)))) }
    steps += Self.round(Int.random(in: 3...7, using: &random), &random)
    if Self.happens(40, &random) { steps += Self.round(Int.random(in: 1...3, using: &random), &random) }
    steps += [
      .command(.money(.bill)), .payRest, .command(.service(.complete)), .command(.money(.close)),
      .command(.own(.freeTable(reason: "closed"))),
    ]
    self.steps = steps[...]
  }

  var isDone: Bool { steps.isEmpty }

  /// Whether the kitchen's screen does the next step.
  var isWithKitchen: Bool {
    if case .command(.kitchen(.move(let step, _, _)))? = steps.first { step != .delivered } else { false }
  }

  mutating func next() -> Step { steps.removeFirst() }

  /// Dishes, their sending, and what the kitchen does with them.
  static func round(_ dishes: Int, _ random: inout Seeded) -> [Step] {
    var steps: [Step] = (0..<dishes).map { _ in dish(&random) }
    if happens(10, &random) { steps.append(.command(.service(.alert("nut allergy")))) }
    steps.append(.command(.kitchen(.submit)))
    if happens(8, &random) { steps.append(.command(.kitchen(.rush(true)))) }
    steps.append(.command(.kitchen(.move(to: .preparing, round: nil, items: []))))
    if happens(8, &random) { steps.append(.command(.kitchen(.delay(minutes: 5)))) }
    steps.append(.command(.kitchen(.move(to: .ready, round: nil, items: []))))
    steps.append(.command(.kitchen(.move(to: .delivered, round: nil, items: []))))
    return steps.filter { step in
      // A second rush of the same order would be refused.
      if case .command(.kitchen(.rush)) = step { return dishes > 3 }
      if case .command(.kitchen(.delay)) = step { return dishes > 3 }
      return true
    }
  }

  static func dish(_ random: inout Seeded) -> Step {
    let dish = Dishes.all[Int.random(in: 0..<Dishes.all.count, using: &random)]
    let modifiers =
      happens(30, &random)
      ? [Dishes.modifiers[Int.random(in: 0..<Dishes.modifiers.count, using: &random)]] : []
    let note =
      happens(10, &random) ? Dishes.notes[Int.random(in: 0..<Dishes.notes.count, using: &random)] : nil
    let addition = OrderCommand.Addition(
      dish: dish, quantity: Int64.random(in: 1...3, using: &random), modifiers: modifiers, note: note)
    return .command(.priced(.add(addition)))
  }

  private static func happens(_ percent: Int, _ random: inout Seeded) -> Bool {
    Int.random(in: 0..<100, using: &random) < percent
  }
}
