import Glibc

/// A small file that is written once, for this user alone.
public enum OutputFile {
  public static func write(_ bytes: [UInt8], to path: String) throws(SystemFault) {
    let number = retrying { open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600) }
    guard number >= 0 else { throw SystemFault("open", path) }
    let descriptor = Descriptor(number)
    try Descriptor.writeAll(bytes, to: descriptor.number)
  }
}
