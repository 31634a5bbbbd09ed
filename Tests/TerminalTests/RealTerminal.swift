import Foundation
import Glibc
import TestAids

/// What tmux makes of the bytes that were sent to a terminal: an interpreter of control sequences that nobody here
/// wrote.
enum RealTerminal {
  struct Missing: Error, CustomStringConvertible {
    let description: String
  }

  /// The screen's lines once `bytes` have been shown, blanks at their ends cut. Waits until `isThere` says so, at
  /// most for three terminals of five seconds each, and then gives what there is.
  ///
  /// Three, since tmux 3.3a forgets that a joiner came where one of its reads ends right after it, which is chance.
  static func lines(
    after bytes: [UInt8], columns: Int, rows: Int, isThere: ([String]) -> Bool
  ) throws -> [String] {
    var lines: [String] = []
    for _ in 0..<3 {
      lines = try linesOfOneTerminal(after: bytes, columns: columns, rows: rows, isThere: isThere)
      if isThere(lines) { break }
    }
    return lines
  }

  private static func linesOfOneTerminal(
    after bytes: [UInt8], columns: Int, rows: Int, isThere: ([String]) -> Bool
  ) throws -> [String] {
    let scratch = try ScratchFolder()
    defer { scratch.remove() }
    let folder = scratch.url
    try Data(bytes).write(to: folder.appending(path: "bytes"))
    try Data("set -g status off\nset -g default-terminal tmux-256color\n".utf8).write(
      to: folder.appending(path: "conf"))
    let socket = folder.appending(path: "socket").path
    let tmux = ["tmux", "-u", "-S", socket, "-f", folder.appending(path: "conf").path]
    defer { _ = try? run(tmux + ["kill-server"], in: folder) }
    _ = try run(
      tmux + [
        "new-session", "-d", "-x", "\(columns)", "-y", "\(rows)",
        "stty raw -echo; cat '\(scratch.path)/bytes'; exec cat >/dev/null",
      ], in: folder)
    let deadline = ContinuousClock.now + .seconds(5)
    var lines: [String] = []
    repeat {
      lines = try run(tmux + ["capture-pane", "-p"], in: folder).split(
        separator: "\n", omittingEmptySubsequences: false
      )
      .map { String($0.replacing(/[ ]+$/, with: "")) }
      if lines.last == "" { lines.removeLast() }
    } while !isThere(lines) && ContinuousClock.now < deadline
    return lines
  }

  /// Runs a command to its end and gives its output. Not Foundation's `Process`: that waits for as long as any
  /// descendant lives, and a tmux server lives on.
  private static func run(_ command: [String], in folder: URL) throws -> String {
    let output = folder.appending(path: "output").path
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    posix_spawn_file_actions_adddup2(&actions, 1, 2)
    // A test's thread may have signals blocked; tmux would inherit that and never hear that it is to end.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var noSignals = sigset_t()
    sigemptyset(&noSignals)
    posix_spawnattr_setsigmask(&attributes, &noSignals)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    let variables = ["PATH=\(path)", "LC_ALL=C.UTF-8", "TERM=xterm-256color"]
    let environment: [UnsafeMutablePointer<CChar>?] = variables.map { strdup($0) } + [nil]
    let arguments: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) } + [nil]
    defer { for text in environment + arguments { free(text) } }
    var process = pid_t()
    guard posix_spawnp(&process, command[0], &actions, &attributes, arguments, environment) == 0 else {
      throw Missing(description: "\(command[0]) is not there: install the Debian package tmux")
    }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    let text = try String(decoding: Data(contentsOf: URL(filePath: output)), as: UTF8.self)
    guard status == 0 else { throw Missing(description: "tmux failed: \(text)") }
    return text
  }
}
