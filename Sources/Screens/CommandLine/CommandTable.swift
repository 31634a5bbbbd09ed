import Dining
import Events
import Replication
import Venue

/// The one list of commands.
public enum CommandTable {
  public static let all: [Command] = screens + orders + kitchen + money + log + peers + terminal

  /// Understands a command line, flags and words in any order.
  public static func understand(_ arguments: Arguments) throws(UsageFault) -> Invocation {
    if arguments.has("version") { return .version }
    let words = arguments.words
    if arguments.has("help") || words.isEmpty || words.first == "help" { return .help(topic: words) }
    let named = all.filter { words.starts(with: $0.words) }
    guard let command = named.max(by: { $0.words.count < $1.words.count }) else {
      throw UsageFault("there is no command “\(words.prefix(2).joined(separator: " "))”; see: galley help")
    }
    let allowed = Set(command.flags + Flag.common.map(\.name))
    for flag in arguments.flagNames where !allowed.contains(flag) {
      throw UsageFault(
        "\(command.words.joined(separator: " ")) has no flag --\(flag); usage: galley \(command.synopsis)")
    }
    let operands = try command.fit(Array(words.dropFirst(command.words.count)))
    return try command.understand(arguments, operands)
  }

  private static let screens: [Command] = [
    Command("kitchen", "The board, full screen.") { _, _ in .kitchen },
    Command("staff", "The board with a command line, full screen.") { _, _ in .staff },
    Command("serve", "The same terminal without a screen.") { _, _ in .serve },
    Command("demo", flags: ["seed", "speed"], "A dinner rush in a scratch house, shown on the board.") {
      arguments, _ throws(UsageFault) in
      let speed = try arguments.number("speed") ?? 20
      guard (1...10_000).contains(speed) else { throw UsageFault("--speed: give 1 to 10000") }
      let seed = try arguments.number("seed") ?? 1
      return .demo(seed: UInt64(bitPattern: seed), speed: Int(speed))
    },
  ]

  private static let orders: [Command] = [
    Command(
      "order open", flags: ["table", "guests", "type", "promised"], "Open an order; prints its short code."
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
      flags: ["qty", "modifier", "note", "participant", "open-item", "price"],
      "Put a dish on an order: one of the menu, or with --open-item and --price one that is not on it."
    ) { arguments, operands throws(UsageFault) in change(operands[0], try addition(arguments, operands)) },
    Command("order remove CODE ITEM", flags: ["reason"], "Take an item off; after sending it is a void.") {
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
    Command("order cancel CODE", flags: ["reason"], "Cancel an order; what was sent becomes voids.") {
      arguments, operands throws(UsageFault) in
      guard let reason = arguments.value("reason") else {
        throw UsageFault("order cancel wants --reason TEXT")
      }
      return change(operands[0], .service(.cancel(reason: reason)))
    },
    Command("order show CODE", "All about one order.") { _, operands in .show(OrderName(operands[0])) },
    Command("order list", flags: ["all"], "The live orders, one a line.") { arguments, _ in
      .list(all: arguments.has("all"))
    },
    Command("participant join CODE", flags: ["name"], "Add a guest to an order.") { arguments, operands in
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
    Command("order recall CODE", flags: ["round"], "Put back what the last move moved.") {
      arguments, operands throws(UsageFault) in
      change(operands[0], .kitchen(.recall(round: try round(arguments))))
    },
    Command("order delay CODE MINUTES", "The newest round is wanted so much later; 0 takes it back.") {
      _, operands throws(UsageFault) in
      change(operands[0], .kitchen(.delay(minutes: try Arguments.number(operands[1], "MINUTES"))))
    },
    Command("order rush CODE", flags: ["off"], "This order first.") { arguments, operands in
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
    Command("order adjust CODE KIND AMOUNT", flags: ["label"], "Discount, comp, service, tip or tax.") {
      arguments, operands throws(UsageFault) in
      guard let kind = Adjustment.Kind(rawValue: operands[1]) else {
        throw UsageFault("KIND: “\(operands[1])” is none of discount, comp, service, tip, tax")
      }
      return change(operands[0], .adjust(kind, amount: operands[2], label: arguments.value("label")))
    },
    Command("order bill CODE", flags: ["withdraw"], "Ask for the bill, or take it back.") {
      arguments, operands in
      change(operands[0], .money(arguments.has("withdraw") ? .withdrawBill : .bill))
    },
    Command("pay cash CODE AMOUNT", flags: ["participant"], "Take cash.") { arguments, operands in
      change(operands[0], .payCash(amount: operands[1], participant: arguments.value("participant")))
    },
    Command("pay status CODE", "What is paid and what is left.") { _, operands in
      .payStatus(OrderName(operands[0]))
    },
    Command("menu import FILE", "Make a menu document the menu of the house.") { _, operands in
      .change(.importMenu(path: operands[0]))
    },
    Command("menu sold-out ITEM", flags: ["off"], "Take a dish off the menu for now.") {
      arguments, operands in
      .change(.request(.soldOut(menuitem: operands[0], isAvailable: arguments.has("off"))))
    },
  ]

  private static let log: [Command] = [
    Command(
      "events", flags: ["follow", "order", "since"], "Event lines in the order of this terminal's log."
    ) {
      arguments, _ throws(UsageFault) in
      .events(
        follow: arguments.has("follow"), order: arguments.value("order").map { OrderName($0) },
        since: try arguments.time("since"))
    },
    Command("state", flags: ["all", "at"], "The reduced state as one line of canonical JSON.") {
      arguments, _ throws(UsageFault) in .state(all: arguments.has("all"), at: try arguments.time("at"))
    },
    Command("ingest FILE?", "Take event lines that other terminals wrote; - reads standard input.") {
      _, operands in .ingest(path: operands.first ?? "-")
    },
    Command("verify", "Read the whole log: every hash, every chain.") { _, _ in .verify },
    Command("forget", flags: ["before", "order"], "Erase what is personal from this terminal's log.") {
      arguments, _ throws(UsageFault) in
      guard let before = try arguments.time("before") else { throw UsageFault("forget wants --before TIME") }
      return .forget(before: before, order: arguments.value("order").map { OrderName($0) })
    },
  ]

  private static let peers: [Command] = [
    Command("peers", "The other terminals of the house, and how it stands with the link to each.") { _, _ in
      .peers
    },
    Command("peer probe HOST:PORT", "Try a link to another terminal, and say what is wrong with it.") {
      _, operands throws(UsageFault) in
      guard let address = PeerAddress(operands[0]), address.port != 0 else {
        throw UsageFault("“\(operands[0])” is no HOST:PORT, like 192.168.1.20:7400 or [fd00::1]:7400")
      }
      return .probe(address)
    },
  ]

  private static let terminal: [Command] = [
    Command("metrics", "Counters and gauges as Prometheus text.") { _, _ in .metrics },
    Command("doctor", "Look for what is wrong with this terminal, and say what to do.") { _, _ in .doctor },
    Command("config", "The settings in force and where each comes from.") { _, _ in .config },
    Command("config set KEY VALUE…", "Change a setting of the whole house; it is kept in the log.") {
      _, operands in .change(.request(.changeSetting(key: operands[0], value: operands[1])))
    },
    Command(
      "config new-key FILE?", "Make the key that the terminals of a house share, and say how to carry it on."
    ) { _, operands in .newKey(path: operands.first) },
    Command("theme list", "The themes that are here, and where each comes from.") { _, _ in .themeList },
    Command("theme show NAME", "Every role of a theme: its colours, its contrast and its attributes.") {
      _, operands in .themeShow(operands[0])
    },
    Command("completion SHELL", "A completion script for bash, zsh or fish.") { _, operands in
      .completion(shell: operands[0])
    },
    Command("screen PANE…", flags: ["size", "format", "at"], "Draw a pane without a terminal.") {
      arguments, operands throws(UsageFault) in .screen(try screenshot(arguments, operands[0]))
    },
    Command("version", "The version of this program.") { _, _ in .version },
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
    Command("order \(step.verb) CODE", flags: ["round", "item"], help) {
      arguments, operands throws(UsageFault) in
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

  private static func screenshot(_ arguments: Arguments, _ pane: String) throws(UsageFault)
    -> Invocation.Screenshot
  {
    let size = arguments.value("size") ?? "120x34"
    let parts = size.split(separator: "x", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let columns = parts[0], let rows = parts[1], (1...400).contains(columns),
      (1...200).contains(rows)
    else { throw UsageFault("--size: “\(size)” is none; give 1x1 to 400x200, like 120x34") }
    let word = arguments.value("format") ?? "text"
    guard let format = Invocation.Screenshot.Format(rawValue: word) else {
      throw UsageFault("--format: “\(word)” is none of text, ansi, svg")
    }
    return Invocation.Screenshot(
      pane: pane, columns: columns, rows: rows, format: format, at: try arguments.time("at"))
  }
}
