import Replication

/// What a monitor reads of the links to other terminals.
enum PeerMetrics {
  /// - Parameter refusedLines: event lines that other terminals sent and that were refused, since the start.
  static func families(_ mesh: MeshStatus, refusedLines: Int) -> [MetricFamily] {
    let states = PeerStatus.State.allCases.map { state in
      MetricFamily.Sample(
        label: ("state", state.rawValue), value: .count(Int64(mesh.peers.count { $0.state == state })))
    }
    return [
      MetricFamily("galley_links", .gauge, "Links to other terminals by state.", states),
      MetricFamily(
        "galley_peer_lag_events", .gauge, "Events held here that a terminal has not said to hold.",
        byTitle(mesh.peers) { $0.map(\.eventsBehind).max() ?? 0 }),
      MetricFamily(
        "galley_peer_unsent_bytes", .gauge, "Bytes that wait for a terminal to read them.",
        byTitle(mesh.peers) { $0.map(\.bytesUnsent).reduce(0, +) }),
      MetricFamily(
        "galley_refused_lines_total", .counter,
        "Event lines of other terminals refused since the start.", .count(Int64(refusedLines))),
    ]
  }

  /// One sample a name: the same labels twice would make the whole text unreadable for a scraper.
  private static func byTitle(_ peers: [PeerStatus], _ number: ([PeerStatus]) -> Int) -> [MetricFamily.Sample]
  {
    let groups = Dictionary(grouping: peers, by: { Array($0.title.utf8) })
    return groups.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map { title, peers in
      MetricFamily.Sample(
        label: ("peer", String(decoding: title, as: UTF8.self)), value: .count(Int64(number(peers))))
    }
  }
}
