import Events
import Replication

/// The other terminals in plain sentences, as `galley peers` prints them. Control characters from outside are visible
/// marks.
public enum PeersText {
  /// How all stand, then what has happened to a log or a name, then a line for each terminal with what is wrong below.
  ///
  /// - Parameter wall: now on the wall.
  public static func lines(_ mesh: MeshStatus, wall: Timestamp, offsetMinutes: Int) -> [String] {
    let words = MeshWords(mesh: mesh, wall: wall, offsetMinutes: offsetMinutes)
    guard !mesh.peers.isEmpty else {
      return ["This terminal has no other to talk to; galley screen peers says how to add one."]
        + safe(mesh.alarms)
    }
    return safe(
      words.sentences + (mesh.alarms + words.clockProblems).map { "! \($0)" }
        + mesh.peers.flatMap { peer in
          ["\(peer.title): \(sentence(peer, words))"] + (peer.trouble.map { ["  \($0)"] } ?? [])
        })
  }

  private static func sentence(_ peer: PeerStatus, _ words: MeshWords) -> String {
    let skew = peer.skewMs.map { skew in
      let size = Truth.span(Int64(clamping: skew.magnitude))
      return skew.magnitude < 1_000 ? "clock right" : "clock \(size) \(skew > 0 ? "ahead" : "behind")"
    }
    let parts = [
      peer.terminal == nil ? nil : peer.address,
      "\(peer.state.words) \(words.since(peer.since))",
      peer.agrees ? "holds the same events" : nil,
      peer.eventsBehind > 0 ? "\(MeshWords.events(peer.eventsBehind)) behind" : nil,
      peer.eventsAhead > 0 ? "\(MeshWords.events(peer.eventsAhead)) ahead" : nil,
      peer.rttMs.map { "round trip \($0) ms" }, skew,
      peer.lastHeard.map { "last heard \(words.stamp($0))" } ?? "never heard",
      "\(PeersTable.amount(peer.bytesReceived)) in, \(PeersTable.amount(peer.bytesSent)) out",
      peer.bytesUnsent > 0 ? "\(PeersTable.amount(Int64(peer.bytesUnsent))) unsent" : nil,
    ]
    return parts.compactMap { $0 }.joined(separator: ", ")
  }

  private static func safe(_ lines: [String]) -> [String] {
    lines.map { SafeText($0).clusters.map(\.text).joined() }
  }
}
