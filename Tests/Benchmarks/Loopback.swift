import Foundation
import Glibc

/// A connection of this machine with itself and a thread that sends back what comes: what a link is measured beside.
final class Loopback {
  private let near: Int32

  init() throws {
    let listener = try Self.listener()
    defer { close(listener) }
    let near = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    let connected = try Self.withAddress(port: Self.port(of: listener)) { connect(near, $0, $1) }
    guard connected == 0 else { throw POSIXError(.ECONNREFUSED) }
    let far = accept(listener, nil, nil)
    for end in [near, far] {
      var on: Int32 = 1
      setsockopt(end, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
    }
    self.near = near
    Thread.detachNewThread {
      var buffer = [UInt8](repeating: 0, count: 65_536)
      while true {
        let count = read(far, &buffer, buffer.count)
        guard count > 0 else { break }
        _ = write(far, buffer, count)
      }
      close(far)
    }
  }

  /// The thread hears the end and closes its own.
  deinit { close(near) }

  /// Sends bytes there and back.
  func roundTrip(_ bytes: [UInt8]) {
    _ = write(near, bytes, bytes.count)
    var back = [UInt8](repeating: 0, count: bytes.count)
    var count = 0
    while count < bytes.count {
      let more = read(near, &back, back.count)
      guard more > 0 else { return }
      count += more
    }
  }

  /// A connection to whoever listens at a port.
  static func connected(_ port: UInt16) throws -> Int32 {
    let number = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard number >= 0, withAddress(port: port, { connect(number, $0, $1) }) == 0 else {
      close(number)
      throw POSIXError(.ECONNREFUSED)
    }
    return number
  }

  /// One that nobody listens at now.
  static func freePort() throws -> UInt16 {
    let listener = try listener()
    defer { close(listener) }
    return try port(of: listener)
  }

  private static func listener() throws -> Int32 {
    let number = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard number >= 0, withAddress(port: 0, { bind(number, $0, $1) }) == 0, listen(number, 1) == 0 else {
      throw POSIXError(.EADDRNOTAVAIL)
    }
    return number
  }

  private static func port(of number: Int32) throws -> UInt16 {
    var address = sockaddr_in()
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let result = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(number, $0, &length) }
    }
    guard result == 0 else { throw POSIXError(.EADDRNOTAVAIL) }
    return UInt16(bigEndian: address.sin_port)
  }

  private static func withAddress(
    port: UInt16, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
  ) -> Int32 {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    return withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        body($0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
  }
}
