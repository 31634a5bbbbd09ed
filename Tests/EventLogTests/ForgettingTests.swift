import EventLog
import Events
import SimulatedDisk
import Testing

/// S20: what is personal can be erased, and the log goes on without it.
@Suite struct ForgettingTests {
  private static let secret = "nut allergy of Zoe"

  private func log() throws -> (disk: SimulatedDisk, log: EventLog, events: [Event]) {
    let disk = SimulatedDisk()
    var sample = Sample(seed: 6)
    let log = try Opened(disk, limits: .tiny).log
    var events: [Event] = []
    for number in 0..<40 {
      events.append(sample.event(note: number.isMultiple(of: 3) ? Self.secret : nil))
      try log.append([events[number]])
      try log.sync()
    }
    try log.checkpoint(retained: events.prefix(4).map(\.line), blob: [])
    while try log.rest() {}
    return (disk, log, events)
  }

  private func filesWithTheSecret(_ disk: SimulatedDisk) -> [String] {
    let secret = Array(Self.secret.utf8)
    return disk.paths.filter { path in
      guard let bytes = disk.contents(path) else { return false }
      return bytes.indices.contains { bytes[$0...].starts(with: secret) }
    }
  }

  @Test func s20NothingPersonalIsLeftInAnyFile() throws {
    let (disk, log, events) = try log()
    #expect(filesWithTheSecret(disk).count > 3)
    let report = try log.forget(before: .latest, order: nil)
    #expect(report.events == 14)
    #expect(filesWithTheSecret(disk).isEmpty)
    #expect(try verify(disk, log).findings.isEmpty)
    try log.checkpoint(retained: [], blob: [])
    #expect(try verify(disk, log).findings.isEmpty)
    try log.close()
    disk.restart(after: .losingAll)
    #expect(filesWithTheSecret(disk).isEmpty)
    for path in disk.paths where path.hasSuffix(".checkpoint") { disk.lose(path) }
    let opened = try Opened(disk, limits: .tiny)
    #expect(opened.lines == events.map(\.withoutPersonal))
    #expect(opened.log.tips == log.tips && opened.log.eventCount == 40)
  }

  @Test func s20OnlyWhatIsMeantIsErased() throws {
    let (disk, log, events) = try log()
    let order = try #require(events[3].orderID)
    let moment = events[21].createdAt
    _ = try log.forget(before: moment, order: order)
    let expected = events.map { $0.orderID == order && $0.createdAt < moment ? $0.withoutPersonal : $0.line }
    #expect(expected != events.map(\.line))
    let reader = LogReader(on: disk, durable: log.durable)
    var scan = try reader.scan()
    for line in expected { #expect(try scan.next()?.content.get().line == line) }
    #expect(try reader.events(of: order).map(\.hash) == events.filter { $0.orderID == order }.map(\.hash))
  }

  /// F14: the old segment or the new one, whole, at whatever call the power goes; done again, it is done.
  @Test(arguments: [PowerCut.losingAll, .seeded(3), nil])
  func f14ACrashWhileForgettingLosesNoEvent(_ cut: PowerCut?) throws {
    let whole = try log()
    let before = whole.disk.calls
    _ = try whole.log.forget(before: .latest, order: nil)
    let calls = whole.disk.calls - before
    for call in stride(from: 1, through: calls, by: 2) {
      let (disk, log, events) = try log()
      disk.plan(.crash(.halfway), atCall: disk.calls + call)
      #expect(throws: LogFault.self) { try log.forget(before: .latest, order: nil) }
      disk.restart(after: cut)
      let opened = try Opened(disk, limits: .tiny)
      #expect(opened.log.condition == .writing && opened.log.eventCount == 40, "call \(call)")
      #expect(try verify(disk, opened.log).findings.isEmpty, "call \(call)")
      _ = try opened.log.forget(before: .latest, order: nil)
      #expect(filesWithTheSecret(disk).isEmpty, "call \(call)")
      let reader = LogReader(on: disk, durable: opened.log.durable)
      var scan = try reader.scan()
      for event in events { #expect(try scan.next()?.content.get().line == event.withoutPersonal) }
    }
  }
}
