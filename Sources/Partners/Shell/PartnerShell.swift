import Control
import Events
import Foundation
import Glibc

/// Runs an adapter between the lines of standard input and output: the one place of a partner with files, sockets and
/// clocks.
struct PartnerShell {
  private var adapter: any Adapter
  private let inbox = Inbox()
  private let caller: HTTPCaller
  private var output = LineOutput()
  /// When timers ring, on the monotonic clock.
  private var timers: [Int: Int64] = [:]
  /// When the program leaves, on the same clock, whatever is still begun.
  private var leavesAt: Int64?
  private var hasHello = false
  /// Programs that run, by the adapter's numbers.
  private var children: [Int: ChildProgram] = [:]

  /// Milliseconds that begun work has after `stop`, or when the terminal is gone.
  private static let graceMs: Int64 = 3_000

  /// Runs it until it was told to stop, or nobody reads or writes any more.
  ///
  /// - Parameter tunnel: the way of calls to addresses that somebody else has chosen; an adapter without one makes none.
  static func run(_ adapter: some Adapter, through tunnel: CheckedTunnel? = nil) {
    signal(SIGPIPE, SIG_IGN)
    var shell = PartnerShell(adapter, tunnel)
    shell.work()
    for (_, child) in shell.children.sorted(by: { $0.key < $1.key }) { child.kill() }
  }

  private init(_ adapter: some Adapter, _ tunnel: CheckedTunnel?) {
    self.adapter = adapter
    caller = HTTPCaller(inbox: inbox, tunnel: tunnel)
  }

  private mutating func work() {
    let inbox = inbox
    Thread.detachNewThread { StandardInput.read(into: inbox) }
    while output.isOpen {
      if leavesAt != nil, adapter.isIdle { return }
      let now = ShellClock.monotonicMs
      if let leavesAt, now >= leavesAt { return }
      let next = (Array(timers.values) + [leavesAt].compactMap { $0 }).min()
      if let letter = inbox.take(withinMs: next.map { max(0, $0 - now) }) { open(letter) }
      ring()
    }
  }

  private mutating func ring() {
    let now = ShellClock.monotonicMs
    for (number, time) in timers.sorted(by: { ($0.value, $0.key) < ($1.value, $1.key) }) where time <= now {
      timers[number] = nil
      handle(.timer(number))
    }
  }

  private mutating func open(_ letter: Inbox.Letter) {
    switch letter {
    case .line(.whole(let line)):
      // What is no message is left alone, as the protocol has it.
      if let message = PartnerMessage(line: line) { hear(message) }
    case .line(.tooLong):
      Diagnostics.say("a line was longer than \(PartnerMessage.lineLimit) bytes and is left out")
    case .endOfInput: leaveSoon()
    case .answer(let call, let outcome): handle(.answer(call: call, outcome))
    case .file(let number, let content): handle(.file(number, content))
    case .child(let number, let news):
      if case .ended = news { children[number] = nil }
      handle(.child(number, news))
    }
  }

  private mutating func hear(_ message: PartnerMessage) {
    switch message {
    case .hello(_, let venue, _, let settings):
      guard !hasHello else { return }
      hasHello = true
      handle(.hello(SecretFiles.house(venue: venue, settings: settings)))
    case .stop: leaveSoon()
    case .event, .request, .recorded, .refused: handle(.message(message))
    }
  }

  private mutating func leaveSoon() {
    guard leavesAt == nil else { return }
    leavesAt = ShellClock.monotonicMs + Self.graceMs
    handle(.leaving)
  }

  private mutating func handle(_ input: AdapterInput) {
    for order in adapter.handle(input, at: ShellClock.now) {
      switch order {
      case .say(let answer): output.write(answer)
      case .call(let number, let call): caller.begin(number, call)
      case .wake(let number, let afterMs): timers[number] = ShellClock.monotonicMs + afterMs
      case .read(let number, let path, let limitBytes):
        inbox.putAtOnce(.file(number, FileEnd.read(path, limitBytes: limitBytes)))
      case .start(let number, let child): start(number, child)
      case .write(let number, let bytes): children[number]?.write(bytes)
      case .close(let number): children[number]?.closeInput()
      case .kill(let number): children[number]?.kill()
      case .note(let sentence): Diagnostics.say(sentence)
      }
    }
  }

  private mutating func start(_ number: Int, _ start: ChildStart) {
    children[number] = ChildProgram(number, start, inbox: inbox)
    if children[number] == nil {
      inbox.putAtOnce(.child(number, .ended(ChildEnd(how: .notStarted, lastWords: ""))))
    }
  }
}
