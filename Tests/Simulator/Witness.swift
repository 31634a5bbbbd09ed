import EventLog
import Events
import Replication
import SimulatedDisk
import Venue

/// Sees all that happens in a run and holds it against what must hold at any moment.
final class Witness {
  private unowned let world: World
  private(set) var breach: Breach?
  /// What any box has ever written, and where.
  private(set) var authored: Set<Fingerprint> = []
  /// What somebody was told is kept.
  private(set) var acknowledged: [Fingerprint: Int] = [:]
  /// What was destroyed where nobody else had it.
  private(set) var doomed: Set<Fingerprint> = []
  /// Gone from a disk by a fault that may do so; until the next start.
  private var lost: [Int: Set<Fingerprint>] = [:]
  /// Destroyed below a checkpoint: a start does not look there, so the box takes it for held until it is read.
  private var unseen: [Int: Set<Fingerprint>] = [:]
  /// Origins that two disks may have written under.
  var forkable: Set<Origin> = []
  private let chance: Chance

  /// More than this waits nowhere: 8 MiB may be on their way to the disk, and one answer of each link beyond that.
  private static let waitingLimit = 24 << 20
  /// A link ends with 8 MiB unwritten (contract, section 3.5); a message more may have been given to it.
  private static let unsentLimit = (8 << 20) + (2 << 20)

  init(_ world: World) {
    self.world = world
    chance = Chance(world.options.seed, "witness")
  }

  func fail(_ invariant: String, _ words: String) {
    guard breach == nil else { return }
    breach = Breach(
      invariant: invariant, words: words, step: world.timeline.steps, atMs: world.timeline.nowMs)
  }

  // MARK: what programs do

  func wrote(_ events: [Event], _ box: Box, _ origin: Origin) {
    for event in events {
      world.trace.note(box.index, "writes", event.seq, event.origin == origin ? 1 : 0)
      world.trace.note(event.hash)
      if event.origin == origin { authored.insert(event.hash) }
      if !authored.contains(event.hash) {
        fail("nothing bad is kept", "box \(box.index) takes \(event.origin) \(event.seq), which nobody wrote")
      }
    }
  }

  func answered(_ reply: Reply, _ box: Box) {
    guard case .wrote(let events, _) = reply else { return }
    for event in events {
      requireDurable(event.hash, box, "is acknowledged")
      if acknowledged[event.hash] == nil { acknowledged[event.hash] = box.index }
    }
  }

  func published(_ events: [Event], _ box: Box) {
    for event in events { requireDurable(event.hash, box, "is published") }
    if chance.oneIn(60) { tryPowerCut(events.map(\.hash), box) }
  }

  /// What a message says of events must be on the disk of whoever says it.
  func sends(_ bytes: [UInt8], _ box: Box) {
    world.trace.note(box.index, "sends", Int64(bytes.count))
    for hash in Spoken.hashes(in: bytes) { requireDurable(hash, box, "is told to others") }
  }

  private func requireDurable(_ hash: Fingerprint, _ box: Box, _ what: String) {
    guard !box.durable.contains(hash), unseen[box.index]?.contains(hash) != true else { return }
    fail("nothing is told before it is durable", "box \(box.index): \(hash) \(what)")
  }

  /// The power goes on a copy of the disk: what was told must be there.
  private func tryPowerCut(_ hashes: [Fingerprint], _ box: Box) {
    guard lost[box.index] == nil, box.program?.health.readOnlyBecause == nil else { return }
    let copy = box.disk.copy(after: .losingAll)
    var found: Set<Fingerprint> = []
    let log = try? EventLog.open(
      on: copy, venue: Program.venue, limits: Program.limits, reduction: House.reduction, at: box.wall(),
      deliver: { _ in })
    guard let log else { return fail("what is told survives a power cut", "box \(box.index) does not open") }
    found = Readable.hashes(on: copy, isChecking: false)
    guard let gone = hashes.first(where: { !found.contains($0) }) else { return }
    fail("what is told survives a power cut", "box \(box.index): \(gone) would be gone (\(log.report))")
  }

  func look(at box: Box, _ program: Program) {
    if program.writing.waitingBytes > Self.waitingLimit {
      fail(
        "memory stays bounded", "box \(box.index): \(program.writing.waitingBytes) bytes wait for the disk")
    }
    if program.sockets.mostUnsentBytes > Self.unsentLimit {
      fail(
        "memory stays bounded", "box \(box.index): \(program.sockets.mostUnsentBytes) bytes unsent on a link")
    }
  }

  // MARK: what disks do

  /// A box has started: what was durable before must be there.
  func opened(_ box: Box) {
    let found = Readable.hashes(on: box.disk, isChecking: world.kinds.contains(.flips))
    let gone = box.durable.subtracting(found).subtracting(lost[box.index] ?? [])
    // What only the journal holds comes back once the disk can be written.
    let mayReturn = box.program?.health.readOnlyBecause != nil
    if let hash = gone.min(), !mayReturn {
      fail(
        "what was acknowledged survives",
        "box \(box.index) started without \(gone.count) events that were durable, \(hash) among them"
          + (acknowledged[hash] == nil ? "" : ", which somebody was told is kept"))
    }
    if let bad = found.subtracting(authored).min() {
      fail("nothing bad is kept", "box \(box.index) holds \(bad), which nobody wrote")
    }
    if world.kinds.contains(.flips) {
      unseen[box.index] = unseen[box.index, default: []].union(lost[box.index] ?? []).subtracting(found)
    }
    lost[box.index] = nil
    box.durable = mayReturn ? found.union(gone) : found
  }

  /// A fault has taken from a disk what it may take; `more` may go with it.
  func destroyed(_ box: Box, more: Set<Fingerprint> = []) {
    let gone = box.durable.subtracting(Readable.hashes(on: box.disk)).union(more.intersection(box.durable))
    lost[box.index, default: []].formUnion(gone)
    let others = world.boxes.filter { $0 !== box && !$0.isGivenUp }
    doomed.formUnion(gone.filter { hash in !others.contains { holds($0, hash) } })
  }

  /// So a copy of a disk begins.
  func copied(_ box: Box, to other: Box) { other.durable = Readable.hashes(on: other.disk) }

  /// A damaged log misses what nobody has any more (F6).
  func isBeyondHelp(_ box: Box) -> Bool {
    guard let program = box.program, program.isDamaged else { return false }
    return program.log.gaps.contains { doomed.contains($0.upTo.hash) }
  }

  private func holds(_ box: Box, _ hash: Fingerprint) -> Bool {
    box.durable.contains(hash) && lost[box.index]?.contains(hash) != true
  }
}

/// The events that a disk gives back.
enum Readable {
  /// Only whole lines: one without its newline is a stump.
  static func lines(on disk: SimulatedDisk, in only: String? = nil) -> [[UInt8]] {
    let paths = disk.paths.filter { $0.hasPrefix("log/") && $0.hasSuffix(".jsonl") }.sorted()
    return paths.filter { only == nil || $0 == only }.flatMap { path in
      let pieces = (disk.contents(path) ?? []).split(
        separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      return pieces.dropLast().map { Array($0) }
    }
  }

  static func events(on disk: SimulatedDisk) -> [Event] {
    var decoder = EventDecoder()
    return lines(on: disk).compactMap { try? decoder.decode($0) }
  }

  /// - Parameter isChecking: whether a line must be what its hash says; what a start has taken is.
  static func hashes(on disk: SimulatedDisk, in path: String? = nil, isChecking: Bool = true) -> Set<
    Fingerprint
  > {
    var decoder = EventDecoder()
    return Set(
      lines(on: disk, in: path).compactMap {
        try? decoder.decode($0, 0..<$0.count, checkingHashes: isChecking).hash
      })
  }
}

/// What a message over a link says of events.
enum Spoken {
  private static let marks = [Array(#""type":"have""#.utf8), Array(#""type":"event"#.utf8)]
  private static let hashMark = Array(#""hash":""#.utf8)

  /// The hashes of events in `event` and `events`, and of tips in `have`; none of other messages.
  static func hashes(in bytes: [UInt8]) -> [Fingerprint] {
    // The envelope comes first, in some 60 bytes.
    let head = bytes.prefix(160)
    if contains(head, marks[0]) { return tips(in: bytes) }
    return contains(head, marks[1]) ? events(in: bytes) : []
  }

  private static func contains(_ bytes: ArraySlice<UInt8>, _ mark: [UInt8]) -> Bool {
    for place in bytes.indices where bytes[place] == mark[0] {
      if bytes[place...].starts(with: mark) { return true }
    }
    return false
  }

  private static func events(in bytes: [UInt8]) -> [Fingerprint] {
    var found: [Fingerprint] = []
    var place = 0
    while place + hashMark.count + Fingerprint.textLength < bytes.count {
      if bytes[place] == UInt8(ascii: "\""), bytes[place...].starts(with: hashMark) {
        let start = place + hashMark.count
        if let hash = hash(bytes[start..<(start + Fingerprint.textLength)]) { found.append(hash) }
        place = start
      }
      place += 1
    }
    return found
  }

  /// `[seq,"hash"]`
  private static func tips(in bytes: [UInt8]) -> [Fingerprint] {
    var found: [Fingerprint] = []
    for place in bytes.indices where bytes[place] == UInt8(ascii: "]") && place > Fingerprint.textLength + 2 {
      guard bytes[place - 1] == UInt8(ascii: "\"") else { continue }
      let end = place - 1
      if let hash = hash(bytes[(end - Fingerprint.textLength)..<end]) { found.append(hash) }
    }
    return found
  }

  private static func hash(_ text: ArraySlice<UInt8>) -> Fingerprint? {
    Fingerprint(String(decoding: text, as: UTF8.self))
  }
}
