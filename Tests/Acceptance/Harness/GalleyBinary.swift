import Foundation

/// Finds the built `galley`: `$GALLEY_BINARY`, else the one that lies beside the running test bundle.
enum GalleyBinary {
  static func path() throws -> String {
    if let given = ProcessInfo.processInfo.environment["GALLEY_BINARY"] {
      guard FileManager.default.isExecutableFile(atPath: given) else {
        throw Failure("GALLEY_BINARY names \(given), which is not a program")
      }
      return given
    }
    let bundle = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    var directory = URL(fileURLWithPath: bundle).deletingLastPathComponent()
    // The bundle is a plain program or one inside a directory, depending on the toolchain.
    for _ in 0..<3 {
      let candidate = directory.appendingPathComponent("galley").path
      var isDirectory: ObjCBool = false
      let exists = FileManager.default.fileExists(atPath: candidate, isDirectory: &isDirectory)
      if exists, !isDirectory.boolValue { return candidate }
      directory.deleteLastPathComponent()
    }
    return try fromBuildArguments()
  }

  /// Some toolchains run the bundle from a helper of their own: then its path is an argument.
  private static func fromBuildArguments() throws -> String {
    for argument in CommandLine.arguments where argument.contains(".xctest") {
      let directory = URL(fileURLWithPath: argument).deletingLastPathComponent()
      let candidate = directory.appendingPathComponent("galley").path
      if FileManager.default.isExecutableFile(atPath: candidate) { return candidate }
    }
    throw Failure("no galley to test: run `swift build --product galley`, or set GALLEY_BINARY to one")
  }
}
