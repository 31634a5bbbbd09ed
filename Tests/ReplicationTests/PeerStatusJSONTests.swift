import Events
import Testing

@testable import Replication

/// What scripts and screens that follow are told of other terminals.
@Suite struct PeerStatusJSONTests {
  private static let at = Timestamp("2026-11-22T19:42:00.000Z") ?? .earliest

  private static let full = PeerStatus(
    terminal: "bar", origin: "bar-0a1b2c3d", address: "[::1]:7400", state: .catchingUp, since: at, rttMs: 3,
    skewMs: -7_000, eventsBehind: 12, eventsAhead: 4, bytesReceived: 1 << 40, bytesSent: 2, bytesUnsent: 3,
    lastHeard: at, agrees: true, letter: "C", version: "0.4", trouble: "wrong\u{1B} key",
    history: [.init(at: at, words: "in touch"), .init(at: at, words: "cut \"off\"")])

  @Test("The contract's keys stand first, in its order, and null where nothing is known")
  func keys() {
    let new = PeerStatus(address: "till:7400", state: .dialing, since: Self.at)
    #expect(
      new.json.compactText.hasPrefix(
        #"{"terminal":null,"origin":null,"address":"till:7400","state":"dialing","rtt_ms":null,"#
          + #""skew_ms":null,"events_behind":0,"last_heard":null,"agrees":false,"since":"#))
    #expect(
      Self.full.json.compactText.hasPrefix(
        #"{"terminal":"bar","origin":"bar-0a1b2c3d","address":"[::1]:7400","state":"catching_up","rtt_ms":3,"#
          + #""skew_ms":-7000,"events_behind":12,"last_heard":"2026-11-22T19:42:00.000Z","agrees":true,"#))
    for key in ["letter", "version", "trouble"] { #expect(new.json[key] == nil) }
  }

  @Test("States are the contract's words")
  func states() {
    #expect(
      PeerStatus.State.allCases.map(\.rawValue) == [
        "dialing", "proving", "catching_up", "in_touch", "out_of_touch", "refused",
      ])
  }

  @Test("What is written is read back whole, through the bytes", arguments: PeerStatus.State.allCases)
  func roundTrip(state: PeerStatus.State) throws {
    var peer = Self.full
    peer.state = state
    let bare = PeerStatus(address: "till:7400", state: state, since: Self.at)
    let mesh = MeshStatus(
      peers: [peer, bare], screensAgreeing: 2, eventsAgreed: 1_812, alarms: ["two boxes are called bar"])
    for mesh in [mesh, MeshStatus()] {
      #expect(MeshStatus(try JSONParser.parse(mesh.json.canonicalBytes)) == mesh)
    }
  }

  @Test("Anything else is refused")
  func refused() throws {
    for text in [
      "{}", "[]", #"{"peers":[{}],"screens_agreeing":1,"events_agreed":0,"alarms":[]}"#,
      #"{"peers":[],"screens_agreeing":1,"events_agreed":0}"#,
    ] {
      #expect(MeshStatus(try JSONParser.parse(Array(text.utf8))) == nil)
    }
  }
}
