import Foundation

/// The files of this checkout.
enum Checkout {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardized

  struct File {
    /// From the top of the checkout.
    let path: String
    let text: String

    /// The folder below `Sources` or `Tests`.
    var target: String { path.split(separator: "/").dropFirst().first.map(String.init) ?? "" }
  }

  /// The Swift files below a folder, in order of path.
  static func swiftFiles(below folder: String) throws -> [File] {
    let names = FileManager.default.enumerator(atPath: root.appending(path: folder).path) ?? .init()
    return try names.compactMap { $0 as? String }.filter { $0.hasSuffix(".swift") }.sorted().map {
      let path = folder + "/" + $0
      return File(path: path, text: try text(path))
    }
  }

  static func text(_ path: String) throws -> String {
    try String(contentsOf: root.appending(path: path), encoding: .utf8)
  }

  /// What stands in a folder, dot files left out.
  static func names(in folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: root.appending(path: folder).path)
      .filter { !$0.hasPrefix(".") }.sorted()
  }
}
