import Control
import Events
import Foundation
import Glibc

/// Runs an adapter between the lines of standard input and output: the one place of a partner with files, sockets and
/// clocks.
public struct PartnerShell {
  private var adapter: any Adapter
  private let inbox = Inbox()
  private let caller: HTTPCaller
  private var output = LineOutput()
  /// When timers ring, on the monotonic clock.
  private var timers: [Int: Int64] = [:]
  /// When the program leaves, on the same clock, whatever is still begun.
  private var leavesAt: Int64?
  private var hasHello = false

  /// Milliseconds that begun work has after `stop`, or when the terminal is gone.
  private static let graceMs: Int64 = 3_000

  /// Runs it until it was told to stop, or nobody reads or writes any more.
  public static func run(_ adapter: some Adapter) {
    signal(SIGPIPE, SIG_IGN)
    var shell = PartnerShell(adapter)
    shell.work()
  }

  private init(_ adapter: some Adapter) {
    self.adapter = adapter
    caller = HTTPCaller(inbox: inbox)
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
    if leavesAt == nil { leavesAt = ShellClock.monotonicMs + Self.graceMs }
  }

  private mutating func handle(_ input: AdapterInput) {
    for order in adapter.handle(input, at: ShellClock.now) {
      switch order {
      case .say(let answer): output.write(answer)
      case .call(let number, let call): caller.begin(number, call)
      case .wake(let number, let afterMs): timers[number] = ShellClock.monotonicMs + afterMs
      case .note(let sentence): Diagnostics.say(sentence)
      }
    }
  }
}
