import EventLog
import Events
import SimulatedDisk
import Testing

@Suite struct ReaderTests {
  /// A log of many small segments, some sealed with an index and some without.
  private func log(_ count: Int, indexed: Bool) throws -> (
    disk: SimulatedDisk, log: EventLog, events: [Event]
  ) {
    let disk = SimulatedDisk()
    var sample = Sample(seed: 4, terminals: ["till", "bar"])
    let log = try Opened(disk, limits: .tiny).log
    var events: [Event] = []
    for _ in 0..<count {
      let batch = sample.batch(2)
      events += batch
      try log.append(batch)
      try log.sync()
    }
    if indexed { while try log.rest() {} }
    return (disk, log, events)
  }

  @Test(arguments: [true, false])
  func allEventsOfAnOrderAreFoundHoweverOld(_ indexed: Bool) throws {
    let (disk, log, events) = try log(60, indexed: indexed)
    #expect(disk.paths.contains { $0.hasSuffix(".index") } == indexed)
    let reader = LogReader(on: disk, durable: log.durable)
    for order in Set(events.compactMap(\.orderID)) {
      #expect(try reader.events(of: order).map(\.line) == events.filter { $0.orderID == order }.map(\.line))
    }
    var other = Sample(seed: 77)
    #expect(try reader.events(of: OrderID(other.uuid())).isEmpty)
  }

  /// A line that does not read back is passed over, and all others have their effect, in order of the log.
  @Test func aFoldTakesEveryLineOnceInOneReading() throws {
    let (disk, log, events) = try log(40, indexed: true)
    let reader = LogReader(on: disk, durable: log.durable)
    let lines = try reader.fold(into: [[UInt8]]()) { $0.append($1.line) }
    #expect(lines == events.map(\.line))
    let path = try #require(disk.paths.first { $0.hasSuffix(".jsonl") })
    disk.damage(path) { $0[events[0].line.count + 40] ^= 1 }
    let rest = try reader.fold(into: [[UInt8]]()) { $0.append($1.line) }
    #expect(rest == [events[0].line] + events.dropFirst(2).map(\.line))
  }

  @Test(arguments: [true, false])
  func anEventIsFoundByItsOriginAndNumber(_ indexed: Bool) throws {
    let (disk, log, events) = try log(40, indexed: indexed)
    let reader = LogReader(on: disk, durable: log.durable)
    for event in events {
      #expect(try reader.events(of: event.origin, seq: event.seq).map(\.hash) == [event.hash])
      #expect(try reader.hashes(of: event.origin, seq: event.seq) == [event.hash])
    }
    let origin = events[0].origin
    let own = events.filter { $0.origin == origin }
    #expect(try reader.events(of: origin, seqs: 5...20, limitBytes: .max).map(\.seq) == Array(5...20))
    let bytes = own[4].line.count + 1
    #expect(try reader.events(of: origin, seqs: 5...20, limitBytes: bytes).map(\.seq) == [5, 6])
    #expect(try reader.events(of: origin, seqs: 5...20, limitBytes: 1).map(\.seq) == [5])
    #expect(try reader.hashes(of: origin, seq: Int64(own.count + 1)).isEmpty)
  }

  /// Whether it is told what was written or reads that itself: it finds the same.
  @Test(arguments: [true, false])
  func aReaderSeesWhatIsDurableAndFollowsTheLog(_ isTold: Bool) throws {
    let disk = SimulatedDisk()
    var sample = Sample()
    let log = try Opened(disk, limits: .tiny).log
    let reader = LogReader(on: disk, durable: log.durable)
    var events: [Event] = []
    for round in 0..<30 {
      let batch = sample.batch(2)
      try log.append(batch)
      #expect(try reader.hashes(of: batch[0].origin, seq: batch[0].seq).isEmpty)
      try log.sync()
      events += batch
      reader.advance(to: log.durable, past: isTold ? batch : [])
      let order = try #require(events[round].orderID)
      #expect(try reader.events(of: order).map(\.line) == events.filter { $0.orderID == order }.map(\.line))
      if round % 10 == 9 { _ = try log.rest() }
    }
    var scan = try reader.scan()
    var lines: [[UInt8]] = []
    var positions: [LogPosition] = []
    while let line = try scan.next() {
      lines.append(try line.content.get().line)
      positions.append(line.position)
    }
    #expect(lines == events.map(\.line))
    var later = try reader.scan(from: positions[17])
    #expect(try later.next()?.content.get().line == events[17].line)
  }

  /// What a reader is told it need not read: the file is out of its way, and it knows all the same where things stand.
  @Test func whatAReaderIsToldItDoesNotReadAgain() throws {
    let disk = SimulatedDisk()
    var sample = Sample()
    let log = try Opened(disk).log
    let reader = LogReader(on: disk, durable: log.durable)
    var reads = 0
    disk.onCall = { _, call in if call.hasPrefix("read") { reads += 1 } }
    for _ in 0..<5 {
      let batch = sample.batch(3)
      _ = try reader.hashes(of: batch[0].origin, seq: 1)
      try log.append(batch)
      try log.sync()
      let readsBefore = reads
      reader.advance(to: log.durable, past: batch)
      for event in batch { #expect(try reader.hashes(of: event.origin, seq: event.seq) == [event.hash]) }
      #expect(reads == readsBefore)
    }
    // One that is told of something else finds what is there.
    let (kept, told) = (sample.batch(2), sample.batch(3))
    try log.append(kept)
    try log.sync()
    reader.advance(to: log.durable, past: told)
    for event in kept { #expect(try reader.hashes(of: event.origin, seq: event.seq) == [event.hash]) }
  }

  /// P10: what is fetched in one go has no sidecars yet, and each order that is new is looked for in all of it.
  @Test func noSegmentIsReadForAnOrderOfWhichItHasNothing() throws {
    let (disk, log, events) = try log(60, indexed: false)
    let reader = LogReader(on: disk, durable: log.durable)
    let orders = Set(events.compactMap(\.orderID)).sorted()
    for order in orders { _ = try reader.events(of: order) }
    var other = Sample(seed: 77)
    let between = (0..<100).lazy.map { _ in OrderID(other.uuid()) }.first { orders[0] < $0 && $0 < orders[7] }
    let unknown = try #require(between)
    var reads = 0
    disk.onCall = { _, call in if call.hasPrefix("read") { reads += 1 } }
    #expect(try reader.events(of: unknown).isEmpty)
    #expect(reads == 0)
  }

  /// F21: two boxes wrote on under one name; both histories are kept, in the log and over a start.
  @Test func f21AForkKeepsBothHistories() throws {
    let disk = SimulatedDisk()
    var sample = Sample()
    let log = try Opened(disk, limits: .tiny).log
    let origin = sample.origins[0]
    var events = sample.batch(20)
    let fork = ChainTip(seq: events[11].seq, hash: events[11].hash)
    var other = sample
    other.rewind(origin, to: fork)
    events += sample.batch(3)
    let second = other.batch(30)
    for event in events + second {
      try log.append([event])
      try log.sync()
    }
    #expect(log.tips.histories(of: origin).map(\.seq) == [42, 23])
    #expect(throws: LogFault.chain(index: 0)) { try log.append([events[14]]) }
    #expect(throws: LogFault.chain(index: 0)) { try log.append([second[14]]) }
    try log.close()
    let opened = try Opened(disk, limits: .tiny)
    #expect(opened.log.condition == .writing)
    #expect(opened.log.tips == log.tips)
    #expect(opened.lines == (events + second).map(\.line))
    let reader = LogReader(on: disk, durable: opened.log.durable)
    #expect(Set(try reader.hashes(of: origin, seq: 13)) == [events[12].hash, second[0].hash])
    #expect(try verify(disk, opened.log).findings.isEmpty)
  }
}

/// Runs a verification to its end.
func verify(_ disk: SimulatedDisk, _ log: EventLog) throws -> Verification.Report {
  var verification = try Verification(on: disk, venue: Sample.venue, durable: log.durable)
  while try verification.step() {}
  return verification.report
}
