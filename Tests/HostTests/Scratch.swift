import Foundation
import Glibc

/// A directory of its own for one test, removed with it.
final class Scratch {
  let path: String

  init() throws {
    var name = Array((NSTemporaryDirectory() + "/galley-XXXXXX").utf8CString)
    guard let made = mkdtemp(&name) else { throw POSIXError(.EIO) }
    path = String(cString: made)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func mode(_ name: String) throws -> mode_t {
    var found = stat()
    guard lstat("\(path)/\(name)", &found) == 0 else { throw POSIXError(.ENOENT) }
    return found.st_mode & 0o777
  }
}

/// Runs a program to its end and gives its exit status.
func run(_ program: String, _ arguments: [String]) throws -> Int32 {
  let process = Process()
  process.executableURL = URL(fileURLWithPath: program)
  process.arguments = arguments
  process.standardError = FileHandle.nullDevice
  try process.run()
  process.waitUntilExit()
  return process.terminationStatus
}
