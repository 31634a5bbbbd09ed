import Foundation
import Glibc

/// A program that is spoken with over real pipes, a line at a time. It is ended with this value.
///
/// Every descriptor is close-on-exec: else another test's program would hold this one's input open.
public final class Child {
  public let pid: pid_t
  private var input: Int32
  private let output: Int32
  private var buffer: [UInt8] = []
  public private(set) var status: Int32?

  /// Seconds that one line may take.
  public static let limit = 30.0

  /// - Parameter errors: the file that becomes standard error.
  public init(_ arguments: [String], errors: String) throws {
    let (near, far) = (try Self.pair(), try Self.pair())
    (input, output) = (near.0, far.0)
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, near.1, 0)
    posix_spawn_file_actions_adddup2(&actions, far.1, 1)
    posix_spawn_file_actions_addopen(&actions, 2, errors, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    var argv = arguments.map { strdup($0) } + [nil]
    defer { for pointer in argv { free(pointer) } }
    var pid: pid_t = 0
    let result = posix_spawnp(&pid, arguments[0], &actions, nil, &argv, environ)
    close(near.1)
    close(far.1)
    self.pid = pid
    guard result == 0 else {
      throw Fault(description: "could not start \(arguments[0]): \(String(cString: strerror(result)))")
    }
  }

  deinit {
    closeInput()
    close(output)
    if status == nil {
      kill(pid, SIGKILL)
      waitpid(pid, nil, 0)
    }
  }

  private static func pair() throws -> (Int32, Int32) {
    var ends: [Int32] = [-1, -1]
    let type = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    guard socketpair(AF_UNIX, type, 0, &ends) == 0 else { throw Fault(description: "no pipe") }
    return (ends[0], ends[1])
  }

  public func write(_ bytes: [UInt8]) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { send(input, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
      guard count > 0 else { throw Fault(description: "the program takes nothing more") }
      rest = rest.dropFirst(count)
    }
  }

  public func closeInput() {
    if input >= 0 { close(input) }
    input = -1
  }

  /// The next line without its newline; nil at the end of output.
  public func line(within limit: Double = Child.limit) throws -> [UInt8]? {
    let end = monotonicSeconds() + limit
    while true {
      if let newline = buffer.firstIndex(of: 0x0A) {
        defer { buffer.removeSubrange(...newline) }
        return Array(buffer[..<newline])
      }
      let left = end - monotonicSeconds()
      guard left > 0 else { throw Fault(description: "no line within \(limit) s") }
      var descriptor = pollfd(fd: output, events: Int16(POLLIN), revents: 0)
      guard poll(&descriptor, 1, Int32(left * 1000) + 1) > 0 else { continue }
      var piece = [UInt8](repeating: 0, count: 1 << 16)
      let count = read(output, &piece, piece.count)
      if count <= 0 { return nil }
      buffer += piece[..<count]
    }
  }

  /// Waits for the end of its output and gives the exit status.
  public func exit(within limit: Double = Child.limit) throws -> Int32 {
    while try line(within: limit) != nil {}
    var result: Int32 = 0
    waitpid(pid, &result, 0)
    status = result & 0x7F == 0 ? (result >> 8) & 0xFF : 128 + (result & 0x7F)
    return status ?? -1
  }
}

/// Seconds on the monotonic clock: for limits, never for dates.
public func monotonicSeconds() -> Double {
  var now = timespec()
  clock_gettime(CLOCK_MONOTONIC, &now)
  return Double(now.tv_sec) + Double(now.tv_nsec) / 1e9
}
