import Dining
import Events
import Testing

@testable import Venue

/// Save before telling: what nobody can lose is all that anybody sees.
@Suite struct SavingTests {
  @Test func nothingIsToldOrShownBeforeItIsOnTheDisk() throws {
    var till = try Till()
    let asker = till.ask(.opening())
    #expect(till.replies.isEmpty && till.published.isEmpty && !till.story.contains("redraw"))
    #expect(till.house.orders.isEmpty && till.house.eventCount == 0)
    #expect(till.unsynced.map(\.events.count) == [1])
    till.sync()
    #expect(till.written(asker)?.map(\.hash) == till.log.map(\.hash))
    #expect(till.published.count == 1 && till.story.last == "redraw")
    #expect(till.house.live.count == 1)
  }

  @Test func answersComeBeforePublishingAndThatBeforeDrawing() throws {
    var till = try Till()
    _ = till.ask(.opening())
    _ = till.ask(.opening("T5"))
    till.sync()
    let kinds = till.story.suffix(4).map { $0.split(separator: " ").first(where: { Int($0) == nil }) }
    #expect(kinds == ["wrote", "wrote", "publish", "redraw"])
  }

  @Test func twoQuickCommandsFitTogether() throws {
    var till = try Till()
    let code = try till.open()
    let add = till.ask(.dish(code, "4"))
    let send = till.ask(.order(code, .kitchen(.submit)))
    let again = till.ask(.order(code, .kitchen(.submit)))
    #expect(till.complaint(again)?.code == "nothing_to_do")
    till.sync(upTo: till.unsynced[0].ticket)
    #expect(till.written(add) != nil && till.written(send) == nil)
    #expect(till.house.live[0].rounds.isEmpty)
    till.sync()
    #expect(till.written(send)?.count == 1 && till.house.live[0].rounds.count == 1)
  }

  @Test func f9WhatWasNotKeptIsRefusedWithAllThatHungOnIt() throws {
    var till = try Till()
    let code = try till.open()
    let before = (till.state, till.venue.tip(of: till.venue.identity.origin))
    let kept = till.ask(.dish(code, "4"))
    let lost = [
      till.ask(.order(code, .kitchen(.submit))), till.ask(.order(code, .kitchen(.rush(true)))),
      till.ask(.opening("T9")),
    ]
    let first = till.unsynced[1].ticket
    till.sync(upTo: till.unsynced[0].ticket)
    till.lose(from: first)
    #expect(till.written(kept) != nil)
    for asker in lost { #expect(till.complaint(asker)?.isOfDisk == true) }
    #expect(till.venue.isSettled && till.venue.metrics.emissionFailures == 3)
    #expect(till.venue.ahead.live.count == 1 && till.venue.ahead.eventCount == till.house.eventCount)
    #expect(till.state != before.0)
    #expect(till.venue.tip(of: till.venue.identity.origin).seq == before.1.seq + 1)
  }

  @Test func f10TheNextCommandWorksAndTheChainHasNoGap() throws {
    var till = try Till()
    let code = try till.open()
    _ = till.ask(.dish(code, "4"))
    _ = till.ask(.opening("T9"))
    till.lose(from: till.unsynced[0].ticket)
    try till.give(.dish(code, "5"))
    let other = try till.open("T9")
    #expect(other != code)
    #expect(try Chain.isWhole(till.log))
    #expect(till.house.live.map(\.total.minor) == [500, 0])
  }

  /// The code of an order that never was is given to the next one when its turn comes, and not lost.
  @Test func codesOfWhatWasNotKeptAreFreeAgain() throws {
    var till = try Till()
    for _ in 0..<30 {
      _ = till.ask(.opening(nil))
      till.lose(from: till.unsynced[0].ticket)
    }
    #expect(try till.open(nil).first == "B")
    #expect(till.venue.codes.free.count == 999)
  }

  @Test func aRepeatIsToldNoEarlierThanTheFirst() throws {
    var till = try Till()
    let first = till.ask(.opening(), key: "k")
    let again = till.ask(.opening(), key: "k")
    #expect(till.replies.isEmpty && till.unsynced.count == 1)
    till.sync()
    #expect(till.written(first)?.map(\.hash) == till.written(again)?.map(\.hash))
    #expect(till.log.count == 1)
  }

  @Test func f9ARepeatOfWhatWasNotKeptIsRefusedToo() throws {
    var till = try Till()
    _ = till.ask(.opening(), key: "k")
    let again = till.ask(.opening(), key: "k")
    till.lose(from: till.unsynced[0].ticket)
    #expect(till.complaint(again)?.isOfDisk == true)
    #expect(try till.give(.opening(), key: "k").count == 1)
  }

  @Test func lagIsCountedFromWhenTheOldestWriteWasHandedOver() throws {
    var stove = try Till("stove", letter: "K", seed: 2)
    _ = try stove.open()
    var till = try Till()
    till.monotonic = 90_000
    till.hear(stove.log)
    #expect(till.venue.lagMs(at: 90_250) == 250 && till.venue.pendingCount == 1)
    till.sync()
    #expect(till.venue.lagMs(at: 99_000) == nil)
  }
}

enum Chain {
  /// Whether every origin's events follow one another from its start.
  static func isWhole(_ events: [Event]) throws -> Bool {
    var tips: [Origin: ChainTip] = [:]
    for event in events {
      guard (tips[event.origin] ?? ChainTip(before: event.origin, venue: "maple")).isFollowed(by: event)
      else {
        return false
      }
      tips[event.origin] = ChainTip(seq: event.seq, hash: event.hash)
    }
    return true
  }
}
