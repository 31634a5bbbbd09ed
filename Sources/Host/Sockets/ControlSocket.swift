import Glibc

/// `struct ucred` of unix(7), which the C library's module leaves out.
private struct PeerCredentials {
  var pid: pid_t = 0
  var uid: uid_t = 0
  var gid: gid_t = 0
}

/// The socket by which commands and further screens reach the terminal that holds the log.
public final class ControlSocket {
  private let listener: Descriptor
  private let path: String
  private let limits: Connection.Limits
  /// Whether what lies at the path is ours to take away.
  private var isBound = false

  /// Connections that wait to be taken: more than a house has screens.
  private static let backlog: Int32 = 64

  /// Listens at a path that only this user can reach.
  ///
  /// Call it only while holding the directory's lock: what lies at the path is then left over and is removed.
  ///
  /// - Parameter limits: what those who connect may do.
  public init(path: String, limits: Connection.Limits = .usual) throws(SystemFault) {
    self.path = path
    self.limits = limits
    let number = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard number >= 0 else { throw SystemFault("socket") }
    listener = Descriptor(number)
    try Self.removeLeftOver(path)
    let oldMask = umask(0o177)
    let bound = try Self.withAddress(path) { address, length in bind(number, address, length) }
    umask(oldMask)
    guard bound == 0 else { throw SystemFault("bind", path) }
    isBound = true
    guard listen(number, Self.backlog) == 0 else { throw SystemFault("listen", path) }
    try listener.setNonBlocking()
  }

  deinit { if isBound { unlink(path) } }

  /// Takes a socket away that an earlier process left; anything else at its place is not ours to remove (S12).
  private static func removeLeftOver(_ path: String) throws(SystemFault) {
    var status = stat()
    guard lstat(path, &status) == 0 else { return }
    guard status.st_mode & S_IFMT == S_IFSOCK, status.st_uid == geteuid() else {
      throw SystemFault("bind", path, number: EEXIST)
    }
    guard unlink(path) == 0 || errno == ENOENT else { throw SystemFault("remove", path) }
  }

  /// Whether a socket lies at a path, whoever made it and whether or not anybody listens.
  public static func stands(at path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFSOCK
  }

  public var number: Int32 { listener.number }

  /// The next connection of this user; nil where none waits. Another user's is closed unheard (S10).
  public func accept() -> Connection? {
    while true {
      let number = retrying { Glibc.accept(listener.number, nil, nil) }
      guard number >= 0 else { return nil }
      let descriptor = Descriptor(number)
      guard Self.isOfThisUser(number), fcntl(number, F_SETFD, FD_CLOEXEC) == 0,
        (try? descriptor.setNonBlocking()) != nil
      else { continue }
      return Connection(descriptor, limits)
    }
  }

  /// Connects to the terminal that listens at `path`; nil where none does.
  public static func connect(path: String) throws(SystemFault) -> Connection? {
    let number = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard number >= 0 else { throw SystemFault("socket") }
    let descriptor = Descriptor(number)
    let result = try withAddress(path) { address, length in
      retrying { Glibc.connect(number, address, length) }
    }
    if result != 0 {
      if errno == ENOENT || errno == ECONNREFUSED { return nil }
      throw SystemFault("connect", path)
    }
    guard isOfThisUser(number) else { throw SystemFault("connect", path, number: EPERM) }
    try descriptor.setNonBlocking()
    return Connection(descriptor)
  }

  private static func isOfThisUser(_ number: Int32) -> Bool {
    var peer = PeerCredentials()
    var length = socklen_t(MemoryLayout<PeerCredentials>.size)
    guard getsockopt(number, SOL_SOCKET, SO_PEERCRED, &peer, &length) == 0 else { return false }
    return peer.uid == getuid() || peer.uid == 0
  }

  private static func withAddress(
    _ path: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
  ) throws(SystemFault) -> Int32 {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let bytes = Array(path.utf8)
    let room = MemoryLayout.size(ofValue: address.sun_path)
    guard bytes.count < room else { throw SystemFault("bind", path, number: ENAMETOOLONG) }
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
    return withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
        body(generic, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
  }
}
