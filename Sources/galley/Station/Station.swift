import Dining
import EventLog
import Events
import Host
import Node
import Replication
import Venue

/// The terminal that holds the log: a ``Node`` with its sockets, its thread, its clock, and everyone who waits for an
/// answer.
///
/// It decides nothing. It lives on the one thread that owns the state: what comes from outside is given to the node,
/// and what the node wants done is done here, in its order.
final class Station {
  let loop: EventLoop
  let clock: HouseClock
  /// When this process began, as nearly as a monitor wants it.
  let startedAt = SystemClock.wall()
  let disk: PosixDisk
  private var node: Node
  private let worker: LogWorker
  private var links: LinkSockets?
  private var watch: LogWatch?
  private var askers: [Asker: (Reply) -> Void] = [:]
  private var forgetters: [Asker: (Result<Forgetting.Report, LogFault>) -> Void] = [:]
  private var lastAsker = 0
  private var inputs: [NodeInput] = []
  private var isFeeding = false
  /// Called after the picture may have changed.
  var onChange: [() -> Void] = []
  /// Called with events that are durable and new.
  var onPublish: [([Event]) -> Void] = []
  var ingestion: Ingestion
  private let keyFile: String?
  /// Tells people by their PINs.
  private(set) lazy var doorman = Doorman(loop, disk, keyFile: keyFile) { [unowned self] in venue.shown }
  private(set) lazy var audit = Audit(root: disk.root)
  /// Where guests want to be written to.
  private(set) lazy var contacts = ContactFile(root: disk.root)
  /// The partners that this terminal runs.
  private(set) lazy var partners = PartnerDesk(self, commands: setUp.commands)
  private let setUp: SetUp
  /// Which address is shown for a payment.
  var payLinks: PayLinks { PayLinks(base: linkBase) }
  /// Where the house's own short links begin.
  var linkBase: String? { setUp.linkBase }
  /// The `ingest` that runs; nil where none does, or whoever gave it is gone.
  weak var intake: Intake?
  /// Whether figures for a partner are being read.
  var isExporting = false

  /// What the settings of this terminal say of partners.
  struct SetUp {
    /// Other programs for partners, by name.
    var commands: [String: [String]] = [:]
    var linkBase: String?

    init() {}

    init(_ options: Options) {
      commands = options.partnerCommands
      linkBase = options.settings.payLinkBase
    }
  }

  /// - Parameter keyFile: with the key of the house, under which PINs are hashed; nil: the one in the data directory.
  init(
    _ opened: OpenedHouse<PosixDisk>, loop: EventLoop, clock: HouseClock = HouseClock(),
    keyFile: String? = nil, setUp: SetUp = SetUp()
  ) throws {
    self.keyFile = keyFile
    self.setUp = setUp
    self.loop = loop
    self.clock = clock
    disk = opened.disk
    node = Node(opened) { clock.moment() }
    ingestion = Ingestion(waiting: try WaitingLines(on: disk).load())
    if case .string(let zone)? = opened.memory.house.setting("time_zone") { LocalTime.use(zone: zone) }
    worker = try LogWorker(opened.log)
    loop.whenReadable(worker.wakeUpDescriptor) { [weak self] in self?.hearWorker() }
    waitForNode()
  }

  /// Looked at where it lies: it has many parts, and a screen asks for it often.
  var venue: Venue { _read { yield node.venue } }
  var reader: LogReader { node.reader }
  var health: LogHealth { node.health }
  /// How it stands with the other terminals.
  var meshStatus: MeshStatus { node.meshStatus }
  /// Whether it has links to other terminals, or could get some.
  var isLinked: Bool { links != nil }

  /// Watches the log's files (F18); only a terminal that stays needs to.
  func watchFiles() throws {
    let watch = try LogWatch(disk)
    self.watch = watch
    loop.whenReadable(watch.descriptor) { [weak self] in
      self?.watch?.clear()
      self?.worker.put(.checkThere)
    }
  }

  /// Begins to listen and to dial. Where nobody can be heard at the address, the log is let go of.
  func link(_ settings: LinkSettings) throws(Failure) {
    do throws(ListenFault) {
      links = try LinkSockets(settings, on: loop) { [weak self] input in self?.feed(.link(input)) }
    } catch {
      close()
      throw Failure(.usage, "listen", error.description)
    }
    node.link(
      Mesh.Settings(keys: settings.keys, peers: settings.peers), version: Galley.version,
      seed: SystemClock.bits().high)
    partners.stay()
    feed(.tick)
  }

  /// Writes what is kept for the next start, and lets go of the directory.
  func close() {
    partners.stop()
    for effect in node.close() { perform(effect) }
    links?.closeAll()
    worker.close()
    hearWorker()
  }

  /// Asks the heart for a change; the answer comes when it is durable.
  func ask(_ request: Request, _ answer: @escaping (Reply) -> Void) {
    feed(.request(request, from: asker(answer)))
  }

  /// Keeps events of other terminals; `done` is called when they are durable, or were not kept.
  func keep(_ events: [Event], _ done: @escaping (Reply) -> Void) {
    feed(.arrived(events, from: asker(done)))
  }

  /// Erases personal data from the log.
  func forget(
    before: Timestamp, order: OrderID?, _ done: @escaping (Result<Forgetting.Report, LogFault>) -> Void
  ) {
    lastAsker += 1
    forgetters[Asker(lastAsker)] = done
    feed(.forget(before: before, order: order, from: Asker(lastAsker)))
  }

  /// An order with its events, in memory or from the log.
  ///
  /// - Parameter table: whose guests ask; nil for staff.
  func find(_ name: OrderName, at table: GuestTable? = nil) throws -> OrderStream {
    switch venue.lookUp(name, at: table, now: clock.wall()) {
    case .found(let stream): return stream
    case .unloaded(let id):
      let events = try reader.events(of: id)
      guard !events.isEmpty else { throw Failure(Complaint("not_found", "there is no order “\(name.text)”")) }
      return OrderStream(id: id, events: events)
    case .complaint(let complaint): throw Failure(complaint)
    }
  }

  /// Tells the other terminals how far a partner has got its events.
  func tell(_ delivered: DeliveredReach) {
    if isLinked { feed(.link(.tell(delivered))) }
  }

  private func asker(_ answer: @escaping (Reply) -> Void) -> Asker {
    lastAsker += 1
    askers[Asker(lastAsker)] = answer
    return Asker(lastAsker)
  }

  private func hearWorker() {
    for outcome in worker.takeOutcomes() { feed(.log(outcome)) }
  }

  /// Gives the node an input and does what it wants done.
  ///
  /// An answer may lead its hearer to ask the next thing at once: that waits until all that this input brought is
  /// done, so that the order holds.
  private func feed(_ input: NodeInput) {
    inputs.append(input)
    guard !isFeeding else { return }
    isFeeding = true
    while !inputs.isEmpty {
      for effect in node.handle(inputs.removeFirst()) { perform(effect) }
    }
    isFeeding = false
    waitForNode()
  }

  private func waitForNode() {
    guard let deadline = node.deadlineMs else { return loop.cancel("node") }
    loop.at(deadline, "node") { [weak self] in self?.feed(.tick) }
  }

  private func perform(_ effect: NodeEffect) {
    switch effect {
    case .log(let job): worker.put(job)
    case .answer(let reply, let asker): askers.removeValue(forKey: asker)?(reply)
    case .answerForget(let result, let asker): forgetters.removeValue(forKey: asker)?(result)
    case .publish(let events): publish(events)
    case .changed: for body in onChange { body() }
    case .carryOut(let errand): partners.carryOut(errand)
    case .told(let delivered): partners.streams.hear(delivered)
    case .dial(let address): links?.dial(address)
    case .send(let bytes, let link): links?.send(bytes, over: link)
    case .hangUp(let link): links?.hangUp(link)
    }
  }

  private func publish(_ events: [Event]) {
    for event in events where event.type == .settingChanged {
      var payload = event.payload
      if payload.text("key") == "time_zone", let zone = payload.text("value") { LocalTime.use(zone: zone) }
    }
    for body in onPublish { body(events) }
  }
}
