import Glibc

/// A file that a person named, read piece by piece; `-` is standard input.
public final class InputFile {
  private let descriptor: Descriptor

  public init(path: String) throws(SystemFault) {
    if path == "-" {
      descriptor = Descriptor(Descriptor.standardInput, isOwned: false)
      return
    }
    let number = retrying { open(path, O_RDONLY | O_CLOEXEC) }
    guard number >= 0 else { throw SystemFault("open", path) }
    descriptor = Descriptor(number)
    var facts = stat()
    guard fstat(number, &facts) == 0 else { throw SystemFault("stat", path) }
    guard facts.st_mode & S_IFMT != S_IFDIR else { throw SystemFault("read", path, number: EISDIR) }
  }

  /// For a loop that waits for what comes.
  public var number: Int32 { descriptor.number }

  /// The next piece, at most 64 KiB; nil at the end. Waits where standard input has nothing yet.
  public func next() throws(SystemFault) -> [UInt8]? {
    switch try descriptor.read() {
    case .bytes(let bytes): return bytes
    case .end: return nil
    case .nothingYet:
      var wait = pollfd(fd: descriptor.number, events: Int16(POLLIN), revents: 0)
      retrying { poll(&wait, 1, -1) }
      return []
    }
  }

  /// The whole of a small file; nil where there is none.
  public static func read(_ path: String, limit: Int) throws(SystemFault) -> [UInt8]? {
    let file: InputFile
    do throws(SystemFault) {
      file = try InputFile(path: path)
    } catch {
      if error.isMissing { return nil }
      throw error
    }
    var bytes: [UInt8] = []
    while let piece = try file.next() {
      bytes += piece
      guard bytes.count <= limit else { throw SystemFault("read", path, number: EFBIG) }
    }
    return bytes
  }
}
