import Replication

/// What a monitor reads of the links to other terminals: Prometheus text (exposition format 0.0.4).
enum PeerMetrics {
  /// - Parameter refusedLines: event lines that other terminals sent and that were refused, since the start.
  static func text(_ mesh: MeshStatus, refusedLines: Int) -> String {
    let states = PeerStatus.State.allCases.map { state in
      ("state", state.rawValue, mesh.peers.count { $0.state == state })
    }
    return family("galley_links", "gauge", "Links to other terminals by state.", states)
      + family(
        "galley_peer_lag_events", "gauge", "Events held here that a terminal has not said to hold.",
        byTitle(mesh.peers) { $0.map(\.eventsBehind).max() ?? 0 })
      + family(
        "galley_peer_unsent_bytes", "gauge", "Bytes that wait for a terminal to read them.",
        byTitle(mesh.peers) { $0.map(\.bytesUnsent).reduce(0, +) })
      + head(
        "galley_refused_lines_total", "counter", "Event lines of other terminals refused since the start.")
      + "galley_refused_lines_total \(refusedLines)\n"
  }

  private typealias Sample = (label: String, value: String, number: Int)

  /// One sample a name: the same labels twice would make the whole text unreadable for a scraper.
  private static func byTitle(_ peers: [PeerStatus], _ number: ([PeerStatus]) -> Int) -> [Sample] {
    let titles = peers.map { escaped($0.title) }
    let groups = Dictionary(grouping: zip(titles, peers), by: { Array($0.0.utf8) })
    return groups.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map { _, rows in
      ("peer", rows[0].0, number(rows.map(\.1)))
    }
  }

  /// Nothing at all where there is no sample.
  private static func family(_ name: String, _ type: String, _ help: String, _ samples: [Sample]) -> String {
    guard !samples.isEmpty else { return "" }
    return head(name, type, help)
      + samples.map { "\(name){\($0.label)=\"\($0.value)\"} \($0.number)\n" }.joined()
  }

  private static func head(_ name: String, _ type: String, _ help: String) -> String {
    "# HELP \(name) \(help)\n# TYPE \(name) \(type)\n"
  }

  /// A label's value as the format wants it: backslash, quote and line end escaped, all else as it is.
  static func escaped(_ value: String) -> String {
    var text = String.UnicodeScalarView()
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\\": text.append(contentsOf: "\\\\".unicodeScalars)
      case "\"": text.append(contentsOf: "\\\"".unicodeScalars)
      case "\n": text.append(contentsOf: "\\n".unicodeScalars)
      default: text.append(scalar)
      }
    }
    return String(text)
  }
}
