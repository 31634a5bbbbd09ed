import Host
import Venue

/// What a monitor reads of this terminal. The names are others' to rely on: one that changes stands in the changelog.
extension Station {
  /// Prometheus text (exposition format 0.0.4).
  var metricsText: String {
    let families =
      houseFamilies + requestFamilies + processFamilies
      + PeerMetrics.families(meshStatus, refusedLines: venue.mesh?.refusedLines ?? 0)
      + PartnerMetrics.families(partnerReadings)
    return families.map(\.text).joined()
  }

  private var houseFamilies: [MetricFamily] {
    let house = venue.shown
    return [
      MetricFamily("galley_events", .gauge, "Events held.", .count(Int64(house.eventCount))),
      MetricFamily(
        "galley_events_unsupported", .gauge, "Events of types that this version does not know.",
        .count(Int64(house.unsupportedCount))),
      MetricFamily("galley_orders_live", .gauge, "Live orders.", .count(Int64(house.live.count))),
      MetricFamily("galley_tickets", .gauge, "Tickets on the board.", .count(Int64(house.tickets.count))),
      MetricFamily(
        "galley_conflicts", .gauge, "Conflicts of orders in memory.",
        .count(Int64(house.orders.values.reduce(0) { $0 + $1.order.conflicts.count }))),
    ]
  }

  private var requestFamilies: [MetricFamily] {
    let counts = venue.metrics
    return [
      MetricFamily(
        "galley_events_appended_total", .counter, "Events made durable since the start.",
        .count(Int64(counts.appended))),
      MetricFamily(
        "galley_emission_failures_total", .counter, "Events that could not be written.",
        .count(Int64(counts.emissionFailures))),
      MetricFamily("galley_requests_total", .counter, "Changes asked for.", .count(Int64(counts.requests))),
      MetricFamily("galley_refusals_total", .counter, "Changes refused.", .count(Int64(counts.refusals))),
      MetricFamily(
        "galley_repeats_total", .counter, "Changes answered from their idempotency key.",
        .count(Int64(counts.repeats))),
      MetricFamily(
        "galley_projection_lag_events", .gauge, "Writes decided and not yet durable.",
        .count(Int64(venue.pendingCount))),
      MetricFamily(
        "galley_projection_lag_seconds", .gauge, "Age of the oldest of them.",
        .milliseconds(venue.lagMs(at: SystemClock.monotonicMs()) ?? 0)),
      MetricFamily(
        "galley_log_writable", .gauge, "1 while the log takes events.",
        .count(health.trouble == nil ? 1 : 0)),
    ]
  }

  /// With the names that Prometheus has for every process.
  private var processFamilies: [MetricFamily] {
    [
      MetricFamily(
        "galley_wake_ups_total", .counter, "Times the loop has woken up.", .count(Int64(loop.wakeUps))),
      MetricFamily(
        "process_cpu_seconds_total", .counter, "Processor time used.", .milliseconds(ThisProcess.cpuMs)),
      MetricFamily(
        "process_resident_memory_bytes", .gauge, "Memory held now.",
        ThisProcess.residentBytes.map { [MetricFamily.Sample(label: nil, value: .count($0))] } ?? []),
      MetricFamily(
        "process_start_time_seconds", .gauge, "When the process began, since 1970.",
        .milliseconds(startedAt.milliseconds)),
    ]
  }

  private var partnerReadings: [PartnerMetrics.Reading] {
    partners.statuses.map { status in
      let stream = partners.streams.stream(of: status.name)
      return PartnerMetrics.Reading(
        name: status.name.string, isUp: stream?.isUp ?? false,
        stream: stream.map { stream in
          PartnerMetrics.Counts(
            delivered: stream.counts.delivered, failed: stream.counts.failed, lagEvents: stream.lagEvents,
            deadLetters: Int64(stream.letters.count))
        })
    }
  }
}
