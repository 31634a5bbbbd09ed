import Glibc

/// A program that has this process's terminal until it is done, like an editor.
public enum ForegroundProcess {
  /// Runs it to its end. An interrupt from the keyboard is for the program alone meanwhile.
  ///
  /// - Parameter words: the program, looked up in `PATH` where its name has no slash, and its arguments.
  /// - Returns: its exit status; nil where a signal ended it.
  public static func run(_ words: [String]) throws(SystemFault) -> Int32? {
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    for number in [SIGPIPE, SIGINT, SIGQUIT] { sigaddset(&signals, number) }
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))
    let before = (signal(SIGINT, SIG_IGN), signal(SIGQUIT, SIG_IGN))
    defer {
      signal(SIGINT, before.0)
      signal(SIGQUIT, before.1)
    }
    let id = try Spawn.start(words, nil, &attributes)
    var status: Int32 = 0
    guard retrying({ waitpid(id, &status, 0) }) == id else { throw SystemFault("waitpid") }
    return status & 0x7F == 0 ? status >> 8 & 0xFF : nil
  }
}
