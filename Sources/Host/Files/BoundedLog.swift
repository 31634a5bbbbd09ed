import Glibc

/// A file of lines that is only added to, for this user alone; once it is full it is put aside, and the one that was put
/// aside before goes.
public final class BoundedLog {
  private let path: String
  /// Where the full one goes.
  private let oldPath: String
  private let bytesLimit: Int

  public init(path: String, oldPath: String, bytesLimit: Int) {
    self.path = path
    self.oldPath = oldPath
    self.bytesLimit = bytesLimit
  }

  /// Adds a line. It is not synced: whoever is refused often must not hold up the disk for all.
  ///
  /// A line that a power cut has left half there is ended first, so that it spoils no other.
  public func append(_ line: [UInt8]) throws(SystemFault) {
    var file = try openFile()
    var size = try size(of: file)
    if size > 0, size + line.count + 1 > bytesLimit {
      guard rename(path, oldPath) == 0 else { throw SystemFault("rename", path) }
      file = try openFile()
      size = 0
    }
    var last: UInt8 = 0
    let isTorn = size > 0 && pread(file.number, &last, 1, off_t(size - 1)) == 1 && last != UInt8(ascii: "\n")
    try Descriptor.writeAll(
      (isTorn ? [UInt8(ascii: "\n")] : []) + line + [UInt8(ascii: "\n")], to: file.number)
  }

  /// Takes out all lines but those that `isKept` wants, in both files.
  public func keepOnly(_ isKept: ([UInt8]) -> Bool) throws(SystemFault) {
    for place in [path, oldPath] where access(place, F_OK) == 0 {
      let lines = try Self.whole(place).split(separator: UInt8(ascii: "\n")).map(Array.init)
      let kept = lines.filter(isKept)
      guard kept.count < lines.count else { continue }
      let new = place + ".new"
      unlink(new)
      try OutputFile.write(kept.flatMap { $0 + [UInt8(ascii: "\n")] }, to: new)
      guard rename(new, place) == 0 else { throw SystemFault("rename", place) }
    }
  }

  private static func whole(_ path: String) throws(SystemFault) -> [UInt8] {
    let number = retrying { open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW) }
    guard number >= 0 else { throw SystemFault("open", path) }
    let file = Descriptor(number)
    var bytes: [UInt8] = []
    while case .bytes(let piece) = try file.read() { bytes += piece }
    return bytes
  }

  private func openFile() throws(SystemFault) -> Descriptor {
    let flags = O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK
    let number = retrying { open(path, flags, 0o600) }
    guard number >= 0 else { throw SystemFault("open", path) }
    return Descriptor(number)
  }

  private func size(of file: Descriptor) throws(SystemFault) -> Int {
    var status = stat()
    guard fstat(file.number, &status) == 0 else { throw SystemFault("stat", path) }
    return Int(status.st_size)
  }
}
