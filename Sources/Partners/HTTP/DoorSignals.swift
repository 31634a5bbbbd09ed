import Glibc

/// Signals as something to read: the handler does the one thing that is safe in it, and writes into a pipe.
enum DoorSignals {
  /// Takes SIGTERM and SIGINT over for this process, and ignores SIGPIPE: what can't be written is told by the call.
  ///
  /// - Returns: where a byte can be read once one of the two has come.
  static func pipe() throws(DoorFault) -> Int32 {
    var ends: [Int32] = [0, 0]
    guard Glibc.pipe(&ends) == 0 else { throw .network("a pipe", number: errno) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    pipeEnd = ends[1]
    var action = sigaction()
    action.__sigaction_handler.sa_handler = { _ in
      let before = errno
      var byte: UInt8 = 0
      _ = write(pipeEnd, &byte, 1)
      errno = before
    }
    action.sa_flags = SA_RESTART
    sigaction(SIGTERM, &action, nil)
    sigaction(SIGINT, &action, nil)
    signal(SIGPIPE, SIG_IGN)
    // Whoever starts this from a thread that hears no signals would make a program that can't be ended.
    var both = sigset_t()
    sigemptyset(&both)
    sigaddset(&both, SIGTERM)
    sigaddset(&both, SIGINT)
    pthread_sigmask(SIG_UNBLOCK, &both, nil)
    return ends[0]
  }
}

/// Where the handler writes; set once, before it can run.
nonisolated(unsafe) private var pipeEnd: Int32 = -1
