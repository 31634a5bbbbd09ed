import EventLog
import Events
import Node
import Randomness
import Replication
import SimulatedDisk
import Testing

@testable import Node

/// A log on a simulated disk, the stream over it, and a partner that answers as a test wants. What may never be is looked
/// for at every step.
struct Route {
  let disk: SimulatedDisk
  let log: EventLog
  let reader: LogReader
  var delivery: Delivery
  private var scan: LogScan?
  private(set) var now = Instant(wall: Evening.start, monotonicMs: 0)
  /// What the log holds, in its order.
  private(set) var held: [Event] = []
  /// By cursor, what the partner has and did not answer; with its stream.
  private(set) var inFlight: [(cursor: String, stream: String)] = []
  /// The ids of what was sent and taken, in order, again and again where that happened.
  private(set) var sent: [String] = []
  private(set) var taken: [String] = []
  private(set) var letters: [String: DeadLetter] = [:]
  /// What ever was given up: a restart from an older record may bring it again, and late.
  private var buried: Set<String> = []

  init(_ disk: SimulatedDisk = SimulatedDisk(), segmentBytes: Int64 = 4_096) throws {
    self.disk = disk
    var limits = LogLimits()
    limits.segmentBytes = segmentBytes
    limits.journalBytes = 4 * 4_096
    limits.journalRecordBytes = 3_000
    log = try EventLog.open(
      on: disk, venue: Evening.venue, limits: limits, reduction: 1, at: Evening.start
    ) { _ in }
    reader = LogReader(on: disk, durable: log.durable)
    delivery = Delivery(venue: Evening.venue, past: [:])
  }

  mutating func append(_ events: [Event]) throws {
    try log.append(events)
    try log.sync()
    reader.advance(to: log.durable)
    held += events
  }

  /// Reads what there is and sends what may go, as the terminal's loop does.
  mutating func goOn() throws {
    while delivery.room > 0, let line = try nextLine() { delivery.read(line) }
    #expect(delivery.entries.count <= 256)
    perform(delivery.next(at: now))
    if let deadline = delivery.deadlineMs {
      #expect(deadline > now.monotonicMs || delivery.hangs(at: now), "the loop would spin")
    }
  }

  private mutating func nextLine() throws -> LogScan.Line? {
    if scan == nil {
      if try !delivery.stands(in: reader) { delivery.relocate() }
      scan = try reader.scan(from: delivery.place.position)
    }
    if let line = try scan?.next() { return line }
    scan = nil
    delivery.reachEnd()
    return nil
  }

  private mutating func perform(_ effects: [Delivery.Effect]) {
    for effect in effects {
      switch effect {
      case .send(let cursor, let event):
        let stream = event["subject"]?.string ?? event["data"]?["entity_type"]?.string ?? ""
        #expect(!inFlight.contains { $0.stream == stream }, "two of one stream are on their way")
        #expect(!inFlight.contains { $0.cursor == cursor }, "one cursor for two events")
        inFlight.append((cursor, stream))
        #expect(inFlight.count <= 64)
        sent.append(event["id"]?.string ?? "")
      case .bury(let letter):
        letters[letter.id] = letter
        buried.insert(letter.id)
      case .unbury(let id): letters[id] = nil
      }
    }
  }

  // MARK: The partner

  mutating func take(_ place: Int = 0) {
    let cursor = inFlight.remove(at: place).cursor
    // A cursor is the event's id.
    taken.append(cursor)
    perform(delivery.acknowledge(cursor, at: now))
  }

  mutating func refuse(_ place: Int = 0, isFinal: Bool = false, mayBury: Bool = true) {
    let cursor = inFlight.remove(at: place).cursor
    perform(delivery.refuse(cursor, "no", isFinal: isFinal, mayBury: mayBury, at: now))
  }

  /// The partner's process ends. What it has may be kept there or not.
  mutating func end(keeping count: Int = 0) {
    taken += inFlight.prefix(count).map(\.cursor)
    inFlight = []
    perform(delivery.interrupt("it has ended", at: now))
  }

  /// Takes everything until there is nothing more, waiting as long as it takes.
  mutating func takeAll() throws {
    var turns = 0
    repeat {
      try goOn()
      while !inFlight.isEmpty { take() }
      passToDeadline()
      turns += 1
      try #require(turns < 100_000, "it does not come to an end")
    } while try !isDone()
  }

  private mutating func isDone() throws -> Bool {
    try goOn()
    return delivery.entries.isEmpty
  }

  // MARK: What happens

  mutating func pass(ms: Int64) {
    now.monotonicMs += ms
    now.wall = now.wall.advanced(byMilliseconds: ms)
  }

  /// Until something is to be done, where that is not now.
  mutating func passToDeadline() {
    if let deadline = delivery.deadlineMs, deadline > now.monotonicMs { pass(ms: deadline - now.monotonicMs) }
  }

  /// The terminal is started again, with what stood on its disk.
  mutating func restart(_ record: DeliveryRecord?) throws {
    scan?.close()
    scan = nil
    inFlight = []
    if let record {
      let kept = try #require(DeliveryRecord(record.bytes))
      #expect(kept == record)
      delivery = try Delivery(venue: Evening.venue, kept, in: reader)
    } else {
      delivery = Delivery(venue: Evening.venue, past: [:])
    }
  }

  /// What is personal is erased: lines are shorter afterwards.
  mutating func forget() throws {
    _ = try log.forget(before: now.wall.advanced(byMilliseconds: 1 << 40), order: nil)
    reader.advance(to: log.durable)
    reader.forgetIndexes()
  }

  // MARK: What must be

  var expected: [String] { held.filter(\.goesOut).map(\.text) }

  /// Nothing that goes out is missing, and nothing came before what stands before it in its stream.
  func check(_ comment: Comment, also others: [String] = []) {
    let missing = Set(expected).subtracting(taken).subtracting(others).subtracting(letters.keys)
    #expect(missing.isEmpty, comment)
    #expect(Set(sent).isSubset(of: expected), comment)
    var firsts: [String: Int] = [:]
    for (place, id) in taken.enumerated() where firsts[id] == nil { firsts[id] = place }
    var last: [String: Int] = [:]
    for event in held {
      guard let place = firsts[event.text], !buried.contains(event.text) else { continue }
      let stream = event.orderID?.description ?? event.entity.text
      #expect(last[stream] ?? -1 < place, comment)
      last[stream] = place
    }
  }
}
