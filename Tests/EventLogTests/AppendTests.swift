import EventLog
import Events
import SimulatedDisk
import Testing

@Suite struct AppendTests {
  @Test func whatWasSyncedIsThereAgain() throws {
    let disk = SimulatedDisk()
    var sample = Sample()
    let events = sample.batch(5)
    let log = try Opened(disk).log
    try log.append(events)
    try log.sync()
    #expect(log.durable == log.end)
    disk.restart(after: .losingAll)
    let again = try Opened(disk)
    #expect(again.lines == events.map(\.line))
    #expect(again.log.condition == .writing)
    #expect(again.log.eventCount == 5)
    #expect(concatenated(disk) == text(events))
  }

  @Test func aBatchIsTakenWholeOrNotAtAll() throws {
    let disk = SimulatedDisk()
    var sample = Sample()
    let log = try Opened(disk).log
    let first = sample.batch(2)
    try log.append(first)
    let third = sample.event()
    let fourth = sample.event()
    let fifth = sample.event()
    #expect(throws: LogFault.chain(index: 0)) { try log.append([fourth]) }
    #expect(throws: LogFault.chain(index: 1)) { try log.append([third, fifth]) }
    #expect(throws: LogFault.chain(index: 0)) { try log.append([first[1]]) }
    try log.append([third, fourth, fifth])
    #expect(log.eventCount == 5)
    #expect(concatenated(disk) == text(first + [third, fourth, fifth]))
  }

  @Test func aLogIsSealedOnlyWhenMoreIsToCome() throws {
    let disk = SimulatedDisk()
    let log = try Opened(disk, limits: .tiny).log
    var sample = Sample()
    while log.end.offset < LogLimits.tiny.segmentBytes { try log.append([sample.event()]) }
    #expect(log.end.segment == 1)
    try log.append([sample.event()])
    #expect(log.end.segment == 2)
  }

  @Test func segmentsAreSealedAtTheirSize() throws {
    let disk = SimulatedDisk()
    var sample = Sample()
    let log = try Opened(disk, limits: .tiny).log
    let events = sample.batch(60)
    for event in events {
      try log.append([event])
      try log.sync()
    }
    try log.close()
    #expect(disk.paths.filter { $0.hasPrefix("log/") }.count > 3)
    #expect(concatenated(disk) == text(events))
    disk.restart(after: .losingAll)
    #expect(try Opened(disk, limits: .tiny).lines == events.map(\.line))
  }
}
