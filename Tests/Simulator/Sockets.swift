import Replication

/// The sockets under a program's links, as `LinkSockets` has them.
final class Sockets {
  private unowned let box: Box
  private let tell: (MeshInput) -> Void
  private var streams: [LinkID: ConnectionEnd] = [:]
  private var lastLink = 0

  init(_ box: Box, tell: @escaping (MeshInput) -> Void) {
    self.box = box
    self.tell = tell
  }

  func dial(_ address: PeerAddress) {
    let life = box.life
    box.world.network.dial(from: box, address) { [weak self, box] result in
      guard box.life == life else {
        if case .success(let end) = result { end.die() }
        return
      }
      box.soon {
        guard let self else { return }
        switch result {
        case .success(let stream):
          self.open(stream) { .dialed($0, address, nonce: box.chance.nonce()) }
        case .failure(let fault): self.tell(.dialFailed(address, fault.words))
        }
      }
    }
  }

  func accept(_ stream: ConnectionEnd, from: PeerAddress) {
    open(stream) { .accepted($0, from: from, nonce: box.chance.nonce()) }
  }

  func send(_ bytes: [UInt8], over id: LinkID) { streams[id]?.send(bytes) }

  func hangUp(_ id: LinkID) { streams.removeValue(forKey: id)?.close() }

  /// The most that waits on one link.
  var mostUnsentBytes: Int { streams.values.map(\.unsentBytes).max() ?? 0 }

  private func open(_ stream: ConnectionEnd, _ news: (LinkID) -> MeshInput) {
    lastLink += 1
    let id = LinkID(lastLink)
    streams[id] = stream
    tell(news(id))
    stream.start { [weak self] bytes in
      self?.tell(.received(id, bytes))
    } onSent: { [weak self] count in
      self?.tell(.sent(id, count))
    } onEnd: { [weak self] words in
      guard let self, streams.removeValue(forKey: id) != nil else { return }
      tell(.closed(id, words))
    }
  }
}
