import Events
import Replication
import Testing

@testable import Venue

/// F20, F21: a name that has ended is said to have ended, also where the disk refuses that for a while.
@Suite struct RetirementTests {
  private func retired(_ events: [Event]) -> [String] {
    events.filter { $0.type == .originRetired }.compactMap { event in
      var payload = event.payload
      return payload.text("origin")
    }
  }

  @Test func whatIsOnTheDiskIsPendingNoLonger() throws {
    var till = try Till()
    till.link()
    let before = till.venue.identity.origin
    till.become(because: .cloned(before))
    #expect(till.kept.last?.pendingRetirements.map(\.origin) == [before], "a crash now must not forget it")
    till.sync()
    #expect(retired(till.log) == [before.description])
    #expect(till.venue.identity.pendingRetirements.isEmpty && till.kept.last == till.venue.identity)
    till.tick(afterMs: 60_000)
    #expect(till.unsynced.isEmpty, "it is said once")
  }

  @Test func whatTheDiskRefusedIsWrittenAgainAfterAWhile() throws {
    var till = try Till()
    till.link()
    let before = till.venue.identity.origin
    till.become(because: .rolledBack(before))
    let second = till.venue.identity.origin
    till.become(because: .cloned(second))
    till.lose(from: till.unsynced[0].ticket)
    till.tick(afterMs: 5_000)
    #expect(till.unsynced.isEmpty, "a disk that is full is not asked at every moment")
    till.tick(afterMs: 5_000)
    #expect(retired(till.unsynced.flatMap(\.events)) == [before, second].map(\.description))
    // They are on their way: however slow the disk is, they are not written twice.
    till.tick(afterMs: 20_000)
    till.sync()
    #expect(retired(till.log) == [before, second].map(\.description))
    #expect(Set(till.log.map(\.id)).count == 2 && Set(till.log.map(\.origin)) == [till.venue.identity.origin])
  }

  @Test func aRestartRemembersIt() throws {
    var till = try Till()
    till.link()
    let before = till.venue.identity.origin
    till.become(because: .cloned(before))
    till.lose(from: till.unsynced[0].ticket)
    let identity = try #require(till.kept.last.flatMap { Identity($0.json) })
    #expect(identity == till.venue.identity)
    var again = Till(as: identity)
    again.link()
    again.tick(afterMs: 0)
    again.sync()
    #expect(retired(again.log) == [before.description] && again.log.map(\.origin) == [identity.origin])
  }

  @Test func anotherLetterEndsNoName() throws {
    var till = try Till()
    till.link()
    till.become(because: .sameLetter("B", as: "tv", taken: ["B"]))
    #expect(
      till.venue.identity.letter != "B" && till.kept.last?.pendingRetirements == [] && till.unsynced.isEmpty)
  }
}
