import Control
import Events

/// Hands every event to a program of the house, a line each, and tells the terminal which of them it has kept: those
/// whose id it prints.
public struct ExecAdapter: Adapter {
  private var command: String?
  /// The program that runs.
  private var child: Int?
  /// What it was given and has not acknowledged, the oldest first.
  private var given: [OutgoingEvent] = []
  /// What it is given next.
  private var queue: [OutgoingEvent] = []
  /// How often it has ended since it last acknowledged something.
  private var failures = 0
  private var lastEnd = "does not run"
  private var restart: Int?
  private var watch: Int?
  /// Looks of the watch since the last acknowledgement.
  private var idleLooks = 0
  /// Whether it was said that it acknowledges what it was never given; once for each run.
  private var hasNoted = false
  private var isLeaving = false
  private var farewell: Int?
  private var lastNumber = 0

  /// Events that it may have without an acknowledgement: enough for those that write many in one go.
  private static let givenLimit = 64
  private static let queueLimit = 1024
  /// It is started again after 1, 2, 4 … 60 s.
  private static let againMs: Int64 = 1_000
  private static let againLimitMs: Int64 = 60_000
  /// After so many ends in a row nothing waits for the next start: the terminal keeps it meanwhile.
  private static let patientFailures = 3
  /// Four looks, 60 s, without an acknowledgement, and it is ended.
  private static let lookMs: Int64 = 15_000
  private static let looksLimit = 4
  /// What it has for its last acknowledgements; within the time that this program has itself.
  private static let farewellMs: Int64 = 2_000
  private static let commandBytes = 8 << 10

  public init() {}

  public var isIdle: Bool { child == nil }

  public mutating func handle(_ input: AdapterInput, at now: Timestamp) -> [AdapterOutput] {
    switch input {
    case .hello(let house): return begin(house)
    case .message(.event(let cursor, let event)): return take(cursor, event)
    case .message(.request(let id, _, _)): return [.fault(id, .unknown)]
    case .message(.hello), .message(.recorded), .message(.refused), .message(.stop), .answer, .file: return []
    case .child(let number, let news) where number == child: return hear(news, of: number)
    case .child: return []
    case .timer(let number): return ring(number)
    case .leaving: return leave()
    }
  }

  private mutating func begin(_ house: AdapterHouse) -> [AdapterOutput] {
    guard let command = house.settings["command"], !command.isEmpty,
      command.utf8.count <= Self.commandBytes, !command.utf8.contains(0)
    else {
      return [
        .note("the setting command is missing, or longer than \(Self.commandBytes) bytes; nothing is run")
      ]
    }
    self.command = command
    return [.say(.ready(version: nil, mode: nil))] + start()
  }

  private mutating func nextNumber() -> Int {
    lastNumber += 1
    return lastNumber
  }

  private mutating func start() -> [AdapterOutput] {
    guard let command, child == nil, !isLeaving else { return [] }
    let number = nextNumber()
    child = number
    (hasNoted, idleLooks) = (false, 0)
    return [.start(number, ChildStart(words: ["/bin/sh", "-c", command], endsWhole: true))] + give()
  }

  private mutating func take(_ cursor: String, _ event: JSON) -> [AdapterOutput] {
    guard let line = OutgoingEvent(cursor: cursor, event) else { return [OutgoingEvent.senseless(cursor)] }
    guard child != nil || failures < Self.patientFailures else {
      return [line.failed("the program \(lastEnd)")]
    }
    guard queue.count < Self.queueLimit else {
      return [line.failed("\(Self.queueLimit) events wait already")]
    }
    queue.append(line)
    return give()
  }

  private mutating func give() -> [AdapterOutput] {
    guard let child, !isLeaving else { return [] }
    let lines = queue.prefix(Self.givenLimit - given.count)
    guard !lines.isEmpty else { return [] }
    queue.removeFirst(lines.count)
    given += lines
    return lines.map { .write(child, $0.bytes + [UInt8(ascii: "\n")]) } + look()
  }

  private mutating func look() -> [AdapterOutput] {
    guard watch == nil else { return [] }
    let number = nextNumber()
    watch = number
    return [.wake(number, afterMs: Self.lookMs)]
  }
}

extension ExecAdapter {
  private mutating func hear(_ news: ChildNews, of number: Int) -> [AdapterOutput] {
    switch news {
    case .line(let bytes):
      return acknowledge(HTTPBytes.text(bytes.filter { $0 != HTTPBytes.carriageReturn }[...]))
    case .longLine: return noteOnce("printed a line of more than \(ChildNews.lineLimit) bytes")
    case .ended(let end):
      child = nil
      // Who leaves is asked again for what it has not answered.
      return isLeaving ? [] : fail("the program \(end.words)") + again(end)
    }
  }

  private mutating func acknowledge(_ id: String) -> [AdapterOutput] {
    guard !id.isEmpty else { return [] }
    let kept = given.filter { $0.id == id }
    guard !kept.isEmpty else { return noteOnce("acknowledged an id that it was not given") }
    given.removeAll { $0.id == id }
    (failures, idleLooks) = (0, 0)
    return kept.map(\.taken) + give()
  }

  private mutating func noteOnce(_ what: String) -> [AdapterOutput] {
    guard !hasNoted else { return [] }
    hasNoted = true
    return [.note("the program \(what); that is passed over")]
  }

  /// All that it was given goes back, and with it what may not go before that.
  private mutating func fail(_ sentence: String) -> [AdapterOutput] {
    let lost = given
    given = []
    watch = nil
    return lost.map { $0.failed(sentence) } + queue.hold(back: Set(lost.map(\.lane))) + [.note(sentence)]
  }

  private mutating func again(_ end: ChildEnd) -> [AdapterOutput] {
    lastEnd = end.words
    let waitMs = min(Self.againLimitMs, Self.againMs << min(failures, 10))
    failures += 1
    let number = nextNumber()
    restart = number
    var said: [AdapterOutput] = [.wake(number, afterMs: waitMs)]
    if failures >= Self.patientFailures {
      said += queue.map { $0.failed("the program \(lastEnd)") }
      queue = []
    }
    return said
  }

  private mutating func ring(_ number: Int) -> [AdapterOutput] {
    switch number {
    case restart:
      restart = nil
      return start()
    case watch:
      watch = nil
      guard !given.isEmpty, let child else { return [] }
      idleLooks += 1
      guard idleLooks >= Self.looksLimit else { return look() }
      return fail("the program acknowledged nothing for 60 s and is ended") + [.kill(child)]
    case farewell: return child.map { [.kill($0)] } ?? []
    default: return []
    }
  }

  private mutating func leave() -> [AdapterOutput] {
    guard let child, !isLeaving else { return [] }
    isLeaving = true
    let number = nextNumber()
    farewell = number
    return [.close(child), .wake(number, afterMs: Self.farewellMs)]
  }
}
