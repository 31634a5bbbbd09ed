import EventLog
import Events
import Insights
import Ledger
import SimulatedDisk
import Testing

@testable import galley

/// What is kept of a log beside it: it goes on where it stopped, and is made anew where it does not fit.
@Suite struct RollupKeeperTests {
  /// Some orders on each of five days, some of which are paid on the next.
  private static func week(seed: UInt64 = 1, days: ClosedRange<Int> = 24...28) -> [Event] {
    var book = Book(at: "2026-11-24T18:00:00.000Z", seed: seed)
    var unpaid: OrderID?
    for day in days {
      book.at("\(day)T18:00")
      if let unpaid { book.pay("cash", 1_000, unpaid) }
      for table in 0..<4 {
        let order = book.sold(1_000 + Int64(day * table), "B0\(table)")
        if table == 3 { unpaid = order } else { book.close(order) }
      }
    }
    return book.log
  }

  /// A data directory with a log that nobody holds.
  private final class House {
    let disk = SimulatedDisk()
    private(set) var durable = LogPosition.start

    init(_ events: [Event]) throws { try add(events) }

    func add(_ events: [Event]) throws {
      let log = try EventLog.open(on: disk, venue: "maple", limits: .standard, reduction: 1, at: .earliest) {
        _ in
      }
      try log.append(events)
      try log.sync()
      durable = log.durable
      disk.restart(after: nil)
    }

    func takings() throws -> InsightAnswer {
      let now = try #require(Timestamp("2026-11-30T12:00:00.000Z"))
      let from = try #require(Timestamp("2026-11-20T05:00:00.000Z"))
      let keeper = RollupKeeper(disk, LogReader(on: disk, durable: durable), [:], now: now)
      let question = InsightQuestion(.takings, InsightWindow(from: from, until: now))
      return try keeper.answer(question).get()
    }

    /// The files that are kept, with what is in them.
    var kept: [String: [UInt8]] {
      let paths = disk.paths.filter { $0.hasPrefix("rollup/") && $0 != "rollup/lock" }
      return Dictionary(uniqueKeysWithValues: paths.map { ($0, disk.contents($0) ?? []) })
    }
  }

  /// What a house says that has never been asked before.
  private static func fresh(_ events: [Event]) throws -> InsightAnswer { try House(events).takings() }

  @Test func `it goes on where it stopped`() throws {
    let events = Self.week()
    let house = try House(Array(events.prefix(20)))
    for start in stride(from: 20, to: events.count, by: 7) {
      _ = try house.takings()
      try house.add(Array(events[start..<min(start + 7, events.count)]))
    }
    let whole = try House(events)
    #expect(try house.takings() == whole.takings())
    let days = { (house: House) in house.kept.filter { !$0.key.hasSuffix("index") } }
    #expect(days(house) == days(whole))
    #expect(days(house).count == 5)
    // Nothing new: nothing is written.
    let calls = house.disk.calls
    var names: Set<String> = []
    house.disk.onCall = { names.insert($1) }
    _ = try house.takings()
    #expect(house.disk.calls > calls && names.isDisjoint(with: ["write", "rename", "remove", "lock"]))
  }

  @Test func `what is damaged, foreign or gone is made anew`() throws {
    let house = try House(Self.week())
    let wanted = try house.takings()
    let kept = house.kept
    for path in kept.keys.sorted() {
      for change in [{ $0[$0.count / 2] ^= 1 }, { $0 = [] }, { $0 = Array("another".utf8) }]
        as [(inout [UInt8]) -> Void]
      {
        house.disk.damage(path, change)
        #expect(try house.takings() == wanted, "\(path)")
        #expect(house.kept == kept, "\(path)")
      }
      house.disk.lose(path)
      #expect(try house.takings() == wanted, "\(path)")
      #expect(house.kept == kept, "\(path)")
    }
    for path in kept.keys { house.disk.lose(path) }
    #expect(try house.takings() == wanted)
  }

  @Test func `another log, a longer or a shorter one is seen`() throws {
    for other in [Self.week(seed: 2), Self.week(days: 24...26), Self.week(seed: 3, days: 24...25)] {
      let house = try House(Self.week())
      _ = try house.takings()
      let restored = try House(other)
      for (path, bytes) in house.kept {
        _ = try restored.disk.makeDirectory("rollup")
        try restored.disk.replace(path, with: bytes)
      }
      #expect(try restored.takings() == Self.fresh(other))
    }
  }

  @Test func `a disk that takes nothing does not stop an answer`() throws {
    let wanted = try Self.fresh(Self.week())
    let locked = try House(Self.week())
    try locked.disk.makeDirectory("rollup")
    _ = try locked.disk.lock("rollup/lock")
    #expect(try locked.takings() == wanted)
    #expect(locked.kept.isEmpty)
    let readOnly = try House(Self.week())
    readOnly.disk.isReadOnly = true
    #expect(try readOnly.takings() == wanted)
    #expect(readOnly.kept.isEmpty)
    for room in stride(from: 0, through: 6_000, by: 500) {
      let full = try House(Self.week())
      let used = full.disk.paths.reduce(0) { $0 + (full.disk.contents($1)?.count ?? 0) }
      full.disk.capacity = used + room
      #expect(try full.takings() == wanted, "\(room) bytes left")
      full.disk.capacity = nil
      #expect(try full.takings() == wanted, "\(room) bytes were left")
    }
  }

  /// Whatever call fails, or is the last one before the power goes: an answer is right, and the next one is.
  @Test func `a failing disk makes no wrong answer`() throws {
    let events = Self.week(days: 24...25)
    let begun = try House(Array(events.prefix(12)))
    _ = try begun.takings()
    try begun.add(Array(events.dropFirst(12)))
    let wanted = try Self.fresh(events)
    let (before, durable) = (begun.disk, begun.durable)
    var number = 1
    while true {
      var isOver = false
      for failure in [.fault(.io), .fault(.noSpace), .crash(.halfway), .crash(.after)]
        as [SimulatedDisk.Failure]
      {
        let disk = before.copy()
        disk.plan(failure, atCall: disk.calls + number)
        let end = disk.calls + number
        let first = try? Self.takings(disk, durable)
        #expect(first == nil || first == wanted, "call \(number)")
        isOver = disk.calls < end
        disk.restart(after: .seeded(UInt64(number)))
        #expect(try Self.takings(disk, durable) == wanted, "after call \(number)")
      }
      guard !isOver else { break }
      number += 1
    }
    #expect(number > 30)
  }

  private static func takings(_ disk: SimulatedDisk, _ durable: LogPosition) throws -> InsightAnswer {
    let now = try #require(Timestamp("2026-11-30T12:00:00.000Z"))
    let from = try #require(Timestamp("2026-11-20T05:00:00.000Z"))
    let keeper = RollupKeeper(disk, LogReader(on: disk, durable: durable), [:], now: now)
    return try keeper.answer(InsightQuestion(.takings, InsightWindow(from: from, until: now))).get()
  }
}
