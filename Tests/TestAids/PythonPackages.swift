import Foundation

/// Virtual environments of Python with packages of PyPI, and the one place of their versions. Each is made at its first use,
/// which needs the network, and kept in `.build` until a version changes.
public enum PythonPackages {
  /// The Python of each.
  public static let payments = Result {
    try environment("payments", ["localstripe==1.15.10", "stripe==16.1.0"])
  }
  public static let partners = Result {
    try environment(
      "partners",
      ["aiosmtpd==1.4.6", "cloudevents==2.2.0", "standardwebhooks==1.1.0", "trustme==1.2.1"])
  }
  public static let schemas = Result { try environment("schemas", ["jsonschema==4.23.0"]) }
  public static let analysis = Result { try environment("analysis", ["duckdb==2.0.1"]) }

  private static func environment(_ name: String, _ packages: [String]) throws -> String {
    let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardized.path
    let folder = root + "/.build/venv-" + name
    let mark = folder + "/" + packages.joined(separator: "+")
    if !FileManager.default.fileExists(atPath: mark) {
      let log = try ScratchFolder()
      try FileManager.default.createDirectory(atPath: root + "/.build", withIntermediateDirectories: true)
      for command in [
        ["python3", "-m", "venv", "--clear", folder],
        [folder + "/bin/pip", "install", "--quiet", "--disable-pip-version-check"] + packages,
      ] {
        let status = try Child(command, errors: log.path + "/errors").exit(within: 240)
        guard status == 0 else {
          let said = (try? String(contentsOfFile: log.path + "/errors", encoding: .utf8)) ?? ""
          throw Fault(
            description: "\(command[0]) failed; install Debian package python3-venv: \(said.suffix(400))")
        }
      }
      try writeFile([], to: mark)
    }
    return folder + "/bin/python"
  }
}
