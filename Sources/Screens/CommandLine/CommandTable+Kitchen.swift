import Dining
import Events
import Venue

/// What is told to the kitchen, and what it tells.
extension CommandTable {
  static let kitchen: [Command] = [
    Command(
      "order submit CODE", guests: .ofTheirTable(),
      "Send what is in the cart to the kitchen as a new round.",
      example: "order submit T4"
    ) { _, operands in
      change(operands[0], .kitchen(.submit))
    },
    move(.preparing, "Begin to cook."),
    move(.ready, "Ready to be served."),
    move(.delivered, "Served."),
    Command(
      "order recall CODE", flags: [.round], "Put back what the last move moved.", example: "order recall T4"
    ) {
      arguments, operands throws(UsageFault) in
      change(operands[0], .kitchen(.recall(round: try round(arguments))))
    },
    Command(
      "order delay CODE MINUTES", "The newest round is wanted so much later; 0 takes it back.",
      example: "order delay T4 10"
    ) {
      _, operands throws(UsageFault) in
      change(operands[0], .kitchen(.delay(minutes: try Arguments.number(operands[1], "MINUTES"))))
    },
    Command("order rush CODE", flags: [.off], "This order first.", example: "order rush T4") {
      arguments, operands in
      change(operands[0], .kitchen(.rush(!arguments.has("off"))))
    },
    Command("order acknowledge CODE ITEM?", "Say that a void was seen.", example: "order acknowledge T4") {
      _, operands in
      change(operands[0], .kitchen(.acknowledge(operands.count > 1 ? ItemName(operands[1]) : nil)))
    },
    Command(
      "order undo CODE", guests: .ofTheirTable(),
      "Take back your last change, if nothing has followed it; a sending within ten seconds.",
      example: "order undo T4"
    ) { _, operands in
      change(operands[0], .service(.undo))
    },
  ]

  private static func round(_ arguments: Arguments) throws(UsageFault) -> Int? {
    guard let number = try arguments.number("round") else { return nil }
    guard let round = Int(exactly: number), round >= 1 else {
      throw UsageFault("--round: rounds count from 1")
    }
    return round
  }

  private static func move(_ step: KitchenStep, _ help: String) -> Command {
    Command(
      "order \(step.verb) CODE", flags: [.round, Flag("item ITEM", isRepeated: true, "only this item")], help,
      example: "order \(step.verb) T4"
    ) { arguments, operands throws(UsageFault) in
      let items = arguments.list("item").map { ItemName($0) }
      return change(operands[0], .kitchen(.move(to: step, round: try round(arguments), items: items)))
    }
  }
}
