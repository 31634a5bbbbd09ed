import Glibc

/// A program that runs beside this one and speaks with it in lines, over its standard input and output.
///
/// It and all that it starts make one process group. Nothing waits for it: lines are told from the loop, and what it does
/// not read is kept up to a bound. Whatever it does, it takes nothing down but itself.
public final class LineProcess {
  /// How it is told.
  public struct Hearer {
    /// A whole line, without its newline.
    public var onLine: ([UInt8]) -> Void
    /// Called once, with why it ended, in words.
    public var onEnd: (String) -> Void

    public init(onLine: @escaping ([UInt8]) -> Void, onEnd: @escaping (String) -> Void) {
      self.onLine = onLine
      self.onEnd = onEnd
    }
  }

  private let id: pid_t
  private let loop: EventLoop
  private let name: String
  private let lineLimit: Int
  private let input: Descriptor
  private let output: Descriptor
  private let complaints: Descriptor
  private var unsent = Outgoing()
  private var bytes: [UInt8] = []
  /// The last of what it has written on standard error.
  private var lastWords: [UInt8] = []
  private var hearer: Hearer?
  private var reason: String?

  /// What it does not read: more than a day of a restaurant's events.
  private static let unsentLimit = 16 << 20
  private static let lastWordsLimit = 2_048
  /// After ``stop()`` it has so long to finish what it has begun.
  private static let patienceMs: Int64 = 3_000
  private static let reapAgainMs: Int64 = 20

  /// Starts a program, looked up in `PATH` where its name has no slash.
  ///
  /// - Parameters:
  ///   - words: the program and its arguments; no shell sees them.
  ///   - name: tells its deadlines on the loop from others'.
  ///   - lineLimit: a longer line ends it.
  public init(
    _ words: [String], on loop: EventLoop, name: String, lineLimit: Int, _ hearer: Hearer
  ) throws(SystemFault) {
    let (inputEnd, input) = try Self.sockets()
    let (output, outputEnd) = try Self.pipe()
    let (complaints, complaintsEnd) = try Self.pipe()
    for end in [input, output, complaints] { try end.setNonBlocking() }
    id = try Self.spawn(words, [inputEnd.number, outputEnd.number, complaintsEnd.number])
    self.loop = loop
    self.name = "partner \(name)"
    self.lineLimit = lineLimit
    self.input = input
    self.output = output
    self.complaints = complaints
    self.hearer = hearer
    loop.whenReadable(output.number) { [weak self] in self?.hearOutput() }
    loop.whenReadable(complaints.number) { [weak self] in self?.hearComplaints() }
  }

  deinit {
    guard hearer != nil else { return }
    kill(-id, SIGKILL)
    waitpid(id, nil, 0)
    forget()
  }

  /// What it has said of itself on standard error, the last line of it; empty where nothing.
  public var lastComplaint: String {
    let lines = String(decoding: lastWords, as: UTF8.self).split(separator: "\n")
    return lines.last.map(String.init) ?? ""
  }

  public func send(_ line: [UInt8]) {
    guard hearer != nil, reason == nil else { return }
    unsent.append(line)
    flush()
    if unsent.count > Self.unsentLimit { end("it read nothing any more") }
  }

  /// Closes its input, and kills it where it is still there 3 s later.
  public func stop() {
    guard hearer != nil else { return }
    reason = reason ?? "it was stopped"
    loop.whenWritable(input.number, nil)
    shutdown(input.number, Int32(SHUT_WR))
    loop.at(SystemClock.monotonicMs() + Self.patienceMs, name) { [weak self] in self?.end("it did not stop") }
  }

  /// Kills it at once.
  public func end(_ why: String) {
    guard hearer != nil else { return }
    reason = reason ?? why
    kill(-id, SIGKILL)
    reap()
  }

  private func flush() {
    do throws(SystemFault) {
      unsent.drop(try input.write(unsent.bytes))
    } catch {
      return
    }
    if unsent.isEmpty {
      loop.whenWritable(input.number, nil)
    } else {
      loop.whenWritable(input.number) { [weak self] in self?.flush() }
    }
  }

  private func hearOutput() {
    guard case .success(let read) = Result(catching: { try output.read() }) else { return reap() }
    switch read {
    case .nothingYet: return
    case .end: reap()
    case .bytes(let arrived):
      bytes += arrived
      tellLines()
    }
  }

  private func tellLines() {
    var start = 0
    while let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) {
      hearer?.onLine(Array(bytes[start..<end]))
      start = end + 1
    }
    bytes.removeFirst(start)
    if bytes.count > lineLimit { end("it wrote a line of more than \(lineLimit) bytes") }
  }

  private func hearComplaints() {
    guard case .success(.bytes(let arrived)) = Result(catching: { try complaints.read() }) else {
      return loop.whenReadable(complaints.number, nil)
    }
    lastWords = Array((lastWords + arrived).suffix(Self.lastWordsLimit))
  }

  /// Its output has ended: it has, or is about to.
  private func reap() {
    guard hearer != nil else { return }
    loop.whenReadable(output.number, nil)
    var status: Int32 = 0
    guard retrying({ waitpid(id, &status, WNOHANG) }) != 0 else {
      return loop.at(SystemClock.monotonicMs() + Self.reapAgainMs, "\(name) ends") { [weak self] in
        self?.reap()
      }
    }
    hearComplaints()
    let signal = status & 0x7F
    let how = signal == 0 ? "it ended with status \(status >> 8 & 0xFF)" : "it was killed by signal \(signal)"
    forget()
    let told = hearer
    hearer = nil
    told?.onEnd(reason ?? how)
  }

  private func forget() {
    for end in [input, output, complaints] { loop.forget(end.number) }
    loop.cancel(name)
    loop.cancel("\(name) ends")
  }

  /// - Returns: the end that is read, and the one that is written; neither goes on to other programs.
  private static func pipe() throws(SystemFault) -> (Descriptor, Descriptor) {
    var ends: [Int32] = [0, 0]
    guard Glibc.pipe(&ends) == 0 else { throw SystemFault("pipe") }
    return try kept(ends)
  }

  /// A socket for its input: what it does not read any more is told without a signal.
  private static func sockets() throws(SystemFault) -> (Descriptor, Descriptor) {
    var ends: [Int32] = [0, 0]
    guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends) == 0 else {
      throw SystemFault("socketpair")
    }
    return try kept(ends)
  }

  private static func kept(_ ends: [Int32]) throws(SystemFault) -> (Descriptor, Descriptor) {
    for end in ends {
      guard fcntl(end, F_SETFD, FD_CLOEXEC) == 0 else { throw SystemFault("fcntl") }
    }
    return (Descriptor(ends[0]), Descriptor(ends[1]))
  }

  private static func spawn(_ words: [String], _ ends: [Int32]) throws(SystemFault) -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for (place, end) in ends.enumerated() {
      posix_spawn_file_actions_adddup2(&actions, end, Int32(place))
    }
    return try Spawn.startInOwnGroup(words, &actions)
  }
}
