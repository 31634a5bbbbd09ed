import Events
import Replication
import Testing

@testable import galley

/// Prometheus lines of the links (exposition format 0.0.4).
@Suite struct PeerMetricsTests {
  private static func peer(_ name: String?, _ state: PeerStatus.State, behind: Int, unsent: Int) -> PeerStatus
  {
    PeerStatus(
      terminal: name, address: "bar:7400", state: state, since: .earliest, eventsBehind: behind,
      bytesUnsent: unsent)
  }

  private static func text(_ mesh: MeshStatus, refusedLines: Int = 0) -> String {
    PeerMetrics.families(mesh, refusedLines: refusedLines).map(\.text).joined()
  }

  @Test("Links by state, lag and queue by name, refused lines")
  func families() {
    let mesh = MeshStatus(peers: [
      Self.peer("till", .inTouch, behind: 2, unsent: 70),
      Self.peer("bar", .outOfTouch, behind: 12, unsent: 0),
    ])
    #expect(
      Self.text(mesh, refusedLines: 3) == """
        # HELP galley_links Links to other terminals by state.
        # TYPE galley_links gauge
        galley_links{state="dialing"} 0
        galley_links{state="proving"} 0
        galley_links{state="catching_up"} 0
        galley_links{state="in_touch"} 1
        galley_links{state="out_of_touch"} 1
        galley_links{state="refused"} 0
        # HELP galley_peer_lag_events Events held here that a terminal has not said to hold.
        # TYPE galley_peer_lag_events gauge
        galley_peer_lag_events{peer="bar"} 12
        galley_peer_lag_events{peer="till"} 2
        # HELP galley_peer_unsent_bytes Bytes that wait for a terminal to read them.
        # TYPE galley_peer_unsent_bytes gauge
        galley_peer_unsent_bytes{peer="bar"} 0
        galley_peer_unsent_bytes{peer="till"} 70
        # HELP galley_refused_lines_total Event lines of other terminals refused since the start.
        # TYPE galley_refused_lines_total counter
        galley_refused_lines_total 3

        """)
  }

  @Test("Two links of one name are one sample: the further lag, the queues together")
  func sameName() {
    let mesh = MeshStatus(peers: [
      Self.peer("bar", .inTouch, behind: 2, unsent: 70), Self.peer("bar", .dialing, behind: 12, unsent: 5),
    ])
    let text = Self.text(mesh)
    #expect(text.contains("galley_peer_lag_events{peer=\"bar\"} 12\n# HELP"))
    #expect(text.contains("galley_peer_unsent_bytes{peer=\"bar\"} 75\n# HELP"))
  }

  @Test("A label never ends its line or its quotes; without peers there is no sample of one")
  func labels() {
    #expect(MetricFamily.escaped("a\"b\\c\nd\r\né") == "a\\\"b\\\\c\\nd\r\\né")
    let text = Self.text(MeshStatus(peers: [Self.peer("x\"} 1\ny", .inTouch, behind: 0, unsent: 0)]))
    #expect(text.contains("galley_peer_lag_events{peer=\"x\\\"} 1\\ny\"} 0\n"))
    #expect(!Self.text(MeshStatus()).contains("galley_peer_"))
  }
}
