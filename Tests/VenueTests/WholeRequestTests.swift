import Dining
import Events
import Testing

@testable import Venue

/// A request that becomes several events: all or none of them, answered once.
@Suite struct WholeRequestTests {
  @Test func aClosingAndItsFreedTableAreOneAppend() throws {
    var till = try Till()
    let code = try till.open("T4")
    let asker = till.ask(.order(code, .service(.cancel(reason: "walked out"))))
    #expect(
      till.unsynced.count == 1 && till.unsynced[0].events.map(\.type) == [.orderCancelled, .tableFreed])
    #expect(till.replies[asker] == nil)
    till.sync()
    guard case .wrote(let told, let order)? = till.replies[asker] else { return #expect(Bool(false)) }
    #expect(told.map(\.type) == [.orderCancelled], "whoever asked is told of what they asked for")
    #expect(order?.tableFreedAt != nil)
    #expect(try Chain.isWhole(till.log))
  }

  /// RFC 9562, section 6.2, method 2: identifiers made together count on from the first.
  @Test func theirIdentifiersCountOn() throws {
    var till = try Till()
    let code = try till.open("T4")
    try till.give(.order(code, .service(.cancel(reason: "walked out"))))
    let ids = till.log.suffix(2).map(\.id.uuid)
    #expect(ids[1].countsOn(from: ids[0]) && !ids[0].countsOn(from: ids[1]))
    #expect(ids[0] < ids[1])
  }

  @Test func whatTheDiskRefusesIsRefusedWhole() throws {
    var till = try Till()
    let code = try till.open("T4")
    let before = till.state
    let asker = till.ask(.order(code, .service(.cancel(reason: "walked out"))))
    till.lose(from: till.unsynced[0].ticket)
    #expect(till.complaint(asker) != nil && till.state == before)
  }

  @Test func aRepeatIsToldWhatTheFirstWas() throws {
    var till = try Till()
    let code = try till.open("T4")
    let first = till.ask(.order(code, .service(.cancel(reason: "walked out"))), key: "k")
    till.sync()
    let count = till.log.count
    let again = till.ask(.order(code, .service(.cancel(reason: "walked out"))), key: "k")
    guard case .wrote(let told, _)? = till.replies[first], case .wrote(let repeated, _)? = till.replies[again]
    else { return #expect(Bool(false)) }
    #expect(told.map(\.hash) == repeated.map(\.hash) && till.log.count == count)
  }

  @Test func randomBitsCountOnPastTheirEnd() throws {
    let last = UUIDv7(at: .earliest, random: RandomBits(high: .max, low: .max))
    let first = UUIDv7(at: Timestamp(clamping: 5), random: last.nextRandom)
    #expect(first.countsOn(from: last) && first.words.low == 0x8000_0000_0000_0000)
    #expect(!last.countsOn(from: last))
  }
}
