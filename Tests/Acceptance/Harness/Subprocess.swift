import Foundation
import Glibc

/// What a program left behind when it ended.
struct Finished {
  /// The exit status, or 128 + the signal that ended it, as a shell says it.
  let status: Int32
  let outputBytes: [UInt8]
  let errorBytes: [UInt8]
  /// The most memory that it held, in KiB.
  let peakKiB: Int

  var output: String { String(decoding: outputBytes, as: UTF8.self) }
  var errors: String { String(decoding: errorBytes, as: UTF8.self) }
  var lines: [String] { output.splitLines }
}

extension String {
  /// Lines split at line feeds only: a carriage return is content, not an end of line.
  var splitLines: [String] {
    utf8.split(separator: 0x0A).map { String(Substring($0)) }
  }
}

/// A child process with its output in sockets, or in files where it runs beside the test.
///
/// Every descriptor is close-on-exec, so that an output ends when its own child does, whatever else was started.
final class Subprocess {
  let pid: pid_t
  private var output: Drain
  private var errors: Drain
  private(set) var finished: Finished?

  /// - Parameters:
  ///   - input: the file that becomes standard input.
  ///   - log: where standard output and error go instead of pipes: `log` + `.out` and `.err`.
  init(
    _ arguments: [String], environment: [String: String], input: String = "/dev/null", log: String? = nil
  ) throws {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, input, O_RDONLY, 0)
    output = try Drain(number: 1, file: log.map { $0 + ".out" }, actions: &actions)
    errors = try Drain(number: 2, file: log.map { $0 + ".err" }, actions: &actions)
    pid = try Subprocess.spawn(arguments, environment: environment, actions: &actions)
    output.closeFarEnd()
    errors.closeFarEnd()
  }

  /// Waits for the end; a program that takes longer than `limit` seconds is killed and the test fails.
  func finish(within limit: Double) throws -> Finished {
    let end = monotonicSeconds() + limit
    while true {
      if let finished = advance(milliseconds: 20) { return finished }
      if monotonicSeconds() > end {
        stop()
        throw Failure("process \(pid) was still running after \(limit) s; it said: \(errors.text)")
      }
    }
  }

  /// Takes what has come so far; the result once the program has ended.
  func advance(milliseconds: Int32) -> Finished? {
    if let finished { return finished }
    var descriptors = [output, errors].filter { $0.open }.map {
      pollfd(fd: $0.descriptor, events: Int16(POLLIN), revents: 0)
    }
    // With both outputs at their end only the exit is left to come, a moment later.
    let wait = descriptors.isEmpty ? min(milliseconds, 1) : milliseconds
    poll(&descriptors, nfds_t(descriptors.count), wait)
    output.takeIfReady(descriptors)
    errors.takeIfReady(descriptors)
    guard !output.open, !errors.open else { return nil }
    return reap(options: WNOHANG)
  }

  func signal(_ number: Int32) {
    guard finished == nil else { return }
    kill(pid, number)
  }

  /// Ends the program at once, if it has not ended, and takes its exit status.
  func stop() {
    guard finished == nil else { return }
    kill(pid, SIGKILL)
    output.close()
    errors.close()
    _ = reap(options: 0)
  }

  /// The exit without its output, for a program whose output goes to files.
  func exit(within limit: Double) throws -> Int32 {
    try finish(within: limit).status
  }

  private func reap(options: Int32) -> Finished? {
    var status: Int32 = 0
    var usage = rusage()
    guard wait4(pid, &status, options, &usage) == pid else { return nil }
    let signal = status & 0x7F
    finished = Finished(
      status: signal == 0 ? (status >> 8) & 0xFF : 128 + signal, outputBytes: output.bytes,
      errorBytes: errors.bytes, peakKiB: usage.ru_maxrss)
    return finished
  }

  private static func spawn(
    _ arguments: [String], environment: [String: String], actions: inout posix_spawn_file_actions_t
  ) throws -> pid_t {
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    var all = sigset_t()
    sigemptyset(&none)
    sigfillset(&all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
    var argv = arguments.map { strdup($0) } + [nil]
    var envp = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for pointer in argv + envp { free(pointer) } }
    var pid: pid_t = 0
    let result = posix_spawnp(&pid, arguments[0], &actions, &attributes, &argv, &envp)
    guard result == 0 else {
      throw Failure("could not start \(arguments[0]): \(String(cString: strerror(result)))")
    }
    return pid
  }
}

/// The near end of one output stream.
private struct Drain {
  private(set) var descriptor: Int32 = -1
  private var far: Int32 = -1
  private(set) var bytes: [UInt8] = []

  var open: Bool { descriptor >= 0 }
  var text: String { String(decoding: bytes, as: UTF8.self) }

  init(number: Int32, file: String?, actions: inout posix_spawn_file_actions_t) throws {
    if let file {
      posix_spawn_file_actions_addopen(&actions, number, file, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
      return
    }
    var ends: [Int32] = [-1, -1]
    // A socket pair, because only that can be made close-on-exec in one step here.
    let type = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    guard socketpair(AF_UNIX, type, 0, &ends) == 0 else {
      throw Failure("no pipe: \(String(cString: strerror(errno)))")
    }
    descriptor = ends[0]
    far = ends[1]
    posix_spawn_file_actions_adddup2(&actions, far, number)
  }

  mutating func closeFarEnd() {
    if far >= 0 { _ = Glibc.close(far) }
    far = -1
  }

  mutating func close() {
    if descriptor >= 0 { _ = Glibc.close(descriptor) }
    descriptor = -1
  }

  mutating func takeIfReady(_ ready: [pollfd]) {
    guard open, ready.contains(where: { $0.fd == descriptor && $0.revents != 0 }) else { return }
    var buffer = [UInt8](repeating: 0, count: 65536)
    let count = read(descriptor, &buffer, buffer.count)
    if count > 0 {
      bytes += buffer[..<count]
    } else if count == 0 || errno != EINTR {
      close()
    }
  }
}
