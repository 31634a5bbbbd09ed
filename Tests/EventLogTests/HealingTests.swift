import EventLog
import Events
import SimulatedDisk
import Testing

/// F5: acknowledged bytes that do not read back are fetched again, and the log is as it was.
@Suite struct HealingTests {
  /// Something that happens to acknowledged bytes.
  struct Damage: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// Changes the files; given the events in order of the log.
    let strike: @Sendable (SimulatedDisk, [Event]) throws -> Void

    /// Flips a bit in some lines, so far behind their start; counted from their end where it is negative.
    static func flips(_ lines: [Int], at place: Int) -> Damage {
      Damage(testDescription: "a bit in lines \(lines) at \(place)") { disk, events in
        for line in lines {
          let line = (line + events.count) % events.count
          let text = events[line].line
          let (path, start) = try #require(find(text, on: disk))
          disk.damage(path) { $0[start + (place < 0 ? text.count + 1 + place : place)] ^= 1 }
        }
      }
    }

    /// Zeros over a stretch that begins inside a line.
    static func zeros(from line: Int, count: Int) -> Damage {
      Damage(testDescription: "\(count) zeros from line \(line)") { disk, events in
        let (path, start) = try #require(find(events[line].line, on: disk))
        disk.damage(path) { bytes in
          for place in (start + 77)..<min(start + 77 + count, bytes.count) { bytes[place] = 0 }
        }
      }
    }

    static func lost(_ segments: [Int]) -> Damage {
      Damage(testDescription: "segments \(segments) are gone") { disk, _ in
        for segment in segments { disk.lose("log/0000000\(segment).jsonl") }
      }
    }
  }

  /// Where a line stands.
  static func find(_ line: [UInt8], on disk: SimulatedDisk) -> (path: String, start: Int)? {
    for path in disk.paths where path.hasPrefix("log/") {
      guard let bytes = disk.contents(path) else { continue }
      if let start = bytes.indices.first(where: { bytes[$0...].starts(with: line) }) { return (path, start) }
    }
    return nil
  }

  /// A log of two origins in many small segments, closed, without the journal's copies.
  static func closedLog(_ count: Int = 60) throws -> (disk: SimulatedDisk, events: [Event]) {
    let disk = SimulatedDisk()
    var sample = Sample(seed: 31, terminals: ["till", "bar"])
    let log = try Opened(disk, limits: .tiny).log
    var events: [Event] = []
    for number in 0..<count {
      events.append(sample.event(note: number.isMultiple(of: 7) ? "for Zoe" : nil))
      try log.append([events[number]])
      try log.sync()
    }
    while try log.rest() {}
    try log.close()
    disk.restart(after: .losingAll)
    return (disk, events)
  }

  /// Everything that a healed log must be.
  static func expectWhole(
    _ disk: SimulatedDisk, _ log: EventLog, _ events: [Event], _ note: Comment? = nil,
    _ location: SourceLocation = #_sourceLocation
  ) throws {
    #expect(log.condition == .writing, note, sourceLocation: location)
    #expect(log.gaps.isEmpty, note, sourceLocation: location)
    #expect(log.eventCount == Int64(events.count), note, sourceLocation: location)
    #expect(try verify(disk, log).findings.isEmpty, note, sourceLocation: location)
    var scan = try LogReader(on: disk, durable: log.durable).scan()
    var held: [Fingerprint] = []
    while let line = try scan.next() { held.append(try line.content.get().hash) }
    #expect(
      Set(held) == Set(events.map(\.hash)) && held.count == events.count, note, sourceLocation: location)
    // Appends go on, and a start finds all of it.
    var sample = Sample(seed: 99, terminals: ["till", "bar"])
    for origin in sample.origins { sample.rewind(origin, to: log.tips.tip(of: origin)) }
    let more = sample.batch(4)
    try log.append(more)
    try log.sync()
    try log.close()
    disk.restart(after: .losingAll)
    let again = try Opened(disk, limits: .tiny)
    #expect(again.log.condition == .writing, note, sourceLocation: location)
    #expect(again.log.report.loss == nil, note, sourceLocation: location)
    #expect(Set(again.events.map(\.hash)) == Set((events + more).map(\.hash)), note, sourceLocation: location)
    #expect(again.log.tips == log.tips, note, sourceLocation: location)
    try again.log.close()
  }

  /// What a peer answers to a gap.
  static func answer(_ gap: ChainGap, from events: [Event]) -> [Event] {
    events.filter { $0.origin == gap.origin && $0.seq > gap.after.seq && $0.seq <= gap.upTo.seq }
  }

  /// What exact bytes heal without anybody's word.
  static let exact: [Damage] = [
    .flips([20], at: 100), .flips([20], at: 12), .flips([20], at: -1), .flips([20], at: -20),
    .flips([0], at: 3), .flips([0], at: -1), .flips([59], at: 200), .flips([59], at: -1),
    .flips([10, 11], at: 60), .flips([10, 12], at: 60), .flips([3, 29, 44], at: 90),
    .flips([18, 19, 20, 21, 22], at: -1), .zeros(from: 9, count: 1500), .zeros(from: 0, count: 4096),
    .lost([3]), .lost([1]), .lost([2, 3]),
  ]

  @Test(arguments: exact)
  func f5WithTheOriginalEventsTheLogIsAsItWas(_ damage: Damage) throws {
    let (disk, events) = try Self.closedLog()
    try damage.strike(disk, events)
    let log = try Opened(disk, limits: .tiny).log
    guard case .damaged = log.condition else {
      Issue.record("\(log.condition)")
      return
    }
    let missing = Set(events.map(\.hash)).subtracting(try Self.readable(disk, log))
    var random = SeededRandom(seed: 5)
    let report = try log.heal(events.shuffled(using: &random), isComplete: false, at: Sample.now)
    #expect(Set(report.recovered.map(\.hash)) == missing && report.left.isEmpty)
    #expect(report.remaining == nil && report.gaps.isEmpty && !report.restsOnPeers)
    for aside in report.setAside { #expect(disk.contents(aside.keptIn)?.count == Int(aside.length)) }
    try Self.expectWhole(disk, log, events)
  }

  static func readable(_ disk: SimulatedDisk, _ log: EventLog) throws -> Set<Fingerprint> {
    var scan = try LogReader(on: disk, durable: log.durable).scan()
    var found: Set<Fingerprint> = []
    while let line = try scan.next() {
      if case .success(let event) = line.content { found.insert(event.hash) }
    }
    return found
  }

  /// The gaps name exactly what is missing below an event that is held, and what peers answer to them fills them.
  @Test(arguments: exact + [.lost([2]), .zeros(from: 25, count: 9000)])
  func f5TheGapsSayWhatIsMissing(_ damage: Damage) throws {
    let (disk, events) = try Self.closedLog()
    try damage.strike(disk, events)
    let log = try Opened(disk, limits: .tiny).log
    let held = try Self.readable(disk, log)
    let missing = events.filter { !held.contains($0.hash) }
    let heads = events.map(\.origin).reduce(into: [:]) { heads, origin in
      heads[origin] = events.filter { $0.origin == origin && held.contains($0.hash) }.map(\.seq).max()
    }
    let bridged = missing.filter { $0.seq < heads[$0.origin] ?? 0 }
    let answers = log.gaps.flatMap { Self.answer($0, from: events) }
    #expect(answers.count == bridged.count && Set(answers.map(\.hash)) == Set(bridged.map(\.hash)))
    #expect(log.gaps == log.gaps.sorted())
    for gap in log.gaps {
      #expect(events.contains { $0.hash == gap.upTo.hash && $0.seq == gap.upTo.seq })
      #expect(gap.after.seq == 0 || held.contains(gap.after.hash))
    }
    // The ends of the histories come as ordinary news.
    _ = try log.heal(answers, isComplete: false, at: Sample.now)
    if bridged.count < missing.count {
      _ = try log.heal(events, isComplete: true, at: Sample.now)
    }
    try Self.expectWhole(disk, log, events)
  }

  /// A peer that has erased what is personal has shorter lines: only the house's word closes the damage.
  @Test func f5AnEventWithoutItsPersonalDataIsTheSameEvent() throws {
    let (disk, events) = try Self.closedLog()
    let bad = events[21]
    #expect(bad.personalRange != nil)
    try Damage.flips([21], at: 100).strike(disk, events)
    let log = try Opened(disk, limits: .tiny).log
    var decoder = EventDecoder()
    let bare = try decoder.decode(bad.withoutPersonal)
    let first = try log.heal([bare], isComplete: false, at: Sample.now)
    #expect(first.recovered.map(\.hash) == [bad.hash] && first.gaps.isEmpty)
    #expect(first.remaining?.code != nil && first.setAside.isEmpty)
    #expect(log.condition == first.remaining.map { .damaged($0) })
    let second = try log.heal([], isComplete: true, at: Sample.now)
    #expect(second.recovered.isEmpty && second.remaining == nil && second.restsOnPeers)
    #expect(second.setAside.count == 1)
    try Self.expectWhole(disk, log, events)
  }

  /// The journal still has copies of the last lines, for the places where they stood: it must not put them back.
  @Test func f5WhatTheJournalRemembersOfAHealedSegmentIsNotPutBack() throws {
    let disk = SimulatedDisk()
    var sample = Sample(seed: 12)
    let log = try Opened(disk, limits: .tiny).log
    let events = (0..<16).map { _ in sample.event(note: "for Zoe") }
    for event in events {
      try log.append([event])
      try log.sync()
    }
    #expect(log.end.segment == 2)
    disk.restart(after: .losingAll)
    let first = try #require(events.firstIndex { Self.find($0.line, on: disk)?.path == "log/00000002.jsonl" })
    try Damage.flips([first], at: 60).strike(disk, events)
    let damaged = try Opened(disk, limits: .tiny).log
    var decoder = EventDecoder()
    let bare = try decoder.decode(events[first].withoutPersonal)
    #expect(try damaged.heal([bare], isComplete: true, at: Sample.now).remaining == nil)
    disk.restart(after: nil)
    let again = try Opened(disk, limits: .tiny)
    #expect(again.log.report.restored == nil && again.log.report.loss == nil)
    try Self.expectWhole(disk, again.log, events)
  }

  @Test func f5WhatIsHealedInPartStaysReadOnlyAndSaysWhatIsLeft() throws {
    let (disk, events) = try Self.closedLog()
    try Damage.flips([10, 30], at: 60).strike(disk, events)
    try Damage.lost([5]).strike(disk, events)
    let log = try Opened(disk, limits: .tiny).log
    let held = try Self.readable(disk, log)
    let gone = events.filter {
      !held.contains($0.hash) && $0.hash != events[10].hash && $0.hash != events[30].hash
    }
    let report = try log.heal([events[10]], isComplete: true, at: Sample.now)
    #expect(report.recovered.map(\.hash) == [events[10].hash])
    let remaining = try #require(report.remaining)
    #expect(log.condition == .damaged(remaining) && report.gaps == log.gaps)
    #expect(remaining.code != .missing && log.gaps.contains { $0.upTo.hash == events[30].hash })
    #expect(throws: LogFault.damaged(remaining)) { try log.append([]) }
    // Some of what is missing in the segment: kept, and the rest is still asked for.
    let some = try log.heal([events[30], gone[0]], isComplete: true, at: Sample.now)
    #expect(some.remaining?.code == .missing && !some.gaps.isEmpty)
    #expect(some.recovered.contains { $0.hash == events[30].hash })
    #expect(!log.gaps.contains { $0.upTo.hash == events[30].hash })
    try log.close()
    disk.restart(after: .losingAll)
    let again = try Opened(disk, limits: .tiny).log
    #expect(again.gaps == log.gaps)
    #expect(try again.heal(events, isComplete: true, at: Sample.now).remaining == nil)
    try Self.expectWhole(disk, again, events)
  }

  /// Nothing that chains could miss: only those who have the rest of the log can say so.
  @Test func f5ALastEventThatNobodyHasIsGivenUpOnlyOnThePeersWord() throws {
    let (disk, events) = try Self.closedLog()
    try Damage.flips([59], at: 60).strike(disk, events)
    let log = try Opened(disk, limits: .tiny).log
    #expect(log.gaps.isEmpty)
    let first = try log.heal([], isComplete: false, at: Sample.now)
    #expect(first.remaining != nil && first.setAside.isEmpty)
    let second = try log.heal([], isComplete: true, at: Sample.now)
    #expect(second.remaining == nil && second.restsOnPeers && second.setAside.count == 1)
    try Self.expectWhole(disk, log, Array(events.dropLast()))
  }

  /// A line that stands in the log twice is set aside without anybody's word.
  @Test func f5ARepeatedLineIsSetAside() throws {
    let (disk, events) = try Self.closedLog()
    disk.damage("log/00000002.jsonl") { $0 += events[1].line + [10] }
    for path in disk.paths where path.hasSuffix(".checkpoint") { disk.lose(path) }
    let log = try Opened(disk, limits: .tiny).log
    let report = try log.heal([], isComplete: false, at: Sample.now)
    #expect(report.remaining == nil && !report.restsOnPeers && report.setAside.count == 1)
    try Self.expectWhole(disk, log, events)
  }

  /// A line that could not be read was taken for missing, and its event was fetched and written once more: it goes
  /// back to its place, and the chains end where they ended before.
  @Test(arguments: [[25], [24, 25, 26, 27], [0]])
  func f5AnEventThatCameAgainBehindWhatFollowsItGoesWhereItBelongs(_ lines: [Int]) throws {
    let (disk, events) = try Self.closedLog()
    let before = try Opened(disk.copy(after: .losingAll), limits: .tiny).log.tips
    try Damage.flips(lines, at: 90).strike(disk, events)
    let (path, _) = try #require(Self.find(events[45].line, on: disk))
    disk.damage(path) { bytes in for line in lines { bytes += events[line].line + [10] } }
    for path in disk.paths where path.hasSuffix(".checkpoint") { disk.lose(path) }
    let log = try Opened(disk, limits: .tiny).log
    #expect(!log.gaps.isEmpty)
    let answers = log.gaps.flatMap { Self.answer($0, from: events) }
    let report = try log.heal(answers, isComplete: false, at: Sample.now)
    #expect(report.recovered.isEmpty, "the log held them all along")
    // What stands behind is now a line that is repeated.
    if report.remaining != nil {
      #expect(try log.heal([], isComplete: false, at: Sample.now).remaining == nil)
    }
    #expect(log.tips == before)
    try Self.expectWhole(disk, log, events)
  }

  /// F21: of several histories under one name each gets its own events back.
  @Test(arguments: [[8], [25], [33], [8, 25, 40], [28, 29, 30, 31]], [true, false])
  func f21AForkIsHealedOnBothSides(_ lines: [Int], _ isComplete: Bool) throws {
    let disk = SimulatedDisk()
    var sample = Sample(seed: 3)
    let origin = sample.origins[0]
    var events = sample.batch(24)
    sample.rewind(origin, to: ChainTip(seq: events[11].seq, hash: events[11].hash))
    events += sample.batch(24)
    let log = try Opened(disk, limits: .tiny).log
    for event in events {
      try log.append([event])
      try log.sync()
    }
    try log.close()
    disk.restart(after: .losingAll)
    try Damage.flips(lines, at: 90).strike(disk, events)
    let damaged = try Opened(disk, limits: .tiny).log
    #expect(!damaged.gaps.isEmpty)
    // A peer follows the chain of the gap's end.
    let byHash = Dictionary(uniqueKeysWithValues: events.map { ($0.hash, $0) })
    var answers: [Event] = []
    for gap in damaged.gaps {
      var next = byHash[gap.upTo.hash]
      while let event = next, event.seq > gap.after.seq {
        answers.append(event)
        next = byHash[event.prev]
      }
    }
    #expect(try damaged.heal(answers, isComplete: isComplete, at: Sample.now).remaining == nil)
    try Self.expectWhole(disk, damaged, events)
  }

  @Test func aSoundLogHasNothingToHeal() throws {
    let (disk, events) = try Self.closedLog()
    let log = try Opened(disk, limits: .tiny).log
    let calls = disk.calls
    let report = try log.heal(events, isComplete: true, at: Sample.now)
    #expect(report.recovered.isEmpty && report.remaining == nil && disk.calls == calls)
    #expect(try log.examine() == nil && log.condition == .writing)
  }

  /// Old damage behind a checkpoint shows only when the log is read through; then it is healed like any other.
  @Test func f5ARunningLogIsExaminedAndHealed() throws {
    let (disk, events) = try Self.closedLog()
    let first = try Opened(disk, limits: .tiny).log
    try first.checkpoint(retained: [], blob: [])
    try first.close()
    try Damage.flips([5], at: 60).strike(disk, events)
    let log = try Opened(disk, limits: .tiny).log
    #expect(log.condition == .writing)
    let finding = try #require(try log.examine())
    #expect(finding.file == "log/00000001.jsonl" && log.condition == .damaged(finding))
    #expect(log.gaps.map(\.upTo.hash) == [events[5].hash])
    #expect(try log.heal([events[5]], isComplete: false, at: Sample.now).remaining == nil)
    try Self.expectWhole(disk, log, events)
  }

  /// F14: whatever call is the last one, the log opens and heals.
  @Test(
    arguments: [
      .flips([4, 12], at: 60), .zeros(from: 3, count: 900), .lost([1]),
    ] as [Damage], [PowerCut.losingAll, .seeded(5), nil])
  func f5ACrashWhileHealingLosesNothing(_ damage: Damage, _ cut: PowerCut?) throws {
    let (whole, events) = try Self.closedLog(16)
    try damage.strike(whole, events)
    var call = 0
    while true {
      call += 1
      let disk = whole.copy()
      let log = try Opened(disk, limits: .tiny).log
      let held = try Self.readable(disk, log)
      disk.plan(.crash(.halfway), atCall: disk.calls + call)
      let report = try? log.heal(events, isComplete: true, at: Sample.now)
      guard disk.isCrashed else {
        #expect(report?.remaining == nil)
        break
      }
      disk.restart(after: cut)
      let again = try Opened(disk, limits: .tiny).log
      #expect(try Self.readable(disk, again).isSuperset(of: held), "call \(call)")
      #expect(again.report.loss == nil, "call \(call)")
      _ = try again.heal(events, isComplete: true, at: Sample.now)
      try Self.expectWhole(disk, again, events, "call \(call)")
    }
    #expect(call > 30)
  }

  /// Whatever call fails while the machine goes on, the next try heals.
  @Test(arguments: [DiskFault.Kind.noSpace, .io])
  func f9AHealingThatTheDiskRefusesCanBeTriedAgain(_ kind: DiskFault.Kind) throws {
    let (whole, events) = try Self.closedLog(16)
    try Damage.flips([4, 12], at: 60).strike(whole, events)
    var call = 0
    while true {
      call += 1
      let disk = whole.copy()
      let log = try Opened(disk, limits: .tiny).log
      let held = try Self.readable(disk, log)
      let before = disk.calls
      disk.plan(.fault(kind), atCall: before + call)
      _ = try? log.heal(events, isComplete: true, at: Sample.now)
      if disk.calls < before + call { break }
      #expect(try Self.readable(disk, log).isSuperset(of: held), "call \(call)")
      _ = try log.heal(events, isComplete: true, at: Sample.now)
      try Self.expectWhole(disk, log, events, "call \(call)")
    }
  }
}
