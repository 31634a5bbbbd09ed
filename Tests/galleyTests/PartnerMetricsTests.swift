import Testing

@testable import galley

/// Prometheus lines of the partners, and of anything that is told in seconds.
@Suite struct PartnerMetricsTests {
  @Test func `each partner has its sample, and what is not known has none`() {
    let readings = [
      PartnerMetrics.Reading(
        name: "exec", isUp: true,
        stream: PartnerMetrics.Counts(delivered: 7, failed: 2, lagEvents: 3, deadLetters: 1)),
      PartnerMetrics.Reading(name: "web\"hook\\", isUp: false, stream: nil),
    ]
    #expect(
      PartnerMetrics.families(readings).map(\.text).joined() == #"""
        # HELP galley_partner_up 1 while a partner runs and takes events.
        # TYPE galley_partner_up gauge
        galley_partner_up{partner="exec"} 1
        galley_partner_up{partner="web\"hook\\"} 0
        # HELP galley_partner_delivered_total Events that a partner has taken since it was enabled.
        # TYPE galley_partner_delivered_total counter
        galley_partner_delivered_total{partner="exec"} 7
        # HELP galley_partner_failed_total Tries of events in vain since a partner was enabled.
        # TYPE galley_partner_failed_total counter
        galley_partner_failed_total{partner="exec"} 2
        # HELP galley_partner_lag_events Events that a partner has not taken yet.
        # TYPE galley_partner_lag_events gauge
        galley_partner_lag_events{partner="exec"} 3
        # HELP galley_partner_dead_letters Events that were given up and lie in dead-letter.
        # TYPE galley_partner_dead_letters gauge
        galley_partner_dead_letters{partner="exec"} 1

        """#)
    #expect(PartnerMetrics.families([]).allSatisfy { $0.text.isEmpty })
  }

  @Test(
    arguments: [
      (0, "0.000"), (1, "0.001"), (999, "0.999"), (1_000, "1.000"), (1_795_348_800_123, "1795348800.123"),
      (-1_005, "-1.005"), (Int64.min, "-9223372036854775.808"),
    ] as [(Int64, String)])
  func `milliseconds are told in seconds exactly`(_ ms: Int64, _ text: String) {
    #expect(MetricFamily.Value.milliseconds(ms).text == text)
  }
}
