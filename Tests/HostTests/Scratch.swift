import EventLog
import Foundation
import Glibc
import TestAids

/// Opens a log that was closed just now. A program that another test starts at this moment has its lock too, from its
/// fork to its exec.
func patiently(_ open: () throws -> EventLog) throws -> EventLog {
  for _ in 0..<1_000 {
    do {
      return try open()
    } catch let fault as DiskFault {
      guard case .held = fault.kind else { throw fault }
      poll(nil, 0, 5)
    }
  }
  return try open()
}

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
