import Foundation
import Glibc

/// A program that an adapter has started: in a process group of its own, spoken with in lines. What it does goes into the
/// inbox. All that is written for it waits here, so that one that reads nothing holds up nobody.
final class ChildProgram: @unchecked Sendable {
  private let number: Int
  private let inbox: Inbox
  private let endsWhole: Bool
  private let id: pid_t
  private let input: Int32
  private let output: Int32
  private let complaints: Int32
  /// A byte in it wakes the thread that speaks with the program.
  private let alarm: (heard: Int32, rung: Int32)
  /// Holds what stands below it.
  private let lock = NSLock()
  private var unsent: [UInt8] = []
  private var isClosing = false
  private var isOver = false
  private var isReaped = false

  private static let lastWordsLimit = 2_048
  private static let lastLineLimit = 200
  private static let lastPieces = 16

  /// - Returns: nil where the system can't start it.
  init?(_ number: Int, _ start: ChildStart, inbox: Inbox) {
    guard let near = Self.pair(), let far = Self.pair(), let side = Self.pair(), let alarm = Self.pair()
    else {
      return nil
    }
    defer { for end in [near.1, far.1, side.1] { close(end) } }
    let id = Self.spawn(start.words, [near.1, far.1, side.1])
    guard let id else {
      for end in [near.0, far.0, side.0, alarm.0, alarm.1] { close(end) }
      return nil
    }
    (self.number, self.inbox, self.id, endsWhole) = (number, inbox, id, start.endsWhole)
    (input, output, complaints, self.alarm) = (near.0, far.0, side.0, alarm)
    for end in [input, output, complaints, alarm.0, alarm.1] {
      _ = fcntl(end, F_SETFL, fcntl(end, F_GETFL) | O_NONBLOCK)
    }
    Thread.detachNewThread { self.awaitEnd() }
    Thread.detachNewThread { self.speak() }
  }

  deinit { for end in [input, output, complaints, alarm.heard, alarm.rung] { close(end) } }

  func write(_ bytes: [UInt8]) {
    lock.withLock { unsent += bytes }
    wake()
  }

  /// The program gets to the end of its input when it has read all that was written.
  func closeInput() {
    lock.withLock { isClosing = true }
    wake()
  }

  func kill() {
    lock.withLock {
      guard !isReaped else { return }
      Glibc.kill(-id, SIGKILL)
    }
  }

  private func wake() { _ = send(alarm.rung, [1], 1, Int32(MSG_NOSIGNAL)) }

  /// Sees its end and leaves it to be reaped by the thread that has read its last words: until then nobody else gets its
  /// number.
  private func awaitEnd() {
    var info = siginfo_t()
    while waitid(P_PID, id_t(id), &info, WEXITED | WNOWAIT) < 0, errno == EINTR {}
    lock.withLock { isOver = true }
    wake()
  }

  private func speak() {
    var heard = Heard()
    while true {
      let (isOver, wantsRoom) = lock.withLock { (self.isOver, !unsent.isEmpty) }
      if isOver { break }
      awaitNews(wantsRoom)
      _ = Self.read(alarm.heard)
      _ = hear(&heard)
      flush()
    }
    // What it has left behind may write for ever, and does not count.
    for _ in 0..<Self.lastPieces {
      guard hear(&heard) else { break }
    }
    reap(heard.lastWords)
  }

  /// What it has said so far.
  private struct Heard {
    var splitter = LineSplitter(limit: ChildNews.lineLimit)
    var lastWords: [UInt8] = []
  }

  /// Takes what can be read now, and waits with it where nobody takes it on.
  ///
  /// - Returns: whether there was something.
  private func hear(_ heard: inout Heard) -> Bool {
    let (said, complained) = (Self.read(output), Self.read(complaints))
    for line in heard.splitter.take(said[...]) {
      switch line {
      case .whole(let bytes): inbox.put(.child(number, .line(bytes)))
      case .tooLong: inbox.put(.child(number, .longLine))
      }
    }
    heard.lastWords = (heard.lastWords + complained).suffix(Self.lastWordsLimit)
    return !said.isEmpty || !complained.isEmpty
  }

  private func awaitNews(_ wantsRoom: Bool) {
    let reading = Int16(POLLIN)
    var descriptors = [alarm.heard, output, complaints].map { pollfd(fd: $0, events: reading, revents: 0) }
    if wantsRoom { descriptors.append(pollfd(fd: input, events: Int16(POLLOUT), revents: 0)) }
    // Ends that the program has closed would be readable for ever.
    for place in [1, 2] where closed.contains(descriptors[place].fd) { descriptors[place].fd = -1 }
    if poll(&descriptors, nfds_t(descriptors.count), -1) < 0 { return }
    for descriptor in descriptors where descriptor.revents & Int16(POLLHUP) != 0 {
      closed.insert(descriptor.fd)
    }
  }

  /// Of the thread that speaks alone.
  private var closed: Set<Int32> = []

  private func flush() {
    lock.withLock {
      while !unsent.isEmpty {
        let count = send(input, unsent, unsent.count, Int32(MSG_NOSIGNAL))
        if count < 0, errno == EINTR { continue }
        if count < 0, errno == EAGAIN { return }
        // One that reads no more is told by its end, or by what it does not acknowledge.
        guard count > 0 else {
          unsent = []
          return
        }
        unsent.removeFirst(count)
      }
      if isClosing { shutdown(input, Int32(SHUT_WR)) }
    }
  }

  private func reap(_ lastWords: [UInt8]) {
    var status: Int32 = 0
    lock.withLock {
      if endsWhole { Glibc.kill(-id, SIGKILL) }
      while waitpid(id, &status, 0) < 0, errno == EINTR {}
      isReaped = true
    }
    let signal = status & 0x7F
    inbox.putAtOnce(
      .child(
        number,
        .ended(
          ChildEnd(
            how: signal == 0 ? .status(status >> 8 & 0xFF) : .signal(signal),
            lastWords: Self.lastLine(lastWords)))))
  }

  private static func lastLine(_ bytes: [UInt8]) -> String {
    let line = bytes.split(separator: UInt8(ascii: "\n")).last ?? []
    return String(
      decoding: line.prefix(lastLineLimit).map { (0x20...0x7E).contains($0) ? $0 : UInt8(ascii: "?") },
      as: UTF8.self)
  }

  /// All that can be read now.
  private static func read(_ descriptor: Int32) -> [UInt8] {
    var all: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 16 << 10)
    while all.count < buffer.count * 4 {
      let count = Glibc.read(descriptor, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { break }
      all += buffer[..<count]
    }
    return all
  }

  /// Two ends of a line that programs started meanwhile do not inherit.
  private static func pair() -> (Int32, Int32)? {
    var ends: [Int32] = [-1, -1]
    let type = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    return socketpair(AF_UNIX, type, 0, &ends) == 0 ? (ends[0], ends[1]) : nil
  }

  private static func spawn(_ words: [String], _ ends: [Int32]) -> pid_t? {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for (place, end) in ends.enumerated() { posix_spawn_file_actions_adddup2(&actions, end, Int32(place)) }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // This program ignores broken pipes; the child must not inherit that.
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    sigaddset(&signals, SIGPIPE)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setpgroup(&attributes, 0)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))
    var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    var id: pid_t = 0
    let code = posix_spawnp(&id, words.first ?? "", &actions, &attributes, &arguments, environ)
    return code == 0 ? id : nil
  }
}
