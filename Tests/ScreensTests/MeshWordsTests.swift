import Events
import Replication
import Testing
import Venue

@testable import Screens

/// What the status line says of the other terminals of the house.
@Suite struct MeshWordsTests {
  private static func facts(_ mesh: MeshStatus) -> [String] {
    Peers.words(mesh).facts.compactMap(\.forms.first)
  }

  @Test("Alone there is nothing to say; all agree only where each has said so")
  func agree() {
    #expect(Self.facts(MeshStatus()) == [])
    #expect(Self.facts(Peers.agree("bar", "till", "pass")) == ["4 screens agree · 1 812 events"])
    var mesh = Peers.agree("bar", "till", "pass")
    mesh.screensAgreeing = 3
    #expect(Self.facts(mesh) == ["4 screens in touch"], "one has said nothing yet")
    mesh.peers[0].eventsBehind = 2
    mesh.peers[0].agrees = false
    #expect(Self.facts(mesh) == ["4 screens in touch · 2 events on the way"])
  }

  @Test("One out of touch: who, since when it was heard last, how far apart")
  func oneAway() {
    func only(_ peer: PeerStatus) -> String? { Self.facts(MeshStatus(peers: [peer])).first }
    #expect(only(Peers.away("bar", behind: 12)) == "bar out of touch since 19:30, 12 events behind")
    #expect(only(Peers.away("bar", behind: 1)) == "bar out of touch since 19:30, 1 event behind")
    #expect(only(Peers.away("bar")) == "bar out of touch since 19:30")
    #expect(
      only(Peers.away("bar", behind: 4_120, ahead: 3))
        == "bar out of touch since 19:30, 3 events missing here, 4 120 events behind")
    #expect(only(Peers.calling("bar.local:7400")) == "bar.local:7400 not reached since 19:40")
    #expect(only(Peers.refused("bar")) == "bar link refused since 18:00")
    var old = Peers.away("bar")
    old.lastHeard = Timestamp("2026-11-21T18:00:00.000Z")
    #expect(only(old) == "bar out of touch for 24 h 42 min", "a time of day would be taken for today's")
  }

  @Test("A terminal that is called again is out of touch since it was heard last, not since the last call")
  func calledAgain() {
    var peer = Peers.away("bar")
    (peer.state, peer.since) = (.dialing, Peers.at("18:41:58"))
    #expect(Self.facts(MeshStatus(peers: [peer])).first == "bar out of touch since 19:30")
    (peer.state, peer.lastHeard) = (.proving, nil)
    peer.terminal = nil
    #expect(Peers.words(MeshStatus(peers: [peer])).peersAway.first?.awaySince == peer.since)
  }

  @Test("Several: who holds what is missing here first, then who was lost last; the others that agree behind")
  func several() {
    let mesh = MeshStatus(
      peers: [
        Peers.away("bar", since: "17:10:00", behind: 90), Peers.away("pass"),
        Peers.away("till", since: "17:30:00", ahead: 1), Peers.agreeing("tv2"),
      ], screensAgreeing: 2, eventsAgreed: 40)
    #expect(
      Self.facts(mesh) == [
        "3 of 5 screens out of touch: till since 18:30, pass since 19:30, bar since 18:10", "2 screens agree",
      ])
    let forms = Peers.words(mesh).facts[0].forms
    #expect(
      forms.dropFirst() == [
        "3 of 5 screens out of touch: till since 18:30, pass since 19:30, …",
        "3 of 5 screens out of touch: till since 18:30, …", "3 of 5 screens out of touch", "3 of 5 away",
        "3/5 away",
      ])
  }

  @Test("What is missing here stands before all else; who catches up behind it")
  func lacking() {
    var ahead = Peers.agreeing("till")
    (ahead.eventsAhead, ahead.agrees) = (12, false)
    let mesh = MeshStatus(peers: [Peers.catchingUp("bar", behind: 4_120), ahead, Peers.away("pass")])
    #expect(
      Self.facts(mesh) == [
        "this screen is 12 events behind till", "pass out of touch since 19:30",
        "bar catches up, 4 120 to go",
      ])
    #expect(
      Self.facts(MeshStatus(peers: [Peers.catchingUp("bar", behind: 2, ahead: 4_120)])) == [
        "this screen catches up, 4 120 to go", "bar catches up, 2 to go",
      ])
    #expect(
      Self.facts(
        MeshStatus(peers: [Peers.catchingUp("bar", behind: 2), Peers.catchingUp("till", behind: 9)]))
        == ["2 screens catch up, till has 9 to go"])
  }

  @Test("Every form is shorter than those before it, whatever state a terminal is in")
  func shorter() {
    let states: [PeerStatus] = [
      Peers.agreeing("bar"), Peers.away("till", behind: 3, ahead: 3), Peers.refused("pass"),
      Peers.catchingUp("tv2", behind: 9), Peers.calling("[fe80::1]:7400"),
    ]
    for peers in [states] + states.map({ [$0] }) + states.map({ [$0, Peers.away("x")] }) {
      for fact in Peers.words(MeshStatus(peers: peers)).facts {
        let widths = fact.forms.map { SafeText($0).widthColumns }
        #expect(widths == widths.sorted(by: >), "\(fact.forms)")
        #expect(widths.last.map { $0 <= 20 } == true, "\(fact.forms)")
      }
    }
  }

  private static func status(_ mesh: MeshStatus, _ columns: Int, _ truth: Truth? = Truth()) -> String {
    var view = Dinner.evening(3).view(columns, 12)
    (view.truth, view.mesh, view.wall) = (truth, mesh, Peers.wall)
    return Console(.kitchen).frame(view).lines.last ?? ""
  }

  @Test("At every width from 40 columns on, the status line says whether a screen is out of touch")
  func everyWidth() {
    for columns in 40...160 {
      let line = Self.status(
        MeshStatus(peers: [Peers.agreeing("till"), Peers.away("bar", behind: 12)]), columns)
      #expect(
        line.contains("bar away") || line.contains("bar out of touch") || line.contains("1/3 away"),
        "\(line)")
      #expect(
        columns < 80 || line.contains("all saved") && line.contains("bar out of touch since 19:30"), "\(line)"
      )
      #expect(columns < 120 || line.contains("12 events behind"), "\(line)")
    }
  }

  @Test("All agree: said at a TV's width and at a console's; in a small window the log's word comes first")
  func agreeingWidths() {
    let mesh = Peers.agree("bar", "till", "pass")
    #expect(Self.status(mesh, 120).contains("all saved · 4 screens agree · 1 812 events"))
    #expect(Self.status(mesh, 80).contains("all saved · 4 screens agree · 1 812 events"))
    #expect(Self.status(mesh, 40).contains("all saved"))
    #expect(!Self.status(mesh, 160).contains("this screen only"))
    #expect(Self.status(mesh, 160, Truth(peers: .onThisLog(2))).contains("2 screens on this log"))
  }

  @Test("A log that fails gives way to nobody")
  func failingLog() {
    for columns in 40...160 {
      let line = Self.status(MeshStatus(peers: [Peers.away("bar")]), columns, Truth(log: .failing("no disk")))
      #expect(line.contains("NOT SAVED"), "\(line)")
    }
  }

  @Test("A picture without a screen says it too; without peers it says nothing new")
  func picture() {
    #expect(
      Self.status(MeshStatus(peers: [Peers.away("bar")]), 120, nil).contains("bar out of touch since 19:30"))
    #expect(!Self.status(MeshStatus(), 120, nil).contains("this screen only"))
  }
}
