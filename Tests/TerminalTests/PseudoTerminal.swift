import Foundation
import Glibc
import Synchronization

/// A terminal without a screen: a pseudo-terminal whose other end is read all the time, so that what was sent to it
/// can be looked at.
final class PseudoTerminal: Sendable {
  /// The end that a program writes to.
  let descriptor: Int32
  private let reader: Int32
  private let received = Mutex<[UInt8]>([])
  private let marks = Atomic<Int>(0)

  init(columns: UInt16 = 120, rows: UInt16 = 34) throws {
    var reader: Int32 = -1
    var writer: Int32 = -1
    var size = winsize(ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
    guard openpty(&reader, &writer, nil, nil, &size) == 0 else {
      throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
    }
    // tmux, started by a test, must not keep a terminal open.
    for end in [reader, writer] { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    self.reader = reader
    descriptor = writer
    Thread.detachNewThread { [self, reader] in
      var buffer = [UInt8](repeating: 0, count: 65_536)
      while true {
        let count = read(reader, &buffer, buffer.count)
        // EIO: the last writer has closed its end.
        guard count > 0 else { break }
        received.withLock { $0.append(contentsOf: buffer[..<count]) }
      }
      close(reader)
    }
  }

  /// Everything sent since the last call. A mark is sent behind it, so there is nothing to sleep for.
  func sent() throws -> [UInt8] {
    let number = marks.wrappingAdd(1, ordering: .relaxed).newValue
    let mark = Array("<mark \(number)>".utf8)
    _ = write(descriptor, mark, mark.count)
    let deadline = ContinuousClock.now + .seconds(10)
    while ContinuousClock.now < deadline {
      let found: [UInt8]? = received.withLock { bytes in
        guard bytes.suffix(mark.count).elementsEqual(mark) else { return nil }
        defer { bytes.removeAll() }
        return Array(bytes.dropLast(mark.count))
      }
      if let found { return found }
      sched_yield()
    }
    throw POSIXError(.ETIMEDOUT)
  }

  /// Presses keys, and waits until the program's end has them.
  func type(_ keys: String) {
    let bytes = Array(keys.utf8)
    _ = write(reader, bytes, bytes.count)
    var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    poll(&waiting, 1, 10_000)
  }

  /// The terminal's modes, as bytes that can be compared.
  func modes() -> [UInt8] {
    var modes = termios()
    tcgetattr(descriptor, &modes)
    return withUnsafeBytes(of: modes) { Array($0) }
  }

  /// Closes the program's end; the reading thread ends by itself.
  func hangUp() {
    close(descriptor)
  }
}
