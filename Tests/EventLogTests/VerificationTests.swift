import EventLog
import Events
import SimulatedDisk
import Testing

@Suite struct VerificationTests {
  private func sound() throws -> (disk: SimulatedDisk, log: EventLog, events: [Event]) {
    let disk = SimulatedDisk()
    var sample = Sample(seed: 8, terminals: ["till", "bar"])
    let log = try Opened(disk, limits: .tiny).log
    let events = sample.batch(50)
    for event in events {
      try log.append([event])
      try log.sync()
    }
    try log.checkpoint(retained: [], blob: [])
    while try log.rest() {}
    return (disk, log, events)
  }

  @Test func aSoundLogHasNoFindings() throws {
    let (disk, log, events) = try sound()
    let report = try verify(disk, log)
    #expect(report.findings.isEmpty)
    #expect(report.events == 50 && report.origins == 2)
    #expect(report.bytes == Int64(text(events).count))
  }

  /// A box that was upgraded has checkpoints of the version before for a while.
  @Test func aCheckpointOfAnotherVersionIsNoFinding() throws {
    let (disk, log, _) = try sound()
    let path = try #require(disk.paths.last { $0.hasSuffix(".checkpoint") })
    disk.damage(path) { $0[7] = UInt8(ascii: "1") }
    #expect(try verify(disk, log).findings.isEmpty)
    disk.damage(path) { $0 = [] }
    #expect(try verify(disk, log).findings.map(\.code) == [.checkpoint])
  }

  /// F6, F7: whatever bit is flipped in the log, verify names the line that it stands in and no other.
  @Test func everyFlippedBitIsFoundWhereItIs() throws {
    let (disk, log, events) = try sound()
    let path = "log/00000001.jsonl"
    let bytes = try #require(disk.contents(path))
    var starts = [0]
    for event in events { starts.append(starts.last! + event.line.count + 1) }
    for place in stride(from: 0, to: bytes.count, by: 31) {
      let copy = disk.copy()
      copy.damage(path) { $0[place] ^= 2 }
      let findings = try verify(copy, log).findings.filter { $0.code != .checkpoint }
      let line = try #require(starts.lastIndex { $0 <= place })
      let finding = try #require(findings.first, "byte \(place)")
      #expect(findings.count == 1, "byte \(place)")
      #expect(finding.file == path)
      let range = finding.offset..<(finding.offset + finding.length)
      #expect(range.contains(Int64(place)) && finding.offset == Int64(starts[line]), "byte \(place)")
    }
  }

  @Test func aLineThatWasTakenOutIsNoticed() throws {
    let (disk, log, events) = try sound()
    let cut = text(Array(events[..<3])).count..<text(Array(events[..<4])).count
    disk.damage("log/00000001.jsonl") { bytes in
      // As many blanks before the first line, so that no size gives it away.
      bytes.replaceSubrange(cut, with: [])
      bytes.insert(contentsOf: [UInt8](repeating: UInt8(ascii: " "), count: cut.count - 1) + [10], at: 0)
    }
    let findings = try verify(disk, log).findings
    #expect(findings.contains { $0.code == .form && $0.offset == 0 && $0.length == Int64(cut.count) })
  }

  @Test func aSegmentThatIsMissingIsNamed() throws {
    let (disk, log, _) = try sound()
    disk.lose("log/00000002.jsonl")
    let findings = try verify(disk, log).findings
    #expect(findings.contains { $0.code == .missing && $0.file == "log/00000002.jsonl" })
  }

  @Test func anEventThatStandsTwiceIsAFinding() throws {
    let disk = SimulatedDisk()
    var sample = Sample()
    let log = try Opened(disk).log
    let events = sample.batch(3)
    try log.append(events)
    try log.sync()
    try log.close()
    disk.damage("log/00000001.jsonl") { $0 += events[1].line + [10] }
    let end = LogPosition(segment: 1, offset: Int64(text(events + [events[1]]).count))
    var verification = try Verification(on: disk, venue: Sample.venue, durable: end)
    while try verification.step() {}
    #expect(verification.report.findings.map(\.code) == [.chain])
  }

  @Test func waitingLinesSurviveARestart() throws {
    let disk = SimulatedDisk()
    _ = try Opened(disk).log
    let waiting = WaitingLines(on: disk)
    #expect(try waiting.load().isEmpty)
    var sample = Sample()
    let lines = sample.batch(3).map(\.line)
    #expect(try waiting.store(lines) == 3)
    disk.restart(after: .losingAll)
    #expect(try waiting.load() == lines)
    #expect(try waiting.store([]) == 0)
    #expect(try waiting.load().isEmpty)
  }
}
