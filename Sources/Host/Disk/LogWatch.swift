import EventLog
import Glibc

/// Notices at once when the log, its segments or the data directory are deleted or moved (F18).
///
/// The log's own renames stir it too: what it says is only that someone should look, with
/// ``LogWorker/checkThere()``.
public final class LogWatch {
  /// Readable when something was deleted or moved.
  public let descriptor: Int32

  public init(_ disk: PosixDisk) throws(DiskFault) {
    descriptor = try System.value("watch", disk.root) { inotify_init1(Int32(IN_CLOEXEC | IN_NONBLOCK)) }
    let mask = UInt32(IN_DELETE | IN_DELETE_SELF | IN_MOVE_SELF | IN_MOVED_FROM | IN_ONLYDIR)
    for path in [disk.root, "\(disk.root)/log"] {
      _ = try System.value("watch", path) { inotify_add_watch(descriptor, path, mask) }
    }
  }

  deinit { close(descriptor) }

  /// Reads away what has stirred.
  public func clear() {
    var bytes = [UInt8](repeating: 0, count: 4096)
    while read(descriptor, &bytes, bytes.count) > 0 || errno == EINTR { errno = 0 }
  }
}
