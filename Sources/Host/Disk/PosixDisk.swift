import EventLog
import Glibc

/// The real disk: a data directory, and the only place where the log's system calls stand.
///
/// Files are 0600 and directories 0700. What others may read or write, what belongs to another user, and symbolic
/// links are refused. A call that a signal interrupts is taken up again.
public final class PosixDisk: Disk {
  /// The data directory as an absolute path.
  public let root: String
  /// What stands in the lock beside the process id.
  private let program: String

  /// Takes a data directory, and makes it (and those above it) where there is none.
  ///
  /// - Parameters:
  ///   - path: absolute, or relative to the working directory as it is now.
  ///   - program: tells another process who holds the directory.
  public init(root path: String, program: String) throws(DiskFault) {
    self.program = program
    try PosixDisk.makeParents(of: path)
    let made = try System.answer("make directory", path, allowing: EEXIST) { Glibc.mkdir(path, 0o700) }
    guard let absolute = realpath(path, nil) else { throw System.fault("open", path) }
    defer { free(absolute) }
    root = String(cString: absolute)
    try PosixDisk.check(try System.status("open", path, at: path), at: path, isDirectory: true)
    if made { try syncDirectory("..") }
  }

  private static func makeParents(of path: String) throws(DiskFault) {
    var parts = path.split(separator: "/").dropLast()
    var made = path.hasPrefix("/") ? "" : "."
    while let part = parts.popFirst() {
      made += "/\(part)"
      _ = try System.answer("make directory", made, allowing: EEXIST) { Glibc.mkdir(made, 0o700) }
    }
  }

  private func full(_ path: String) -> String { path.isEmpty ? root : "\(root)/\(path)" }

  public func open(_ path: String, for purpose: OpenPurpose) throws(DiskFault) -> OpenFile {
    var flags = O_CLOEXEC | O_NOFOLLOW
    switch purpose {
    case .reading: flags |= O_RDONLY | O_NONBLOCK
    case .writing: flags |= O_RDWR | O_CREAT
    case .replacing: flags |= O_RDWR | O_CREAT | O_TRUNC
    }
    let name = full(path)
    let number = try System.value("open", name) { Glibc.open(name, flags, 0o600) }
    do throws(DiskFault) {
      try PosixDisk.check(try System.status("open", name, of: number), at: name, isDirectory: false)
    } catch {
      _ = Glibc.close(number)
      throw error
    }
    return OpenFile(number: number, path: path)
  }

  /// Refuses what is not ours alone (S12).
  private static func check(_ status: stat, at path: String, isDirectory: Bool) throws(DiskFault) {
    guard status.st_mode & S_IFMT == (isDirectory ? S_IFDIR : S_IFREG) else {
      throw DiskFault(.wrongKind, "open", path)
    }
    guard status.st_uid == geteuid() else { throw DiskFault(.notOwned, "open", path) }
    guard status.st_mode & 0o077 == 0 else {
      throw DiskFault(.looseMode(status.st_mode & 0o777), "open", path)
    }
  }

  /// Nothing is lost by a failing close: whatever matters was synced before.
  ///
  /// A lock is let go of by its name: a child that was forked and has not begun its program yet shares the open file, and
  /// would keep the lock beyond the close (flock(2)).
  public func close(_ file: OpenFile) {
    _ = flock(file.number, LOCK_UN)
    _ = Glibc.close(file.number)
  }

  public func read(_ file: OpenFile, at offset: Int64, count: Int) throws(DiskFault) -> [UInt8] {
    var fault: DiskFault?
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      filled = 0
      while filled < count, let start = buffer.baseAddress {
        do throws(DiskFault) {
          let got = try System.value("read", full(file.path)) {
            pread(file.number, start + filled, count - filled, off_t(offset) + filled)
          }
          guard got > 0 else { return }
          filled += got
        } catch {
          fault = error
          return
        }
      }
    }
    if let fault { throw fault }
    return bytes
  }

  public func write(
    _ bytes: ArraySlice<UInt8>, to file: OpenFile, at offset: Int64
  ) throws(DiskFault) -> Int {
    try System.value("write", full(file.path)) {
      bytes.withUnsafeBytes { pwrite(file.number, $0.baseAddress, $0.count, off_t(offset)) }
    }
  }

  public func truncate(_ file: OpenFile, to size: Int64) throws(DiskFault) {
    _ = try System.value("truncate", full(file.path)) { ftruncate(file.number, off_t(size)) }
  }

  public func syncData(_ file: OpenFile) throws(DiskFault) {
    _ = try System.value("sync", full(file.path)) { fdatasync(file.number) }
  }

  public func status(of file: OpenFile) throws(DiskFault) -> FileStatus {
    FileStatus(try System.status("look at", full(file.path), of: file.number))
  }

  public func status(at path: String) throws(DiskFault) -> FileStatus? {
    let name = full(path)
    do throws(DiskFault) {
      return FileStatus(try System.status("look at", name, at: name))
    } catch {
      if error.kind == .notFound { return nil }
      throw error
    }
  }

  public func isThere(_ path: String) throws(DiskFault) -> Bool {
    let name = full(path)
    return try System.answer("look at", name, allowing: ENOENT) { access(name, F_OK) }
  }

  public func names(in directory: String) throws(DiskFault) -> [String] {
    let name = full(directory)
    guard let stream = opendir(name) else { throw System.fault("list", name) }
    defer { closedir(stream) }
    var names: [String] = []
    errno = 0
    while let entry = readdir(stream) {
      if entry.name != ".", entry.name != ".." { names.append(entry.name) }
      errno = 0
    }
    guard errno == 0 else { throw System.fault("list", name) }
    return names
  }

  public func makeDirectory(_ path: String) throws(DiskFault) {
    let name = full(path)
    _ = try System.answer("make directory", name, allowing: EEXIST) { Glibc.mkdir(name, 0o700) }
    try PosixDisk.check(try System.status("open", name, at: name), at: name, isDirectory: true)
  }

  public func syncDirectory(_ path: String) throws(DiskFault) {
    let name = full(path)
    let number = try System.value("open", name) { Glibc.open(name, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
    defer { _ = Glibc.close(number) }
    _ = try System.value("sync", name) { fsync(number) }
  }

  public func rename(_ path: String, to newPath: String) throws(DiskFault) {
    let (old, new) = (full(path), full(newPath))
    _ = try System.value("rename", old) { Glibc.rename(old, new) }
  }

  public func remove(_ path: String) throws(DiskFault) {
    let name = full(path)
    _ = try System.value("remove", name) { unlink(name) }
  }

  public func lock(_ path: String) throws(DiskFault) -> OpenFile {
    let file = try open(path, for: .writing)
    do throws(DiskFault) {
      let free = try System.answer("lock", full(path), allowing: EWOULDBLOCK) {
        flock(file.number, LOCK_EX | LOCK_NB)
      }
      guard free else { throw DiskFault(.held(by: try holder(file)), "lock", full(path)) }
      // Nobody is kept out because a full disk cannot say by whom.
      let text = Array("process \(getpid()) (\(program))\n".utf8)
      _ = try? write(text[...], to: file, at: 0)
    } catch {
      close(file)
      throw error
    }
    return file
  }

  private func holder(_ file: OpenFile) throws(DiskFault) -> String {
    let text = try read(file, at: 0, count: 256).prefix { $0 != UInt8(ascii: "\n") }
    return text.isEmpty ? "another process" : String(decoding: text, as: UTF8.self)
  }
}

extension FileStatus {
  init(_ status: stat) {
    self.init(
      size: Int64(status.st_size),
      identity: FileIdentity(device: UInt64(status.st_dev), inode: UInt64(status.st_ino)),
      isDirectory: status.st_mode & S_IFMT == S_IFDIR)
  }
}
