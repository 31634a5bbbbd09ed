import Control
import Venue

/// The services outside with which the house works, and what they get.
extension CommandTable {
  static let partners: [Command] = [
    Command(
      "partner enable ADAPTER",
      flags: PartnerAdapter.flags + [Flag("name NAME", "another name, where there are several of a kind")],
      "Work with a service outside; this terminal runs it.",
      example:
        "partner enable webhook --url https://example.org/galley --secret-file /etc/galley/webhook.secret"
    ) { arguments, operands throws(UsageFault) in
      .change(.request(.partner(try enabling(arguments, operands[0]))))
    },
    Command(
      "partner disable NAME", "End that; what is open there is not asked about any more.",
      example: "partner disable stripe"
    ) { _, operands in .change(.request(.partner(.disable(name: operands[0])))) },
    Command("partner list", "The partners, who runs each, and how it goes.", example: "partner list") {
      _, _ in .partners(.list)
    },
    Command(
      "partner dead-letters NAME?", "Events that a partner did not take, and why.",
      example: "partner dead-letters"
    ) { _, operands in .partners(.deadLetters(operands.first)) },
    Command(
      "partner retry NAME", "Send what waits now, and what was given up once more.",
      example: "partner retry webhook"
    ) { _, operands in .partners(.retry(operands[0])) },
    Command("partner schema", "What events look like to partners, as JSON Schema.", example: "partner schema")
    {
      _, _ in .partners(.schema)
    },
    Command(
      "message contact CODE",
      flags: [
        .participant, Flag("sms NUMBER", "a telephone, with its country: +49…"),
        Flag("email ADDRESS", "a mailbox"),
        Flag("off", "they want to be written to no more"),
      ],
      "Where a guest who has asked for it is written to. It is kept beside the log and never in it; forget erases it.",
      example: "message contact T4 --participant P1 --email ana@example.org"
    ) { arguments, operands throws(UsageFault) in
      .message(try contact(arguments, operands[0]))
    },
    Command(
      "message send CODE TEMPLATE", flags: [.participant],
      "Write to a guest who has left an address: a receipt of what was paid, or that the bill waits.",
      example: "message send T4 nudge"
    ) { arguments, operands throws(UsageFault) in
      guard let template = GuestMessage.Template(rawValue: operands[1]) else {
        let known = GuestMessage.Template.allCases.map(\.rawValue).joined(separator: ", ")
        throw UsageFault("TEMPLATE: “\(operands[1])” is none of \(known)")
      }
      return .message(.send(OrderName(operands[0]), template, participant: arguments.value("participant")))
    },
    Command(
      "export events", flags: [Flag("since TIME", "only from then on")],
      "What partners get, of all that the log holds: CloudEvents, one a line.",
      example: "export events --since 2026-11-01T05:00:00Z"
    ) {
      arguments, _ throws(UsageFault) in .exportEvents(since: try arguments.time("since"))
    },
  ]

  private static func contact(
    _ arguments: Arguments, _ code: String
  ) throws(UsageFault) -> Invocation.MessageQuestion {
    let given = [ContactChannel.sms, .email].filter { arguments.has($0.rawValue) }
    guard given.count == 1, let channel = given.first, let address = arguments.value(channel.rawValue) else {
      throw UsageFault("message contact wants --sms NUMBER or --email ADDRESS, one of them")
    }
    guard channel.accepts(address) else {
      throw UsageFault(
        channel == .sms
          ? "--sms: “\(address)” is no number with its country, like +4915112345678"
          : "--email: “\(address)” is no mailbox, like ana@example.org")
    }
    return .contact(
      OrderName(code), participant: arguments.value("participant"), channel,
      address: arguments.has("off") ? nil : address)
  }

  private static func enabling(_ arguments: Arguments, _ name: String) throws(UsageFault) -> PartnerRequest {
    guard let adapter = PartnerAdapter.all.first(where: { $0.name == name }) else {
      throw UsageFault(
        "ADAPTER: “\(name)” is none of \(PartnerAdapter.all.map(\.name).joined(separator: ", "))")
    }
    let settings = try adapter.settings(arguments)
    return .enable(name: arguments.value("name") ?? name, settings: settings)
  }
}
