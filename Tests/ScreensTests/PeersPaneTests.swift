import Events
import Replication
import Testing
import Venue

@testable import Screens

/// The pane of the other terminals, and the same in a shell.
@Suite struct PeersPaneTests {
  static let hostile = "\u{1B}]0;owned\u{7}b\u{202E}ar\u{200B}\u{9B}31m 辛さ二倍"

  /// One in each state, two of them with what a stranger could have called itself and what it could have said.
  private static let six: [PeerStatus] = {
    var skewed = Peers.agreeing("till", 24)
    (skewed.skewMs, skewed.eventsBehind, skewed.agrees, skewed.bytesUnsent) = (10_800_000, 2, false, 4_000)
    var hostile = Peers.refused(Self.hostile)
    hostile.trouble = "bad line \u{1B}[2J\r\nfrom it"
    hostile.history.append(.init(at: Peers.at("18:41:00"), words: "said \u{1B}[31m\u{202E}bye"))
    hostile.version = "\u{1B}c1"
    var proving = Peers.calling("[2001:db8::7400:1]:7400")
    proving.state = .proving
    return [
      Peers.away("bar", behind: 12, ahead: 3), Peers.catchingUp("pass", behind: 4_120), skewed, hostile,
      Peers.calling("a-very-long-name.of-a-box.in-the-cellar.example:7400"), proving,
    ]
  }()

  private static func mesh(_ count: Int) -> MeshStatus {
    switch count {
    case 1: return MeshStatus(peers: [Peers.away("bar", behind: 12)])
    case 3: return Peers.agree("bar", "pass", "till")
    case 6:
      return MeshStatus(
        peers: six,
        alarms: ["tv has two histories: a disk was copied. Start the copy anew with a name of its own."])
    default: return MeshStatus()
    }
  }

  private static func view(_ count: Int, _ columns: Int, _ rows: Int) -> View {
    var view = Dinner.evening(3).view(columns, rows)
    (view.mesh, view.wall, view.truth) = (mesh(count), Peers.wall, Truth())
    return view
  }

  @Test(
    "The pane at three sizes, from none to six", arguments: [(40, 12), (80, 24), (120, 33)], [0, 1, 3, 6])
  func golden(size: (Int, Int), count: Int) throws {
    let frame = try PaneDrawing.frame(of: "peers", Self.view(count, size.0, size.1))
    try Golden.compare(frame, "peers-\(size.0)x\(size.1)-\(count)")
  }

  @Test("The board at a TV's size with one out of touch")
  func board() throws {
    try Golden.compare(Console(.kitchen).frame(Self.view(1, 120, 33)), "peers-board-120x33")
  }

  @Test(
    "No row is wider than the pane, and name, state and events stay to the last",
    arguments: [24, 30, 40, 60, 200])
  func narrow(columns: Int) {
    let view = Self.view(6, columns, 24)
    for line in PeersPane(view).lines(columns: columns) {
      #expect(line.startColumns <= columns, "\(line)")
    }
    let head = PeersTable(view).lines(columns: columns).first
    let text = head?.start.map { $0.text.clusters.map(\.text).joined() }.joined() ?? ""
    #expect(text.hasPrefix("screen") && text.contains("state") && (columns < 60 || text.contains("events")))
  }

  @Test("It scrolls to the last line of the last link's history")
  func scrolls() {
    var screening = Screening(Dinner.evening(1), columns: 40, rows: 12)
    screening.press("0", "5")
    #expect(screening.console.pane == .peers)
    var view = Self.view(6, 40, 12)
    _ = screening.console.handle(.end, view)
    #expect(screening.console.frame(view).text.contains("[2001:db8::7400:1]:7400"))
    view.mesh = MeshStatus()
    #expect(screening.console.frame(view).text.contains("Start galley anew on both."))
  }

  @Test("peers is a command too, and F5")
  func ways() {
    var screening = Screening(Dinner.evening(1))
    screening.type(":peers")
    screening.press(.enter)
    #expect(screening.console.pane == .peers && screening.ran.isEmpty)
    screening.press(.escape, .function(5))
    #expect(screening.console.pane == .peers)
  }

  @Test("S7: no control of a terminal leaves the pane or the shell's text")
  func safe() throws {
    let texts =
      [try PaneDrawing.frame(of: "peers", Self.view(6, 120, 90)).text]
      + PeersText.lines(Self.mesh(6), wall: Peers.wall, offsetMinutes: 60)
    for text in texts {
      #expect(
        text.unicodeScalars.allSatisfy { $0 == "\n" || $0.properties.generalCategory != .control }, "\(text)")
      for mark in ["\u{202E}", "\u{200B}"] { #expect(!text.contains(mark)) }
    }
    #expect(texts.contains { $0.contains("␛[2J") })
  }

  @Test("In a shell: how all stand, what is wrong, then each in a sentence")
  func shell() {
    func lines(_ mesh: MeshStatus) -> [String] {
      PeersText.lines(mesh, wall: Peers.wall, offsetMinutes: 60)
    }
    #expect(
      lines(MeshStatus()) == [
        "This terminal has no other to talk to; galley screen peers says how to add one."
      ])
    #expect(
      lines(Peers.agree("bar")) == [
        "2 screens agree · 1 812 events",
        "bar: 192.168.1.20:7400, in touch since 18:00, holds the same events, round trip 3 ms, clock right, "
          + "last heard 19:41:57, 812 kB in, 12 MB out",
      ])
    let all = lines(Self.mesh(6))
    #expect(
      all[0].hasPrefix("4 of 7 screens out of touch: bar since 19:30, "))
    #expect(
      all.contains("! tv has two histories: a disk was copied. Start the copy anew with a name of its own."))
    #expect(
      all.contains(
        "a-very-long-name.of-a-box.in-the-cellar.example:7400: calling since 19:40, never heard, 0 B in, 0 B out"
      ))
    #expect(all.contains("  bad line ␛[2J␍␊from it"))
  }
}
