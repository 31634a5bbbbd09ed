import EventLog
import Glibc

/// A descriptor that becomes readable when another thread has something to say: it stands in the loop's `poll`.
final class WakeUp: Sendable {
  /// The end to poll for reading.
  let descriptor: Int32
  private let writingEnd: Int32

  init() throws(DiskFault) {
    var ends: [Int32] = [0, 0]
    _ = try System.value("open", "pipe") { pipe(&ends) }
    for end in ends {
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
    }
    descriptor = ends[0]
    writingEnd = ends[1]
  }

  deinit {
    close(descriptor)
    close(writingEnd)
  }

  /// Makes the descriptor readable. A full pipe is readable already.
  func ring() {
    var byte: UInt8 = 1
    while write(writingEnd, &byte, 1) < 0, errno == EINTR {}
  }

  /// Makes it unreadable until the next ring.
  func clear() {
    var bytes: [UInt8] = [UInt8](repeating: 0, count: 64)
    while read(descriptor, &bytes, bytes.count) > 0 || errno == EINTR { errno = 0 }
  }
}
