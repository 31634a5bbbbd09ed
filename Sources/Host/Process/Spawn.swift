import Glibc

/// Starts a program: the one way in which this one does.
enum Spawn {
  /// The same in a process group of its own, with the signals of a program that nobody has changed.
  static func startInOwnGroup(
    _ words: [String], _ actions: inout posix_spawn_file_actions_t
  ) throws(SystemFault) -> pid_t {
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // This program ignores broken pipes; the child must not inherit that.
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGPIPE)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    // Nor signals that the thread which starts it puts off.
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    posix_spawnattr_setpgroup(&attributes, 0)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))
    return try start(words, &actions, &attributes)
  }

  /// - Parameters:
  ///   - words: the program, looked up in `PATH` where its name has no slash, and its arguments; no shell sees them.
  ///   - actions: what its descriptors are; nil: those of this process.
  static func start(
    _ words: [String], _ actions: UnsafePointer<posix_spawn_file_actions_t>? = nil,
    _ attributes: UnsafePointer<posix_spawnattr_t>
  ) throws(SystemFault) -> pid_t {
    var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    var id: pid_t = 0
    let code = posix_spawnp(&id, words.first ?? "", actions, attributes, &arguments, environ)
    guard code == 0 else { throw SystemFault("start", words.first ?? "", number: code) }
    return id
  }
}
