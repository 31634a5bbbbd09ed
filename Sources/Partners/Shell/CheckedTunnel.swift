import Foundation
import Glibc

/// The way of calls whose addresses were checked: a proxy on loopback, for this process, that connects to those addresses
/// and no others.
///
/// The library for HTTP looks a name up by itself, and may then get another answer than the one that was checked. Through a
/// proxy it looks up nothing: it asks for a tunnel to a name (RFC 9110, section 9.3.6), and encrypts through that tunnel
/// with the certificate of that name.
final class CheckedTunnel: @unchecked Sendable {
  private let listener: DoorListener
  private let lock = NSLock()
  /// The addresses that were checked last, by `host:port`. Behind the lock.
  private var known: [String: [NetworkAddress]] = [:]

  private static let headLimit = 4096
  private static let connectMs: Int32 = 5_000
  private static let headMs: Int32 = 5_000
  private static let pauseMs: Int32 = 100
  private static let pieceBytes = 64 << 10

  /// Opens it, and has the library use it, and no proxy of the environment. To be called before the first thread is begun,
  /// since the environment is every thread's.
  ///
  /// - Returns: nil where the machine lets nobody listen on loopback.
  static func open() -> CheckedTunnel? {
    guard let tunnel = CheckedTunnel() else { return nil }
    for name in ["http_proxy", "all_proxy", "ALL_PROXY", "HTTPS_PROXY", "NO_PROXY"] { unsetenv(name) }
    setenv("no_proxy", "", 1)
    setenv("https_proxy", "http://\(tunnel.place)", 1)
    tunnel.start()
    return tunnel
  }

  init?() {
    guard let place = DoorPlace("127.0.0.1:0"), let listener = try? DoorListener(place) else { return nil }
    self.listener = listener
  }

  /// Where it takes calls.
  var place: DoorPlace { listener.place }

  func start() { Thread.detachNewThread { self.work() } }

  /// From now on the way to a host leads to one of these.
  ///
  /// - Parameter host: as it stands in the URL.
  func lead(_ host: String, _ port: Int, to addresses: [NetworkAddress]) {
    lock.withLock { known["\(host.lowercased()):\(port)"] = addresses }
  }

  /// Of the addresses of a host, the one to call where the call goes to the address itself: one that takes connections.
  static func firstThatAnswers(_ addresses: [NetworkAddress], _ port: Int) -> NetworkAddress? {
    guard addresses.count > 1, let port = UInt16(exactly: port) else { return addresses.first }
    return addresses.first { connected(to: $0, port) != nil } ?? addresses.first
  }

  private func work() {
    while true {
      var wait = pollfd(fd: listener.socket.number, events: Int16(POLLIN), revents: 0)
      guard poll(&wait, 1, -1) > 0 else { continue }
      switch listener.accept() {
      case .caller(let caller): Thread.detachNewThread { self.serve(caller) }
      case .nobody: break
      // The caller stays in the queue, so that without a pause this would never rest.
      case .noRoom: poll(nil, 0, Self.pauseMs)
      }
    }
  }

  private func serve(_ caller: DoorSocket) {
    guard let target = Self.target(caller) else { return Self.refuse(caller, "400 Bad Request") }
    let place = lock.withLock { known[target.name] } ?? []
    guard !place.isEmpty else { return Self.refuse(caller, "403 Forbidden") }
    guard let service = place.lazy.compactMap({ Self.connected(to: $0, target.port) }).first else {
      return Self.refuse(caller, "502 Bad Gateway")
    }
    guard caller.write(Array("HTTP/1.1 200 Connected\r\n\r\n".utf8)) != nil else { return }
    Self.join(caller, service)
  }

  private static func refuse(_ caller: DoorSocket, _ status: String) {
    _ = caller.write(Array("HTTP/1.1 \(status)\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".utf8))
  }

  /// What a head asks for; nil where it asks for no tunnel.
  private static func target(_ caller: DoorSocket) -> (name: String, port: UInt16)? {
    var head: [UInt8] = []
    while !head.suffix(4).elementsEqual("\r\n\r\n".utf8) {
      guard head.count < headLimit, ready(caller, POLLIN, headMs), case .bytes(let bytes) = caller.read()
      else {
        return nil
      }
      head += bytes
    }
    let words = String(decoding: head, as: UTF8.self).split(separator: " ", maxSplits: 2)
    guard words.count == 3, words[0] == "CONNECT", let place = DoorPlace(String(words[1])) else { return nil }
    return (words[1].lowercased(), place.port)
  }

  private static func ready(_ socket: DoorSocket, _ events: Int32, _ limitMs: Int32) -> Bool {
    var wait = pollfd(fd: socket.number, events: Int16(events), revents: 0)
    return poll(&wait, 1, limitMs) > 0
  }

  private static func connected(to address: NetworkAddress, _ port: UInt16) -> DoorSocket? {
    guard let socket = DoorSocket.make(address.bytes.count == 4 ? AF_INET : AF_INET6) else { return nil }
    let result = address.withSocketAddress(port: port) { connect(socket.number, $0, $1) }
    if result == 0 { return socket }
    guard errno == EINPROGRESS, ready(socket, POLLOUT, connectMs) else { return nil }
    var fault: Int32 = 0
    var length = socklen_t(MemoryLayout<Int32>.size)
    getsockopt(socket.number, SOL_SOCKET, SO_ERROR, &fault, &length)
    return fault == 0 ? socket : nil
  }

  /// Carries bytes both ways until one end has no more; the library ends what it needs no longer.
  private static func join(_ one: DoorSocket, _ other: DoorSocket) {
    // To the one, and to the other.
    var unsent: ([UInt8], [UInt8]) = ([], [])
    while true {
      var waits = [
        pollfd(fd: one.number, events: events(reading: unsent.1, writing: unsent.0), revents: 0),
        pollfd(fd: other.number, events: events(reading: unsent.0, writing: unsent.1), revents: 0),
      ]
      if poll(&waits, 2, -1) < 0, errno != EINTR { return }
      guard carry(one, &unsent.1), carry(other, &unsent.0), drop(one, &unsent.0), drop(other, &unsent.1)
      else {
        return
      }
    }
  }

  private static func events(reading: [UInt8], writing: [UInt8]) -> Int16 {
    Int16((reading.count < pieceBytes ? POLLIN : 0) | (writing.isEmpty ? 0 : POLLOUT))
  }

  private static func carry(_ from: DoorSocket, _ unsent: inout [UInt8]) -> Bool {
    guard unsent.count < pieceBytes else { return true }
    switch from.read() {
    case .bytes(let bytes): unsent += bytes
    case .nothingYet: break
    case .end: return false
    }
    return true
  }

  private static func drop(_ to: DoorSocket, _ unsent: inout [UInt8]) -> Bool {
    guard !unsent.isEmpty else { return true }
    guard let count = to.write(unsent) else { return false }
    unsent.removeFirst(count)
    return true
  }
}
