import Foundation
import Glibc
import TestAids

/// PostgreSQL 15 in a folder and on a port of its own, as the user `postgres`, since it won't run as root.
final class PostgreSQL {
  private let scratch: ScratchFolder
  private let port: Int
  private var process: Subprocess?
  private static let programs = "/usr/lib/postgresql/15/bin"

  /// Runs `body` beside a running server without a table; afterwards it is ended and its folder is gone.
  static func with(_ body: (PostgreSQL) throws -> Void) throws {
    let server = try PostgreSQL()
    defer { server.end() }
    try server.start()
    try body(server)
  }

  private init() throws {
    guard let user = getpwnam("postgres"), access(Self.programs + "/initdb", X_OK) == 0 else {
      throw Failure("initdb is not here: install Debian package postgresql-15")
    }
    (scratch, port) = (try ScratchFolder(), try Port.free())
    guard geteuid() != 0 || chown(scratch.path, user.pointee.pw_uid, user.pointee.pw_gid) == 0 else {
      throw Failure("\(scratch.path) can't be given to postgres")
    }
    let made = try Subprocess(
      try words("initdb", "-N", "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8"),
      environment: environment
    ).finish(within: 60)
    guard made.status == 0 else { throw Failure("initdb ended with \(made.status): \(made.errors)") }
  }

  /// What programs that speak with it need to know.
  var environment: [String: String] {
    [
      "PGDATA": scratch.path + "/data", "PGHOST": "127.0.0.1", "PGPORT": "\(port)", "PGUSER": "postgres",
      "PGDATABASE": "postgres", "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8",
    ]
  }

  /// The same before the command of a shell.
  var assignments: String {
    "PGHOST=127.0.0.1 PGPORT=\(port) PGUSER=postgres PGDATABASE=postgres"
  }

  func start() throws {
    let settings = ["listen_addresses=127.0.0.1", "unix_socket_directories=", "port=\(port)"]
    process = try Subprocess(
      try words("postgres", settings.flatMap { ["-c", $0] }), environment: environment,
      log: scratch.path + "/log")
    try waitUntil("PostgreSQL to take connections", limit: 30) {
      try psql(["-c", "SELECT 1"]).status == 0
    }
  }

  /// Ends it as a crash would, its children with it: nothing is written any more.
  func end() {
    process?.signal(SIGQUIT)
    _ = try? process?.exit(within: 20)
    process?.stop()
  }

  func psql(_ arguments: [String]) throws -> Finished {
    try Subprocess(
      ["/usr/bin/psql", "-XqAt", "-v", "ON_ERROR_STOP=1"] + arguments, environment: environment
    ).finish(within: 30)
  }

  /// The lines of an answer; the question has to be one.
  func ask(_ arguments: String...) throws -> [String] {
    let answer = try psql(arguments)
    guard answer.status == 0 else { throw Failure("psql \(arguments): \(answer.errors)") }
    return answer.lines
  }

  private func words(_ program: String, _ arguments: String...) throws -> [String] {
    try words(program, arguments)
  }

  private func words(_ program: String, _ arguments: [String]) throws -> [String] {
    let command = ["\(Self.programs)/\(program)"] + arguments
    guard geteuid() == 0 else { return command }
    let setpriv = try Programs.find("setpriv", package: "util-linux")
    return [setpriv, "--reuid=postgres", "--regid=postgres", "--clear-groups"] + command
  }
}
