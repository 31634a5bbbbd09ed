import Dining
import EventLog
import Events
import Host
import Replication
import Venue

/// The terminal that holds the log: the heart, the log's writer and reader, and everyone who waits for an answer.
///
/// It lives on the one thread that owns the state. Effects of the heart are carried out here, in their order.
final class Station {
  let loop: EventLoop
  let clock: HouseClock
  let disk: PosixDisk
  private(set) var venue: Venue
  let reader: LogReader
  private let worker: LogWorker
  private var links: LinkSockets?
  private var watch: LogWatch?
  private var sessions: [Asker: (Reply) -> Void] = [:]
  private var lastAsker = 0
  private var lastTicket = Ticket(number: 0)
  private var sinceCheckpoint = 0
  private var forgetting: (before: Timestamp, order: OrderID?)?
  /// Called after the picture may have changed.
  var onChange: [() -> Void] = []
  /// Called with events that are durable and new.
  var onPublish: [([Event]) -> Void] = []
  /// Called once, by name, when the log's writer has answered a `forget`.
  var onForgotten: ((Result<Forgetting.Report, LogFault>) -> Void)?
  /// What is wrong with log or disk, in words; nil when nothing is.
  private(set) var trouble: String?
  /// Why nothing will be taken before the next start; nil on an ordinary day, and while a full disk may clear.
  private(set) var readOnlyBecause: String?
  let openReport: OpenReport
  /// What a damaged log does not give back.
  var gaps: [ChainGap]
  private let isDamagedAtStart: Bool
  /// Whether damage that the start found has been repaired since.
  private(set) var isHealed = false
  /// Whether the damage that is there was found after the start, which knew of the events in it.
  var foundWhileRunning = false
  var ingestion: Ingestion
  /// The `ingest` that runs; nil where none does, or whoever gave it is gone.
  weak var intake: Intake?
  private var inputs: [Input] = []
  private var isFeeding = false

  /// A start after this many events reads about so many lines again, which takes a few hundredths of a second.
  private static let eventsBetweenCheckpoints = 5_000

  /// So long a command waits for a disk that failed to work again, before it is told that this is open.
  private static let stalledPatienceMs: Int64 = 3_000

  init(_ directory: HouseDirectory, loop: EventLoop, clock: HouseClock = HouseClock()) throws {
    self.loop = loop
    self.clock = clock
    disk = directory.disk
    openReport = directory.log.report
    reader = LogReader(on: directory.disk, durable: directory.log.durable)
    venue = directory.venue()
    trouble = Self.trouble(directory.log)
    gaps = directory.log.gaps
    isDamagedAtStart = if case .damaged = directory.log.condition { true } else { false }
    if case .unproven = directory.log.condition {} else { readOnlyBecause = trouble }
    ingestion = Ingestion(waiting: try WaitingLines(on: directory.disk).load())
    if case .string(let zone)? = directory.memory.house.setting("time_zone") { LocalTime.use(zone: zone) }
    worker = try LogWorker(directory.log)
    loop.whenReadable(worker.wakeUpDescriptor) { [weak self] in self?.hearWorker() }
  }

  /// Watches the log's files (F18); only a terminal that stays needs to.
  func watchFiles() throws {
    let watch = try LogWatch(disk)
    self.watch = watch
    loop.whenReadable(watch.descriptor) { [weak self] in
      self?.watch?.clear()
      self?.worker.checkThere()
    }
  }

  /// Begins to listen and to dial.
  func link(_ settings: LinkSettings) throws(ListenFault) {
    let sockets = try LinkSockets(settings, on: loop) { [weak self] input in
      guard let self else { return }
      feed(.mesh(input, at: clock.moment()))
    }
    links = sockets
    venue.link(
      Mesh.Settings(keys: settings.keys, peers: settings.peers), version: Galley.version, gaps: gaps,
      isDamaged: isDamagedAtStart,
      seed: SystemClock.bits().high, at: Instant(wall: clock.wall(), monotonicMs: SystemClock.monotonicMs()))
    feed(.mesh(.tick, at: clock.moment()))
  }

  /// The same for a start: where nobody can be heard at the address, the log is let go of.
  func linkOrClose(_ settings: LinkSettings) throws(Failure) {
    do throws(ListenFault) {
      try link(settings)
    } catch {
      close()
      throw Failure(.usage, "listen", error.description)
    }
  }

  /// Whether it has links to other terminals, or could get some.
  var isLinked: Bool { links != nil }

  /// How it stands with the other terminals.
  var meshStatus: MeshStatus {
    let now = Instant(wall: clock.wall(), monotonicMs: SystemClock.monotonicMs())
    return venue.mesh?.status(at: now) ?? MeshStatus(eventsAgreed: venue.shown.eventCount)
  }

  /// Writes what is kept for the next start, and lets go of the directory.
  func close() {
    for case .send(let bytes, let link) in venue.closeLinks(at: clock.moment()) {
      links?.send(bytes, over: link)
    }
    links?.closeAll()
    if sinceCheckpoint > 0 { checkpoint() }
    worker.close()
    hearWorker()
  }

  /// Asks the heart for a change; the answer comes when it is durable.
  func ask(_ request: Request, _ answer: @escaping (Reply) -> Void) {
    let asker = newAsker()
    sessions[asker] = answer
    feed(.request(request, from: asker, at: clock.moment()))
  }

  /// Takes events of other terminals; `done` is called when they are durable, or were not kept.
  func take(_ events: [Event], _ done: @escaping (Reply) -> Void) {
    let asker = newAsker()
    sessions[asker] = done
    feed(.arrived(events, from: asker, at: clock.moment()))
  }

  func tip(of origin: Origin) -> ChainTip { venue.tip(of: origin) }

  func forget(before: Timestamp, order: OrderID?) {
    forgetting = (before, order)
    worker.forget(before: before, order: order)
  }

  /// An order with its events, in memory or from the log; nil where the name means none or several.
  func find(_ name: OrderName) throws -> OrderStream {
    switch venue.lookUp(name) {
    case .found(let stream): return stream
    case .unloaded(let id):
      let events = try reader.events(of: id)
      guard !events.isEmpty else { throw Failure(Complaint("not_found", "there is no order “\(name.text)”")) }
      return OrderStream(id: id, events: events)
    case .complaint(let complaint): throw Failure(complaint)
    }
  }

  private func newAsker() -> Asker {
    lastAsker += 1
    return Asker(lastAsker)
  }

  /// Gives the heart an input and carries out what it wants done.
  ///
  /// An answer may lead its hearer to ask the next thing at once: that waits until the effects of this input are
  /// done, so that their order holds.
  func feed(_ input: Input) {
    inputs.append(input)
    guard !isFeeding else { return }
    isFeeding = true
    while !inputs.isEmpty {
      for effect in venue.handle(inputs.removeFirst()) { perform(effect) }
    }
    isFeeding = false
    waitForLinks()
  }

  /// Wakes the loop when a link wants to look at the time.
  private func waitForLinks() {
    guard links != nil else { return }
    guard let deadline = venue.mesh?.deadlineMs else { return loop.cancel("links") }
    loop.at(deadline, "links") { [weak self] in
      guard let self else { return }
      feed(.mesh(.tick, at: clock.moment()))
    }
  }

  private func perform(_ effect: Effect) {
    switch effect {
    case .append(let events, let ticket):
      lastTicket = worker.append(events)
      precondition(lastTicket.number == ticket, "the heart and the log's writer count alike")
    case .answer(let reply, let asker): sessions.removeValue(forKey: asker)?(reply)
    case .publish(let events): publish(events)
    case .redraw: for body in onChange { body() }
    case .fetch(let orders, let input): fetch(orders, for: input)
    case .dial(let address): links?.dial(address)
    case .send(let bytes, let link): links?.send(bytes, over: link)
    case .hangUp(let link): links?.hangUp(link)
    case .read(let read): inputs.insert(.mesh(.read(read, chain(read)), at: clock.moment()), at: 0)
    case .heal(let events, let isComplete):
      worker.heal(events, isComplete: isComplete, at: clock.wall())
    case .keep(let identity): keep(identity)
    }
  }

  /// A stretch of a history; nil where the log does not give it.
  private func chain(_ read: ChainRead) -> [Event]? {
    let stretch = read.stretch
    guard stretch.from <= stretch.to else { return nil }
    let found = try? reader.chain(
      of: stretch.origin, tip: stretch.tip, seqs: stretch.from...stretch.to, limitBytes: read.maxBytes)
    return found ?? nil
  }

  /// Where that can't be written, the old name comes back with the next start, and the others will say again why it
  /// can't stay.
  private func keep(_ identity: Identity) {
    do throws(DiskFault) {
      try HouseDirectory.keep(identity, on: disk)
    } catch {
      setTrouble(error.description)
    }
  }

  /// Brings orders back from the log for an input that needs them. Where the log can't be read, the input is
  /// refused: deciding on half an order would be worse.
  private func fetch(_ orders: [OrderID], for input: Input) {
    do throws(DiskFault) {
      var found: [(OrderID, [Event])] = []
      for order in orders { found.append((order, try reader.events(of: order))) }
      inputs.insert(contentsOf: [.fetched(found), input], at: 0)
    } catch {
      setTrouble(error.description)
      let complaint = Complaint("disk", error.description, isOfDisk: true)
      if let asker = input.asker { sessions.removeValue(forKey: asker)?(.refused(complaint)) }
      // What came over a link is asked for again.
      inputs.append(.notKept(from: .max, complaint, at: clock.moment()))
    }
  }

  private func publish(_ events: [Event]) {
    for event in events where event.type == .settingChanged {
      var payload = event.payload
      if payload.text("key") == "time_zone", let zone = payload.text("value") { LocalTime.use(zone: zone) }
    }
    for body in onPublish { body(events) }
    sinceCheckpoint += events.count
    if sinceCheckpoint >= Self.eventsBetweenCheckpoints { checkpoint() }
  }

  func checkpoint() {
    guard venue.isSettled else { return }
    sinceCheckpoint = 0
    worker.checkpoint(
      after: lastTicket, retained: venue.shown.retained.map(\.line), blob: CheckpointNotes(venue).bytes)
  }

  private func hearWorker() {
    for outcome in worker.takeOutcomes() {
      switch outcome {
      case .durable(let ticket, let position):
        reader.advance(to: position)
        feed(.durable(upTo: ticket.number, at: clock.moment()))
        setTrouble(nil)
      case .refused(let ticket, let fault):
        worker.heardRefusal()
        drop(from: ticket.number, fault)
      case .stalled(let fault):
        setTrouble(fault.description)
        loop.at(SystemClock.monotonicMs() + Self.stalledPatienceMs, "stalled") { [weak self] in
          self?.answerThoseWhoWait(Self.undecided(fault))
        }
      case .gone(let fault):
        readOnlyBecause = fault.description
        // What was written there will never be synced: nobody waits for it in vain.
        drop(from: 0, fault)
      case .resumed:
        loop.cancel("stalled")
        setTrouble(nil)
      case .checkpointed(nil): sinceCheckpoint = Self.eventsBetweenCheckpoints
      case .checkpointed: break
      case .checkpointFailed(let fault): setTrouble(fault.description)
      case .forgotten(let report):
        reader.forgetIndexes()
        venue.forget(before: forgetting?.before ?? .earliest, order: forgetting?.order)
        checkpoint()
        onForgotten?(.success(report))
      case .forgettingFailed(let fault): onForgotten?(.failure(fault))
      case .healed(let report, let position): healed(report, position)
      case .healingFailed(let fault): healingFailed(fault)
      case .examined(let finding?, let gaps, let tips): damaged(finding, gaps, tips)
      case .examined(nil, _, _), .examinationFailed: break
      }
    }
  }

  /// For those whose events wait for a disk that failed.
  private static func undecided(_ fault: LogFault) -> Complaint {
    Complaint(
      "unproven", "\(fault); whether this is kept is not known before that: look then, before you repeat it",
      isOfDisk: true)
  }

  private func answerThoseWhoWait(_ complaint: Complaint) {
    let waiting = sessions.sorted { $0.key.number < $1.key.number }
    sessions = [:]
    for (_, answer) in waiting { answer(.refused(complaint)) }
  }

  private func drop(from ticket: UInt64, _ fault: LogFault) {
    setTrouble(fault.description)
    let complaint = Complaint("disk", fault.description, isOfDisk: true)
    feed(.notKept(from: ticket, complaint, at: clock.moment()))
  }

  /// After a repair: what is still wrong, or nothing.
  func setCondition(stillDamaged words: String?) {
    isHealed = words == nil
    readOnlyBecause = words
    setTrouble(words)
    for body in onChange { body() }
  }

  func setTrouble(_ words: String?) {
    guard words != trouble else { return }
    trouble = words
    for body in onChange { body() }
  }

  private static func trouble(_ log: EventLog) -> String? {
    switch log.condition {
    case .writing: nil
    case .unproven(let fault), .readOnly(let fault): LogFault.refused(fault).description
    case .damaged(let finding): LogFault.damaged(finding).description
    case .gone(let path): LogFault.gone(path).description
    }
  }
}
