import Dining
import Events
import Testing
import Venue

@testable import Screens

/// The board of a moment against that of a house which was told the events up to then and no others.
@Suite struct PastHouseTests {
  private static let evening = Dinner.evening(40).house
  private static var events: [Event] { evening.retained.sorted { $0.moment < $1.moment } }

  private static func house(of events: some Sequence<Event>) -> House {
    var house = House()
    for event in events { house.insert(event) }
    return house
  }

  private static func board(_ house: House) -> [String] {
    house.tickets.map { ticket in
      let items = ticket.items.map { "\($0.quantity)×\($0.id) \($0.status)" }
      return "\(ticket.code) \(ticket.column) \(ticket.round.sentAt) \(items) \(ticket.badges.map(\.name))"
    }
  }

  @Test func `forward, back and in leaps, every board is that of the events up to then`() throws {
    let events = Self.events
    // Every other order has left memory: the log brings it.
    let ids = Set(events.compactMap(\.orderID)).sorted()
    let lost = Set(ids.enumerated().filter { $0.offset.isMultiple(of: 2) }.map(\.element))
    let present = Self.house(of: events.filter { $0.orderID.map { !lost.contains($0) } ?? true })
    let fromLog = events.filter { $0.orderID.map { lost.contains($0) } ?? false }
    var history = HouseHistory(present, events: fromLog.reversed(), since: .earliest)
    let start = try #require(events.first).createdAt
    let end = try #require(events.last).createdAt
    let length = end.milliseconds - start.milliseconds
    let steps = Array(0...12) + [11, 3, 10, 0, 12, 1]
    for step in steps {
      let time = start.advanced(byMilliseconds: length * Int64(step) / 12)
      let expected = Self.house(of: events.prefix { $0.createdAt <= time })
      let found = history.house(at: time)
      #expect(Self.board(found) == Self.board(expected), "at \(time)")
      #expect(found.liveCount == expected.liveCount)
    }
    #expect(!Self.board(history.house(at: end)).isEmpty)
    #expect(Self.board(history.house(at: start.advanced(byMilliseconds: -1))).isEmpty)
  }

  @Test func `an order that was closed long before is left out, one closed since is not`() throws {
    var dinner = Dinner()
    let order = dinner.open(table: "T1")
    dinner.change(order, .service(.cancel(reason: "left")))
    let closed = dinner.wall
    var history = HouseHistory(dinner.house, events: [], since: .earliest)
    #expect(history.house(at: closed.advanced(byMilliseconds: 3_600_000)).orders.count == 1)
    #expect(history.house(at: closed.advanced(byMilliseconds: 3 * 3_600_000)).orders.isEmpty)
  }

  @Test func `an evening of thousands of events is stepped through in less than a frame`() throws {
    // 450 orders; the limit for a step is 16 ms at the speed of the delivered build, ten times that here.
    var dinner = Dinner.evening(200)
    dinner.wait(seconds: 60)
    let events = dinner.house.retained.count
    var history = HouseHistory(dinner.house, events: [], since: .earliest)
    _ = history.house(at: dinner.wall)
    let clock = ContinuousClock()
    var longest = Duration.zero
    for minutes in 1...60 {
      let time = dinner.wall.advanced(byMilliseconds: Int64(minutes) * -60_000)
      longest = max(longest, clock.measure { _ = history.house(at: time).tickets })
    }
    print("past: \(events) events, the longest of 60 steps \(longest)")
    #expect(longest < .milliseconds(160))
  }
}
