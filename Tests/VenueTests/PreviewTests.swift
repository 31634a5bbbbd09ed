import Dining
import Events
import Replication
import Testing

@testable import Venue

/// What happened last is shown before the rest of a catch-up, and counted when it is kept.
@Suite struct PreviewTests {
  @Test func aPreviewIsShownAndComesToTheSame() throws {
    var stove = try Till("stove", letter: "K", seed: 5)
    let early = try stove.open("T1")
    let late = try stove.open("T2")
    try stove.give(.dish(late, "4"))
    try stove.give(.order(late, .kitchen(.submit)))
    try stove.give(.dish(early, "3"))
    let tail = Array(stove.log.dropFirst())

    var till = try Till()
    till.preview(tail)
    #expect(till.house.tickets.map(\.code) == stove.house.tickets.map(\.code))
    #expect(till.house.live.count == 1, "of the early order the opening is not here")
    #expect(till.house.eventCount == 0 && !till.venue.isSettled)
    till.hear(stove.log)
    till.sync()
    #expect(till.venue.isSettled && till.house.eventCount == stove.log.count)
    #expect(till.state == stove.state)
  }
}
