import Glibc

/// A socket that never waits, closed with its last owner.
final class DoorSocket: Sendable {
  let number: Int32

  init(_ number: Int32) { self.number = number }

  deinit { close(number) }

  /// A new one that programs started meanwhile do not inherit; nil where the system has none left.
  static func make(_ family: Int32) -> DoorSocket? {
    let type = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue) | Int32(SOCK_NONBLOCK.rawValue)
    let number = socket(family, type, 0)
    return number < 0 ? nil : DoorSocket(number)
  }

  enum Arrival {
    case bytes([UInt8])
    case nothingYet
    /// The other end sends no more, or is gone.
    case end
  }

  /// Reads once, at most 16 KiB, so that a fast sender delays nobody.
  func read() -> Arrival {
    var buffer = [UInt8](repeating: 0, count: 16 << 10)
    let count = recv(number, &buffer, buffer.count, 0)
    if count > 0 { return .bytes(Array(buffer[..<count])) }
    return count < 0 && Self.isForNow ? .nothingYet : .end
  }

  /// Writes as much as is taken now; how many bytes that was, nil where the other end is gone.
  func write(_ bytes: [UInt8]) -> Int? {
    let count = bytes.withUnsafeBytes { send(number, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
    if count >= 0 { return count }
    return Self.isForNow ? 0 : nil
  }

  /// Says that nothing more will be written.
  func endWriting() { shutdown(number, Int32(SHUT_WR)) }

  private static var isForNow: Bool { [EAGAIN, EWOULDBLOCK, EINTR].contains(errno) }

  /// Connected to the terminal that listens at a path; nil where none does, or where it takes no more now.
  ///
  /// A socket of this family is connected at once or not at all (unix(7)).
  static func connected(to path: String) -> DoorSocket? {
    guard let socket = make(AF_UNIX) else { return nil }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    let result = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(socket.number, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    return result == 0 ? socket : nil
  }
}
