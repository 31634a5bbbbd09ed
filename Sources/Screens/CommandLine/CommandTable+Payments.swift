import Dining
import Events
import Venue

/// Payments that a provider takes, and cards on file.
extension CommandTable {
  static let payments: [Command] = [
    Command(
      "pay start CODE",
      flags: [
        .participant, .share, Flag("tip AMOUNT", "on top, a line of its own on the bill"),
        Flag("qr", "with the code that a telephone reads"), .colours,
      ], guests: .ofTheirTable(["participant", "share", "tip", "qr"]),
      "Ask the provider for a page where a guest pays: all that is left, or a share. Asked again, it is the same page.",
      example: "pay start T4 --share 1"
    ) { arguments, operands throws(UsageFault) in
      .change(
        .startPayment(
          OrderName(operands[0]), try target(arguments), tip: arguments.value("tip"),
          wantsCode: arguments.has("qr")))
    },
    Command(
      "pay split CODE",
      flags: [Flag("ways N", "in how many parts; else one for each guest who has not paid")],
      guests: .ofTheirTable(["ways"]), "Split what is left evenly.", example: "pay split T4 --ways 3"
    ) { arguments, operands throws(UsageFault) in
      change(operands[0], .pay(.split(ways: try arguments.number("ways"))))
    },
    Command(
      "pay release CODE", flags: [.participant, .share],
      "Stop a payment that somebody has begun: it can be paid another way then.",
      example: "pay release T4 --share 1"
    ) { arguments, operands throws(UsageFault) in
      change(operands[0], .pay(.release(try target(arguments))))
    },
    Command(
      "pay method CODE", flags: [.participant.required],
      guests: .ofTheirTable(["participant"]),
      "Ask the provider for a page where a guest leaves a card for later; nothing of the card is known here.",
      example: "pay method T4 --participant P1"
    ) { arguments, operands in
      .change(.keepCard(OrderName(operands[0]), participant: arguments.value("participant") ?? ""))
    },
    Command(
      "pay arm CODE",
      flags: [
        .participant.required, Flag("max AMOUNT", "the most that may be taken").required,
        Flag("scope order|share", "the whole order (the usual), or the guest's share"),
        Flag("consent", "they have read the words, and agree"),
      ], guests: .ofTheirTable(["participant", "max", "scope", "consent"]),
      "Auto-pay and leave: take what is due from a guest's card by itself.",
      example: "pay arm T4 --participant P1 --max 60 --consent"
    ) { arguments, operands throws(UsageFault) in
      let scope = arguments.value("scope") ?? "order"
      guard scope == "order" || scope == "share" else {
        throw UsageFault("--scope: “\(scope)” is neither order nor share")
      }
      return change(
        operands[0],
        .pay(
          .arm(
            participant: arguments.value("participant") ?? "", most: arguments.value("max") ?? "",
            coversOrder: scope == "order", isConsent: arguments.has("consent"))))
    },
    Command(
      "pay disarm CODE", flags: [.participant], guests: .ofTheirTable(["participant"]),
      "Nothing is taken by itself any more, from one guest or from all.", example: "pay disarm T4"
    ) { arguments, operands in
      change(operands[0], .pay(.disarm(participant: arguments.value("participant"))))
    },
    Command(
      "pay charge CODE", "Charge the card of a guest who agreed, also after it failed.",
      example: "pay charge T4"
    ) { _, operands in change(operands[0], .pay(.charge)) },
    Command(
      "order free CODE", "The guests of a paid order are gone: their table is free.", example: "order free T4"
    ) { _, operands in change(operands[0], .service(.free)) },
  ]

  static func target(_ arguments: Arguments) throws(UsageFault) -> PaymentTarget {
    // At a table's screen the participant says who asks, beside the share.
    if let share = try arguments.number("share") { return .share(share) }
    return arguments.value("participant").map { .participant($0) } ?? .order
  }
}
