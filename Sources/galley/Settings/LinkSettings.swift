import Host
import Replication

/// How a terminal meets the others, judged and ready: where it listens, whom it dials, by which keys.
struct LinkSettings {
  let listen: PeerAddress?
  let peers: [PeerAddress]
  /// The first to dial with, any to accept. None where nothing listens or dials, or with ``isInsecureLoopback``.
  let keys: [[UInt8]]
  /// Without keys, proofs and MACs, on this machine alone.
  let isInsecureLoopback: Bool

  /// A terminal that stands alone.
  static let none = LinkSettings(listen: nil, peers: [], keys: [], isInsecureLoopback: false)
}

extension Options {
  /// Reads the keys and judges what is said of links, at the start of a terminal (S3, S12): commands to a running
  /// terminal need none.
  ///
  /// Without a key nothing listens or dials, but for `insecure-loopback`, which leaves keys out and takes no address
  /// that another machine could reach. A key is read even where no link is asked for: one that can't be used is
  /// noticed now and not on the day when the second box is bought.
  func links() throws -> LinkSettings {
    let listen = settings.listen
    let peers = settings.peer
    if settings.insecureLoopback {
      for address in [listen].compactMap(\.self) + peers where !address.isLoopback {
        throw Failure(
          .usage, "loopback",
          "insecure-loopback takes addresses of this machine alone, and \(address) is none, like 127.0.0.1:7400 is; "
            + "leave insecure-loopback out and give a key, made with: galley config new-key")
      }
      return LinkSettings(listen: listen, peers: peers, keys: [], isInsecureLoopback: true)
    }
    var keys: [[UInt8]] = []
    for path in settings.keyFile {
      let key = try KeyFile.read(path)
      if !keys.contains(key) { keys.append(key) }
    }
    if keys.isEmpty, let address = listen ?? peers.first {
      throw Failure(
        .usage, "no_key",
        "\(address) is \(listen == nil ? "a peer to dial" : "to be listened on"), and there is no key; make one "
          + "with: galley config new-key, and name its file with --key-file or in \(settingsPath)")
    }
    return LinkSettings(listen: listen, peers: peers, keys: keys, isInsecureLoopback: false)
  }
}
