import Glibc

/// Signals as something to read: they arrive between two turns of the loop and never inside one.
public final class SignalSource {
  private let descriptor: Descriptor

  public enum Signal: Sendable {
    case terminate, hangUp, interrupt, resize, resume
  }

  private static let numbers: [(Int32, Signal)] = [
    (SIGTERM, .terminate), (SIGHUP, .hangUp), (SIGINT, .interrupt), (SIGWINCH, .resize), (SIGCONT, .resume),
  ]

  /// Takes the signals over for this process, before any thread is started.
  public init() throws(SystemFault) {
    var set = sigset_t()
    sigemptyset(&set)
    for (number, _) in Self.numbers { sigaddset(&set, number) }
    guard pthread_sigmask(SIG_BLOCK, &set, nil) == 0 else { throw SystemFault("pthread_sigmask") }
    signal(SIGPIPE, SIG_IGN)
    let number = signalfd(-1, &set, Int32(SFD_CLOEXEC.rawValue) | Int32(SFD_NONBLOCK.rawValue))
    guard number >= 0 else { throw SystemFault("signalfd") }
    descriptor = Descriptor(number)
  }

  public var number: Int32 { descriptor.number }

  /// The signals that came since the last call.
  public func take() -> [Signal] {
    var signals: [Signal] = []
    var info = signalfd_siginfo()
    while retrying({ read(descriptor.number, &info, MemoryLayout<signalfd_siginfo>.size) }) > 0 {
      if let known = Self.numbers.first(where: { $0.0 == Int32(info.ssi_signo) }) { signals.append(known.1) }
    }
    return signals
  }
}
