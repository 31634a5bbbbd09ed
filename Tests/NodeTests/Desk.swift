import EventLog
import Events
import Node
import Replication
import SimulatedDisk
import Venue

/// One terminal at a desk: a node and a log writer on a simulated disk, driven by hand.
final class Desk {
  let disk: SimulatedDisk
  private(set) var node: Node
  private var writer: LogWriter
  private let outcomes: Outcomes
  private let time: Time
  /// Jobs that were not given to the writer yet.
  private(set) var jobs: [LogJob] = []
  private(set) var replies: [Asker: Reply] = [:]
  private(set) var forgotten: [Asker: Result<Forgetting.Report, LogFault>] = [:]
  private(set) var published: [Event] = []
  private var lastAsker = 0

  private final class Outcomes {
    var said: [LogOutcome] = []
  }

  /// What the clocks say, and chance.
  private final class Time {
    var wall = Timestamp(clamping: 1_795_348_800_000)
    var monotonicMs: Int64 = 0
    private var random: UInt64 = 0

    func moment() -> Moment {
      func bits() -> RandomBits {
        random += 1
        return RandomBits(high: random, low: random &* 0x9E37_79B9_7F4A_7C15)
      }
      return Moment(
        wall: wall, monotonicMs: monotonicMs, random: (bits(), bits(), bits(), bits()))
    }
  }

  init(_ disk: SimulatedDisk = SimulatedDisk(), eventsBetweenCheckpoints: Int = 5_000) throws {
    self.disk = disk
    let time = Time()
    let outcomes = Outcomes()
    let origin = try IdentityFile.origin("till", 1)
    let opened = try OpenedHouse.open(
      on: disk, proposed: Identity(venue: "maple", origin: origin, letter: "B"), asked: IdentityFile.Wish(),
      at: time.wall, random: 2)
    node = Node(opened, eventsBetweenCheckpoints: eventsBetweenCheckpoints) { time.moment() }
    writer = LogWriter(opened.log) { outcomes.said.append($0) }
    self.time = time
    self.outcomes = outcomes
  }

  func ask(_ action: Request.Action, key: ExactString? = nil) -> Asker {
    lastAsker += 1
    handle(.request(Request(action, idempotencyKey: key), from: Asker(lastAsker)))
    return Asker(lastAsker)
  }

  func forget(before: Timestamp) -> Asker {
    lastAsker += 1
    handle(.forget(before: before, order: nil, from: Asker(lastAsker)))
    return Asker(lastAsker)
  }

  var now: Timestamp { time.wall }

  func pass(milliseconds: Int64) {
    time.wall = time.wall.advanced(byMilliseconds: milliseconds)
    time.monotonicMs += milliseconds
    if let deadline = node.deadlineMs, deadline <= time.monotonicMs { handle(.tick) }
  }

  /// The writer does what it was given, and the node hears of it, until nothing is left.
  func settle() {
    while !jobs.isEmpty {
      let taken = jobs
      jobs = []
      write(taken)
    }
  }

  /// The writer's turn without any job: it tries again, or tidies.
  func rest() {
    write([])
    settle()
  }

  private func write(_ jobs: [LogJob]) {
    writer.turn(jobs)
    let said = outcomes.said
    outcomes.said = []
    for outcome in said { handle(.log(outcome)) }
  }

  /// Ends as a person ends it.
  func close() {
    for effect in node.close() { perform(effect) }
    settle()
    write([.close])
  }

  func handle(_ input: NodeInput) {
    for effect in node.handle(input) { perform(effect) }
  }

  private func perform(_ effect: NodeEffect) {
    switch effect {
    case .log(let job): jobs.append(job)
    case .answer(let reply, let asker): replies[asker] = reply
    case .answerForget(let result, let asker): forgotten[asker] = result
    case .publish(let events): published += events
    case .changed, .carryOut, .told, .dial, .send, .hangUp: break
    }
  }

  /// What the log holds, in its order.
  func held() throws -> [Event] {
    var scan = try node.reader.scan()
    var events: [Event] = []
    while let line = try scan.next() { events.append(try line.content.get()) }
    return events
  }
}
