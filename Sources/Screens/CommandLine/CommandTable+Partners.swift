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
      "export events", flags: [Flag("since TIME", "only from then on")],
      "What partners get, of all that the log holds: CloudEvents, one a line.",
      example: "export events --since 2026-11-01T05:00:00Z"
    ) {
      arguments, _ throws(UsageFault) in .exportEvents(since: try arguments.time("since"))
    },
  ]

  private static func enabling(_ arguments: Arguments, _ name: String) throws(UsageFault) -> PartnerRequest {
    guard let adapter = PartnerAdapter.all.first(where: { $0.name == name }) else {
      throw UsageFault(
        "ADAPTER: “\(name)” is none of \(PartnerAdapter.all.map(\.name).joined(separator: ", "))")
    }
    let settings = try adapter.settings(arguments)
    return .enable(name: arguments.value("name") ?? name, settings: settings)
  }
}
