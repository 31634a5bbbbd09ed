import Glibc

/// What the system knows of this process, and its end.
public enum ThisProcess {
  public static func exit(_ status: Int32) -> Never { Glibc.exit(status) }

  /// The value of an environment variable; nil where it is not set or empty.
  public static func environment(_ name: String) -> String? {
    guard let value = getenv(name), value.pointee != 0 else { return nil }
    return String(cString: value)
  }

  /// The same as its bytes: a secret in another encoding must not become one with others in it.
  public static func environmentBytes(_ name: String) -> [UInt8]? {
    guard let value = getenv(name), value.pointee != 0 else { return nil }
    return UnsafeBufferPointer(start: value, count: strlen(value)).map { UInt8(bitPattern: $0) }
  }

  /// The words of the command line, without the program's name.
  ///
  /// - Throws: at the first that is no UTF-8. To put marks for its bytes would make one text of two: one key of two
  ///   keys, and another directory of the one that was named.
  public static func arguments() throws(TextFault) -> [String] {
    var words: [String] = []
    for place in 1..<max(1, Int(CommandLine.argc)) {
      guard let bytes = CommandLine.unsafeArgv[place] else { break }
      guard let word = String(validatingCString: bytes) else {
        throw TextFault(place: "argument \(place)", text: String(cString: bytes))
      }
      words.append(word)
    }
    return words
  }

  /// Refuses variables that name a directory in bytes that are no UTF-8.
  public static func checkPaths() throws(TextFault) {
    for name in ["GALLEY_DATA", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "HOME", "TMPDIR"] {
      guard let value = getenv(name), String(validatingCString: value) == nil else { continue }
      throw TextFault(place: "the environment, \(name),", text: String(cString: value))
    }
  }

  /// Those variables of the environment that a terminal's painter asks for.
  public static func environment(of names: [String]) -> [String: String] {
    var found: [String: String] = [:]
    for name in names { found[name] = environment(name) }
    return found
  }

  /// The machine's name.
  public static var hostName: String {
    var name = [CChar](repeating: 0, count: 256)
    guard gethostname(&name, name.count - 1) == 0 else { return "" }
    return String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// Where names of files without a whole path begin; nil where that is gone.
  public static var workingDirectory: String? {
    guard let path = getcwd(nil, 0) else { return nil }
    defer { free(path) }
    return String(cString: path)
  }

  /// The file that this program was started from; nil where the system does not say.
  public static var executablePath: String? {
    var path = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = readlink("/proc/self/exe", &path, path.count)
    return count > 0 ? String(decoding: path.prefix(count).map(UInt8.init(bitPattern:)), as: UTF8.self) : nil
  }

  public static var id: Int32 { getpid() }

  /// Opens `/dev/null` for each of the first three descriptors that is closed: else the log would become standard
  /// output, and every answer would be written over it.
  public static func holdStandardDescriptors() {
    for number in STDIN_FILENO...STDERR_FILENO where fcntl(number, F_GETFD) < 0 {
      // The lowest free number is given, which is this one.
      _ = open("/dev/null", number == STDIN_FILENO ? O_RDONLY : O_WRONLY)
    }
  }

  /// No core file: it would hold notes, names and keys (S11).
  public static func forbidCoreFiles() {
    var none = rlimit(rlim_cur: 0, rlim_max: 0)
    setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none)
  }

  /// A reader that goes away ends a write with an error, not this process with a signal.
  public static func ignoreBrokenPipes() { signal(SIGPIPE, SIG_IGN) }

  /// Sleeps a little between two tries for something that another process is about to free.
  public static func pause(milliseconds: Int32) { poll(nil, 0, milliseconds) }

  /// The processor time used so far, in milliseconds.
  public static var cpuMs: Int64 {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return milliseconds(usage.ru_utime) + milliseconds(usage.ru_stime)
  }

  /// The memory that is resident now, in bytes; nil where the system does not say (proc(5), `statm`).
  public static var residentBytes: Int64? {
    guard let bytes = try? InputFile.read("/proc/self/statm", limit: 1_024) else { return nil }
    let fields = bytes.split(separator: UInt8(ascii: " "))
    guard fields.count > 1, let pages = Int64(String(decoding: fields[1], as: UTF8.self)) else { return nil }
    return pages * Int64(sysconf(Int32(_SC_PAGESIZE)))
  }

  private static func milliseconds(_ time: timeval) -> Int64 {
    Int64(time.tv_sec) * 1000 + Int64(time.tv_usec) / 1000
  }
}

/// Bytes from outside that are no UTF-8, and so no text.
public struct TextFault: Error, Hashable, Sendable {
  /// Where they stand, for people.
  public let place: String
  /// With a mark for each byte that is none.
  public let text: String

  public var description: String { "\(place) is no UTF-8 text: “\(text)”; nothing was done" }
}
