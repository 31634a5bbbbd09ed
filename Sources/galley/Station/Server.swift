import Control
import Events
import Host
import Venue

/// Takes commands and followers at the control socket.
final class Server {
  private let socket: ControlSocket?
  private let station: Station
  private var peers: [ObjectIdentifier: Peer] = [:]

  /// Screens and commands at once: more than a house has.
  private static let peerLimit = 256
  private static let peersMs: Int64 = 250
  private var isPeersTellingDue = false

  private final class Peer {
    let connection: Connection
    var session: Session?
    /// A screen that follows; a log reader follows too, but wants the lines alone.
    var isFollowing = false

    init(_ connection: Connection) { self.connection = connection }
  }

  /// Listens at `path`. Where the disk has no place for the socket and takes no events either (F16), nobody can
  /// ask for anything, and the station's own screen goes on.
  init(_ station: Station, path: String) throws {
    self.station = station
    do throws(SystemFault) {
      socket = try ControlSocket(path: path)
    } catch {
      guard error.isOfFullOrReadOnlyDisk, station.health.trouble != nil else { throw error }
      socket = nil
    }
    if let socket { station.loop.whenReadable(socket.number) { [weak self] in self?.accept() } }
    station.onPublish.append { [weak self] events in self?.tell(events) }
    station.onChange.append { [weak self] in
      self?.tellTrouble()
      self?.tellPeersSoon()
    }
  }

  deinit { if let socket { station.loop.forget(socket.number) } }

  var isListening: Bool { socket != nil }

  /// How many screens follow.
  var followerCount: Int { peers.values.count { $0.isFollowing } }

  private func accept() {
    while let connection = socket?.accept() {
      guard peers.count < Self.peerLimit else { continue }
      let peer = Peer(connection)
      let id = ObjectIdentifier(connection)
      peers[id] = peer
      connection.start(on: station.loop) { [weak self, weak peer] frame in
        if let self, let peer { self.hear(frame, peer) }
      } onEnd: { [weak self] in
        self?.peers[id] = nil
      }
    }
  }

  private func hear(_ frame: ControlFrame, _ peer: Peer) {
    switch frame.kind {
    case .run: run(frame, peer)
    case .input: peer.session?.take(frame.content)
    case .inputEnd: peer.session?.endInput()
    case .attach: attach(peer)
    case .follow:
      peer.isFollowing = true
      peer.connection.send(ControlFrame(.position, station.mark.bytes))
    default: break
    }
  }

  private func run(_ frame: ControlFrame, _ peer: Peer) {
    guard peer.session == nil || peer.session?.isFinished == true else { return }
    guard let words = frame.words else { return peer.connection.send(.exit(Failure.Status.usage.rawValue)) }
    do {
      let session = try Session(words: words) { [weak peer] frame in peer?.connection.send(frame) }
      peer.session = session
      station.run(session)
    } catch {
      let failure = Failure(error)
      peer.connection.send(ControlFrame(.error, failure.text(json: words.contains("--json"))))
      peer.connection.send(.exit(failure.status.rawValue))
    }
  }

  /// A screen gets what is in memory, and from then on what is new.
  private func attach(_ peer: Peer) {
    peer.isFollowing = true
    peer.connection.send(ControlFrame(.identity, station.venue.identity.json.canonicalBytes))
    peer.connection.send(ControlFrame.pages(of: station.venue.shown.retained))
    peer.connection.send([
      .caughtUp(eventCount: station.venue.shown.eventCount),
      ControlFrame(.banner, station.health.trouble ?? ""),
      ControlFrame(.peers, station.meshStatus.json.canonicalBytes),
    ])
  }

  private func tell(_ events: [Event]) {
    guard followerCount > 0 else { return }
    let pages = ControlFrame.pages(of: events)
    for peer in peers.values where peer.isFollowing { peer.connection.send(pages) }
  }

  /// What is known of other terminals changes with every line of a catch-up: followers hear of it a few times a second.
  private func tellPeersSoon() {
    guard followerCount > 0, station.isLinked, !isPeersTellingDue else { return }
    isPeersTellingDue = true
    station.loop.at(SystemClock.monotonicMs() + Self.peersMs, "tell peers") { [weak self] in self?.tellPeers()
    }
  }

  private func tellPeers() {
    isPeersTellingDue = false
    let frame = ControlFrame(.peers, station.meshStatus.json.canonicalBytes)
    for peer in peers.values where peer.isFollowing { peer.connection.send(frame) }
  }

  private func tellTrouble() {
    for peer in peers.values where peer.isFollowing {
      peer.connection.send(ControlFrame(.banner, station.health.trouble ?? ""))
    }
  }
}
