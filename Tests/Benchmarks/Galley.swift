import Foundation
import Glibc

/// The built program: beside this one (or the tests of it), or where `$GALLEY_BINARY` says.
struct Galley {
  let path: String

  struct Missing: Error, CustomStringConvertible {
    let path: String
    var description: String {
      "\(path) is missing; build it: swift build -c release --static-swift-stdlib --product galley"
    }
  }

  struct Failed: Error, CustomStringConvertible {
    let words: [String]
    let status: Int32
    var description: String { "galley \(words.joined(separator: " ")) ended with \(status)" }
  }

  init() throws {
    let tests = CommandLine.arguments.first { $0.contains(".xctest") }.map { URL(filePath: $0) }
    let beside = (tests ?? Bundle.main.executableURL)?.deletingLastPathComponent()
    path =
      ProcessInfo.processInfo.environment["GALLEY_BINARY"] ?? beside?.appending(path: "galley").path
      ?? "galley"
    guard FileManager.default.isExecutableFile(atPath: path) else { throw Missing(path: path) }
  }

  /// Runs a command to its end; what it printed.
  ///
  /// - Parameter watching: looks at the process by its id while it runs; of one that is looked at the pipe holds all.
  @discardableResult
  func run(_ words: [String], watching: (pid_t) -> Void = { _ in }) throws -> String {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw POSIXError(.EMFILE) }
    defer { close(ends[0]) }
    let child = try Child(path, words, input: "/dev/null", output: ends[1])
    close(ends[1])
    watching(child.id)
    var output: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = read(ends[0], &buffer, buffer.count)
      guard count > 0 else { break }
      output += buffer[..<count]
    }
    let status = child.wait()
    guard status == 0 else { throw Failed(words: words, status: status) }
    return String(decoding: output, as: UTF8.self)
  }
}

/// A process that was started here.
final class Child {
  let id: pid_t
  private var isWaitedFor = false

  /// - Parameters:
  ///   - input: the file on its standard input; a terminal becomes the one that controls it.
  ///   - output: where its output goes; nil for wherever its input comes from.
  init(_ path: String, _ words: [String], input: String, output: Int32?) throws {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, input, O_RDWR, 0)
    posix_spawn_file_actions_adddup2(&actions, output ?? 0, 1)
    if output == nil { posix_spawn_file_actions_adddup2(&actions, 0, 2) }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // A test runs on a thread that lets no signal through, and a child would inherit that: it could not be ended.
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    // POSIX_SPAWN_SETSIGMASK and POSIX_SPAWN_SETSID of spawn.h.
    posix_spawnattr_setflags(&attributes, 0x08 | 0x80)
    var arguments: [UnsafeMutablePointer<CChar>?] = ([path] + words).map { strdup($0) } + [nil]
    let variables = ["TERM=xterm-256color", "LANG=C.UTF-8", "HOME=/nonexistent", "TZ=UTC"]
    var environment: [UnsafeMutablePointer<CChar>?] = variables.map { strdup($0) } + [nil]
    defer { for pointer in arguments + environment { free(pointer) } }
    var id: pid_t = 0
    let error = posix_spawn(&id, path, &actions, &attributes, &arguments, &environment)
    guard error == 0 else { throw POSIXError(POSIXErrorCode(rawValue: error) ?? .ENOENT) }
    self.id = id
  }

  deinit {
    guard !isWaitedFor else { return }
    kill(id, SIGTERM)
    _ = wait()
  }

  /// Its exit status; that of a shell for a signal.
  func wait() -> Int32 {
    isWaitedFor = true
    var status: Int32 = 0
    while waitpid(id, &status, 0) == -1, errno == EINTR {}
    return status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F)
  }

  /// Ends it in good order.
  func end() {
    kill(id, SIGTERM)
    _ = wait()
  }

  /// Ends it as a power cut would: it writes nothing more, and leaves its socket behind.
  func cut() {
    kill(id, SIGKILL)
    _ = wait()
  }
}
