import Dining
import Events
import Venue

/// Bills and what is paid.
extension CommandTable {
  static let money: [Command] = [
    Command(
      "order adjust CODE KIND AMOUNT", flags: [Flag("label TEXT", "what the bill calls it")],
      "Discount, comp, service, tip or tax.", example: "order adjust T4 discount 5 --label \"birthday\""
    ) {
      arguments, operands throws(UsageFault) in
      guard let kind = Adjustment.Kind(rawValue: operands[1]) else {
        throw UsageFault("KIND: “\(operands[1])” is none of discount, comp, service, tip, tax")
      }
      return change(operands[0], .adjust(kind, amount: operands[2], label: arguments.value("label")))
    },
    Command(
      "order bill CODE", flags: [Flag("withdraw", "take the bill back")], guests: .ofTheirTable(),
      "Ask for the bill, or take it back.", example: "order bill T4"
    ) {
      arguments, operands in
      change(operands[0], .money(arguments.has("withdraw") ? .withdrawBill : .bill))
    },
    Command(
      "pay cash CODE AMOUNT", flags: [.participant, .share],
      "Take cash; of more than is due, the change is said.",
      example: "pay cash T4 50"
    ) { arguments, operands throws(UsageFault) in
      change(operands[0], .payCash(amount: operands[1], try target(arguments)))
    },
    Command(
      "pay card CODE AMOUNT",
      flags: [.participant, .share, Flag("slip NUMBER", "the card terminal's own number for it")],
      "Say what a card terminal took that stands by itself.",
      example: "pay card T4 35.80 --slip 0815"
    ) { arguments, operands throws(UsageFault) in
      change(
        operands[0],
        .payCard(amount: operands[1], try target(arguments), slip: arguments.value("slip")))
    },
    Command(
      "pay refund CODE AMOUNT",
      flags: [
        .reason, Flag("payment ID", "of this payment, by number or id; else the newest that holds as much"),
        Flag("comp", "take the same off the bill"),
      ], "Give money back.", example: "pay refund T4 5.50 --reason \"too much\""
    ) { arguments, operands in
      let refunding = Refunding(
        payment: arguments.value("payment"), reason: arguments.value("reason"), isComp: arguments.has("comp"))
      return change(operands[0], .refund(amount: operands[1], refunding))
    },
    Command(
      "pay correct CODE PAYMENT AMOUNT", flags: [.reason.required],
      "Say what a payment really was: the difference is given back, or paid.",
      example: "pay correct T4 1 14.39 --reason \"typed wrong\""
    ) { arguments, operands in
      let reason = arguments.value("reason") ?? ""
      return change(operands[0], .correct(payment: operands[1], amount: operands[2], reason: reason))
    },
    Command(
      "pay status CODE", guests: .ofTheirTable(), "What is paid and what is left.", example: "pay status T4"
    ) { _, operands in
      .payStatus(OrderName(operands[0]))
    },
  ]
}
