import Glibc

/// Starts a program: the one way in which this one does.
enum Spawn {
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
