import Dining
import Events
import Randomness
import Testing

@testable import Venue

/// What a terminal keeps in memory, what it lets go, and that `state` never shows the difference.
@Suite struct HouseTests {
  @Test func closedOrdersLeaveMemoryAfterTwoHoursOfEventTime() throws {
    var till = try Till()
    let id = try till.serve("T4")
    let closed = try #require(till.log.last).createdAt.milliseconds
    till.wall = closed + 2 * Till.hour - 1_000
    _ = try till.open("T5")
    #expect(till.house.orders[id] != nil)
    till.wall = closed + 2 * Till.hour + 600_000
    _ = try till.open("T6")
    #expect(till.house.orders[id] == nil && till.house.archive[id] != nil)
    #expect(till.house.live.count == 2)
  }

  @Test func theArchiveReachesBackTwoDays() throws {
    var till = try Till()
    let id = try till.serve("T4")
    till.wall += 2 * Till.day - 60_000
    _ = try till.open("T5")
    #expect(till.house.archive[id] != nil)
    till.wall += Till.hour
    _ = try till.open("T6")
    #expect(till.house.archive[id] == nil)
  }

  /// A void that nobody has seen keeps its ticket on the board, and so its order in memory.
  @Test func aVoidThatWaitsKeepsItsOrder() throws {
    var till = try Till()
    let code = try till.open("T4")
    try till.give(.dish(code, "4"))
    try till.give(.order(code, .kitchen(.submit)))
    try till.give(.order(code, .service(.cancel(reason: "left"))))
    till.wall += Till.day
    _ = try till.open("T5")
    #expect(till.house.orders.count == 2)
    try till.give(.order(code, .kitchen(.acknowledge(nil))))
    till.wall += Till.day
    _ = try till.open("T6")
    #expect(till.house.orders.count == 2)
  }

  /// P8: what is in memory follows what is live, whatever the history. A year of four orders a day.
  @Test func memoryIsBoundedOverAYear() throws {
    var till = try Till()
    var most = 0
    for day in 0..<365 {
      till.wall = Till.noon + Int64(day) * Till.day
      for hour in 0..<4 {
        try till.serve("T\(hour)")
        till.wall += 3 * Till.hour
      }
      most = max(most, till.house.orders.count)
    }
    #expect(till.log.count > 365 * 4 * 5)
    // Those of the last two hours and of one gap between sweeps; two days for `state`; codes are given out again.
    #expect(most <= 3)
    #expect(till.house.archive.count <= 3 * 4 && till.house.openings.isEmpty)
    #expect(till.house.codes.count == 100 && till.house.standing.isEmpty)
    #expect(CheckpointNotes(till.venue).bytes.count < 20_000)
  }

  /// F29: one event from a box that is years ahead stops neither memory from being let go nor anybody's work.
  @Test func f29AWildClockDoesNotFillTheMemory() throws {
    var wild = try Till("wild", letter: "W", wall: Till.noon + 3_000 * Till.day, seed: 9)
    _ = try wild.open("T9")
    var till = try Till()
    till.hear(wild.log)
    till.sync()
    for _ in 0..<300 {
      try till.serve("T4")
      till.wall += Till.hour
    }
    #expect(till.house.orders.count < 250)
    #expect(till.log.suffix(5).allSatisfy { $0.skewMs < 10 })
  }

  @Test func stateIsTheSameWhateverTheOrderOfArrival() throws {
    let evening = try Evening.events()
    let whole = try Self.state(of: evening)
    for seed in 1...60 {
      var random = Seeded(seed: UInt64(seed))
      var arrivals = evening.shuffled(using: &random)
      arrivals.append(contentsOf: evening.prefix(9))
      #expect(try Self.state(of: arrivals) == whole, "seed \(seed)")
    }
  }

  /// A house that hears events as they come and brings orders back from a log where it must.
  private static func state(of arrivals: [Event]) throws -> [UInt8] {
    var house = House()
    var log: [Event] = []
    for event in arrivals {
      if let id = house.unloadedOrder(of: event) { house.load(id, log.filter { $0.orderID == id }) }
      house.insert([event])
      log.append(event)
    }
    let orders = Set(log.compactMap(\.orderID)).map { id in
      house.orders[id]?.order ?? OrderStream(id: id, events: log.filter { $0.orderID == id }).order
    }
    return StateReport.build(orders: orders, house: house).canonicalBytes
  }

  @Test func theLastWordOnASettingCountsWhateverTheOrderOfArrival() throws {
    var box = try Scribe("desk")
    let events = [
      try box.setting("time_zone", "Europe/Vienna"), try box.setting("time_zone", "Europe/London"),
      try box.setting("motto", "eat"), try box.staff("Mira", .staffAdded), try box.staff("Ben", .staffAdded),
      try box.staff("Mira", .staffRemoved),
    ]
    for seed in 1...40 {
      var random = Seeded(seed: UInt64(seed))
      var house = House()
      for event in (events + events).shuffled(using: &random) { house.insert([event]) }
      #expect(house.setting("time_zone") == "Europe/London" && house.setting("motto") == "eat")
      let state = StateReport.build(orders: [], house: house)
      #expect(state["staff"] == .object(["Ben": "kitchen"]) && house.hasStaff)
      #expect(house.standing.count == events.count)
    }
  }

  @Test func twoWordsUnderOneIdAreTheSameWordEverywhere() throws {
    var one = try Scribe("desk")
    var two = one
    let twins = [try one.setting("motto", "eat"), try two.setting("motto", "drink")]
    #expect(twins[0].id == twins[1].id)
    let mottos = [twins, twins.reversed()].map { events in
      var house = House()
      for event in events { house.insert([event]) }
      return house.setting("motto")
    }
    #expect(mottos[0] == mottos[1] && mottos[0] != nil)
  }

  @Test func f22UnknownTypesAreCountedAndHaveNoEffect() throws {
    let evening = try Evening.events()
    var house = House()
    for event in evening { house.insert([event]) }
    #expect(house.unsupportedCount == 1 && house.eventCount == 59)
  }

  @Test func s20ForgettingStripsMemoryToo() throws {
    var till = try Till()
    let codes = [try till.open("T4"), try till.open("T5")]
    for code in codes {
      try till.give(.order(code, .service(.alert("nuts"))))
      try till.give(.order(code, .item(.join(name: "Ben"))))
    }
    let state = till.state
    let first = try #require(till.house.live.first).id
    till.venue.forget(before: .latest, order: first, sparing: [])
    let names = till.house.live.map { $0.participants.map(\.name) }
    #expect(names == [[nil], ["Ben"]])
    till.venue.forget(before: .latest, order: nil, sparing: [])
    #expect(till.house.retained.allSatisfy { $0.personalRange == nil })
    #expect(till.house.live.allSatisfy { $0.alerts.map(\.text) == [nil] })
    #expect(till.state == state)
    // What was forgotten is not needed to go on.
    try till.give(.dish(codes[0], "4"))
  }

  @Test func forgettingReachesOnlyWhatWasBefore() throws {
    var till = try Till()
    let code = try till.open("T4")
    try till.give(.order(code, .service(.alert("nuts"))))
    let last = try #require(till.log.last)
    till.venue.forget(before: last.createdAt, order: nil, sparing: [])
    #expect(till.house.live.first?.alertText == "nuts")
  }

  @Test("What a clock that was ahead has sent is known by how much it was ahead, from when it was heard of")
  func sentAhead() throws {
    var till = try Till()
    var stove = try Till("stove", letter: "K", wall: till.wall + 600_000, seed: 2)
    let code = try stove.open("T4")
    try stove.give(.dish(code, "1"))
    try stove.give(.order(code, .kitchen(.submit)))
    let round = try #require(stove.house.live.first?.rounds.first)
    #expect(stove.house.aheadMs(of: round) == 0)
    till.hear(stove.log)
    till.sync()
    let ahead = till.house.aheadMs(of: round)
    #expect((595_000...605_000).contains(ahead), "\(ahead) ms")
    // Who hears of it when its time has come knows of nothing.
    var late = try Till("bar", letter: "M", wall: till.wall + 700_000, seed: 3)
    late.hear(stove.log)
    late.sync()
    #expect(late.house.aheadMs(of: round) == 0)
  }

  /// A house that keeps other events in its checkpoint is another reduction: raise `House.reduction`, then this list.
  @Test func theReductionStandsForWhatACheckpointKeeps() throws {
    var scribe = try Scribe("desk", seed: 3)
    var kept: [EventType] = []
    for type in EventType.allCases {
      let entity = try #require(EventType.table.first { $0.type == type }?.entities.first)
      guard !entity.isOfOrder else { continue }
      var house = House()
      house.insert(try scribe.empty(type, of: entity))
      if !house.retained.isEmpty { kept.append(type) }
    }
    #expect(House.reduction == 5)
    #expect(
      kept == [
        .menuChanged, .itemAvailabilityChanged, .menuVersionCreated, .menuVersionActivated,
        .menuActivationCancelled, .experimentCreated, .experimentEnded, .menuViewed, .exposureRecorded,
        .voiceHeard, .staffAdded, .staffRemoved, .partnerEnabled, .partnerDisabled, .settingChanged,
        .originRetired,
      ])
  }
}
