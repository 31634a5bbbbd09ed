import Events
import Glibc

/// The file with the secret that the terminals of one house share.
///
/// The bytes of the file are the key, as they stand. Whoever can read it can read and write every order, so it is
/// taken only where nobody else can.
public enum KeyFile {
  /// Fewer could be guessed.
  public static let bytesMinimum = 32
  /// More than any key has, so that another file, named by mistake, is noticed.
  public static let bytesLimit = 4_096

  public static func read(_ path: String) throws(KeyFileFault) -> [UInt8] {
    // A pipe must not hold up the start, and whoever may make links must not choose what is read.
    let number = retrying { open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK) }
    guard number >= 0 else {
      switch errno {
      case ELOOP: throw KeyFileFault(path, .link)
      case ENOENT: throw KeyFileFault(path, .missing)
      default: throw KeyFileFault(path, .system(SystemFault("open")))
      }
    }
    let file = Descriptor(number)
    var status = stat()
    guard fstat(number, &status) == 0 else { throw KeyFileFault(path, .system(SystemFault("stat"))) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw KeyFileFault(path, .noFile) }
    guard status.st_uid == geteuid() || status.st_uid == 0 else { throw KeyFileFault(path, .notOwned) }
    guard status.st_mode & 0o077 == 0 else { throw KeyFileFault(path, .looseMode(status.st_mode & 0o777)) }
    let bytes = try content(of: file, path)
    guard bytes.count >= bytesMinimum else { throw KeyFileFault(path, .short(bytes.count)) }
    if let slip = KeyText.slip(in: bytes) { throw KeyFileFault(path, .slip(slip)) }
    return bytes
  }

  private static func content(of file: Descriptor, _ path: String) throws(KeyFileFault) -> [UInt8] {
    var bytes: [UInt8] = []
    do throws(SystemFault) {
      while case .bytes(let piece) = try file.read(), bytes.count <= bytesLimit { bytes += piece }
    } catch {
      throw KeyFileFault(path, .system(error))
    }
    guard bytes.count <= bytesLimit else { throw KeyFileFault(path, .long) }
    return bytes
  }

  /// Writes a new key that is on the disk when this returns; see ``KeyText``. A file that is there stays as it is.
  public static func make(_ path: String) throws(KeyFileFault) {
    let number = retrying { open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600) }
    guard number >= 0 else {
      throw KeyFileFault(path, errno == EEXIST ? .exists : .system(SystemFault("open")))
    }
    let file = Descriptor(number)
    do throws(SystemFault) {
      try fill(file, path)
    } catch {
      unlink(path)
      throw KeyFileFault(path, .system(error))
    }
  }

  private static func fill(_ file: Descriptor, _ path: String) throws(SystemFault) {
    // The umask may have taken from the mode.
    guard fchmod(file.number, 0o600) == 0 else { throw SystemFault("chmod") }
    var generator = SystemRandomNumberGenerator()
    try Descriptor.writeAll(KeyText.make(from: &generator), to: file.number)
    guard fsync(file.number) == 0 else { throw SystemFault("sync") }
    let folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(
      separator: "/")
    let parent = folder.isEmpty ? (path.hasPrefix("/") ? "/" : ".") : folder
    let number = retrying { open(parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
    guard number >= 0 else { throw SystemFault("open", parent) }
    let directory = Descriptor(number)
    guard fsync(directory.number) == 0 else { throw SystemFault("sync", parent) }
    withExtendedLifetime(directory) {}
  }
}

/// Why a key can't be had, in a sentence that never holds any of it (S11).
public struct KeyFileFault: Error, Hashable, Sendable, CustomStringConvertible {
  public let path: String
  public let kind: Kind

  public enum Kind: Hashable, Sendable {
    case missing, link, noFile, notOwned, long, exists
    case looseMode(UInt32)
    case short(Int)
    case slip(KeyText.Slip)
    case system(SystemFault)
  }

  init(_ path: String, _ kind: Kind) {
    self.path = path
    self.kind = kind
  }

  public var description: String {
    switch kind {
    case .missing: "\(path): there is no such file; make a key with: galley config new-key"
    case .link: "\(path) is a symbolic link; name the file itself"
    case .noFile: "\(path) is no file that could hold a key"
    case .notOwned: "\(path) belongs to another user; a key must be this user's own, or root's"
    case .looseMode(let mode):
      "\(path) is open to others (mode \(String(mode, radix: 8))); close it with: chmod 600 \(path)"
    case .short(let count):
      "\(path) has \(count) bytes and a key has at least \(KeyFile.bytesMinimum); make one with: galley config new-key"
    case .long: "\(path) has more than \(KeyFile.bytesLimit) bytes; that is no key"
    case .slip(let slip): "\(path) is not what galley config new-key wrote: \(slip.words)"
    case .exists: "\(path) is there already and was left as it is: a key may be in use; name another file"
    case .system(let fault): "\(path): \(fault.reason) (\(fault.call))"
    }
  }
}
