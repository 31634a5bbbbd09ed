import Foundation

/// Finds the built `galley-partner`.
public enum PartnerBinary {
  /// `$GALLEY_PARTNER_BINARY`, else the one beside the running test bundle.
  public static func path() throws -> String {
    if let given = ProcessInfo.processInfo.environment["GALLEY_PARTNER_BINARY"] { return given }
    let bundle = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    for start in [bundle] + CommandLine.arguments.filter({ $0.hasSuffix(".xctest") }) {
      var directory = URL(fileURLWithPath: start).deletingLastPathComponent()
      for _ in 0..<3 {
        let candidate = directory.appendingPathComponent("galley-partner").path
        if FileManager.default.isExecutableFile(atPath: candidate) { return candidate }
        directory.deleteLastPathComponent()
      }
    }
    throw Fault(description: "no galley-partner to test: run `swift build --product galley-partner`")
  }
}
