import EventLog
import Events
import SimulatedDisk

/// Writes chains of events for tests: some orders, one or more origins, now and then something personal.
struct Sample {
  static let venue = "maple"
  static let now = Timestamp(clamping: 1_795_000_000_000)

  var random: SeededRandom
  /// Unix milliseconds of the last event.
  private(set) var time = Sample.now.milliseconds
  private(set) var tips: [Origin: ChainTip] = [:]
  let origins: [Origin]
  private(set) var orders: [OrderID] = []

  init(seed: UInt64 = 1, terminals: [String] = ["till"]) {
    random = SeededRandom(seed: seed)
    origins = terminals.compactMap { Origin(terminal: $0, random: 0x0A0B_0C0D) }
    for _ in 0..<8 { orders.append(OrderID(uuid())) }
  }

  mutating func uuid() -> UUIDv7 {
    UUIDv7(at: Timestamp(clamping: time), random: RandomBits(high: random.next(), low: random.next()))
  }

  /// The next event; of one of the orders and one of the origins where none are named.
  mutating func event(
    order: OrderID? = nil, origin: Origin? = nil, note: String? = nil, padding: Int = 0
  ) -> Event {
    time += Int64.random(in: 1...2000, using: &random)
    let origin = origin ?? origins[Int.random(in: 0..<origins.count, using: &random)]
    let tip = tips[origin] ?? ChainTip(before: origin, venue: Self.venue)
    var payload = PayloadWriter()
    payload.set("reason", "guest" + String(repeating: "x", count: padding))
    var draft = EventDraft(
      id: EventID(uuid()), stamp: StreamClock().stamp(wall: Timestamp(clamping: time), latestInStream: nil),
      orderID: order ?? orders[Int.random(in: 0..<orders.count, using: &random)], type: .itemRemoved,
      entity: .item, entityID: .uuid(uuid()), source: .staff, actor: "Mira", payload: payload)
    if let note {
      var personal = PayloadWriter()
      personal.set("note", note)
      personal.set("salt", "00112233445566778899aabbccddeeff")
      draft.personal = personal
    }
    guard let event = try? draft.sealed(origin: origin, after: tip) else { fatalError("a sample too large") }
    tips[origin] = ChainTip(seq: event.seq, hash: event.hash)
    return event
  }

  mutating func batch(_ count: Int) -> [Event] { (0..<count).map { _ in event() } }

  /// The same place in the same order: what an origin wrote a second time after a fork.
  mutating func rewind(_ origin: Origin, to tip: ChainTip) { tips[origin] = tip }
}

extension LogLimits {
  /// So small that a few dozen events turn over every part of the log.
  static var tiny: LogLimits {
    var limits = LogLimits()
    limits.segmentBytes = 4096
    limits.journalBytes = 4 * 4096
    limits.journalRecordBytes = 3000
    return limits
  }
}

extension LogLimits {
  /// One segment, and a journal that does not take long to make.
  static var oneSegment: LogLimits {
    var limits = LogLimits.tiny
    limits.segmentBytes = 4 << 20
    return limits
  }
}

/// What a start handed over.
struct Opened {
  let log: EventLog
  var events: [Event] = []
  var retained: [Event] = []
  var blob: [UInt8]?

  init(_ disk: any Disk, limits: LogLimits = .oneSegment, reduction: UInt32 = 1) throws {
    var events: [Event] = []
    var retained: [Event] = []
    var blob: [UInt8]?
    log = try EventLog.open(
      on: disk, venue: Sample.venue, limits: limits, reduction: reduction, at: Sample.now
    ) {
      switch $0 {
      case .event(let event): events.append(event)
      case .retained(let event): retained.append(event)
      case .summary(let bytes): blob = bytes
      case .progress: break
      }
    }
    self.events = events
    self.retained = retained
    self.blob = blob
  }

  var lines: [[UInt8]] { events.map(\.line) }
}

/// Every event line that the segments hold, as `cat log/*.jsonl` would show them.
func concatenated(_ disk: SimulatedDisk) -> [UInt8] {
  disk.paths.filter { $0.hasPrefix("log/") && $0.hasSuffix(".jsonl") }.flatMap { disk.contents($0) ?? [] }
}

func text(_ events: [Event]) -> [UInt8] { events.flatMap { $0.line + [UInt8(ascii: "\n")] } }

/// Lets the next call of a kind go wrong, whenever it comes.
func next(_ call: String, on disk: SimulatedDisk, is failure: SimulatedDisk.Failure) {
  disk.onCall = { [unowned disk] number, name in
    guard name == call else { return }
    disk.onCall = nil
    disk.plan(failure, atCall: number)
  }
}
