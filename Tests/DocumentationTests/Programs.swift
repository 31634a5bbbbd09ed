import Foundation
import TestAids

/// Programs that these tests lean on; a missing one fails the test with the Debian package that brings it.
enum Programs {
  struct Missing: Error, CustomStringConvertible {
    let description: String
  }

  struct Result {
    let status: Int32
    let output: String
    let errors: String
  }

  /// Runs a program to its end: that of the Debian package, else the one that the search path has first.
  static func run(_ program: String, package: String, _ arguments: [String]) throws -> Result {
    let path = "/usr/bin:" + (ProcessInfo.processInfo.environment["PATH"] ?? "/bin")
    let paths = path.split(separator: ":")
    guard let path = paths.map({ "\($0)/\(program)" }).first(where: FileManager.default.isExecutableFile)
    else { throw Missing(description: "\(program) is not here: install the Debian package \(package)") }
    return try run(URL(filePath: path), arguments)
  }

  /// - Parameter environment: all of it; nil: that of this process.
  static func run(
    _ program: URL, _ arguments: [String], environment: [String: String]? = nil
  ) throws -> Result {
    let folder = try ScratchFolder()
    defer { folder.remove() }
    let outputs = [folder.url.appending(path: "out"), folder.url.appending(path: "err")]
    for file in outputs { try Data().write(to: file) }
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    if let environment { process.environment = environment }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try FileHandle(forWritingTo: outputs[0])
    process.standardError = try FileHandle(forWritingTo: outputs[1])
    try process.run()
    process.waitUntilExit()
    let texts = try outputs.map { String(decoding: try Data(contentsOf: $0), as: UTF8.self) }
    return Result(status: process.terminationStatus, output: texts[0], errors: texts[1])
  }

  /// The galley that was built beside these tests: the bundle is the running program, or an argument of it.
  static func galley() throws -> URL {
    let running = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    for path in [running] + CommandLine.arguments where path.contains(".xctest") {
      var folder = URL(filePath: path).deletingLastPathComponent()
      for _ in 0..<3 {
        let program = folder.appending(path: "galley")
        var isFolder: ObjCBool = false
        let isThere = FileManager.default.fileExists(atPath: program.path, isDirectory: &isFolder)
        if isThere, !isFolder.boolValue { return program }
        folder.deleteLastPathComponent()
      }
    }
    throw Missing(description: "no galley was built: run `swift build --product galley`")
  }
}
