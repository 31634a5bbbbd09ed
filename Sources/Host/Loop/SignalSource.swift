import Glibc

/// Signals as something to read: they arrive between two turns of the loop and never inside one.
///
/// The handler does the one thing that is safe in it: it writes the signal's number into a pipe.
public final class SignalSource {
  private let reading: Descriptor
  private let writing: Descriptor

  public enum Signal: Sendable {
    case terminate, hangUp, interrupt, resize, resume
  }

  private static let numbers: [(Int32, Signal)] = [
    (SIGTERM, .terminate), (SIGHUP, .hangUp), (SIGINT, .interrupt), (SIGWINCH, .resize), (SIGCONT, .resume),
  ]

  /// Takes the signals over for this process, once, before any thread is started.
  public init() throws(SystemFault) {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw SystemFault("pipe") }
    reading = Descriptor(ends[0])
    writing = Descriptor(ends[1])
    for end in [reading, writing] {
      try end.setNonBlocking()
      guard fcntl(end.number, F_SETFD, FD_CLOEXEC) == 0 else { throw SystemFault("fcntl") }
    }
    pipeEnd = writing.number
    var action = sigaction()
    action.__sigaction_handler.sa_handler = { number in
      let before = errno
      var byte = UInt8(truncatingIfNeeded: number)
      _ = write(pipeEnd, &byte, 1)
      errno = before
    }
    action.sa_flags = SA_RESTART
    for (number, _) in Self.numbers { sigaction(number, &action, nil) }
  }

  public var number: Int32 { reading.number }

  /// The signals that came since the last call.
  public func take() -> [Signal] {
    guard case .bytes(let bytes)? = try? reading.read() else { return [] }
    return bytes.compactMap { byte in Self.numbers.first { $0.0 == Int32(byte) }?.1 }
  }
}

/// Where the handler writes; set once, before it can run.
nonisolated(unsafe) private var pipeEnd: Int32 = -1
