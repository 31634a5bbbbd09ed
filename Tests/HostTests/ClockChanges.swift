import Foundation

/// Runs `clock_changes.py` beside this file.
enum ClockChanges {
  struct Failed: Error, CustomStringConvertible { let description: String }

  /// Its lines, each as its four numbers.
  static func lines(_ zone: String, year: Int) throws -> [[Int64]] {
    let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "clock_changes.py").path
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3", script, zone, "\(year)"]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw Failed(description: "clock_changes.py failed: it needs python3 and Debian's tzdata")
    }
    return String(decoding: output, as: UTF8.self).split(separator: "\n").map { line in
      line.split(separator: " ").compactMap { Int64($0) }
    }
  }
}
