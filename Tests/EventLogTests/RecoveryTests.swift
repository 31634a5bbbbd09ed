import EventLog
import Events
import SimulatedDisk
import Testing

/// F2, F3, F4, F5, F6, F7, F15: what a start makes of bytes that are not what they should be.
@Suite struct RecoveryTests {
  /// A log of some batches, closed orderly, and the events in it.
  private func closedLog(
    batches: Int = 6, limits: LogLimits = .tiny, orderly: Bool = true
  ) throws -> (disk: SimulatedDisk, events: [Event], lastBatch: Int) {
    let disk = SimulatedDisk()
    var sample = Sample()
    let log = try Opened(disk, limits: limits).log
    var events: [Event] = []
    for _ in 0..<batches {
      let batch = sample.batch(3)
      events += batch
      try log.append(batch)
      try log.sync()
    }
    if orderly { try log.close() }
    disk.restart(after: .losingAll)
    return (disk, events, text(events.suffix(3)).count)
  }

  /// Takes the journal away, so that only the log itself can say what was there.
  private func withoutJournal(_ disk: SimulatedDisk) { disk.damage("checkpoint/journal") { $0 = [] } }

  private func lastSegment(_ disk: SimulatedDisk) throws -> String {
    try #require(disk.paths.last { $0.hasPrefix("log/") })
  }

  @Test func f2CutAnywhereInTheLastBatchTheWholeEventsBeforeTheCutComeBack() throws {
    let (whole, events, lastBatch) = try closedLog()
    let path = try lastSegment(whole)
    let size = try #require(whole.contents(path)).count
    for cut in (size - lastBatch)..<size {
      let disk = whole.copy()
      withoutJournal(disk)
      disk.damage(path) { $0.removeSubrange(cut...) }
      let left = try #require(disk.contents(path))
      let opened = try Opened(disk, limits: .tiny)
      let held = concatenated(disk)
      let wholeLines = left.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
      #expect(disk.contents(path)?.count == wholeLines, "cut at \(cut)")
      #expect(text(events).starts(with: held))
      #expect(opened.log.condition == .writing)
      #expect(opened.events.count == held.count { $0 == UInt8(ascii: "\n") })
      if wholeLines < left.count {
        let aside = try #require(opened.log.report.tornTail, "cut at \(cut)")
        #expect(disk.contents(aside.keptIn) == Array(left[wholeLines...]))
        #expect(aside.offset == Int64(wholeLines))
      } else {
        #expect(opened.log.report.tornTail == nil)
      }
    }
  }

  /// With the journal there, what was acknowledged before the power went comes back although the log has lost it.
  @Test func f2WithTheJournalEverythingAcknowledgedComesBack() throws {
    let (whole, events, lastBatch) = try closedLog(orderly: false)
    let path = try lastSegment(whole)
    for lost in stride(from: 1, through: lastBatch, by: 7) {
      let disk = whole.copy()
      disk.damage(path) { $0.removeLast(min(lost, $0.count)) }
      let opened = try Opened(disk, limits: .tiny)
      #expect(concatenated(disk) == text(events))
      #expect(opened.log.report.restored != nil)
      #expect(opened.log.condition == .writing)
    }
  }

  /// After an orderly end a shorter log has lost what the disk had promised: whole lines stay, and it goes on under
  /// another origin.
  @Test func f19ALogThatWasClosedAndIsShorterKeepsItsWholeLinesAndSaysSo() throws {
    let (whole, events, lastBatch) = try closedLog()
    let path = try lastSegment(whole)
    let size = try #require(whole.contents(path)).count
    for cut in stride(from: size - lastBatch + 1, to: size, by: 7) {
      let disk = whole.copy()
      disk.damage(path) { $0.removeSubrange(cut...) }
      let opened = try Opened(disk, limits: .tiny)
      let held = concatenated(disk)
      #expect(text(events).starts(with: held) && opened.events.count < events.count)
      #expect(opened.log.report.loss == .tail)
      #expect(opened.log.condition == .writing)
    }
  }

  @Test(arguments: [0, 1, 2, 3])
  func f3ZerosOrNoiseOverTheTailOfTheLastBatchAreSetAside(_ kind: Int) throws {
    let (whole, events, lastBatch) = try closedLog()
    let path = try lastSegment(whole)
    var random = SeededRandom(seed: UInt64(kind))
    for length in stride(from: 1, to: lastBatch, by: 23) {
      let disk = whole.copy()
      withoutJournal(disk)
      disk.damage(path) { bytes in
        for place in (bytes.count - length)..<bytes.count {
          bytes[place] = kind == 0 ? 0 : UInt8.random(in: 0...255, using: &random)
        }
      }
      let damaged = try #require(disk.contents(path))
      let opened = try Opened(disk, limits: .tiny)
      let held = concatenated(disk)
      #expect(opened.log.condition == .writing)
      #expect(text(events).starts(with: held))
      let aside = try #require(opened.log.report.tornTail)
      let kept = try #require(disk.contents(aside.keptIn))
      #expect(Array(damaged[Int(aside.offset)...]) == kept)
      var sample = Sample(seed: 99)
      sample.rewind(sample.origins[0], to: opened.log.tips.tip(of: sample.origins[0]))
      try opened.log.append(sample.batch(2))
      try opened.log.sync()
      try opened.log.close()
      #expect(try Opened(disk, limits: .tiny).log.report.tornTail == nil)
    }
  }

  /// One bit in acknowledged bytes that no journal holds any more: never cut, all other lines are shown.
  @Test func f6DamageBeforeTheSyncedPointIsShownAndNotCut() throws {
    let (disk, events, _) = try closedLog(batches: 12)
    let path = "log/00000001.jsonl"
    let before = try #require(disk.contents(path))
    let bad = events[4]
    let start = text(Array(events[..<4])).count
    disk.damage(path) { $0[start + 100] ^= 1 }
    let opened = try Opened(disk, limits: .tiny)
    let finding = try #require(opened.log.report.damage.first)
    #expect(opened.log.report.damage.count == 1)
    #expect(opened.log.condition == .damaged(finding))
    #expect(finding.file == path && finding.offset == Int64(start))
    #expect(finding.length == Int64(bad.line.count + 1))
    #expect(opened.lines == (events[..<4] + events[5...]).map(\.line))
    #expect(disk.contents(path)?.count == before.count)
    var sample = Sample(seed: 5)
    sample.rewind(sample.origins[0], to: opened.log.tips.tip(of: sample.origins[0]))
    #expect(throws: LogFault.damaged(finding)) { try opened.log.append(sample.batch(1)) }
    let reader = LogReader(on: disk, durable: opened.log.durable)
    let order = try #require(events[5].orderID)
    let wanted = events.filter { $0.orderID == order && $0.hash != bad.hash }.map(\.line)
    #expect(try reader.events(of: order).map(\.line) == wanted)
  }

  /// F4: blocks that were not synced arrive in any order; the synced point says which of them count.
  @Test(arguments: 0..<60)
  func f4WhatIsTornAndWhatIsDamagedIsDecidedByTheSyncedPoint(_ seed: Int) throws {
    let disk = SimulatedDisk()
    var sample = Sample(seed: UInt64(seed))
    let log = try Opened(disk).log
    let first = sample.batch(5)
    try log.append(first)
    try log.sync()
    let second = sample.batch(12)
    try log.append(second)
    disk.restart(after: .seeded(UInt64(seed)))
    let opened = try Opened(disk)
    #expect(opened.log.condition == .writing)
    #expect(concatenated(disk).starts(with: text(first)))
    #expect(text(first + second).starts(with: concatenated(disk)))
  }

  @Test func f7EveryFlippedBitInTheFilesBesideTheLogIsSurvived() throws {
    let (whole, events, _) = try closedLog(batches: 8)
    let opened = try Opened(whole, limits: .tiny)
    try opened.log.checkpoint(retained: [events[0].line], blob: [1, 2, 3])
    while try opened.log.rest() {}
    try opened.log.close()
    whole.restart(after: nil)
    for path in whole.paths where path.hasPrefix("checkpoint/") {
      let size = try #require(whole.contents(path)).count
      for place in stride(from: 0, to: size, by: max(1, size / 60)) {
        let disk = whole.copy()
        disk.damage(path) { $0[place] ^= 0x10 }
        let again = try Opened(disk, limits: .tiny)
        #expect(again.log.condition == .writing && again.log.eventCount == Int64(events.count))
        let reader = LogReader(on: disk, durable: again.log.durable)
        let order = try #require(events[1].orderID)
        #expect(try reader.events(of: order).map(\.line) == events.filter { $0.orderID == order }.map(\.line))
      }
    }
  }

  @Test func f19ATailThatTheDiskHadPromisedIsMissed() throws {
    let (disk, events, _) = try closedLog(batches: 12)
    let last = try lastSegment(disk)
    disk.lose(last)
    let opened = try Opened(disk, limits: .tiny)
    #expect(opened.log.report.loss == .tail)
    #expect(opened.log.condition == .writing)
    #expect(text(events).starts(with: concatenated(disk)))
  }

  /// Without its journal a log doesn't say up to where it was acknowledged: what reads back behind a bad line may have
  /// been, and is not cut off with it.
  @Test func f6WithoutTheJournalALineThatDoesNotReadBackIsDamageAndNoTornTail() throws {
    let (disk, events, _) = try closedLog(batches: 12)
    let path = try lastSegment(disk)
    let text = try #require(disk.contents(path))
    let size = text.count
    let firstLine = try #require(text.firstIndex(of: 10))
    #expect(firstLine < size - 1, "more lines follow")
    disk.damage(path) { $0[40] ^= 1 }
    disk.lose("checkpoint/journal")
    for path in disk.paths where path.hasSuffix(".checkpoint") { disk.lose(path) }
    let opened = try Opened(disk, limits: .tiny)
    #expect(opened.log.report.tornTail == nil && opened.log.report.damage.count == 1)
    #expect(disk.contents(path)?.count == size)
    #expect(opened.events.count == events.count - 1)
  }

  @Test func f18ALogThatIsGoneIsMissed() throws {
    let (disk, _, _) = try closedLog(batches: 12)
    for path in disk.paths where path.hasPrefix("log/") { disk.lose(path) }
    let opened = try Opened(disk, limits: .tiny)
    #expect(opened.log.report.loss == .log)
    #expect(opened.log.condition == .writing && opened.log.eventCount == 0)
    try opened.log.close()
    #expect(try Opened(disk, limits: .tiny).log.report.loss == nil)
  }

  @Test func filesThatDoNotBelongAreReportedAndLeft() throws {
    let (disk, _, _) = try closedLog()
    let stranger = try disk.open("log/notes.txt", for: .replacing)
    disk.close(stranger)
    let opened = try Opened(disk, limits: .tiny)
    #expect(opened.log.report.notes.map(\.file) == ["log/notes.txt"])
    #expect(disk.paths.contains("log/notes.txt"))
  }
}
