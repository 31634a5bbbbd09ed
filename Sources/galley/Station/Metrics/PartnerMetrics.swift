/// What a monitor reads of the partners to which this terminal brings events.
enum PartnerMetrics {
  /// One partner.
  struct Reading {
    let name: String
    /// Whether it runs and takes events.
    let isUp: Bool
    /// Nil where its stream has not begun, as in a single command.
    let stream: Counts?
  }

  struct Counts {
    let delivered: Int64
    let failed: Int64
    let lagEvents: Int64
    let deadLetters: Int64
  }

  /// - Parameter readings: by name.
  static func families(_ readings: [Reading]) -> [MetricFamily] {
    [
      MetricFamily(
        "galley_partner_up", .gauge, "1 while a partner runs and takes events.",
        readings.map { sample($0, $0.isUp ? 1 : 0) }),
      family(
        "galley_partner_delivered_total", .counter, "Events that a partner has taken since it was enabled.",
        readings, \.delivered),
      family(
        "galley_partner_failed_total", .counter, "Tries of events in vain since a partner was enabled.",
        readings, \.failed),
      family(
        "galley_partner_lag_events", .gauge, "Events that a partner has not taken yet.", readings, \.lagEvents
      ),
      family(
        "galley_partner_dead_letters", .gauge, "Events that were given up and lie in dead-letter.", readings,
        \.deadLetters),
    ]
  }

  private static func family(
    _ name: String, _ kind: MetricFamily.Kind, _ help: String, _ readings: [Reading],
    _ count: KeyPath<Counts, Int64>
  ) -> MetricFamily {
    MetricFamily(
      name, kind, help,
      readings.compactMap { reading in reading.stream.map { sample(reading, $0[keyPath: count]) } })
  }

  private static func sample(_ reading: Reading, _ count: Int64) -> MetricFamily.Sample {
    MetricFamily.Sample(label: ("partner", reading.name), value: .count(count))
  }
}
