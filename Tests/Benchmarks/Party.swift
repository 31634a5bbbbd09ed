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
      case .payRest: .payCash(order.remaining, participant: nil)
      }
    }
  }

  var order = OrderID(UUIDv7(at: .earliest, random: RandomBits(high: 0, low: 0)))
  private var steps: ArraySlice<Step>

  init(_ random: inout Seeded) {
    var steps: [Step] = []
    for _ in 0..<Int.random(in: 0...2, using: &random) { steps.append(.command(.join(name: nil))) }
    steps += Self.round(Int.random(in: 3...7, using: &random), &random)
    if Self.happens(40, &random) { steps += Self.round(Int.random(in: 1...3, using: &random), &random) }
    steps += [
      .command(.bill), .payRest, .command(.complete), .command(.close),
      .command(.freeTable(reason: "closed")),
    ]
    self.steps = steps[...]
  }

  var isDone: Bool { steps.isEmpty }

  /// Whether the kitchen's screen does the next step.
  var isWithKitchen: Bool {
    if case .command(.move(let status, _, _))? = steps.first { status != .delivered } else { false }
  }

  mutating func next() -> Step { steps.removeFirst() }

  /// Dishes, their sending, and what the kitchen does with them.
  static func round(_ dishes: Int, _ random: inout Seeded) -> [Step] {
    var steps: [Step] = (0..<dishes).map { _ in dish(&random) }
    if happens(10, &random) { steps.append(.command(.alert("nut allergy"))) }
    steps.append(.command(.submit))
    if happens(8, &random) { steps.append(.command(.rush(true))) }
    steps.append(.command(.move(to: .preparing, round: nil, items: [])))
    if happens(8, &random) { steps.append(.command(.delay(minutes: 5))) }
    steps.append(.command(.move(to: .ready, round: nil, items: [])))
    steps.append(.command(.move(to: .delivered, round: nil, items: [])))
    return steps.filter { step in
      // A second rush of the same order would be refused.
      if case .command(.rush) = step { return dishes > 3 }
      if case .command(.delay) = step { return dishes > 3 }
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
    return .command(
      .add(
        OrderCommand.Addition(
          dish: dish, quantity: Int64.random(in: 1...3, using: &random), modifiers: modifiers, note: note)))
  }

  private static func happens(_ percent: Int, _ random: inout Seeded) -> Bool {
    Int.random(in: 0..<100, using: &random) < percent
  }
}
