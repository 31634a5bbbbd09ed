import EventLog
import Events
import SimulatedDisk
import Testing

/// The last part of the log, as the time scrubber asks for it.
@Suite struct RecentTests {
  private func log(indexed: Bool) throws -> (disk: SimulatedDisk, log: EventLog, events: [Event]) {
    let disk = SimulatedDisk()
    var sample = Sample(seed: 9, terminals: ["till", "bar"])
    let log = try Opened(disk, limits: .tiny).log
    var events: [Event] = []
    for _ in 0..<60 {
      let batch = sample.batch(2)
      events += batch
      try log.append(batch)
      try log.sync()
    }
    if indexed { while try log.rest() {} }
    return (disk, log, events.sorted { $0.moment < $1.moment })
  }

  @Test(arguments: [true, false], [0, 1, 30, 119])
  func `all events since a moment are there, in order of time`(_ indexed: Bool, _ first: Int) throws {
    let (disk, log, events) = try log(indexed: indexed)
    let since = events[first].createdAt
    let recent = try LogReader(on: disk, durable: log.durable).recent(since: since, limitEvents: 1_000)
    #expect(recent.events.map(\.id) == events.filter { $0.createdAt >= since }.map(\.id))
    #expect(recent.since == since)
    #expect(!recent.isBounded)
  }

  @Test func `of too many the newest are kept, and it is said from when on`() throws {
    let (disk, log, events) = try log(indexed: true)
    let recent = try LogReader(on: disk, durable: log.durable).recent(since: .earliest, limitEvents: 25)
    #expect(recent.events.map(\.id) == events.suffix(25).map(\.id))
    #expect(recent.isBounded)
    #expect(recent.since == events[events.count - 25].createdAt)
  }

  @Test func `segments that are older are not opened`() throws {
    let (disk, log, events) = try log(indexed: true)
    let since = events[110].createdAt
    // With the oldest segment's bytes gone, only a reader that opens it would fail.
    let oldest = try #require(disk.paths.filter { $0.hasPrefix("log/") }.min())
    let reader = LogReader(on: disk, durable: log.durable)
    _ = try reader.recent(since: since, limitEvents: 1_000)
    try disk.remove(oldest)
    #expect(try reader.recent(since: since, limitEvents: 1_000).events.count == 10)
    #expect(throws: DiskFault.self) { try reader.recent(since: .earliest, limitEvents: 1_000) }
  }
}
