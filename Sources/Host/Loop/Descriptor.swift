import Glibc

/// An open file descriptor, closed with its last owner.
public final class Descriptor {
  public let number: Int32
  private let isOwned: Bool

  /// Takes over a descriptor; `isOwned` false leaves its closing to others.
  public init(_ number: Int32, isOwned: Bool = true) {
    self.number = number
    self.isOwned = isOwned
  }

  deinit { if isOwned { close(number) } }

  public static let standardInput = 0 as Int32
  public static let standardOutput = 1 as Int32
  public static let standardError = 2 as Int32

  /// Sets an option of a socket that is a whole number.
  func setSocketOption(_ option: Int32, of level: Int32, to value: Int32) throws(SystemFault) {
    var value = value
    guard setsockopt(number, level, option, &value, socklen_t(MemoryLayout<Int32>.size)) == 0 else {
      throw SystemFault("setsockopt")
    }
  }

  /// What one read brought.
  public enum Arrival: Sendable {
    case bytes([UInt8])
    case nothingYet
    case end
  }

  /// Reads once, at most 64 KiB.
  public func read() throws(SystemFault) -> Arrival { try Self.read(number) }

  public static func read(_ number: Int32) throws(SystemFault) -> Arrival {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    let count = retrying { Glibc.read(number, &buffer, buffer.count) }
    if count > 0 { return .bytes(Array(buffer[..<count])) }
    if count == 0 { return .end }
    if errno == EAGAIN || errno == EWOULDBLOCK { return .nothingYet }
    throw SystemFault("read")
  }

  /// Writes as much as is taken now; how many bytes that was.
  public func write(_ bytes: ArraySlice<UInt8>) throws(SystemFault) -> Int {
    let count = bytes.withUnsafeBytes { buffer in
      retrying { send(number, buffer.baseAddress, buffer.count, Int32(MSG_NOSIGNAL)) }
    }
    if count >= 0 { return count }
    if errno == EAGAIN || errno == EWOULDBLOCK { return 0 }
    throw SystemFault("write")
  }

  /// Writes all, waiting for room: for standard output and error.
  public static func writeAll(_ bytes: [UInt8], to number: Int32) throws(SystemFault) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { buffer in
        retrying { Glibc.write(number, buffer.baseAddress, buffer.count) }
      }
      if count < 0 {
        guard errno == EAGAIN else { throw SystemFault("write") }
        var wait = pollfd(fd: number, events: Int16(POLLOUT), revents: 0)
        retrying { poll(&wait, 1, -1) }
        continue
      }
      rest = rest.dropFirst(count)
    }
  }

  func setNonBlocking() throws(SystemFault) {
    let flags = fcntl(number, F_GETFL)
    guard flags >= 0, fcntl(number, F_SETFL, flags | O_NONBLOCK) == 0 else { throw SystemFault("fcntl") }
  }

  /// Whether a person sits at the other end.
  public static func isTerminal(_ number: Int32) -> Bool { isatty(number) == 1 }
}
