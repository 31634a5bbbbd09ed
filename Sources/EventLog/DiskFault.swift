/// Why the disk did not do what it was asked.
public struct DiskFault: Error, Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    case noSpace
    /// The medium failed (`EIO`): what it holds of that file is no longer known.
    case io
    case readOnly
    case notFound
    case notAllowed
    /// A symbolic link, a device or a directory stands where a file or directory of the log should.
    case wrongKind
    /// Others may read or write it; with the mode that it has.
    case looseMode(UInt32)
    /// It belongs to another user.
    case notOwned
    /// Another process has the data directory.
    case held(by: String)
    /// Any other error number of the system.
    case other(Int32)
  }

  public let kind: Kind
  /// What was tried: "write", "sync" …
  public let call: String
  public let path: String

  public init(_ kind: Kind, _ call: String, _ path: String) {
    self.kind = kind
    self.call = call
    self.path = path
  }
}

extension DiskFault: CustomStringConvertible {
  /// What happened and what to do, for a person.
  public var description: String {
    switch kind {
    case .noSpace: "\(path): no space left (\(call)); free some, galley goes on by itself"
    case .io: "\(path): the disk failed (\(call)); look at the kernel's messages and replace the disk"
    case .readOnly: "\(path): the file system is read-only (\(call)); look at the kernel's messages"
    case .notFound: "\(path): there is no such file (\(call))"
    case .notAllowed: "\(path): not allowed (\(call)); run galley as the user who owns the data directory"
    case .wrongKind: "\(path): a link or another kind of file stands here (\(call)); move it away"
    case .looseMode(let mode):
      "\(path): open to others (mode \(String(mode, radix: 8))); run: chmod go-rwx \(path)"
    case .notOwned: "\(path): belongs to another user; run galley as its owner"
    case .held(let holder): "the data directory is in use by \(holder)"
    case .other(let number): "\(path): \(call) failed with error \(number)"
    }
  }
}
