import Venue

/// What reads the log, brings events into it, and takes out what is personal.
extension CommandTable {
  static let log: [Command] = [
    Command(
      "events",
      flags: [Flag("follow", "go on with what comes"), .order, Flag("since TIME", "only from then on")],
      "Event lines in the order of this terminal's log.", example: "events --follow --since 18:00"
    ) {
      arguments, _ throws(UsageFault) in
      .events(
        follow: arguments.has("follow"), order: arguments.value("order").map { OrderName($0) },
        since: try arguments.time("since"))
    },
    Command(
      "state", flags: [.all, .at], "The reduced state as one line of canonical JSON.", example: "state --all"
    ) {
      arguments, _ throws(UsageFault) in .state(all: arguments.has("all"), at: try arguments.time("at"))
    },
    Command(
      "ingest FILE?", "Take event lines that other terminals wrote; - reads standard input.",
      example: "ingest lines.jsonl"
    ) {
      _, operands in .ingest(path: operands.first ?? "-")
    },
    Command("verify", "Read the whole log: every hash, every chain.", example: "verify") { _, _ in .verify },
    Command(
      "forget", flags: [Flag("before TIME", "what is older than that").required, .order],
      "Erase what is personal from this terminal's log.", example: "forget --before 2026-11-01T05:00:00Z"
    ) {
      arguments, _ throws(UsageFault) in
      let before = try arguments.neededTime("before")
      guard case .instant = before else {
        throw UsageFault(
          "forget --before wants a date, like 2026-11-22T05:00:00Z: what is erased stays erased")
      }
      return .forget(before: before, order: arguments.value("order").map { OrderName($0) })
    },
  ]
}
