import Dining
import Events
import Venue

/// The one list of commands: each is a row, with its flags in it. Those of orders and money stand here.
public enum CommandTable {
  public static let all: [Command] =
    screens + orders + kitchen + money + menus + log + peers + terminal

  /// Understands a command line, flags and words in any order.
  public static func understand(_ arguments: Arguments) throws(UsageFault) -> Invocation {
    if arguments.has("version") { return .version }
    let words = arguments.words
    if arguments.has("help") || words.isEmpty || words.first == "help" { return .help(topic: words) }
    guard let command = command(words) else {
      throw UsageFault("there is no command “\(words.prefix(2).joined(separator: " "))”; see: galley help")
    }
    let allowed = Set((command.flags + Flag.common).map(\.name))
    for flag in arguments.flagNames where !allowed.contains(flag) {
      throw UsageFault(
        "\(command.words.joined(separator: " ")) has no flag --\(flag); usage: galley \(command.synopsis)")
    }
    let operands = try command.fit(Array(words.dropFirst(command.words.count)))
    return try command.understand(arguments, operands)
  }

  /// The command that a line begins with, the longest of several; nil where there is none.
  static func command(_ words: [String]) -> Command? {
    all.filter { words.starts(with: $0.words) }.max { $0.words.count < $1.words.count }
  }

  /// The flag of a name, before it is known which command it belongs to: in all of them it takes a value, or in none.
  static func flag(_ name: String) -> Flag? {
    all.lazy.flatMap(\.flags).first { $0.name == name } ?? Flag.common.first { $0.name == name }
  }

  private static let orders: [Command] = [
    Command(
      "order open",
      flags: [
        Flag("table T4", "the table"), Flag("guests N", "how many sit there"),
        Flag("type TYPE", "dine_in, takeaway or delivery"), Flag("promised TIME", "when it was promised for"),
      ], "Open an order; prints its short code."
    ) { arguments, _ throws(UsageFault) in
      let word = arguments.value("type") ?? OrderType.dineIn.rawValue
      guard let type = OrderType(rawValue: word) else {
        throw UsageFault("--type: “\(word)” is none of dine_in, takeaway, delivery")
      }
      return .change(
        .open(
          table: arguments.value("table"), guests: try arguments.number("guests"), type: type,
          promised: try arguments.time("promised")))
    },
    Command(
      "order add CODE MENUITEM?",
      flags: [
        Flag("qty N", "how many of it"),
        Flag("modifier TEXT", isRepeated: true, "a choice from the menu, or a wish"),
        Flag("note TEXT", "how the guest wants it"), .participant,
        Flag("open-item NAME", "a dish that is not on the menu"),
        Flag("price PRICE", "what it costs, like 12.50"),
      ],
      "Put a dish on an order: one of the menu, or with --open-item and --price one that is not on it."
    ) { arguments, operands throws(UsageFault) in change(operands[0], try addition(arguments, operands)) },
    Command("order remove CODE ITEM", flags: [.reason], "Take an item off; after sending it is a void.") {
      arguments, operands in
      change(operands[0], .item(.remove(ItemName(operands[1]), reason: arguments.value("reason"))))
    },
    Command("order quantity CODE ITEM N", "Change how many of an item.") {
      _, operands throws(UsageFault) in
      change(operands[0], .item(.quantity(ItemName(operands[1]), try Arguments.number(operands[2], "N"))))
    },
    Command(
      "order alert CODE TEXT…", "Set an allergy or caution for the whole order; an empty text clears it."
    ) {
      _, operands in change(operands[0], .service(.alert(operands[1])))
    },
    Command("order move CODE TABLE", "Move an order to another table.") { _, operands in
      change(operands[0], .service(.moveTable(ExactString(operands[1]))))
    },
    Command("order complete CODE", "Say that the meal is over.") { _, operands in
      change(operands[0], .service(.complete))
    },
    Command("order close CODE", "Close a paid order; its table is free.") { _, operands in
      change(operands[0], .money(.close))
    },
    Command("order cancel CODE", flags: [.reason], "Cancel an order; what was sent becomes voids.") {
      arguments, operands throws(UsageFault) in
      guard let reason = arguments.value("reason") else {
        throw UsageFault("order cancel wants --reason TEXT")
      }
      return change(operands[0], .service(.cancel(reason: reason)))
    },
    Command("order show CODE", "All about one order.") { _, operands in .show(OrderName(operands[0])) },
    Command("order list", flags: [.all], "The live orders, one a line.") { arguments, _ in
      .list(all: arguments.has("all"))
    },
    Command(
      "participant join CODE", flags: [Flag("name NAME", "what they are called")], "Add a guest to an order."
    ) { arguments, operands in
      change(operands[0], .item(.join(name: arguments.value("name"))))
    },
  ]

  private static let kitchen: [Command] = [
    Command("order submit CODE", "Send what is in the cart to the kitchen as a new round.") { _, operands in
      change(operands[0], .kitchen(.submit))
    },
    move(.preparing, "Begin to cook."),
    move(.ready, "Ready to be served."),
    move(.delivered, "Served."),
    Command("order recall CODE", flags: [.round], "Put back what the last move moved.") {
      arguments, operands throws(UsageFault) in
      change(operands[0], .kitchen(.recall(round: try round(arguments))))
    },
    Command("order delay CODE MINUTES", "The newest round is wanted so much later; 0 takes it back.") {
      _, operands throws(UsageFault) in
      change(operands[0], .kitchen(.delay(minutes: try Arguments.number(operands[1], "MINUTES"))))
    },
    Command("order rush CODE", flags: [.off], "This order first.") { arguments, operands in
      change(operands[0], .kitchen(.rush(!arguments.has("off"))))
    },
    Command("order acknowledge CODE ITEM?", "Say that a void was seen.") { _, operands in
      change(operands[0], .kitchen(.acknowledge(operands.count > 1 ? ItemName(operands[1]) : nil)))
    },
    Command("order undo CODE", "Take back your last change, if nothing has followed it.") { _, operands in
      change(operands[0], .service(.undo))
    },
  ]

  private static let money: [Command] = [
    Command(
      "order adjust CODE KIND AMOUNT", flags: [Flag("label TEXT", "what the bill calls it")],
      "Discount, comp, service, tip or tax."
    ) {
      arguments, operands throws(UsageFault) in
      guard let kind = Adjustment.Kind(rawValue: operands[1]) else {
        throw UsageFault("KIND: “\(operands[1])” is none of discount, comp, service, tip, tax")
      }
      return change(operands[0], .adjust(kind, amount: operands[2], label: arguments.value("label")))
    },
    Command(
      "order bill CODE", flags: [Flag("withdraw", "take the bill back")], "Ask for the bill, or take it back."
    ) {
      arguments, operands in
      change(operands[0], .money(arguments.has("withdraw") ? .withdrawBill : .bill))
    },
    Command("pay cash CODE AMOUNT", flags: [.participant], "Take cash.") { arguments, operands in
      change(operands[0], .payCash(amount: operands[1], participant: arguments.value("participant")))
    },
    Command("pay status CODE", "What is paid and what is left.") { _, operands in
      .payStatus(OrderName(operands[0]))
    },
  ]

  private static let menus: [Command] = [
    Command("menu import FILE", "Make a menu document the menu of the house.") { _, operands in
      .change(.importMenu(path: operands[0]))
    },
    Command("menu sold-out ITEM", flags: [.off], "Take a dish off the menu for now.") {
      arguments, operands in
      .change(.request(.soldOut(menuitem: operands[0], isAvailable: arguments.has("off"))))
    },
  ]

  private static func change(_ code: String, _ request: OrderRequest) -> Invocation {
    .change(.request(.change(OrderName(code), request)))
  }

  private static func round(_ arguments: Arguments) throws(UsageFault) -> Int? {
    guard let number = try arguments.number("round") else { return nil }
    guard let round = Int(exactly: number), round >= 1 else {
      throw UsageFault("--round: rounds count from 1")
    }
    return round
  }

  private static func move(_ step: KitchenStep, _ help: String) -> Command {
    Command(
      "order \(step.verb) CODE", flags: [.round, Flag("item ITEM", isRepeated: true, "only this item")], help
    ) { arguments, operands throws(UsageFault) in
      let items = arguments.list("item").map { ItemName($0) }
      return change(operands[0], .kitchen(.move(to: step, round: try round(arguments), items: items)))
    }
  }

  private static func addition(_ arguments: Arguments, _ operands: [String]) throws(UsageFault)
    -> OrderRequest
  {
    let quantity = try arguments.number("qty") ?? 1
    if let name = arguments.value("open-item") {
      guard operands.count == 1 else {
        throw UsageFault("--open-item stands for the MENUITEM; give one of them")
      }
      guard let price = arguments.value("price") else { throw UsageFault("--open-item wants --price PRICE") }
      return .addOpenItem(name: name, price: price, quantity: quantity)
    }
    guard operands.count == 2, !arguments.has("price") else {
      throw UsageFault(
        "usage: galley order add CODE MENUITEM, or order add CODE --open-item NAME --price PRICE")
    }
    let extras = OrderRequest.Extras(
      quantity: quantity, modifiers: arguments.list("modifier"), note: arguments.value("note"),
      participant: arguments.value("participant"))
    return .add(menuitem: operands[1], extras)
  }
}
