import Events
import Randomness
import Testing

@testable import Replication

/// Several meshes with logs of paper, and wires between them that a test can cut.
///
/// Bytes go over in pieces of a size that the seed gives; what is taken is durable at once unless a box is slow.
struct Town {
  struct Box {
    var mesh: Mesh
    var log: [Event]
    /// What was handed over and is not durable yet.
    var unsynced: [Event] = []
    var isSlow = false
    var changes: [IdentityChange] = []
    var healed: [Event] = []
    var previewed: [Event] = []
    /// What others said of deliveries to partners.
    var told: [DeliveredReach] = []
    /// Bytes that went out, by link.
    var sent: [LinkID: [UInt8]] = [:]
    var reads = 0
  }

  /// One connection, as both ends know it.
  struct Wire {
    let ends: [(box: String, link: LinkID)]
    var waiting: [[UInt8]] = [[], []]
    var isOpen = true
  }

  private(set) var boxes: [String: Box] = [:]
  private(set) var wires: [Wire] = []
  private(set) var dialed: [(from: String, to: PeerAddress)] = []
  /// Who answers at an address.
  var addresses: [PeerAddress: String] = [:]
  var nowMs: Int64 = 0
  /// Directions in which nothing arrives.
  private var blocked: [(String, String)] = []
  private var lastLink = 0
  private var random: Seeded
  static let key = Array("a key that is long enough to be one".utf8)

  init(seed: UInt64 = 1) { random = Seeded(seed: seed) }

  var now: Instant {
    Instant(wall: Timestamp(clamping: Writer.noon + 86_400_000 + nowMs), monotonicMs: nowMs)
  }

  mutating func add(
    _ name: String, holding log: [Event] = [], origin: Origin? = nil, letter: String? = nil,
    terminal: String? = nil,
    peers: [String] = [], keys: [[UInt8]] = [Town.key], venue: String = "maple", gaps: [ChainGap] = [],
    isDamaged: Bool = false
  ) {
    let address = Self.address(name)
    addresses[address] = name
    var held = ChainTips(venue: venue)
    for event in log { held.take(event) }
    if isDamaged {
      held = ChainTips(venue: venue)
      for event in log { held.skip(to: event) }
    }
    let origin = origin ?? Origin(terminal: name, random: 1)!
    let who = Introduction(
      venue: venue, terminal: terminal ?? origin.terminal, origin: origin,
      letter: letter ?? name.prefix(1).uppercased(),
      version: "0.1.0")
    let settings = Mesh.Settings(keys: keys, peers: peers.map(Self.address))
    let mesh = Mesh(
      who, settings, held: held, eventsHeld: log.count, gaps: gaps, isDamaged: isDamaged, seed: random.next(),
      at: now)
    boxes[name] = Box(mesh: mesh, log: log)
  }

  static func address(_ name: String) -> PeerAddress { PeerAddress(host: name, port: 7_400) }

  subscript(name: String) -> Box {
    get { boxes[name]! }
    set { boxes[name] = newValue }
  }

  /// Writes an event on a box, durable at once.
  mutating func publish(_ events: [Event], on name: String) {
    boxes[name]!.log += events
    perform(boxes[name]!.mesh.kept(events, at: now), on: name)
  }

  mutating func sync(_ name: String) {
    let events = boxes[name]!.unsynced
    boxes[name]!.unsynced = []
    publish(events, on: name)
  }

  /// Lets time pass, tick by tick, and delivers everything that is on its way.
  mutating func run(forMs duration: Int64 = 3_000) {
    let end = nowMs + duration
    var turns = 0
    while true {
      settle()
      turns += 1
      precondition(turns < 100_000, "time stands still")
      let next = boxes.values.compactMap(\.mesh.deadlineMs).min() ?? .max
      guard next <= end else { break }
      nowMs = max(nowMs, next)
      for name in boxes.keys.sorted() { perform(boxes[name]!.mesh.handle(.tick, at: now), on: name) }
    }
    nowMs = end
  }

  /// Delivers until nothing is on its way.
  mutating func settle() {
    var isBusy = true
    while isBusy {
      isBusy = false
      for place in wires.indices { for side in 0...1 { if deliver(place, side) { isBusy = true } } }
    }
  }

  /// Brings a piece of what waits at one end to the other.
  private mutating func deliver(_ place: Int, _ side: Int) -> Bool {
    // Megabytes may wait: a copy of the wire that is held meanwhile would have them copied with each piece.
    let (from, to) = (wires[place].ends[side], wires[place].ends[1 - side])
    guard wires[place].isOpen, !wires[place].waiting[side].isEmpty,
      !blocked.contains(where: { $0 == (from.box, to.box) })
    else { return false }
    let count = min(wires[place].waiting[side].count, Int.random(in: 1...20_000, using: &random))
    let piece = Array(wires[place].waiting[side].prefix(count))
    wires[place].waiting[side].removeFirst(count)
    give(.sent(from.link, count), to: from.box)
    give(.received(to.link, piece), to: to.box)
    return true
  }

  mutating func give(_ input: MeshInput, to name: String) {
    guard boxes[name] != nil else { return }
    perform(boxes[name]!.mesh.handle(input, at: now), on: name)
  }

  /// A wire whose one end is the test itself; bytes for it are kept in ``Box/sent``.
  mutating func call(_ name: String, from host: String = "stranger") -> LinkID {
    let id = newLink()
    give(.accepted(id, from: PeerAddress(host: host, port: 40_000), nonce: nonce()), to: name)
    return id
  }

  mutating func newLink() -> LinkID {
    lastLink += 1
    return LinkID(lastLink)
  }

  mutating func nonce() -> [UInt8] { (0..<16).map { _ in UInt8.random(in: 0...255, using: &random) } }

  mutating func cut(_ one: String, _ other: String) {
    for place in wires.indices where wires[place].isOpen && Set(wires[place].ends.map(\.box)) == [one, other]
    {
      wires[place].isOpen = false
      for end in wires[place].ends { give(.closed(end.link, "connection reset"), to: end.box) }
    }
  }

  mutating func block(_ from: String, _ to: String, _ isBlocked: Bool = true) {
    blocked.removeAll { $0 == (from, to) }
    if isBlocked { blocked.append((from, to)) }
  }

  mutating func perform(_ effects: [MeshEffect], on name: String) {
    for effect in effects {
      switch effect {
      case .dial(let address): dial(address, from: name)
      case .send(let link, let bytes):
        boxes[name]!.sent[link, default: []] += bytes
        for place in wires.indices where wires[place].isOpen {
          for side in 0...1 where wires[place].ends[side] == (name, link) {
            wires[place].waiting[side] += bytes
          }
        }
      case .close(let link): hangUp(link, name)
      case .read(let read):
        boxes[name]!.reads += 1
        give(.read(read, PaperLog(boxes[name]!.log).chain(read)), to: name)
      case .keep(let events):
        boxes[name]!.unsynced += events
        if !boxes[name]!.isSlow { sync(name) }
      case .preview(let events): boxes[name]!.previewed += events
      case .heal(let events, _): boxes[name]!.healed += events
      case .change(let why): boxes[name]!.changes.append(why)
      case .told(let delivered): boxes[name]!.told.append(delivered)
      case .changed: break
      }
    }
  }

  private mutating func hangUp(_ link: LinkID, _ name: String) {
    for place in wires.indices where wires[place].isOpen {
      for side in 0...1 where wires[place].ends[side] == (name, link) {
        // What was said before still arrives.
        while deliver(place, side) {}
        wires[place].isOpen = false
        let other = wires[place].ends[1 - side]
        give(.closed(other.link, "closed by the other end"), to: other.box)
      }
    }
  }

  private mutating func dial(_ address: PeerAddress, from name: String) {
    dialed.append((name, address))
    guard let other = addresses[address], boxes[other] != nil else {
      return give(.dialFailed(address, "connection refused"), to: name)
    }
    let (one, two) = (newLink(), newLink())
    wires.append(Wire(ends: [(name, one), (other, two)]))
    give(.dialed(one, address, nonce: nonce()), to: name)
    give(.accepted(two, from: PeerAddress(host: name, port: 50_000), nonce: nonce()), to: other)
  }

  func state(of name: String, to other: String) -> PeerStatus? {
    boxes[name]!.mesh.status(at: now).peers.first { $0.terminal == other }
  }

  func hashes(_ name: String) -> Set<Fingerprint> { Set(boxes[name]!.log.map(\.hash)) }
}

/// The slow and simple reading of a chain: back from the tip, event by event.
struct PaperLog {
  let log: [Event]

  init(_ log: [Event]) { self.log = log }

  func chain(_ read: ChainRead) -> [Event]? {
    let stretch = read.stretch
    let held = Dictionary(log.map { ($0.hash, $0) }) { first, _ in first }
    var chain: [Event] = []
    var next = held[stretch.tip]
    guard next?.origin == stretch.origin else { return nil }
    while let event = next {
      chain.append(event)
      next = held[event.prev]
    }
    var found: [Event] = []
    var bytes = 0
    for event in chain.reversed()
    where event.seq >= stretch.from && event.seq <= stretch.to && bytes < read.maxBytes {
      found.append(event)
      bytes += event.line.count
    }
    return found.isEmpty ? nil : found
  }
}
