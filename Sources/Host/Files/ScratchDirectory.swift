import Glibc

/// A new directory for data that nobody needs for long: mode 0700, in `$TMPDIR`, or `/tmp` where that is not set.
public struct ScratchDirectory {
  /// Without a slash at its end.
  public let path: String

  /// - Parameter name: what its name begins with.
  public init(_ name: String) throws(SystemFault) {
    var template = Array("\(ThisProcess.environment("TMPDIR") ?? "/tmp")/\(name)-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw SystemFault("mkdtemp") }
    path = String(decoding: template.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  /// Removes it with all that is in it. Where that fails, what is left stays.
  public func remove() throws(SystemFault) {
    try Self.empty(open(path, Self.flags), path)
    guard rmdir(path) == 0 else { throw SystemFault("rmdir", path) }
  }

  /// What a link names is not this directory's, so none is followed.
  private static let flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC

  /// - Parameters:
  ///   - number: an open directory, which is closed; negative where it could not be opened.
  ///   - path: for the fault.
  private static func empty(_ number: Int32, _ path: String) throws(SystemFault) {
    guard number >= 0, let stream = fdopendir(number) else { throw SystemFault("open", path) }
    defer { closedir(stream) }
    while let entry = readdir(stream) {
      let name = entry.name
      guard name != ".", name != "..", unlinkat(number, name, 0) != 0 else { continue }
      guard errno == EISDIR else { throw SystemFault("unlink", "\(path)/\(name)") }
      try empty(openat(number, name, flags), "\(path)/\(name)")
      guard unlinkat(number, name, AT_REMOVEDIR) == 0 else { throw SystemFault("rmdir", "\(path)/\(name)") }
    }
  }
}
