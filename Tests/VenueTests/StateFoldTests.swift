import Dining
import Events
import Randomness
import Testing

@testable import Venue

/// `state` from one pass over the log is `state` from whole orders, to the byte.
@Suite struct StateFoldTests {
  private static func state(
    _ log: [Event], from arrivals: [Event], until time: Timestamp = .latest, isWhole: Bool
  ) -> [UInt8] {
    var fold = StateFold(until: time, isWhole: isWhole)
    for event in arrivals { fold.take(event) }
    return fold.finish { id in log.filter { $0.orderID == id } }
  }

  /// The same by the plain way: every order from all of its events, and a house that has them all.
  private static func plain(_ log: [Event], until time: Timestamp = .latest, isWhole: Bool) -> [UInt8] {
    let events = log.filter { $0.createdAt <= time }
    var house = House()
    for event in events where event.orderID == nil { house.insert(event) }
    let newest = events.map(\.createdAt).max() ?? .earliest
    let orders = Dictionary(grouping: events) { $0.orderID }.compactMap { id, events in
      id.map { OrderStream(id: $0, events: events).order }
    }
    let wanted = orders.filter { isWhole || StateReport.isRecent($0, newest: newest) }
    return StateReport.build(orders: wanted, house: house).canonicalBytes
  }

  private static func week() throws -> [Event] {
    var till = try Till()
    till.role = .manager
    var scribe = try Scribe("desk")
    for day in 0..<7 {
      till.hear([
        try scribe.setting("motto", .string("day \(day), {}")), try scribe.staff("Mira", .staffAdded),
      ])
      for hour in 0..<6 {
        if hour == day % 6 { _ = try till.open("T9") } else { try till.serve("T\(hour)") }
        till.wall += Till.hour
      }
      till.wall += 18 * Till.hour
    }
    return till.log
  }

  @Test func itIsTheStateHoweverTheEventsLie() throws {
    let evening = try Evening.events()
    let week = try Self.week()
    for log in [[], evening, week] {
      for isWhole in [true, false] {
        let plain = Self.plain(log, isWhole: isWhole)
        #expect(Self.state(log, from: log, isWhole: isWhole) == plain)
        for seed in 0..<10 as Range<UInt64> {
          var random = Seeded(seed: seed)
          let arrivals = log.shuffled(using: &random)
          #expect(Self.state(log, from: arrivals, isWhole: isWhole) == plain, "seed \(seed)")
        }
      }
    }
  }

  @Test func itIsTheStateOfAnyMoment() throws {
    let log = try Self.week()
    for place in stride(from: 0, to: log.count, by: 17) {
      let time = log[place].createdAt
      for isWhole in [true, false] {
        #expect(
          Self.state(log, from: log, until: time, isWhole: isWhole)
            == Self.plain(log, until: time, isWhole: isWhole), "up to event \(place)")
      }
    }
  }

  /// Its orders are left out two days after they were closed: also those that had left memory before.
  @Test func withoutAllItSpeaksOfTwoDays() throws {
    let log = try Self.week()
    let whole = try JSONParser.parse(Self.state(log, from: log, isWhole: true))
    let recent = try JSONParser.parse(Self.state(log, from: log, isWhole: false))
    guard case .object(let all)? = whole["orders"], case .object(let late)? = recent["orders"] else {
      Issue.record("no orders")
      return
    }
    // 35 that were served, seven that are open; of the last two days and a bit, at least ten and the seven.
    #expect(all.count == 42 && (17...25).contains(late.count))
    #expect(whole["settings"] == .object(["motto": "day 6, {}"]))
  }
}
