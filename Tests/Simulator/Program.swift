import Dining
import EventLog
import Events
import Node
import Replication
import Venue

/// The program of a box: the shipped node and the shipped log writer, with simulated sockets, disk and time.
final class Program {
  private unowned let box: Box
  private var node: Node
  private(set) var writing: Writing!
  private(set) var sockets: Sockets!
  private(set) var desk: Desk!
  private var askers: [Asker: (Reply) -> Void] = [:]
  private var lastAsker = 0
  private var inputs: [NodeInput] = []
  private var isFeeding = false
  private var wakesAtMs = Int64.max
  /// How often the node was woken within the present millisecond.
  private var ticks = (atMs: Int64.min, count: 0)

  /// Few, so that a run has many.
  private static let eventsBetweenCheckpoints = 60

  /// More than all links of seven boxes have to do in one moment.
  private static let ticksLimit = 1_000

  static let venue = "maple"

  /// Small, so that segments are sealed and the journal goes round often.
  static var limits: LogLimits {
    var limits = LogLimits()
    limits.segmentBytes = 24 << 10
    limits.journalRecordBytes = 8 << 10
    limits.journalBytes = 64 << 10
    limits.batchBytes = 4 << 20
    return limits
  }

  init(_ box: Box) throws {
    self.box = box
    let proposed = Identity(
      venue: Self.venue, origin: try IdentityFile.origin(box.settings.hostName, box.random()),
      letter: box.settings.letter)
    let opened = try OpenedHouse.open(
      on: box.disk, proposed: proposed, asked: IdentityFile.Wish(), limits: Self.limits, at: box.wall(),
      random: box.random())
    node = Node(opened, eventsBetweenCheckpoints: Self.eventsBetweenCheckpoints) { [unowned box] in
      box.moment()
    }
    writing = Writing(opened.log, box) { [weak self] in self?.feed(.log($0)) }
    sockets = Sockets(box) { [weak self] in self?.feed(.link($0)) }
    desk = Desk(box, self)
  }

  var venue: Venue { node.venue }
  var reader: LogReader { node.reader }
  var health: LogHealth { node.health }
  var log: EventLog { writing.log }
  var isDamaged: Bool { if case .damaged = log.condition { true } else { false } }

  /// What the start found, in words; empty on an ordinary day.
  var findings: String {
    let report = health.report
    let torn = report.tornTail.map { "torn \($0.file) \($0.offset)+\($0.length)" }
    let loss = report.loss.map { "loss of \($0)" }
    let restored = report.restored.map { "restored \($0.file) \($0.offset)+\($0.length)" }
    return
      ([torn, loss, restored].compactMap { $0 } + report.damage.map { "\($0.code) \($0.file) \($0.offset)" }
      + report.notes.map(\.message)).joined(separator: "; ")
  }

  func link() {
    node.link(
      Mesh.Settings(keys: [World.key], peers: box.settings.peers), version: "1", seed: box.chance.word())
    desk.stay()
    feed(.tick)
  }

  func close() {
    for effect in node.close() { perform(effect) }
    writing.close()
  }

  func ask(_ request: Request, _ answer: @escaping (Reply) -> Void) {
    lastAsker += 1
    askers[Asker(lastAsker)] = answer
    feed(.request(request, from: Asker(lastAsker)))
  }

  /// Keeps events as those that a newer program writes under this origin.
  func write(_ events: [Event]) {
    lastAsker += 1
    feed(.arrived(events, from: Asker(lastAsker)))
  }

  /// Somebody has personal data erased.
  func forget(before: Timestamp) {
    lastAsker += 1
    feed(.forget(before: before, order: nil, from: Asker(lastAsker)))
  }

  private func feed(_ input: NodeInput) {
    inputs.append(input)
    guard !isFeeding else { return }
    isFeeding = true
    while !inputs.isEmpty {
      let input = inputs.removeFirst()
      note(input)
      for effect in node.handle(input) { perform(effect) }
    }
    isFeeding = false
    waitForNode()
    box.world.witness.look(at: box, self)
  }

  private func waitForNode() {
    guard let deadline = node.deadlineMs, deadline != wakesAtMs, box.world.options.planted != .sleepsOn else {
      return
    }
    wakesAtMs = deadline
    // A node that wants to be woken at once may say so with a moment long past.
    box.after(max(deadline, box.world.timeline.nowMs) - box.world.timeline.nowMs) { [weak self] in
      guard let self, wakesAtMs == deadline else { return }
      wakesAtMs = .max
      countTick()
      feed(.tick)
    }
  }

  /// A node that is woken and wants to be woken at once again, over and over, polls: the real one would take a whole
  /// processor.
  private func countTick() {
    let nowMs = box.world.timeline.nowMs
    ticks = ticks.atMs == nowMs ? (nowMs, ticks.count + 1) : (nowMs, 1)
    guard ticks.count > Self.ticksLimit else { return }
    box.world.witness.fail("nothing polls", "box \(box.index) woke \(ticks.count) times within a millisecond")
  }

  private func perform(_ effect: NodeEffect) {
    switch effect {
    case .log(let job): hand(job)
    case .answer(let reply, let asker):
      box.world.witness.answered(reply, box)
      askers.removeValue(forKey: asker)?(reply)
    case .answerForget, .changed, .told: break
    case .carryOut(let errand): desk.carryOut(errand)
    case .publish(let events):
      box.world.witness.published(events, box)
      desk.hear(events)
      box.world.guests.see(events)
    case .dial(let address): sockets.dial(address)
    case .send(let bytes, let link):
      box.world.witness.sends(bytes, box)
      sockets.send(bytes, over: link)
    case .hangUp(let link): sockets.hangUp(link)
    }
  }

  private func hand(_ job: LogJob) {
    switch job {
    case .append(let events, let batch, _, _):
      box.world.witness.wrote(events, box, venue.identity.origin)
      if box.world.options.planted == .publishesBeforeSync {
        inputs.append(.log(.durable(upTo: batch, position: log.durable)))
      }
    case .heal(let events, _, _):
      box.world.trace.note(box.index, "wants to heal", Int64(events.count), events.first?.seq ?? 0)
    case .checkpoint, .forget, .examine, .checkThere, .close: break
    }
    writing.put(job)
  }

  private func note(_ input: NodeInput) {
    guard case .log(let outcome) = input else { return }
    switch outcome {
    case .durable(let batch, _): box.world.trace.note(box.index, "durable", Int64(batch.number))
    case .healed(let report, _):
      box.world.trace.note(
        box.index, "heals", Int64(report.recovered.count), Int64(report.gaps.count),
        (report.remaining?.message ?? "")
          + report.gaps.map { " \($0.origin) \($0.after.seq)..\($0.upTo.seq)" }.joined())
    case .gone: box.world.alarmed(box)
    case .refused(_, let fault), .stalled(let fault), .checkpointFailed(let fault),
      .forgettingFailed(let fault), .healingFailed(let fault), .examinationFailed(let fault):
      box.world.trace.note(box.index, "log", 0, 0, "\(fault)")
    case .resumed, .checkpointed, .forgotten, .examined: break
    }
  }
}
