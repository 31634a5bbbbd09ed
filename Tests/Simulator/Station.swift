import Dining
import EventLog
import Events
import Replication
import Venue

/// The program of a box: the heart, the log's writer and reader, and the effects carried out in their order, as
/// `Station` in `galley` does it.
final class Station {
  private unowned let box: Box
  private(set) var venue: Venue
  let reader: LogReader
  private(set) var worker: Worker!
  private(set) var sockets: Sockets!
  private var sessions: [Asker: (Reply) -> Void] = [:]
  private var lastAsker = 0
  private var lastTicket: UInt64 = 0
  private var sinceCheckpoint = 0
  private var inputs: [Input] = []
  private var isFeeding = false
  private var linkTimerMs = Int64.max
  /// What the start found.
  let report: OpenReport
  private(set) var readOnlyBecause: String?
  /// Counts the times that the disk has failed or worked again: who waits for the one is not told after the other.
  private var turns = 0

  private static let eventsBetweenCheckpoints = 60
  private static let stalledPatienceMs: Int64 = 3_000

  init(_ box: Box) throws {
    self.box = box
    let directory = try Directory.open(box)
    reader = LogReader(on: box.disk, durable: directory.log.durable)
    venue = Venue(identity: directory.identity, memory: directory.memory, tips: directory.log.tips)
    report = directory.log.report
    switch directory.log.condition {
    case .writing, .unproven: break
    case .readOnly, .damaged, .gone: readOnlyBecause = "\(directory.log.condition)"
    }
    worker = Worker(directory.log, box) { [weak self] in self?.hear($0) }
    sockets = Sockets(box) { [weak self, unowned box] input in self?.feed(.mesh(input, at: box.moment())) }
  }

  var log: EventLog { worker.log }

  /// What the start found, in words; empty on an ordinary day.
  var findings: String {
    let torn = report.tornTail.map { "torn \($0.file) \($0.offset)+\($0.length)" }
    let loss = report.loss.map { "loss of \($0)" }
    let restored = report.restored.map { "restored \($0.file) \($0.offset)+\($0.length)" }
    return
      ([torn, loss, restored].compactMap { $0 } + report.damage.map { "\($0.code) \($0.file) \($0.offset)" }
      + report.notes.map(\.message)).joined(separator: "; ")
  }

  func link() {
    let now = Instant(wall: box.wall(), monotonicMs: box.world.timeline.nowMs)
    venue.link(
      Mesh.Settings(keys: [World.key], peers: box.settings.peers), version: "1", gaps: log.gaps,
      isDamaged: isDamaged,
      seed: box.chance.word(), at: now)
    feed(.mesh(.tick, at: box.moment()))
  }

  func close() {
    for effect in venue.closeLinks(at: box.moment()) { perform(effect) }
    if sinceCheckpoint > 0 { checkpoint() }
    worker.close()
  }

  func ask(_ request: Request, _ answer: @escaping (Reply) -> Void) {
    lastAsker += 1
    sessions[Asker(lastAsker)] = answer
    feed(.request(request, from: Asker(lastAsker), at: box.moment()))
  }

  /// Takes events as those that a newer program writes under this origin.
  func write(_ events: [Event]) {
    lastAsker += 1
    feed(.arrived(events, from: Asker(lastAsker), at: box.moment()))
  }

  func checkThere() { worker.checkThere() }

  /// Somebody has the whole log read through.
  func examine() { worker.examine() }

  private func feed(_ input: Input) {
    inputs.append(input)
    guard !isFeeding else { return }
    isFeeding = true
    while !inputs.isEmpty {
      for effect in venue.handle(inputs.removeFirst()) { perform(effect) }
    }
    isFeeding = false
    waitForLinks()
    box.world.witness.look(at: box, self)
  }

  private func waitForLinks() {
    guard let deadline = venue.mesh?.deadlineMs, deadline != linkTimerMs else { return }
    linkTimerMs = deadline
    box.after(max(0, deadline - box.world.timeline.nowMs)) { [weak self, unowned box] in
      guard let self, linkTimerMs == deadline else { return }
      linkTimerMs = .max
      feed(.mesh(.tick, at: box.moment()))
    }
  }

  private func perform(_ effect: Effect) {
    switch effect {
    case .append(let events, let ticket): append(events, ticket)
    case .answer(let reply, let asker):
      box.world.witness.answered(reply, box)
      sessions.removeValue(forKey: asker)?(reply)
    case .publish(let events): publish(events)
    case .redraw: break
    case .fetch(let orders, let input): fetch(orders, for: input)
    case .dial(let address): sockets.dial(address)
    case .send(let bytes, let link): send(bytes, link)
    case .hangUp(let link): sockets.hangUp(link)
    case .read(let read): inputs.insert(.mesh(.read(read, chain(read)), at: box.moment()), at: 0)
    case .heal(let events, let isComplete):
      box.world.trace.note(box.index, "wants to heal", Int64(events.count), events.first?.seq ?? 0)
      worker.heal(events, isComplete: isComplete, at: box.wall())
    case .keep(let identity):
      box.world.trace.note(box.index, "goes on", 0, 0, "as \(identity.origin) \(identity.letter)")
      try? Directory.keep(identity, on: box.disk)
    }
  }

  private func append(_ events: [Event], _ ticket: UInt64) {
    box.world.witness.wrote(events, box, venue.identity.origin)
    lastTicket = worker.append(events)
    precondition(lastTicket == ticket, "the heart and the log's writer count alike")
    guard box.world.options.planted == .publishesBeforeSync else { return }
    inputs.append(.durable(upTo: ticket, at: box.moment()))
  }

  private func send(_ bytes: [UInt8], _ link: LinkID) {
    box.world.witness.sends(bytes, box)
    sockets.send(bytes, over: link)
  }

  private func chain(_ read: ChainRead) -> [Event]? {
    let stretch = read.stretch
    guard stretch.from <= stretch.to, box.world.options.planted != .servesNothing else { return nil }
    let found = try? reader.chain(
      of: stretch.origin, tip: stretch.tip, seqs: stretch.from...stretch.to, limitBytes: read.maxBytes)
    return found ?? nil
  }

  private func fetch(_ orders: [OrderID], for input: Input) {
    do throws(DiskFault) {
      var found: [(OrderID, [Event])] = []
      for order in orders { found.append((order, try reader.events(of: order))) }
      inputs.insert(contentsOf: [.fetched(found), input], at: 0)
    } catch {
      let complaint = Complaint("disk", error.description, isOfDisk: true)
      if let asker = input.asker { sessions.removeValue(forKey: asker)?(.refused(complaint)) }
      inputs.append(.notKept(from: .max, complaint, at: box.moment()))
    }
  }

  private func publish(_ events: [Event]) {
    box.world.witness.published(events, box)
    sinceCheckpoint += events.count
    if sinceCheckpoint >= Self.eventsBetweenCheckpoints { checkpoint() }
  }

  private func checkpoint() {
    guard venue.isSettled else { return }
    sinceCheckpoint = 0
    worker.checkpoint(
      after: lastTicket, retained: venue.shown.retained.map(\.line), blob: CheckpointNotes(venue).bytes)
  }

  private func hear(_ outcomes: [Worker.Outcome]) {
    for outcome in outcomes {
      switch outcome {
      case .durable(let ticket, let position):
        reader.advance(to: position)
        box.world.trace.note(box.index, "durable", Int64(ticket))
        feed(.durable(upTo: ticket, at: box.moment()))
      case .refused(let ticket, let fault):
        worker.heardRefusal()
        drop(from: ticket, fault)
      case .stalled(let fault): stall(fault)
      case .healed(let report, let position): take(report, position)
      case .examined(nil, _, _): break
      case .examined(let finding?, let gaps, let tips):
        reader.forgetIndexes()
        readOnlyBecause = finding.message
        foundWhileRunning = true
        feed(.damaged(gaps, tips, at: box.moment()))
      case .healingFailed:
        reader.forgetIndexes()
        box.after(2_000) { [weak self] in
          if let self { tellHealing([], tips: nil, gaps: log.gaps, isDamaged: isDamaged) }
        }
      case .gone(let fault):
        readOnlyBecause = fault.description
        drop(from: 0, fault)
        box.world.alarmed(box)
      case .resumed: turns += 1
      case .checkpointFailed: break
      case .checkpointed(nil): sinceCheckpoint = Self.eventsBetweenCheckpoints
      case .checkpointed: break
      }
    }
  }

  /// Whether the damage that is there was found after the start, which knew of the events in it.
  private var foundWhileRunning = false

  var isDamaged: Bool { if case .damaged = log.condition { true } else { false } }

  /// The log was repaired, or a part of it.
  private func take(_ report: Healing.Report, _ position: LogPosition) {
    reader.forgetIndexes()
    reader.advance(to: position)
    readOnlyBecause = report.remaining?.message
    box.world.trace.note(
      box.index, "heals", Int64(report.recovered.count), Int64(report.gaps.count),
      (report.remaining?.message ?? "")
        + report.gaps.map { " \($0.origin) \($0.after.seq)..\($0.upTo.seq)" }.joined())
    tellHealing(
      report.recovered, tips: report.tips, gaps: report.gaps, isDamaged: report.remaining != nil,
      mayLackOwn: report.restsOnPeers)
    if report.remaining == nil { foundWhileRunning = false }
  }

  private func tellHealing(
    _ events: [Event], tips: ChainTips?, gaps: [ChainGap], isDamaged: Bool, mayLackOwn: Bool = false
  ) {
    let repair = Repair(
      events: events, tips: tips, gaps: gaps, isDamaged: isDamaged, mayLackOwn: mayLackOwn,
      isNews: !foundWhileRunning)
    feed(.healed(repair, at: box.moment()))
  }

  private func stall(_ fault: LogFault) {
    turns += 1
    let turn = turns
    box.after(Self.stalledPatienceMs) { [weak self] in
      if let self, turns == turn { answerThoseWhoWait(fault) }
    }
  }

  private func answerThoseWhoWait(_ fault: LogFault) {
    let waiting = sessions.sorted { $0.key.number < $1.key.number }
    sessions = [:]
    let complaint = Complaint("unproven", fault.description, isOfDisk: true)
    for (_, answer) in waiting { answer(.refused(complaint)) }
  }

  private func drop(from ticket: UInt64, _ fault: LogFault) {
    let complaint = Complaint("disk", fault.description, isOfDisk: true)
    feed(.notKept(from: ticket, complaint, at: box.moment()))
  }
}
