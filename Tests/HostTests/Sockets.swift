import Glibc
import Replication
import Testing

@testable import Host

/// Two ends of one TCP connection on this machine, on one loop.
final class Wire {
  let loop = EventLoop()
  let listener: TCPListener
  private(set) var near: ByteStream?
  private(set) var far: ByteStream?
  /// Where the far end sees the near one.
  private(set) var caller: PeerAddress?

  /// - Parameter limitMs: no test of a wire takes longer.
  init(_ host: String = "127.0.0.1", limitMs: Int64 = 60_000) throws {
    listener = try TCPListener(PeerAddress(host: host, port: 0))
    loop.at(SystemClock.monotonicMs() + limitMs, "limit") { [loop] in
      Issue.record("the wire did not come to its end")
      loop.stop()
    }
  }

  /// Connects the two; either may still be started.
  func connect() throws {
    listener.start(on: loop) { [unowned self] stream, address in
      (far, caller) = (stream, address)
      if near != nil { loop.stop() }
    }
    Dialing.dial(listener.address, on: loop) { [unowned self] result in
      near = try? result.get()
      if near == nil || far != nil { loop.stop() }
    }
    try loop.run()
  }

  /// Takes the far end, with a socket of the test's own as the near one.
  func connectRaw() throws -> Descriptor {
    listener.start(on: loop) { [unowned self] stream, address in
      (far, caller) = (stream, address)
      loop.stop()
    }
    let place = try #require(SocketAddress.literal(listener.address)?.first)
    let raw = socket(place.family, Int32(SOCK_STREAM.rawValue), 0)
    let descriptor = Descriptor(raw)
    try #require(place.withPointer { Glibc.connect(raw, $0, $1) } == 0)
    try loop.run()
    return descriptor
  }

  /// A port of this machine on which nobody listens.
  static func freePort() throws -> UInt16 {
    try TCPListener(PeerAddress(host: "127.0.0.1", port: 0)).address.port
  }
}

extension Descriptor {
  /// Writes what a test says, without a loop.
  func put(_ text: String) throws { try Descriptor.writeAll(Array(text.utf8), to: number) }

  /// Closed like this, the other end hears of a reset.
  func resetsWhenClosed() {
    var option = linger(l_onoff: 1, l_linger: 0)
    setsockopt(number, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
  }
}
