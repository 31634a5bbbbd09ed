import Venue

/// What reads the log, brings events into it, and takes out what is personal.
extension CommandTable {
  static let log: [Command] = [
    Command(
      "events",
      flags: [Flag("follow", "go on with what comes"), .order, Flag("since TIME", "only from then on")],
      "Event lines in the order of this terminal's log."
    ) {
      arguments, _ throws(UsageFault) in
      .events(
        follow: arguments.has("follow"), order: arguments.value("order").map { OrderName($0) },
        since: try arguments.time("since"))
    },
    Command("state", flags: [.all, .at], "The reduced state as one line of canonical JSON.") {
      arguments, _ throws(UsageFault) in .state(all: arguments.has("all"), at: try arguments.time("at"))
    },
    Command("ingest FILE?", "Take event lines that other terminals wrote; - reads standard input.") {
      _, operands in .ingest(path: operands.first ?? "-")
    },
    Command("verify", "Read the whole log: every hash, every chain.") { _, _ in .verify },
    Command(
      "forget", flags: [Flag("before TIME", "only before then"), .order],
      "Erase what is personal from this terminal's log."
    ) {
      arguments, _ throws(UsageFault) in
      guard let before = try arguments.time("before") else { throw UsageFault("forget wants --before TIME") }
      guard case .instant = before else {
        throw UsageFault(
          "forget --before wants a date, like 2026-11-22T05:00:00Z: what is erased stays erased")
      }
      return .forget(before: before, order: arguments.value("order").map { OrderName($0) })
    },
  ]
}
