import EventLog
import Events
import Host
import Screens
import Venue

/// What the terminal says of itself: metrics, doctor, greeting, the state of its log.
extension Station {
  var mark: LogMark {
    LogMark(
      durable: reader.durable, identity: venue.identity,
      timeZone: venue.shown.setting("time_zone")?.string)
  }

  var greeting: String {
    "\(venue.identity.terminal) of \(venue.identity.venue): \(venue.shown.eventCount) events, "
      + "\(venue.shown.live.count) live orders, in \(disk.root)"
  }

  /// Prometheus text (exposition format 0.0.4).
  var metricsText: String {
    let now = SystemClock.monotonicMs()
    let usage = ThisProcess.usage
    let house = venue.shown
    let rows: [(name: String, type: String, help: String, value: Int64)] = [
      ("galley_events", "gauge", "Events held.", Int64(house.eventCount)),
      (
        "galley_events_appended_total", "counter", "Events made durable since the start.",
        Int64(venue.metrics.appended)
      ),
      (
        "galley_events_unsupported", "gauge", "Events of types that this version does not know.",
        Int64(house.unsupportedCount)
      ),
      (
        "galley_emission_failures_total", "counter", "Events that could not be written.",
        Int64(venue.metrics.emissionFailures)
      ),
      ("galley_requests_total", "counter", "Changes asked for.", Int64(venue.metrics.requests)),
      ("galley_refusals_total", "counter", "Changes refused.", Int64(venue.metrics.refusals)),
      (
        "galley_repeats_total", "counter", "Changes answered from their idempotency key.",
        Int64(venue.metrics.repeats)
      ),
      (
        "galley_projection_lag_events", "gauge", "Writes decided and not yet durable.",
        Int64(venue.pendingCount)
      ),
      (
        "galley_projection_lag_milliseconds", "gauge", "Age of the oldest of them.", venue.lagMs(at: now) ?? 0
      ),
      ("galley_orders_live", "gauge", "Live orders.", Int64(house.live.count)),
      ("galley_tickets", "gauge", "Tickets on the board.", Int64(house.tickets.count)),
      (
        "galley_conflicts", "gauge", "Conflicts of orders in memory.",
        Int64(house.orders.values.reduce(0) { $0 + $1.order.conflicts.count })
      ),
      ("galley_wake_ups_total", "counter", "Times the loop has woken up.", Int64(loop.wakeUps)),
      ("galley_cpu_milliseconds_total", "counter", "Processor time used.", usage.cpuMs),
      ("galley_resident_bytes", "gauge", "Most memory held at one time.", usage.residentBytes),
      ("galley_log_writable", "gauge", "1 while the log takes events.", trouble == nil ? 1 : 0),
    ]
    return rows.map { row in
      "# HELP \(row.name) \(row.help)\n# TYPE \(row.name) \(row.type)\n\(row.name) \(row.value)\n"
    }.joined()
  }

  func draw(_ screenshot: Invocation.Screenshot, _ session: Session) throws {
    session.print(
      try Picture.draw(
        screenshot, house: venue.shown, identity: venue.identity, now: clock.wall(), trouble: trouble))
    session.finish()
  }

  func doctor(_ session: Session) {
    let findings = self.findings
    if session.wantsJSON {
      for finding in findings {
        session.print(
          JSON.object(["code": .string(finding.code), "message": .string(finding.message)]).compactText + "\n"
        )
      }
    } else if findings.isEmpty {
      session.print("All is well: \(greeting).\n")
    } else {
      for finding in findings { session.print("\(finding.message)\n") }
    }
    session.finish(status: findings.isEmpty ? 0 : Failure.Status.refused.rawValue)
  }

  private var findings: [(code: String, message: String)] {
    var found: [(String, String)] = []
    if let trouble { found.append(("log", trouble)) }
    for damage in openReport.damage {
      found.append(
        (
          "damage",
          "\(damage.file): bytes \(damage.offset) to \(damage.offset + damage.length): \(damage.message)"
        ))
    }
    if let torn = openReport.tornTail {
      found.append(
        (
          "torn_tail",
          "\(torn.length) half-written bytes were cut off \(torn.file) at the start; they are kept in \(torn.keptIn) (quarantine)"
        ))
    }
    if let restored = openReport.restored {
      found.append(
        ("restored", "\(restored.file): \(restored.length) bytes from \(restored.offset) on were put back from the journal"))
    }
    for name in (try? disk.names(in: "quarantine").sorted()) ?? [] where openReport.tornTail?.keptIn.hasSuffix(name) != true {
      found.append(("quarantine", "quarantine/\(name) holds bytes that were cut off the log; look at it, then move it away"))
    }
    if openReport.loss != nil {
      found.append(
        ("loss", "events that were acknowledged are gone; this terminal went on as \(venue.identity.origin)"))
    }
    for note in openReport.notes { found.append(("note", "\(note.file): \(note.message)")) }
    return found
  }

  /// What the start itself found or did, in words; nothing on an ordinary day.
  var startWarnings: [String] {
    var warnings = openReport.damage.map { "\($0.file): bytes \($0.offset) to \($0.offset + $0.length): \($0.message)" }
    if let torn = openReport.tornTail {
      warnings.append("\(torn.length) half-written bytes were cut off \(torn.file); they are in \(torn.keptIn) (quarantine)")
    }
    if openReport.loss != nil {
      warnings.append("events that were acknowledged are gone; this terminal goes on as \(venue.identity.origin)")
    }
    return warnings
  }

  /// Says on standard error what the start found.
  func warnOfStart() {
    for warning in startWarnings { StandardStreams.warn("galley: \(warning)\n") }
  }
}
