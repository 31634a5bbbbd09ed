import Glibc
import Replication

/// Waits at an address for other terminals to connect.
public final class TCPListener {
  /// Where it listens, with the port that the system chose where 0 was asked for.
  public let address: PeerAddress
  private let descriptor: Descriptor
  private weak var loop: EventLoop?
  private var onStream: ((ByteStream, PeerAddress) -> Void)?
  /// `accept(2)`; tests put failures in its place.
  var acceptNext: (Int32, UnsafeMutablePointer<sockaddr>, UnsafeMutablePointer<socklen_t>) -> Int32 = {
    number, address, length in retrying { Glibc.accept(number, address, length) }
  }

  /// Connections that wait to be taken: more than a house has terminals.
  private static let backlog: Int32 = 64
  /// At most 16 connections are accepted in one turn of the loop, so that a flood of them delays nobody else for long.
  private static let acceptsLimit = 16
  /// How long it rests when the system has no descriptor or memory for one more. The callers wait meanwhile; to try
  /// again at once would keep the processor busy for nothing.
  static let restMs: Int64 = 1_000

  /// Binds the first address of the host that can be bound. A name is looked up, which may take a while.
  ///
  /// - Parameter loopbackOnly: refuses a host that stands for an address that others can reach.
  public init(_ address: PeerAddress, loopbackOnly: Bool = false) throws(ListenFault) {
    let found: [SocketAddress]
    do throws(SocketAddress.NameFault) {
      found = try SocketAddress.resolve(address)
    } catch {
      throw ListenFault(address: address, kind: .unknownName)
    }
    guard !loopbackOnly || found.allSatisfy(\.isLoopback) else {
      throw ListenFault(address: address, kind: .notLoopback)
    }
    var fault = SystemFault("bind", number: EADDRNOTAVAIL)
    for place in found {
      do throws(SystemFault) {
        descriptor = try Self.bound(to: place)
        let number = descriptor.number
        self.address = PeerAddress(
          host: address.host, port: SocketAddress { getsockname(number, $0, $1) }?.port ?? address.port)
        return
      } catch {
        fault = error
      }
    }
    throw ListenFault(address: address, kind: .system(fault))
  }

  deinit { loop?.forget(descriptor.number) }

  private static func bound(to place: SocketAddress) throws(SystemFault) -> Descriptor {
    let descriptor = try place.newSocket()
    // A terminal that starts again need not wait until the connections of the last one are forgotten.
    try descriptor.setSocketOption(SO_REUSEADDR, of: SOL_SOCKET, to: 1)
    // `[::]` takes callers of both kinds, whatever the machine's usual way is.
    if place.family == AF_INET6 {
      try descriptor.setSocketOption(IPV6_V6ONLY, of: Int32(IPPROTO_IPV6), to: 0)
    }
    guard place.withPointer({ bind(descriptor.number, $0, $1) }) == 0 else { throw SystemFault("bind") }
    guard listen(descriptor.number, backlog) == 0 else { throw SystemFault("listen") }
    return descriptor
  }

  /// Hears of each new connection, and from where it comes, until this is let go.
  public func start(on loop: EventLoop, onStream: @escaping (ByteStream, PeerAddress) -> Void) {
    self.loop = loop
    self.onStream = onStream
    loop.whenReadable(descriptor.number) { [weak self] in self?.acceptAll() }
  }

  private func acceptAll() {
    for _ in 0..<Self.acceptsLimit {
      var number: Int32 = -1
      var code: Int32 = 0
      let caller = SocketAddress { address, length in
        number = acceptNext(descriptor.number, address, length)
        code = errno
        return number
      }
      guard number >= 0 else {
        // None waits any more. Other errors are those of one caller, who went away while it waited.
        if code == EAGAIN || code == EWOULDBLOCK { return }
        if [EMFILE, ENFILE, ENOBUFS, ENOMEM].contains(code) { return rest() }
        continue
      }
      let taken = Descriptor(number)
      guard let caller, fcntl(number, F_SETFD, FD_CLOEXEC) == 0, (try? taken.setNonBlocking()) != nil else {
        continue
      }
      onStream?(ByteStream(taken), caller.peer)
    }
  }

  private func rest() {
    guard let loop else { return }
    loop.whenReadable(descriptor.number, nil)
    loop.at(SystemClock.monotonicMs() + Self.restMs, "listen \(descriptor.number)") { [weak self] in
      guard let self, let onStream else { return }
      start(on: loop, onStream: onStream)
    }
  }
}

/// Why nobody can be heard at an address, in a sentence.
public struct ListenFault: Error, Hashable, Sendable, CustomStringConvertible {
  public let address: PeerAddress
  public let kind: Kind

  public enum Kind: Hashable, Sendable {
    case unknownName, notLoopback
    case system(SystemFault)
  }

  public var description: String {
    switch kind {
    case .unknownName: "can't listen on \(address): no address of that name is known; give an IP address"
    case .notLoopback:
      "can't listen on \(address): other machines can reach that; take 127.0.0.1 or [::1], or a key"
    case .system(let fault): "can't listen on \(address): \(Self.words(fault))"
    }
  }

  private static func words(_ fault: SystemFault) -> String {
    switch fault.number {
    case EADDRINUSE: "another program listens there; end it or take another port"
    case EADDRNOTAVAIL: "this machine has no such address; 0.0.0.0 stands for all that it has"
    case EACCES: "this user may not; take a port from 1024 on"
    default: fault.reason
    }
  }
}
