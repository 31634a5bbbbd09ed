import Dining
import Events
import Venue

/// Orders, and who sits at them.
extension CommandTable {
  static let orders: [Command] = [
    Command(
      "order open",
      flags: [
        Flag("table T4", "the table"), .guests, .type, .promised,
        Flag("again", "a second order at the table; --anyway does the same"),
        Flag("quiet", "answer with the short code alone"),
      ], guests: .ofTheirTable(["table", "guests", "type", "quiet"]),
      "Open an order; with --quiet the answer is its short code alone.",
      example: "order open --table T4 --guests 2"
    ) { arguments, _ throws(UsageFault) in
      .change(
        .open(
          table: arguments.value("table"), guests: try arguments.number("guests"),
          type: try type(arguments) ?? .dineIn, promised: try arguments.time("promised")))
    },
    Command(
      "order change CODE", flags: [.guests, .type, .promised],
      "Change how many they are, how the meal leaves the house, or when.",
      example: "order change T4 --guests 5"
    ) { arguments, operands throws(UsageFault) in
      let terms = OrderTerms(guests: try arguments.number("guests"), type: try type(arguments))
      let promised = try arguments.time("promised")
      guard terms != OrderTerms() || promised != nil else {
        throw UsageFault("order change wants --guests N, --type TYPE or --promised TIME")
      }
      return .change(.terms(OrderName(operands[0]), terms, promised: promised))
    },
    Command(
      "order place TEXT…?",
      "Take a whole order in one line, like T4/2 2 burger -onions, fries, and send it; or orders as JSON on standard "
        + "input. All of it is kept, or nothing; prints the short code.",
      example: "order place \"T4/2 2 burger -onions, fries\""
    ) { _, operands in .change(.place(line: operands.first == "-" ? nil : operands.first)) },
    Command(
      "order add CODE MENUITEM?",
      flags: [
        Flag("qty N", "how many of it"),
        Flag("modifier TEXT", isRepeated: true, "a choice from the menu, or a wish"),
        Flag("note TEXT", "how the guest wants it"), .participant,
        Flag("open-item NAME", "a dish that is not on the menu"),
        Flag("price PRICE", "what it costs, like 12.50"),
      ], guests: .ofTheirTable(["qty", "modifier", "note", "participant"]),
      "Put a dish on an order: one of the menu, or with --open-item and --price one that is not on it.",
      example: "order add T4 burger --qty 2 --modifier \"no onions\""
    ) { arguments, operands throws(UsageFault) in change(operands[0], try addition(arguments, operands)) },
    Command(
      "order remove CODE ITEM", flags: [.reason], guests: .ofTheirTable(),
      "Take an item off; after sending it is a void.",
      example: "order remove T4 2 --reason \"spilled\""
    ) {
      arguments, operands in
      change(operands[0], .item(.remove(ItemName(operands[1]), reason: arguments.value("reason"))))
    },
    Command(
      "order quantity CODE ITEM N", guests: .ofTheirTable(),
      "Change how many of an item; more than was sent waits to be sent, fewer is a void.",
      example: "order quantity T4 2 3"
    ) {
      _, operands throws(UsageFault) in
      change(operands[0], .item(.quantity(ItemName(operands[1]), try Arguments.number(operands[2], "N"))))
    },
    Command(
      "order alert CODE TEXT…?", flags: [Flag("clear ALERT", "take this one off, by its number or text")],
      guests: .ofTheirTable(),
      "Set an allergy or caution for the whole order, beside those that stand; an empty text clears all.",
      example: "order alert T4 \"sesame allergy, seat 2\""
    ) { arguments, operands throws(UsageFault) in
      if let alert = arguments.value("clear") {
        guard operands.count == 1 else { throw UsageFault("--clear stands for the TEXT; give one of them") }
        return change(operands[0], .service(.clearAlert(alert)))
      }
      guard operands.count == 2 else {
        throw UsageFault(
          "after “order alert \(operands[0])” stands TEXT, or --clear ALERT with one that stands")
      }
      return change(operands[0], .service(.alert(operands[1])))
    },
    Command("order move CODE TABLE", "Move an order to another table.", example: "order move T4 T9") {
      _, operands in
      change(operands[0], .service(.moveTable(ExactString(operands[1]))))
    },
    Command(
      "order complete CODE", guests: .ofTheirTable(), "Say that the meal is over.",
      example: "order complete T4"
    ) { _, operands in
      change(operands[0], .service(.complete))
    },
    Command(
      "order close CODE",
      "Close a paid order; its table is free. What was not served becomes voids with --anyway.",
      example: "order close T4"
    ) { _, operands in
      change(operands[0], .money(.close))
    },
    Command("order reopen CODE", "Take the closing of an order back.", example: "order reopen B07") {
      _, operands in
      change(operands[0], .service(.reopen))
    },
    Command(
      "order cancel CODE", flags: [.reason],
      "Cancel an order; what was sent becomes voids. One with nothing on it needs no reason.",
      example: "order cancel T4 --reason \"walked out\""
    ) { arguments, operands in
      change(operands[0], .service(.cancel(reason: arguments.value("reason") ?? "")))
    },
    Command(
      "order show CODE", flags: [.columns], guests: .ofTheirTable(["columns"]), "All about one order.",
      example: "order show T4"
    ) { _, operands in
      .show(OrderName(operands[0]))
    },
    Command(
      "order list", flags: [.all, .columns], "The live orders, one a line.",
      example: "order list --all --json"
    ) {
      arguments, _ in
      .list(all: arguments.has("all"))
    },
    Command(
      "participant join CODE", flags: [Flag("name NAME", "what they are called")],
      guests: .ofTheirTable(["name"]), "Add a guest to an order.", example: "participant join T4 --name Maria"
    ) { arguments, operands in
      change(operands[0], .item(.join(name: arguments.value("name"))))
    },
  ]

  private static func type(_ arguments: Arguments) throws(UsageFault) -> OrderType? {
    guard let word = arguments.value("type") else { return nil }
    guard let type = OrderType(rawValue: word) else {
      throw UsageFault("--type: “\(word)” is none of dine_in, takeaway, delivery")
    }
    return type
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
    guard operands.count == 2 else {
      throw UsageFault(
        "after “order add \(operands[0])” stands MENUITEM, a dish of the menu, or --open-item NAME --price PRICE; "
          + "see: galley help order add")
    }
    guard !arguments.has("price") else {
      throw UsageFault("--price goes with --open-item NAME; the menu says what “\(operands[1])” costs")
    }
    let extras = OrderRequest.Extras(
      quantity: quantity, modifiers: arguments.list("modifier"), note: arguments.value("note"),
      participant: arguments.value("participant"))
    return .add(menuitem: operands[1], extras)
  }
}
