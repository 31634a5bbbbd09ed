/// Every file operation that the log needs, so that a test can be the disk.
///
/// Paths are relative to the data directory, with at most one `/`. Every file is made with mode 0600 and every
/// directory with 0700. A call that a signal interrupts is taken up again by the disk itself.
public protocol Disk: AnyObject, Sendable {
  func open(_ path: String, for purpose: OpenPurpose) throws(DiskFault) -> OpenFile
  func close(_ file: OpenFile)

  /// Up to `count` bytes from `offset` on; fewer only at the end of the file.
  func read(_ file: OpenFile, at offset: Int64, count: Int) throws(DiskFault) -> [UInt8]
  /// Writes the bytes or the first of them, and says how many: a disk may stop early (short write).
  func write(_ bytes: ArraySlice<UInt8>, to file: OpenFile, at offset: Int64) throws(DiskFault) -> Int
  func truncate(_ file: OpenFile, to size: Int64) throws(DiskFault)
  /// The bytes and the size of a file are on the medium when this returns.
  func syncData(_ file: OpenFile) throws(DiskFault)
  func status(of file: OpenFile) throws(DiskFault) -> FileStatus

  /// What stands at a path as its name leads there now, symbolic links not followed; nil where nothing does.
  func status(at path: String) throws(DiskFault) -> FileStatus?
  /// Whether anything stands at a path, as its name leads there now, without a look at the thing itself.
  ///
  /// Before each commit ``status(at:)`` would not do: since Linux 6.13 a file whose times were looked at gets exact
  /// ones at its next write, and the file system's journal is committed for them with every sync.
  func isThere(_ path: String) throws(DiskFault) -> Bool
  /// The names in a directory, in no order.
  func names(in directory: String) throws(DiskFault) -> [String]
  /// Makes a directory where there is none, and checks the one that is there.
  func makeDirectory(_ path: String) throws(DiskFault)
  /// The names in a directory are on the medium when this returns.
  func syncDirectory(_ path: String) throws(DiskFault)
  /// Puts a file in the place of another, or of none, in one step.
  func rename(_ path: String, to newPath: String) throws(DiskFault)
  func remove(_ path: String) throws(DiskFault)
  /// Holds a file for this process alone until it is closed, and writes into it who holds it; fails with
  /// ``DiskFault/Kind/held(by:)``.
  func lock(_ path: String) throws(DiskFault) -> OpenFile
}

/// What a file is opened for.
public enum OpenPurpose: Sendable {
  case reading
  /// Made where there is none.
  case writing
  /// Made where there is none, emptied where there is one.
  case replacing
}

/// An open file of one ``Disk``.
public struct OpenFile: Sendable {
  public let number: Int32
  /// By which name it was opened: for messages.
  public let path: String

  public init(number: Int32, path: String) {
    self.number = number
    self.path = path
  }
}

/// What a file is, as far as the log asks.
public struct FileStatus: Sendable, Equatable {
  public let size: Int64
  public let identity: FileIdentity
  public let isDirectory: Bool

  public init(size: Int64, identity: FileIdentity, isDirectory: Bool) {
    self.size = size
    self.identity = identity
    self.isDirectory = isDirectory
  }
}

/// Which file it is whatever its name: device and inode.
public struct FileIdentity: Hashable, Sendable {
  public let device: UInt64
  public let inode: UInt64

  public init(device: UInt64, inode: UInt64) {
    self.device = device
    self.inode = inode
  }
}
