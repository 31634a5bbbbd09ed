import Events
import Host
import Replication
import Venue

/// The sockets under a terminal's links: what the heart wants dialed, sent and closed, and what comes of it.
///
/// It decides nothing; who may come in and what is said is the heart's business.
final class LinkSockets {
  private let loop: EventLoop
  private let listener: TCPListener?
  private let isOnLoopbackOnly: Bool
  private let tell: (MeshInput) -> Void
  private var streams: [LinkID: ByteStream] = [:]
  private var dialings: [PeerAddress: Dialing] = [:]
  private var lastLink = 0

  /// Listens where it shall; `tell` hears of everything that happens to a link.
  init(_ settings: LinkSettings, on loop: EventLoop, tell: @escaping (MeshInput) -> Void) throws(ListenFault)
  {
    self.loop = loop
    self.tell = tell
    isOnLoopbackOnly = settings.isInsecureLoopback
    if let address = settings.listen {
      listener = try TCPListener(address, loopbackOnly: isOnLoopbackOnly)
    } else {
      listener = nil
    }
    listener?.start(on: loop) { [weak self] stream, from in
      self?.open(stream) { .accepted($0, from: from, nonce: Self.nonce()) }
    }
  }

  /// Where it listens, with the port that the system chose.
  var address: PeerAddress? { listener?.address }

  func dial(_ address: PeerAddress) {
    dialings[address] = Dialing.dial(address, on: loop, loopbackOnly: isOnLoopbackOnly) {
      [weak self] result in
      guard let self else { return }
      dialings[address] = nil
      switch result {
      case .success(let stream): open(stream) { .dialed($0, address, nonce: Self.nonce()) }
      case .failure(let fault): tell(.dialFailed(address, fault.description))
      }
    }
  }

  func send(_ bytes: [UInt8], over id: LinkID) { streams[id]?.send(bytes) }

  func hangUp(_ id: LinkID) { streams.removeValue(forKey: id)?.close() }

  /// Lets all go, with what the system takes at once of what waits.
  func closeAll() {
    for dialing in dialings.values { dialing.cancel() }
    dialings = [:]
    for stream in streams.values { stream.farewell() }
    streams = [:]
  }

  private func open(_ stream: ByteStream, _ news: (LinkID) -> MeshInput) {
    lastLink += 1
    let id = LinkID(lastLink)
    streams[id] = stream
    tell(news(id))
    stream.start(on: loop) { [weak self] bytes in
      self?.tell(.received(id, bytes))
    } onSent: { [weak self] count in
      self?.tell(.sent(id, count))
    } onEnd: { [weak self] words in
      guard let self, streams.removeValue(forKey: id) != nil else { return }
      tell(.closed(id, words))
    }
  }

  /// 16 bytes from the system's generator.
  static func nonce() -> [UInt8] {
    let bits = SystemClock.bits()
    return [bits.high, bits.low].flatMap { word in
      stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: word >> UInt64($0)) }
    }
  }
}
