import EventLog
import Events
import SimulatedDisk
import Testing

/// F1, F2 for groups: what was appended as a whole is found as a whole or not at all.
@Suite struct WholeTests {
  private static let seed: UInt64 = 17

  private func quietCalls(_ steps: Int) throws -> Int {
    let disk = SimulatedDisk()
    var quiet = Banquet(seed: Self.seed, steps: steps)
    try quiet.run(on: disk)
    let calls = disk.calls
    let flaw = quiet.flaw(in: try Opened(disk, limits: .tiny), on: disk)
    #expect(flaw == nil && quiet.acknowledged == quiet.written.count)
    return calls
  }

  /// Runs a banquet until a call at which the program dies; nil where it did not.
  private func cut(
    atCall call: Int, _ moment: SimulatedDisk.Moment, steps: Int, marksWholes: Bool = true
  ) -> (banquet: Banquet, disk: SimulatedDisk)? {
    let disk = SimulatedDisk()
    disk.plan(.crash(moment), atCall: call)
    var banquet = Banquet(seed: Self.seed, steps: steps, marksWholes: marksWholes)
    try? banquet.run(on: disk)
    return disk.isCrashed ? (banquet, disk) : nil
  }

  @Test(arguments: CrashTests.Aftermath.allCases)
  func f1WhateverCallIsTheLastAWholeIsThereOrNot(_ aftermath: CrashTests.Aftermath) throws {
    for call in 1...(try quietCalls(14)) {
      for moment in SimulatedDisk.Moment.allCases {
        guard let (banquet, disk) = cut(atCall: call, moment, steps: 14) else { continue }
        disk.restart(after: aftermath.cut(call))
        let flaw = banquet.flaw(in: try Opened(disk, limits: .tiny), on: disk)
        #expect(flaw == nil, "call \(call), \(moment)")
        if call.isMultiple(of: 5) { try goesOn(disk, "call \(call), \(moment)") }
      }
    }
  }

  /// What a start has made of it is a log like any other.
  private func goesOn(_ disk: SimulatedDisk, _ note: Comment) throws {
    disk.restart(after: .losingAll)
    let log = try Opened(disk, limits: .tiny).log
    var kitchen = Sample(seed: 9, terminals: ["kitchen"])
    let whole = kitchen.batch(3)
    try log.append(whole, asWhole: true)
    disk.restart(after: .losingAll)
    let held = concatenated(disk)
    let found = try Opened(disk, limits: .tiny)
    #expect(found.lines.suffix(3) == whole.map(\.line) && concatenated(disk).starts(with: held), note)
  }

  /// Were a batch not marked, some of its events would be found without the others: after a kill and a power cut.
  @Test(arguments: [CrashTests.Aftermath.killed, .powerLostInPart])
  func withoutTheMarkAWholeIsTorn(_ aftermath: CrashTests.Aftermath) throws {
    var torn = 0
    for call in 1...(try quietCalls(14)) {
      guard let (banquet, disk) = cut(atCall: call, .halfway, steps: 14, marksWholes: false) else { continue }
      disk.restart(after: aftermath.cut(call))
      if banquet.tornWhole(in: try Opened(disk, limits: .tiny)) != nil { torn += 1 }
    }
    #expect(torn > 0)
  }

  /// A call fails, the log goes on as it can, and the program dies at one of the calls that follow.
  @Test(arguments: [DiskFault.Kind.noSpace, .io])
  func f10F11ACrashAfterAFaultTearsNoWhole(_ kind: DiskFault.Kind) throws {
    for call in 1...(try quietCalls(8)) {
      for later in 1...12 {
        let disk = SimulatedDisk()
        disk.plan(.fault(kind), atCall: call)
        disk.plan(.crash(.halfway), atCall: call + later)
        var banquet = Banquet(seed: Self.seed, steps: 8)
        try? banquet.run(on: disk)
        guard disk.isCrashed else { continue }
        let aftermath = CrashTests.Aftermath.allCases[(call + later) % 3]
        disk.restart(after: aftermath.cut(call + later))
        let flaw = banquet.flaw(in: try Opened(disk, limits: .tiny), on: disk)
        #expect(flaw == nil, "call \(call), then \(call + later), \(aftermath)")
      }
    }
  }

  /// A program is killed before it has synced a whole's record: that is seen and not on the medium. The power goes
  /// during the start that puts the whole back.
  @Test func f14APowerCutDuringTheStartAfterAKillTearsNoWhole() throws {
    for call in 1...60 {
      let disk = SimulatedDisk()
      var sample = Sample()
      let log = try Opened(disk).log
      let first = sample.batch(2)
      try log.append(first)
      try log.sync()
      next("sync", on: disk, is: .crash(.before))
      let whole = sample.batch(3)
      #expect(throws: LogFault.self) { try log.append(whole, asWhole: true) }
      disk.restart(after: nil)
      disk.plan(.crash(.halfway), atCall: disk.calls + call)
      _ = try? Opened(disk)
      guard disk.isCrashed else { break }
      for seed in 1...20 {
        let left = disk.copy(after: .seeded(UInt64(seed)))
        let opened = try Opened(left)
        let isWhole = [first, first + whole].contains { text($0) == concatenated(left) }
        #expect(isWhole && opened.log.condition == .writing, "call \(call) of the start, seed \(seed)")
      }
    }
  }

  @Test func aWholeIsDurableOnceItIsAppended() throws {
    let disk = SimulatedDisk()
    var sample = Sample()
    let log = try Opened(disk).log
    let first = sample.batch(1)
    let whole = sample.batch(3)
    try log.append(first)
    try log.append(whole, asWhole: true)
    #expect(log.durable == log.end && log.end.segment == 1 && log.eventCount == 4)
    try log.sync()
    disk.restart(after: .losingAll)
    #expect(try Opened(disk).lines == (first + whole).map(\.line))
  }

  /// What is more than a record of the journal holds appears with its segment.
  @Test func aLargeWholeStandsInASegmentOfItsOwn() throws {
    let disk = SimulatedDisk()
    var sample = Sample()
    let log = try Opened(disk, limits: .tiny).log
    let first = sample.batch(2)
    let whole = sample.batch(9)
    try log.append(first)
    try log.append(whole, asWhole: true)
    #expect(log.end == LogPosition(segment: 2, offset: Int64(text(whole).count)) && log.durable == log.end)
    #expect(disk.contents("log/00000002.jsonl") == text(whole))
    let last = sample.batch(1)
    try log.append(last)
    try log.sync()
    disk.restart(after: .losingAll)
    #expect(try Opened(disk, limits: .tiny).lines == (first + whole + last).map(\.line))
  }

  /// A full disk refuses a whole by the journal and one by a segment of its own; neither comes back.
  @Test(arguments: [3, 9])
  func f10ARefusedWholeIsGone(_ count: Int) throws {
    let disk = SimulatedDisk()
    var sample = Sample()
    let log = try Opened(disk, limits: .tiny).log
    let first = sample.batch(2)
    try log.append(first)
    try log.sync()
    let before = sample.tips
    disk.capacity = disk.usedBytes + 700
    #expect(throws: LogFault.self) { try log.append(sample.batch(count), asWhole: true) }
    #expect(log.condition == .writing && log.eventCount == 2 && log.durable == log.end)
    disk.capacity = nil
    let killed = disk.copy()
    #expect(try Opened(killed, limits: .tiny).lines == first.map(\.line))
    for (origin, tip) in before { sample.rewind(origin, to: tip) }
    let second = sample.batch(count)
    try log.append(second, asWhole: true)
    try log.append(sample.batch(1))
    disk.restart(after: .losingAll)
    #expect(try Opened(disk, limits: .tiny).lines == (first + second).map(\.line))
  }

  /// Where the journal fails, the whole is proven by a segment of its own, and nobody has to wait.
  @Test(arguments: ["write", "sync"])
  func f11AWholeThatTheJournalFailsOnIsInTheNextSegment(_ call: String) throws {
    let disk = SimulatedDisk()
    var sample = Sample()
    let log = try Opened(disk).log
    let first = sample.batch(2)
    try log.append(first)
    try log.sync()
    next(call, on: disk, is: .fault(.io))
    let whole = sample.batch(3)
    try log.append(whole, asWhole: true)
    #expect(log.condition == .writing && log.durable == log.end && log.end.segment == 2)
    for power in [nil, PowerCut.losingAll] {
      disk.restart(after: power)
      #expect(try Opened(disk).lines == (first + whole).map(\.line))
    }
  }

  /// F16: a start that may not write shows a whole that only the journal holds not at all, rather than in part.
  @Test func f16WhatCannotBePutBackIsNotShownInPart() throws {
    let disk = SimulatedDisk()
    var sample = Sample()
    let log = try Opened(disk).log
    let first = sample.batch(2)
    try log.append(first)
    try log.sync()
    var writes = 0
    disk.onCall = { [unowned disk] number, name in
      guard name == "write" else { return }
      writes += 1
      // The first is the journal's; the second leaves half of three lines in the segment.
      if writes == 2 { disk.plan(.crash(.halfway), atCall: number) }
    }
    let whole = sample.batch(3)
    #expect(throws: LogFault.self) { try log.append(whole, asWhole: true) }
    disk.onCall = nil
    disk.restart(after: nil)
    disk.isReadOnly = true
    let shown = try Opened(disk)
    #expect(shown.lines == first.map(\.line) && shown.log.report.damage.map(\.code) == [.missing])
    guard case .readOnly = shown.log.condition else {
      Issue.record("\(shown.log.condition)")
      return
    }
    disk.isReadOnly = false
    disk.restart(after: nil)
    let opened = try Opened(disk)
    #expect(opened.lines == (first + whole).map(\.line) && opened.log.condition == .writing)
    #expect(opened.log.report.restored != nil)
  }

  /// The writer joins what waits; a whole among it is one all the same.
  @Test func theWriterHandsAWholeOnAsOne() throws {
    for call in 1...40 {
      let disk = SimulatedDisk()
      var sample = Sample()
      let first = sample.batch(1)
      let whole = sample.batch(3)
      var writer = LogWriter(try Opened(disk).log) { _ in }
      disk.plan(.crash(.halfway), atCall: disk.calls + call)
      writer.turn([
        .append(first, BatchNumber(1), isWhole: false, refusalsHeard: 0),
        .append(whole, BatchNumber(2), isWhole: true, refusalsHeard: 0),
      ])
      guard disk.isCrashed else { break }
      disk.restart(after: nil)
      let found = try Opened(disk).lines
      #expect([[], first, first + whole].contains { $0.map(\.line) == found }, "call \(call)")
    }
  }
}
