import Dining
import Events
import Venue

/// Bills and what is paid.
extension CommandTable {
  static let money: [Command] = [
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
    Command(
      "pay cash CODE AMOUNT", flags: [.participant], "Take cash; of more than is due, the change is said."
    ) { arguments, operands in
      change(operands[0], .payCash(amount: operands[1], participant: arguments.value("participant")))
    },
    Command(
      "pay refund CODE AMOUNT",
      flags: [
        .reason, Flag("payment ID", "of this payment, by number or id; else the newest that holds as much"),
        Flag("comp", "take the same off the bill"),
      ], "Give money back."
    ) { arguments, operands in
      let refunding = Refunding(
        payment: arguments.value("payment"), reason: arguments.value("reason"), isComp: arguments.has("comp"))
      return change(operands[0], .refund(amount: operands[1], refunding))
    },
    Command(
      "pay correct CODE PAYMENT AMOUNT", flags: [.reason],
      "Say what a payment really was: the difference is given back, or paid."
    ) { arguments, operands throws(UsageFault) in
      guard let reason = arguments.value("reason") else {
        throw UsageFault("pay correct wants --reason TEXT")
      }
      return change(operands[0], .correct(payment: operands[1], amount: operands[2], reason: reason))
    },
    Command("pay status CODE", "What is paid and what is left.") { _, operands in
      .payStatus(OrderName(operands[0]))
    },
  ]
}
