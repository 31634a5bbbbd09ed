import Foundation

/// Finds the programs that the tests lean on, and says which Debian package brings a missing one.
enum Programs {
  /// The path of `name`: where Debian puts its programs, else by `$PATH`. A version manager's stand-in for Python that
  /// comes first in `$PATH` takes eight times as long to start.
  static func find(_ name: String, package: String) throws -> String {
    let path = "/usr/bin:" + (ProcessInfo.processInfo.environment["PATH"] ?? "/bin")
    for directory in path.split(separator: ":") {
      let candidate = "\(directory)/\(name)"
      if FileManager.default.isExecutableFile(atPath: candidate) { return candidate }
    }
    throw Failure("\(name) is not here: install Debian package \(package)")
  }

  /// Runs one of the Python scripts beside these tests, or any Python program given by `-c`.
  static func python(_ arguments: [String], input: String = "/dev/null") throws -> Finished {
    let python = try find("python3", package: "python3")
    let process = try Subprocess(
      [python] + arguments, environment: ProcessInfo.processInfo.environment, input: input)
    return try process.finish(within: 60)
  }
}
