import Events
import Replication
import Venue

@testable import Screens

/// Other terminals for tests, at 19:42 on the wall of a Sunday (18:42 UTC, one hour ahead).
enum Peers {
  static let wall = at("18:42:00")

  static func at(_ time: String) -> Timestamp { Timestamp("2026-11-22T\(time).000Z") ?? .earliest }

  static func words(_ mesh: MeshStatus, wall: Timestamp = wall) -> MeshWords {
    MeshWords(mesh: mesh, wall: wall, offsetMinutes: 60)
  }

  /// In touch since 18:00 on the wall, and the same.
  static func agreeing(_ name: String, _ host: Int = 20) -> PeerStatus {
    PeerStatus(
      terminal: name, origin: "\(name)-0a1b2c3d", address: "192.168.1.\(host):7400", state: .inTouch,
      since: at("17:00:00"), rttMs: 3, skewMs: 40, bytesReceived: 812_000, bytesSent: 12_400_000,
      lastHeard: at("18:41:57"), agrees: true, letter: "C", version: "0.4",
      history: [.init(at: at("17:00:00"), words: "in touch")])
  }

  static func away(_ name: String, since time: String = "18:30:00", behind: Int = 0, ahead: Int = 0)
    -> PeerStatus
  {
    var peer = agreeing(name)
    peer.state = .outOfTouch
    peer.since = at(time).advanced(byMilliseconds: 15_000)
    peer.lastHeard = at(time)
    (peer.eventsBehind, peer.eventsAhead, peer.agrees) = (behind, ahead, behind + ahead == 0)
    peer.history.append(.init(at: peer.since, words: "nothing heard for 15 s"))
    return peer
  }

  static func catchingUp(_ name: String, behind: Int = 0, ahead: Int = 0) -> PeerStatus {
    var peer = agreeing(name)
    peer.state = .catchingUp
    (peer.eventsBehind, peer.eventsAhead, peer.agrees) = (behind, ahead, false)
    return peer
  }

  static func refused(_ name: String) -> PeerStatus {
    var peer = agreeing(name)
    (peer.state, peer.agrees) = (.refused, false)
    peer.trouble = "The key is another one. Copy the key file of this box to that one."
    return peer
  }

  static func calling(_ address: String, since time: String = "18:40:00") -> PeerStatus {
    PeerStatus(address: address, state: .dialing, since: at(time))
  }

  /// All of them in touch and the same.
  static func agree(_ names: String...) -> MeshStatus {
    MeshStatus(peers: names.map { agreeing($0) }, screensAgreeing: names.count + 1, eventsAgreed: 1_812)
  }
}
