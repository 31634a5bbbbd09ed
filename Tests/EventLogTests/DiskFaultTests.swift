import EventLog
import Events
import SimulatedDisk
import Testing

/// F8 to F11, F16 to F18: a disk that does not do what it is asked.
@Suite struct DiskFaultTests {
  @Test func f8AShortWriteIsFinished() throws {
    let disk = SimulatedDisk()
    var sample = Sample()
    let log = try Opened(disk).log
    var events: [Event] = []
    for _ in 0..<5 {
      let batch = sample.batch(3)
      events += batch
      next("write", on: disk, is: .shortWrite)
      try log.append(batch)
      next("write", on: disk, is: .shortWrite)
      try log.sync()
    }
    disk.restart(after: .losingAll)
    #expect(try Opened(disk).lines == events.map(\.line))
  }

  /// Every way in which a write may fail but the medium's own: nothing of the batch is left, the next one is taken.
  @Test(arguments: [DiskFault.Kind.noSpace, .readOnly, .notAllowed, .other(75)])
  func f8APartialLineIsCutBeforeAnythingElseIsAppended(_ kind: DiskFault.Kind) throws {
    let disk = SimulatedDisk()
    var sample = Sample()
    let log = try Opened(disk).log
    let first = sample.batch(2)
    try log.append(first)
    try log.sync()
    let refused = sample.batch(2)
    next("write", on: disk, is: .fault(kind))
    #expect(throws: LogFault.refused(DiskFault(kind, "write", "log/00000001.jsonl"))) {
      try log.append(refused)
    }
    #expect(concatenated(disk) == text(first))
    #expect(log.eventCount == 2 && log.tips.tip(of: sample.origins[0]).seq == 2)
    try log.append(refused)
    try log.sync()
    disk.restart(after: .losingAll)
    #expect(try Opened(disk).lines == (first + refused).map(\.line))
  }

  @Test func f9F10AFullDiskRefusesAndTakesAgainWhenThereIsSpace() throws {
    let disk = SimulatedDisk()
    var sample = Sample()
    let log = try Opened(disk, limits: .tiny).log
    var kept: [Event] = []
    disk.capacity = disk.paths.reduce(0) { $0 + (disk.contents($1)?.count ?? 0) } + 9000
    var refusals = 0
    for _ in 0..<40 {
      let before = sample
      let batch = sample.batch(2)
      do throws(LogFault) {
        try log.append(batch)
        try log.sync()
        kept += batch
      } catch {
        guard case .refused(let fault) = error else { throw error }
        #expect(fault.kind == .noSpace)
        #expect(log.condition == .writing)
        refusals += 1
        sample = before
      }
      if refusals == 5 { disk.capacity = nil }
    }
    #expect(refusals == 5 && kept.count == 70)
    let reader = LogReader(on: disk, durable: log.durable)
    let order = try #require(kept[3].orderID)
    #expect(try reader.events(of: order).map(\.line) == kept.filter { $0.orderID == order }.map(\.line))
    disk.restart(after: .losingAll)
    #expect(try Opened(disk, limits: .tiny).lines == kept.map(\.line))
  }

  /// A start on a full disk shows what there is, also where something torn would have to be set aside first.
  @Test(arguments: [false, true])
  func f9AStartOnAFullDiskShowsWhatThereIs(_ isTorn: Bool) throws {
    let disk = SimulatedDisk()
    var sample = Sample()
    let log = try Opened(disk).log
    let events = sample.batch(3)
    try log.append(events)
    try log.close()
    if isTorn { disk.damage("log/00000001.jsonl") { $0 += [1, 2, 3] } }
    disk.capacity = 0
    let opened = try Opened(disk)
    #expect(opened.lines == events.map(\.line))
    if isTorn, case .readOnly(let fault) = opened.log.condition {
      #expect(fault.kind == .noSpace)
    } else {
      #expect(!isTorn && opened.log.condition == .writing)
    }
  }

  /// F11: each write and each sync fails once with EIO. What it left is not trusted: it is written anew elsewhere.
  @Test(arguments: ["write", "sync"], 1...12)
  func f11AfterEIOTheUnprovenTailIsWrittenAnew(_ call: String, _ turn: Int) throws {
    let disk = SimulatedDisk()
    var sample = Sample()
    let log = try Opened(disk, limits: .tiny).log
    var events: [Event] = []
    var stalls = 0
    for round in 1...12 {
      if round == turn { next(call, on: disk, is: .fault(.io)) }
      let batch = sample.batch(3)
      do throws(LogFault) {
        events += batch
        try log.append(batch)
        try log.sync()
      } catch {
        guard case .unproven = error else {
          // A directory that could not be synced: the batch was refused, and is taken the next time.
          try log.append(batch)
          try log.sync()
          continue
        }
        stalls += 1
        let later = sample
        #expect(throws: error) { try log.append(sample.batch(1)) }
        sample = later
        try log.resume()
      }
      #expect(log.durable == log.end && log.condition == .writing)
      let copy = disk.copy()
      #expect(try Opened(copy, limits: .tiny).lines == events.map(\.line))
    }
    // Only what matters stalls the log: a note in the journal does not.
    #expect(turn == 1 && call == "write" ? stalls == 1 : stalls <= 1)
    #expect(concatenated(disk) == text(events))
    disk.restart(after: .losingAll)
    let opened = try Opened(disk, limits: .tiny)
    #expect(opened.lines == events.map(\.line) && opened.log.condition == .writing)
  }

  /// The same with a crash at each call of the way back.
  @Test(arguments: SimulatedDisk.Moment.allCases)
  func f11ACrashWhileTheTailIsWrittenAnewLosesNothing(_ moment: SimulatedDisk.Moment) throws {
    for call in 1...40 {
      let disk = SimulatedDisk()
      var sample = Sample()
      let log = try Opened(disk, limits: .tiny).log
      let acknowledged = sample.batch(4)
      for event in acknowledged {
        try log.append([event])
        try log.sync()
      }
      let unproven = sample.batch(2)
      next("write", on: disk, is: .fault(.io))
      #expect(throws: LogFault.self) { try log.append(unproven) }
      disk.plan(.crash(moment), atCall: disk.calls + call)
      let resumed: Void? = try? log.resume()
      if resumed != nil, !disk.isCrashed { break }
      disk.restart(after: call.isMultiple(of: 2) ? .losingAll : .seeded(UInt64(call)))
      let opened = try Opened(disk, limits: .tiny)
      #expect(opened.log.condition == .writing, "call \(call)")
      #expect(concatenated(disk).starts(with: text(acknowledged)), "call \(call)")
      #expect(text(acknowledged + unproven).starts(with: concatenated(disk)), "call \(call)")
    }
  }

  /// A start after a failed sync sees lines that may not be on the medium: it writes them again before it counts
  /// on them.
  @Test func f11AStartDoesNotTrustWhatAFailedSyncLeftInTheCache() throws {
    let disk = SimulatedDisk()
    var sample = Sample()
    var limits = LogLimits.tiny
    limits.journalRecordBytes = 0
    let log = try Opened(disk, limits: limits).log
    let events = sample.batch(3)
    try log.append(events)
    next("sync", on: disk, is: .fault(.io))
    #expect(throws: LogFault.self) { try log.sync() }
    disk.restart(after: nil)
    #expect(try Opened(disk, limits: limits).lines == events.map(\.line))
    disk.restart(after: .losingAll)
    #expect(try Opened(disk, limits: limits).lines == events.map(\.line))
  }

  @Test func f16AReadOnlyFileSystemIsShownAndNotWritten() throws {
    let disk = SimulatedDisk()
    var sample = Sample()
    let log = try Opened(disk).log
    let events = sample.batch(3)
    try log.append(events)
    try log.sync()
    disk.isReadOnly = true
    #expect(throws: LogFault.self) { try log.append(sample.batch(1)) }
    disk.restart(after: nil)
    let opened = try Opened(disk)
    #expect(opened.lines == events.map(\.line))
    guard case .readOnly(let fault) = opened.log.condition else {
      Issue.record("\(opened.log.condition)")
      return
    }
    #expect(fault.kind == .readOnly)
    #expect(throws: LogFault.refused(fault)) { try opened.log.append(sample.batch(1)) }
  }

  @Test func f17TheDirectoryIsHeldByOne() throws {
    let disk = SimulatedDisk()
    let log = try Opened(disk).log
    #expect(throws: DiskFault.self) { try Opened(disk) }
    try log.close()
    _ = try Opened(disk)
  }

  @Test func f18ALogThatIsRemovedWhileOpenRaisesTheAlarm() throws {
    let disk = SimulatedDisk()
    var sample = Sample()
    let log = try Opened(disk).log
    try log.append(sample.batch(1))
    disk.lose("log/00000001.jsonl")
    #expect(throws: LogFault.gone("log/00000001.jsonl")) { try log.sync() }
    #expect(throws: LogFault.gone("log/00000001.jsonl")) { try log.append(sample.batch(1)) }
  }

  /// Every call fails once with every fault: whatever was acknowledged is there, and the log never lies.
  @Test(arguments: [DiskFault.Kind.io, .noSpace, .notAllowed])
  func whateverCallFailsNothingAcknowledgedIsLost(_ kind: DiskFault.Kind) throws {
    let whole = SimulatedDisk()
    var quiet = Dinner(seed: 5, steps: 25)
    try quiet.run(on: whole)
    for call in 1...whole.calls {
      let disk = SimulatedDisk()
      disk.plan(.fault(kind), atCall: call)
      var dinner = Dinner(seed: 5, steps: 25)
      try? dinner.run(on: disk)
      disk.restart(after: .losingAll)
      let flaw = dinner.flaw(in: try Opened(disk, limits: .tiny), on: disk)
      #expect(flaw == nil, "call \(call)")
    }
  }

  /// Whoever waits for what a failed disk has not proven is not told that it is kept.
  @Test func f11ALogThatEndsUnprovenSaysSo() throws {
    let disk = SimulatedDisk()
    var sample = Sample()
    let log = try Opened(disk).log
    try log.append(sample.batch(1))
    try log.sync()
    next("write", on: disk, is: .fault(.io))
    let fault = LogFault.unproven(DiskFault(.io, "write", "log/00000001.jsonl"))
    #expect(throws: fault) { try log.append(sample.batch(2)) }
    #expect(throws: fault) { try log.close() }
  }

  /// Written anew behind a log that is gone, what waits would stand in a log with its beginning missing.
  @Test func f18ALogThatWasDeletedWhileItsDiskFailedIsGone() throws {
    let disk = SimulatedDisk()
    var sample = Sample()
    let log = try Opened(disk).log
    try log.append(sample.batch(1))
    try log.sync()
    next("write", on: disk, is: .fault(.io))
    #expect(throws: LogFault.self) { try log.append(sample.batch(2)) }
    disk.lose("log/00000001.jsonl")
    #expect(throws: LogFault.gone("log/00000001.jsonl")) { try log.resume() }
    #expect(log.condition == .gone("log/00000001.jsonl"))
    disk.restart(after: nil)
    #expect(try Opened(disk).log.report.loss == .log)
  }

  /// A reader that knew where it stood does not look for it there any more.
  @Test func f11WhatWasWrittenAnewIsReadFromItsNewSegment() throws {
    let disk = SimulatedDisk()
    var sample = Sample()
    let log = try Opened(disk).log
    let reader = LogReader(on: disk, durable: log.durable)
    try log.append(sample.batch(3))
    try log.sync()
    reader.advance(to: log.durable)
    let origin = sample.origins[0]
    #expect(try reader.events(of: origin, seqs: 1...3, limitBytes: .max).count == 3)
    next("write", on: disk, is: .fault(.io))
    #expect(throws: LogFault.self) { try log.append(sample.batch(1)) }
    try log.resume()
    reader.advance(to: log.durable)
    let tip = log.tips.tip(of: origin)
    let found = try reader.chain(of: origin, tip: tip.hash, seqs: 1...4, limitBytes: .max)
    #expect(found?.map(\.seq) == [1, 2, 3, 4])
  }
}
