import EventLog
import Events
import Replication
import Venue

/// What runs at one terminal: the heart with its log and its links, without sockets, threads or a clock.
///
/// The shipped program and the simulator drive the same node and the same ``LogWriter``; they differ only in who moves
/// bytes, time and threads. Inputs go in one at a time; what comes out is done in its order, and ``deadlineMs`` says
/// when the node wants a ``NodeInput/tick`` at the latest.
public struct Node {
  public private(set) var venue: Venue
  /// Reads what is durable. Belongs to the node's thread.
  public let reader: LogReader
  public internal(set) var health: LogHealth
  private let identityFile: IdentityFile
  let moments: () -> Moment
  private var checkpoints: CheckpointCount
  private var lastBatch = BatchNumber(0)
  private var refusalsHeard = 0
  /// Who asked and was not answered yet.
  private var waiting: Set<Asker> = []
  /// What is to be erased, in the order in which the log's writer will answer.
  private var forgettings: [(before: Timestamp, order: OrderID?, spared: Set<OrderID>, asker: Asker)] = []
  /// When those whose events wait for a disk that failed are told so.
  private var stalled: (untilMs: Int64, fault: LogFault)?
  /// When the others are asked again for what a repair needs.
  var healAgainMs: Int64?
  private var inputs: [Input] = []
  private var effects: [NodeEffect] = []

  /// A command waits 3 s for a disk that has failed to work again; then it is told that nobody knows yet whether its
  /// change is kept.
  private static let stalledPatienceMs: Int64 = 3_000

  /// A terminal that has replayed its log.
  ///
  /// - Parameters:
  ///   - eventsBetweenCheckpoints: how many events may pass without a checkpoint, and so about how many lines the next
  ///     start reads again.
  ///   - moments: tells the time, with fresh chance each time.
  public init(
    _ opened: OpenedHouse<some Disk>, eventsBetweenCheckpoints: Int = 5_000,
    moments: @escaping () -> Moment
  ) {
    venue = Venue(identity: opened.identity, memory: opened.memory, tips: opened.log.tips)
    reader = LogReader(on: opened.disk, durable: opened.log.durable)
    health = LogHealth(opened.log)
    identityFile = IdentityFile(on: opened.disk)
    checkpoints = CheckpointCount(limit: eventsBetweenCheckpoints)
    // After an upgrade, or without any checkpoint: the next start shall not read all of it again.
    if opened.log.report.linesRead >= eventsBetweenCheckpoints { checkpoints.becomeDue() }
    self.moments = moments
  }

  /// When the node wants to be woken, on the monotonic clock; nil for as long as nothing comes.
  public var deadlineMs: Int64? { [venue.deadlineMs, stalled?.untilMs, healAgainMs].compactMap { $0 }.min() }

  /// How it stands with the other terminals.
  public var meshStatus: MeshStatus {
    venue.mesh?.status(at: moments().instant) ?? MeshStatus(eventsAgreed: venue.shown.eventCount)
  }

  /// Begins to dial and to take calls.
  ///
  /// - Parameters:
  ///   - version: of this program, for the others.
  ///   - seed: chance for the times of dialing.
  public mutating func link(_ settings: Mesh.Settings, version: String, seed: UInt64) {
    venue.link(
      settings, version: version, gaps: health.gaps, isDamaged: health.isDamaged, seed: seed,
      at: moments().instant)
  }

  public mutating func handle(_ input: NodeInput) -> [NodeEffect] {
    switch input {
    case .request(let request, let asker):
      waiting.insert(asker)
      feed(.request(request, from: asker, at: moments()))
    case .arrived(let events, let asker):
      waiting.insert(asker)
      feed(.arrived(events, from: asker, at: moments()))
    case .forget(let before, let order, let asker):
      let spared = venue.shown.unclosed
      forgettings.append((before, order, spared, asker))
      emit(.log(.forget(before: before, order: order, sparing: spared)))
    case .link(let input): feed(.mesh(input, at: moments()))
    case .log(let outcome): hear(outcome)
    case .tick: tick()
    }
    return takeEffects()
  }

  /// Says goodbye to all, and writes what is kept for the next start.
  public mutating func close() -> [NodeEffect] {
    for effect in venue.closeLinks(at: moments()) { perform(effect) }
    if checkpoints.isWorthwhile { checkpoint() }
    return takeEffects()
  }

  private mutating func takeEffects() -> [NodeEffect] {
    defer { effects = [] }
    return effects
  }

  mutating func emit(_ effect: NodeEffect) { effects.append(effect) }

  /// Gives the heart an input, and whatever its effects bring, until nothing is left.
  mutating func feed(_ input: Input) {
    inputs.append(input)
    while !inputs.isEmpty {
      for effect in venue.handle(inputs.removeFirst()) { perform(effect) }
    }
  }

  private mutating func perform(_ effect: Effect) {
    switch effect {
    case .append(let events, let ticket, let isWhole): append(events, ticket, isWhole)
    case .answer(let reply, let asker): answer(reply, asker)
    case .publish(let events):
      emit(.publish(events))
      if checkpoints.count(events.count) { checkpoint() }
    case .redraw: emit(.changed)
    case .carryOut(let errand): emit(.carryOut(errand))
    case .fetch(let orders, let input): fetch(orders, for: input)
    case .dial(let address): emit(.dial(address))
    case .send(let bytes, let link): emit(.send(bytes, over: link))
    case .hangUp(let link): emit(.hangUp(link))
    case .read(let read):
      guard let found = look(up: read) else { return }
      // The heart hears what was looked up for it before anything else.
      inputs.insert(.mesh(found, at: moments()), at: 0)
    case .told(let delivered): emit(.told(delivered))
    case .heal(let events, let isComplete):
      emit(.log(.heal(events, isComplete: isComplete, now: moments().wall)))
    case .keep(let identity): keep(identity)
    }
  }

  private mutating func append(_ events: [Event], _ ticket: UInt64, _ isWhole: Bool) {
    lastBatch = BatchNumber(lastBatch.number + 1)
    precondition(lastBatch.number == ticket, "the heart and the log's writer count alike")
    emit(.log(.append(events, lastBatch, isWhole: isWhole, refusalsHeard: refusalsHeard)))
  }

  private mutating func answer(_ reply: Reply, _ asker: Asker) {
    if waiting.remove(asker) != nil { emit(.answer(reply, to: asker)) }
  }

  /// Where that can't be written, the old name comes back with the next start, and the others will say again why it
  /// can't stay.
  private mutating func keep(_ identity: Identity) {
    do throws(DiskFault) {
      try identityFile.keep(identity)
    } catch {
      setTrouble(error.description)
    }
  }

  /// Brings orders back from the log for an input that needs them. Where the log can't be read, the input is
  /// refused: deciding on half an order would be worse.
  private mutating func fetch(_ orders: [OrderID], for input: Input) {
    do throws(DiskFault) {
      var found: [(OrderID, [Event])] = []
      for order in orders { found.append((order, try reader.events(of: order))) }
      inputs.insert(contentsOf: [.fetched(found), input], at: 0)
    } catch {
      setTrouble(error.description)
      let complaint = Complaint("disk", error.description, isOfDisk: true)
      if let asker = input.asker { answer(.refused(complaint), asker) }
      // What came over a link is asked for again.
      inputs.append(.notKept(from: .max, complaint, at: moments()))
    }
  }

  mutating func setTrouble(_ words: String?) {
    if health.setTrouble(words) { emit(.changed) }
  }

  mutating func checkpoint() {
    guard venue.isSettled else { return }
    checkpoints.startOver()
    emit(
      .log(
        .checkpoint(
          after: lastBatch, retained: venue.shown.retained.map(\.line), blob: CheckpointNotes(venue).bytes)))
  }

  private mutating func tick() {
    let moment = moments()
    if let stalled, stalled.untilMs <= moment.monotonicMs {
      self.stalled = nil
      for asker in waiting.sorted(by: { $0.number < $1.number }) {
        answer(.refused(.undecided(stalled.fault)), asker)
      }
    }
    if let due = healAgainMs, due <= moment.monotonicMs { healAgain() }
    feed(.tick(at: moment))
  }
}

/// What the log's writer says.
extension Node {
  fileprivate mutating func hear(_ outcome: LogOutcome) {
    switch outcome {
    case .durable(let batch, let position):
      reader.advance(to: position, past: venue.pendingEvents(upTo: batch.number))
      feed(.durable(upTo: batch.number, at: moments()))
      setTrouble(nil)
    case .refused(let batch, let fault):
      refusalsHeard += 1
      drop(from: batch.number, fault)
    case .stalled(let fault):
      setTrouble(fault.description)
      stalled = (moments().monotonicMs + Self.stalledPatienceMs, fault)
    case .gone(let fault):
      health.end(fault.description)
      // What was written there will never be synced: nobody waits for it in vain.
      drop(from: 0, fault)
    case .resumed:
      stalled = nil
      setTrouble(nil)
    case .checkpointed(nil): checkpoints.becomeDue()
    case .checkpointed: break
    case .checkpointFailed(let fault): setTrouble(fault.description)
    case .forgotten(let report): forgot(report)
    case .forgettingFailed(let fault):
      if !forgettings.isEmpty { emit(.answerForget(.failure(fault), to: forgettings.removeFirst().asker)) }
    case .healed(let report, let position): healed(report, position)
    case .healingFailed(let fault): healingFailed(fault)
    case .examined(let finding?, let gaps, let tips): damaged(finding, gaps, tips)
    case .examined(nil, _, _), .examinationFailed: break
    }
  }

  private mutating func drop(from batch: UInt64, _ fault: LogFault) {
    setTrouble(fault.description)
    let complaint = Complaint("disk", fault.description, isOfDisk: true)
    feed(.notKept(from: batch, complaint, at: moments()))
  }

  /// The log's writer answers in the order in which it was asked.
  private mutating func forgot(_ report: Forgetting.Report) {
    reader.forgetIndexes()
    guard !forgettings.isEmpty else { return }
    let done = forgettings.removeFirst()
    venue.forget(before: done.before, order: done.order, sparing: done.spared)
    checkpoint()
    emit(.answerForget(.success(report), to: done.asker))
  }
}

extension Complaint {
  /// For those whose events wait for a disk that failed.
  fileprivate static func undecided(_ fault: LogFault) -> Complaint {
    Complaint(
      "unproven", "\(fault); whether this is kept is not known before that: look then, before you repeat it",
      isOfDisk: true)
  }
}

/// When the next checkpoint is worth its writing.
private struct CheckpointCount {
  let limit: Int
  private var since = 0

  init(limit: Int) { self.limit = limit }

  /// Whether a start would have anything to read again.
  var isWorthwhile: Bool { since > 0 }

  /// - Returns: whether one is due.
  mutating func count(_ events: Int) -> Bool {
    since += events
    return since >= limit
  }

  mutating func startOver() { since = 0 }

  mutating func becomeDue() { since = limit }
}
