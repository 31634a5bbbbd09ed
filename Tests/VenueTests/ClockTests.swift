import Dining
import Events
import Testing

@testable import Venue

/// F29: clocks that are days off, step back or stand at 1970.
@Suite struct ClockTests {
  @Test(arguments: [Till.noon + Till.day, Till.noon - Till.day, 0])
  func f29OrdersOnAWildBoxWorkAndOthersAreNotMoved(_ wall: Int64) throws {
    var wild = try Till("wild", letter: "W", wall: wall, seed: 9)
    var till = try Till()
    let shared = try till.open("T4")
    wild.hear(till.log)
    wild.sync()
    let own = try wild.serve("T9")
    try wild.give(.dish(shared, "4"))
    till.hear(wild.log.filter { $0.origin == wild.venue.identity.origin })
    till.sync()
    #expect(till.house.orders[own]?.order.closing != nil)
    #expect(till.house.live.first?.total.minor == 400)
    // Cause comes before effect in the shared order, and an order of the good box bears its own time.
    #expect(till.house.orders.values.allSatisfy { $0.order.conflicts.isEmpty })
    let other = try #require(try till.give(.opening("T5")).first)
    #expect(other.createdAt.milliseconds == till.wall && other.skewMs == 0)
    let next = try #require(try till.give(.dish(shared, "5")).first)
    let order = try #require(OrderName(shared).order(in: till.house))
    #expect(order.total.minor == 900 && next.writtenAt.milliseconds == till.wall)
    wild.hear(Array(till.log.suffix(2)))
    wild.sync()
    #expect(wild.state == till.state)
  }

  @Test func f29AClockThatStepsBackNeverPutsEffectBeforeCause() throws {
    var till = try Till()
    let code = try till.open("T4")
    var steps: [Int64] = [0, -Till.hour, Till.hour, -2 * Till.day, 3, -Till.noon]
    for index in steps.indices {
      till.wall = max(0, Till.noon + steps[index])
      steps[index] = 0
      try till.give(.dish(code, "1"))
    }
    let events = till.log
    #expect(zip(events, events.dropFirst()).allSatisfy { $0.createdAt < $1.createdAt })
    #expect(events.allSatisfy { $0.createdAt.milliseconds - $0.skewMs == $0.writtenAt.milliseconds })
    #expect(till.house.live.first?.items.count == 6)
  }

  /// Two orders of one box do not wait for one another's clock.
  @Test func aStreamAheadMovesNoOtherStream() throws {
    var wild = try Till("wild", letter: "W", wall: Till.noon + Till.day, seed: 9)
    let ahead = try wild.open("T9")
    var till = try Till()
    till.hear(wild.log)
    till.sync()
    let there = try #require(try till.give(.dish(ahead, "1")).first)
    #expect(there.createdAt > Timestamp(clamping: Till.noon + Till.day) && there.skewMs > 0)
    let here = try #require(try till.give(.opening("T1")).first)
    #expect(here.skewMs == 0)
  }
}
