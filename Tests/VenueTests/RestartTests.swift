import Dining
import Events
import Randomness
import Testing

@testable import Venue

/// A start from checkpoint and log gives the terminal that was.
@Suite struct RestartTests {
  /// A few days of orders, some of them open, some late.
  private func busy(_ seed: UInt64) throws -> Till {
    var till = try Till(seed: seed)
    var random = Seeded(seed: seed)
    for _ in 0..<Int.random(in: 3...12, using: &random) {
      let key = ExactString("k\(till.log.count)")
      if Bool.random(using: &random) { try till.serve("T4") } else { _ = try till.open("T5", key: key) }
      till.wall += Int64.random(in: 0...10, using: &random) * Till.hour
    }
    return till
  }

  private func start(_ till: Till, kept: Till?, checkpoint: CheckpointNotes?) throws -> Memory {
    var replay = HouseReplay(till.venue.identity)
    if let checkpoint { replay.take(notes: checkpoint.bytes) }
    for event in kept?.house.retained ?? [] { replay.take(retained: event) }
    for event in till.log.dropFirst(kept?.log.count ?? 0) { replay.take(event) }
    return replay.finish { id in till.log.filter { $0.orderID == id } }
  }

  private func expectSame(_ memory: Memory, _ till: Till, _ note: Comment) {
    var again = till
    again.venue = Venue(identity: till.venue.identity, memory: memory, tips: ChainTips(venue: "maple"))
    #expect(again.state == till.state, note)
    #expect(memory.house.eventCount == till.house.eventCount, note)
    #expect(memory.house.unsupportedCount == till.house.unsupportedCount, note)
    #expect(memory.house.newest == till.house.newest, note)
    #expect(memory.house.codes == till.house.codes, note)
    #expect(memory.house.openings == till.house.openings, note)
    #expect(memory.house.live.map(\.id) == till.house.live.map(\.id), note)
    #expect(memory.codes == till.venue.codes, note)
    #expect(memory.clockFloor == till.venue.clock.floor, note)
  }

  @Test func aCheckpointAloneGivesAnEqualHouse() throws {
    for seed in 1...20 {
      let till = try busy(UInt64(seed))
      let memory = try start(till, kept: till, checkpoint: CheckpointNotes(till.venue))
      expectSame(memory, till, "seed \(seed)")
      #expect(memory.house.archive == till.house.archive)
      #expect(Set(memory.house.orders.keys) == Set(till.house.orders.keys))
    }
  }

  /// As after a kill: there is no checkpoint, or an old one.
  @Test func theLogGivesAnEqualHouseWithAnOldCheckpointOrNone() throws {
    for seed in 1...20 {
      let before = try busy(UInt64(seed))
      let notes = CheckpointNotes(before.venue)
      var till = before
      for name in before.house.live.prefix(2).map(\.id.description) {
        try till.give(.order(name, .service(.cancel(reason: "left"))))
      }
      till.wall += Till.hour
      _ = try till.serve("T8")
      expectSame(try start(till, kept: before, checkpoint: notes), till, "checkpoint, seed \(seed)")
      expectSame(try start(till, kept: nil, checkpoint: nil), till, "none, seed \(seed)")
    }
  }

  /// F29: a box whose clock is back at 1970 after a kill goes on after its own last event.
  @Test func f29AStartWithoutAClockGoesOnAfterItsOwnLastEvent() throws {
    var till = try Till()
    _ = try till.open("T4")
    let last = try #require(till.log.last)
    let memory = try start(till, kept: nil, checkpoint: nil)
    var tips = ChainTips(venue: "maple")
    tips.take(last)
    till.venue = Venue(identity: till.venue.identity, memory: memory, tips: tips)
    till.wall = 0
    let event = try #require(try till.give(.opening("T5")).first)
    #expect(event.createdAt >= last.createdAt && event.skewMs == event.createdAt.milliseconds - 1_000)
    #expect(try Chain.isWhole(till.log))
  }

  /// Late events in the log bring their order back at a start, and are counted.
  @Test func lateEventsAreFoldedAndCountedAtAStart() throws {
    var till = try Till()
    let id = try till.serve("T4")
    var stove = try Till("stove", letter: "K", wall: till.wall, seed: 2)
    stove.hear(till.log.dropLast(3))
    stove.sync()
    let late = try stove.give(.order(id.description, .service(.alert("nuts"))))
    till.wall += Till.day
    _ = try till.open("T5")
    till.hear(late)
    till.sync()
    let memory = try start(till, kept: nil, checkpoint: nil)
    expectSame(memory, till, "late")
    #expect(memory.house.orders[id]?.events.count == till.log.filter { $0.orderID == id }.count)
  }

  @Test func notesOfAnotherVersionAreLeftAside() throws {
    for bytes in ["", "{}", "[1]", #"{"events":"many"}"#, "\u{0}"] {
      #expect(CheckpointNotes(Array(bytes.utf8)) == nil)
    }
  }

  @Test func notesAreTheSameBytesForTheSameTerminal() throws {
    let till = try busy(4)
    let notes = CheckpointNotes(till.venue)
    #expect(CheckpointNotes(notes.bytes)?.bytes == notes.bytes)
  }
}
