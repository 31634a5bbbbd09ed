import Foundation
import Glibc
import TestAids

/// A house of its own for one test: a data directory, a home, and everything that was started in it.
///
/// Its settings are venue `maple`, terminal `till`, letter `B`, and plain letters, so that a screen's text can be read
/// as text; settings that name their own `letters` keep them. Nothing of the user's own home or settings is seen.
final class ScratchHouse {
  private let scratch: ScratchFolder
  /// Holds everything of this house; mode 0700.
  var root: String { scratch.path }
  /// What `--data` gets.
  var data: String { root + "/data" }
  private let binary: String
  private var processes: [Subprocess] = []
  private var terminals: [Tmux] = []

  /// Seconds that one command may take.
  static let commandLimit = 30.0

  /// Who this terminal is, as lines of `galley.conf`.
  static let names = "venue = maple\nname = till\nletter = B\n"

  /// Runs `body` in a new house; afterwards all that was started there is ended and the house is removed.
  ///
  /// - Parameters:
  ///   - settings: what `galley.conf` says.
  ///   - letters: a last line of it: what screens draw big letters with.
  static func with<Result>(
    settings: String = names, letters: Letters = .plain, _ body: (ScratchHouse) throws -> Result
  ) throws -> Result {
    let house = try ScratchHouse(settings: settings + "letters = \(letters.rawValue)\n")
    defer { house.clear() }
    return try body(house)
  }

  /// The setting `letters`.
  enum Letters: String {
    case auto, quarter, half, full, plain
  }

  private init(settings: String) throws {
    binary = try GalleyBinary.path()
    scratch = try ScratchFolder()
    try makeDirectory(data)
    for name in ["home", "xdg", "tmp"] { try makeDirectory("\(root)/\(name)") }
    let letters = settings.contains("letters =") ? "" : "letters = plain\n"
    try write(settings + letters, to: data + "/galley.conf")
  }

  private func clear() {
    for terminal in terminals { terminal.close() }
    for process in processes { process.stop() }
    scratch.remove()
  }

  /// The environment of every program in this house.
  var environment: [String: String] {
    var scrubbed: [String: String] = [
      "HOME": root + "/home", "XDG_DATA_HOME": root + "/xdg/data", "XDG_CONFIG_HOME": root + "/xdg/config",
      "XDG_STATE_HOME": root + "/xdg/state", "XDG_CACHE_HOME": root + "/xdg/cache",
      "XDG_RUNTIME_DIR": root + "/xdg", "TMPDIR": "\(root)/tmp", "GALLEY_DATA": data, "TZ": "UTC",
      "LC_ALL": "C.UTF-8", "TERM": "dumb",
    ]
    for name in ["PATH", "LD_LIBRARY_PATH"] {
      scrubbed[name] = ProcessInfo.processInfo.environment[name]
    }
    return scrubbed
  }

  // MARK: Commands

  /// The whole command line of a galley command on this house's data.
  func commandLine(_ arguments: [String]) -> [String] {
    [binary, "--data", data] + arguments
  }

  /// Starts `galley --data DIR …` and goes on.
  func start(_ arguments: [String], input: String = "/dev/null", log: String? = nil) throws -> Subprocess {
    try launch(commandLine(arguments), input: input, log: log.map { "\(root)/\($0)" })
  }

  /// Starts any program in this house, to be ended with it.
  func launch(_ arguments: [String], input: String = "/dev/null", log: String? = nil) throws -> Subprocess {
    processes.removeAll { $0.finished != nil }
    let process = try Subprocess(arguments, environment: environment, input: input, log: log)
    processes.append(process)
    return process
  }

  /// Runs `galley --data DIR …` to its end, whatever that is.
  func galley(_ arguments: [String], input: String = "/dev/null") throws -> Finished {
    try start(arguments, input: input).finish(within: Self.commandLimit)
  }

  func galley(_ arguments: String...) throws -> Finished {
    try galley(arguments)
  }

  /// Runs a command that has to succeed.
  @discardableResult func done(_ arguments: [String], input: String = "/dev/null") throws -> Finished {
    let finished = try galley(arguments, input: input)
    guard finished.status == 0 else {
      throw Failure(
        "`galley \(arguments.joined(separator: " "))` ended with \(finished.status): \(finished.errors)")
    }
    return finished
  }

  @discardableResult func done(_ arguments: String...) throws -> Finished {
    try done(arguments)
  }

  /// The one JSON object that a command prints.
  func json(_ arguments: String...) throws -> Json {
    try Json(text: done(arguments + ["--json"]).output)
  }

  /// The JSON objects that a command prints, one a line.
  func jsonLines(_ arguments: [String]) throws -> [Json] {
    try done(arguments + ["--json"]).lines.map { try Json(text: $0) }
  }

  func jsonLines(_ arguments: String...) throws -> [Json] {
    try jsonLines(arguments)
  }

  // MARK: Terminals

  /// A real terminal with a program in it.
  func terminal(columns: Int, rows: Int, running arguments: [String]) throws -> Tmux {
    let terminal = try Tmux(
      directory: root, number: terminals.count, environment: environment, columns: columns, rows: rows,
      command: arguments)
    terminals.append(terminal)
    return terminal
  }

  /// `galley --data DIR …` in a terminal of its own.
  func screen(_ arguments: String..., columns: Int = 120, rows: Int = 34) throws -> Tmux {
    try screen(arguments: arguments, columns: columns, rows: rows)
  }

  func screen(arguments: [String], columns: Int = 120, rows: Int = 34) throws -> Tmux {
    try terminal(columns: columns, rows: rows, running: commandLine(arguments))
  }

  /// `galley serve` beside the test, taking commands through its socket when this returns.
  @discardableResult func serve(_ arguments: [String] = []) throws -> Subprocess {
    let process = try start(["serve"] + arguments, log: "serve")
    try waitUntil("galley serve to listen on \(socket)") {
      if let ended = process.advance(milliseconds: 0) {
        let said = try String(contentsOfFile: root + "/serve.err", encoding: .utf8)
        throw Failure("galley serve ended with \(ended.status): \(said)")
      }
      return UnixSocket.answers(at: socket)
    }
    return process
  }

  // MARK: Files

  var socket: String { data + "/control.sock" }

  /// The log's files in order of name.
  func segments() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: data + "/log")
      .filter { $0.hasSuffix(".jsonl") }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
      .map { "\(data)/log/\($0)" }
  }

  /// Writes a file of mode 0600 in this house's root and gives its path.
  func file(_ name: String, _ bytes: [UInt8]) throws -> String {
    let path = "\(root)/\(name)"
    try write(bytes, to: path)
    return path
  }

  func file(_ name: String, _ text: String) throws -> String {
    try file(name, Array(text.utf8))
  }
}

/// Makes a directory of mode 0700.
func makeDirectory(_ path: String) throws {
  guard mkdir(path, 0o700) == 0 else { throw Failure("could not make \(path)") }
}

/// Writes a file of mode 0600, whatever the umask is.
func write(_ bytes: [UInt8], to path: String) throws {
  try writeFile(bytes, to: path)
}

func write(_ text: String, to path: String) throws {
  try write(Array(text.utf8), to: path)
}

func bytes(of path: String) throws -> [UInt8] {
  [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
}

/// The permission bits of a file.
func mode(of path: String) throws -> UInt32 {
  var status = stat()
  guard lstat(path, &status) == 0 else { throw Failure("\(path) is not there") }
  return status.st_mode & 0o7777
}

/// Looks at a Unix-domain socket from outside.
enum UnixSocket {
  /// Whether somebody accepts connections there; a socket file left by a killed program does not.
  static func answers(at path: String) -> Bool {
    guard let descriptor = connected(to: path) else { return false }
    close(descriptor)
    return true
  }

  /// A connection to whoever accepts there.
  static func connected(to path: String) -> Int32? {
    let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { return nil }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8.prefix(107)) }
    let result = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    guard result == 0 else {
      close(descriptor)
      return nil
    }
    return descriptor
  }
}
