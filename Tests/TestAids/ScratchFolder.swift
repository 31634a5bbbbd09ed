import Foundation
import Glibc

struct Fault: Error, CustomStringConvertible {
  let description: String
}

/// Writes a file that has this mode afterwards, whatever the umask is.
///
/// Not Foundation's `Data.write`: programs that another test starts meanwhile inherit its descriptor, and while one
/// of them lives a script that was written so can't be run ("text file busy").
public func writeFile(_ content: some Sequence<UInt8>, to path: String, mode: mode_t = 0o600) throws {
  let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
  guard descriptor >= 0 else {
    throw Fault(description: "could not open \(path): \(String(cString: strerror(errno)))")
  }
  defer { close(descriptor) }
  guard fchmod(descriptor, mode) == 0 else { throw Fault(description: "could not set the mode of \(path)") }
  try FileHandle(fileDescriptor: descriptor, closeOnDealloc: false).write(contentsOf: Data(content))
}

/// A folder of its own for one test, in the temp directory; it goes with this value, also after a failure.
///
/// Every folder of the tests is one of these, so that none stays behind; TidyTests and `.ci/run` look for others.
public final class ScratchFolder: Sendable {
  /// Without a slash at its end.
  public let path: String

  /// Seconds that programs may go on writing into a folder that shall go.
  private static let patience = 5

  /// A new folder of mode 0700.
  public init() throws {
    let temporary = ProcessInfo.processInfo.environment["TMPDIR"] ?? "/tmp"
    var name = Array("\(temporary)/galley-XXXXXX".utf8CString)
    guard let made = mkdtemp(&name) else {
      throw Fault(description: "no scratch folder in \(temporary): \(String(cString: strerror(errno)))")
    }
    path = String(cString: made)
  }

  deinit { remove() }

  public var url: URL { URL(filePath: path, directoryHint: .isDirectory) }

  /// Removes it, whatever it holds. A program that was told to end may write a last file while this goes on: then it
  /// is tried again.
  public func remove() {
    for _ in 0..<Self.patience * 200 {
      try? FileManager.default.removeItem(atPath: path)
      if access(path, F_OK) != 0 { return }
      poll(nil, 0, 5)
    }
  }

  /// Runs `body` in a folder that is gone afterwards.
  public static func with<Result>(_ body: (ScratchFolder) throws -> Result) throws -> Result {
    let folder = try ScratchFolder()
    defer { folder.remove() }
    return try body(folder)
  }

  /// Writes a file in it and gives its path.
  @discardableResult public func write(
    _ content: some Sequence<UInt8>, _ name: String, mode: mode_t = 0o600
  ) throws -> String {
    let file = "\(path)/\(name)"
    try writeFile(content, to: file, mode: mode)
    return file
  }

  @discardableResult public func write(
    _ text: String, _ name: String, mode: mode_t = 0o600
  ) throws -> String {
    try write(text.utf8, name, mode: mode)
  }
}
