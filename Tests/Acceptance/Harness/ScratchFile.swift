import Foundation

/// A file that is there while it is needed.
enum ScratchFile {
  static func with<Result>(_ content: [UInt8], _ body: (String) throws -> Result) throws -> Result {
    let path = "/tmp/galley-file-\(UUID().uuidString)"
    try write(content, to: path)
    defer { try? FileManager.default.removeItem(atPath: path) }
    return try body(path)
  }
}
