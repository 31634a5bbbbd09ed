import Events
import Replication
import Testing
import Venue

@testable import Screens

/// The banners of links and of other clocks.
@Suite struct MeshProblemsTests {
  private static func links(_ peers: PeerStatus..., at wall: Timestamp = Peers.wall) -> [String] {
    Peers.words(MeshStatus(peers: peers), wall: wall).linkProblems
  }

  @Test("Out of touch: a banner from 15 s on, for half an hour; longer where events are known to be missing")
  func window() {
    let peer = Peers.away("bar", since: "18:00:00", behind: 40)
    func at(_ time: String) -> [String] { Self.links(Peers.agreeing("till"), peer, at: Peers.at(time)) }
    let banner =
      "bar has been out of touch since 19:00: orders taken there may be missing here. "
      + "Check its power and its network cable."
    #expect(at("18:00:14") == [] && at("18:00:15") == [banner])
    #expect(at("18:29:59") == [banner] && at("18:30:00") == [])
    var missing = peer
    missing.eventsAhead = 1
    #expect(
      Self.links(missing) == [
        "bar has been out of touch since 19:00: 1 event is known to be missing here. "
          + "Check its power and its network cable."
      ])
  }

  @Test("The screen wakes up when a banner is due to come or to go, and for nothing else")
  func wakesUp() {
    func next(_ time: String, _ peer: PeerStatus) -> Int64? {
      Peers.words(MeshStatus(peers: [peer]), wall: Peers.at(time)).nextChange
    }
    let peer = Peers.away("bar", since: "18:00:00")
    #expect(next("18:00:05", peer) == 10_000 && next("18:00:15", peer) == 1_785_000)
    #expect(next("18:30:00", peer) == nil)
    #expect(next("18:00:05", Peers.agreeing("bar")) == nil && next("18:00:05", Peers.refused("bar")) == nil)
    var view = Dinner().view(80, 24)
    let idle = Console(.kitchen).nextChange(view)
    (view.mesh, view.wall) = (MeshStatus(peers: [peer]), Peers.at("18:00:05"))
    #expect(idle == 60_000 && Console(.kitchen).nextChange(view) == 10_000)
  }

  @Test("Several at once are one banner; where nobody is left, this screen's own cable is named")
  func several() {
    let (bar, till) = (Peers.away("bar"), Peers.away("till", since: "18:31:00"))
    #expect(
      Self.links(bar, till, Peers.agreeing("tv2")) == [
        "2 screens are out of touch, till since 19:31, bar since 19:30: orders taken there may be missing here. "
          + "Check their power and their network cables."
      ])
    #expect(
      Self.links(bar, till) == [
        "No other screen has been in touch since 19:31: orders taken elsewhere may be missing here. "
          + "Check the network cable of this one first."
      ])
    let many = (1...5).map { Peers.away("tv\($0)") } + [Peers.agreeing("bar")]
    let banner = Peers.words(MeshStatus(peers: many)).linkProblems.first ?? ""
    #expect(banner.contains(" and 2 more: "), "\(banner)")
  }

  @Test("Never reached since the start: said in those words, by its address")
  func notReached() {
    #expect(
      Self.links(Peers.calling("bar.local:7400")).first?.hasPrefix(
        "bar.local:7400 has not been reached since 19:40: ") == true)
  }

  @Test("A refused link says why and stays")
  func refused() {
    let why = "bar: The key is another one. Copy the key file of this box to that one."
    #expect(Self.links(Peers.refused("bar"), at: Peers.at("23:59:00")) == [why])
    var silent = Peers.refused("bar")
    silent.trouble = nil
    #expect(
      Self.links(silent) == ["bar: the link is refused; galley peer probe 192.168.1.20:7400 says why."])
  }

  @Test("F29: a clock more than 5 s off is flagged with how far and which way; 5 s are forgiven")
  func clocks() {
    func clocks(_ skews: Int64?...) -> [String] {
      let peers = skews.enumerated().map { place, skew in
        var peer = Peers.agreeing("t\(place)")
        peer.skewMs = skew
        return peer
      }
      return Peers.words(MeshStatus(peers: peers)).clockProblems
    }
    #expect(clocks(5_000, -5_000, nil) == [])
    #expect(
      clocks(10_800_000, 0) == [
        "The clock of t0 is 3 h ahead of this one. Set the wrong one right: ages of tickets from t0 are wrong till "
          + "then."
      ])
    #expect(clocks(-5_001).first?.hasPrefix("The clock of t0 is 5 s behind this one.") == true)
    #expect(
      clocks(-86_400_000, -86_400_100, nil).first?.hasPrefix(
        "This clock is 24 h ahead of those of all others in touch. Set it right") == true,
      "one clock against two: it is this one")
    #expect(clocks(-86_400_000, 86_400_000).count == 2)
    #expect(clocks(.min, 0).count == 1)
    var away = Peers.away("bar")
    away.skewMs = 10_800_000
    #expect(
      Peers.words(MeshStatus(peers: [away])).clockProblems == [], "what was measured long ago is no news")
  }

  @Test("The gravest first: the log, what happened to an origin, the disk, links, clocks")
  func order() {
    var view = Dinner.evening(1).view(80, 24)
    var skewed = Peers.agreeing("till")
    skewed.skewMs = 60_000
    view.truth = Truth(
      log: .failing("no disk"), freeBytes: 0, clockSetMs: 7_000, found: ["torn"])
    view.wall = Peers.wall
    view.mesh = MeshStatus(
      peers: [Peers.away("bar"), Peers.refused("pass"), skewed], alarms: ["two boxes are called bar"])
    #expect(
      view.problems.map { $0.prefix(14) } == [
        "no disk", "torn", "two boxes are ", "The disk is fu", "bar has been o", "pass: The key ",
        "The clock was ",
        "The clock of t",
      ])
  }

  @Test("A banner of a link hides no ticket, and one is told on the smallest screen")
  func hidesNothing() {
    var view = Dinner.evening(1).view(40, 12)
    let quiet = Console(.kitchen).frame(view)
    (view.mesh, view.wall) = (MeshStatus(peers: [Peers.away("bar")]), Peers.wall)
    let lines = Console(.kitchen).frame(view).lines
    #expect(lines[9].hasPrefix("bar has been out of touch") && lines[9].hasSuffix("…: ?"), "\(lines[9])")
    for dish in ["Still water", "Bruschetta", "Crème brûlée"] {
      #expect(quiet.text.contains(dish) && lines.contains { $0.contains(dish) }, "the ticket stays")
    }
  }

  @Test("In the past too, what is wrong now is said, by the clock of now")
  func past() throws {
    var view = Dinner.evening(1).view(120, 33)
    (view.mesh, view.wall) = (MeshStatus(peers: [Peers.away("bar")]), Peers.wall)
    let now = view.now
    view.now = now.advanced(byMilliseconds: -3_600_000)
    let text = try PaneDrawing.frame(of: "board", view, seenAt: now).text
    #expect(text.contains("bar has been out of touch since 19:30"))
  }
}
