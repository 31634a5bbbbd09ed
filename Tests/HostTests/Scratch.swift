import Foundation
import Glibc
import TestAids

extension ScratchFolder {
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
