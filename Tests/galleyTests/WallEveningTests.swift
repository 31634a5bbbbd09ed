import Dining
import Events
import Screens
import Testing

@testable import galley

@Suite struct WallEveningTests {
  @Test func theSameSeedGivesTheSameMoments() {
    var (one, other, stranger) = (WallEvening(seed: 1), WallEvening(seed: 1), WallEvening(seed: 2))
    var count = 0
    var isStrange = false
    while let moment = one.next() {
      let again = other.next()
      #expect(moment.step == again?.step && moment.time == again?.time)
      if count.isMultiple(of: 100) {
        let isSame = moment.house.retained.map(\.hash) == again?.house.retained.map(\.hash)
        #expect(isSame, "other events up to change \(count)")
      }
      isStrange = isStrange || moment.step != stranger.next()?.step
      count += 1
    }
    #expect(other.next() == nil && isStrange)
    #expect(count == DinnerRush(seed: 1).steps.count && one.refusals.isEmpty)
  }

  /// Tickets on the board are those that come in a minute times the minutes that they stay (Little's law).
  @Test(arguments: [1, 7]) func theBoardHoldsWhatThePartiesSend(_ seed: UInt64) {
    let evening = PlayedEvening.of(seed)
    let rush = DinnerRush.rushMilliseconds
    let sent = DinnerRush(seed: seed).steps.count {
      $0.arguments.starts(with: ["order", "submit"]) && rush.contains($0.atMilliseconds)
    }
    let perMinute = Double(sent) / Double((rush.upperBound - rush.lowerBound) / 60_000)
    // A table's drinks and food take eight minutes where nobody else is there, and twenty are late.
    let mean = BoardColumn.allCases.map(evening.mean).reduce(0, +)
    #expect((8 * perMinute...20 * perMinute).contains(mean), "\(mean) tickets, \(perMinute) a minute")
    #expect(Double(evening.mostTickets) > mean && Double(evening.mostTickets) < 3 * mean)
  }

  @Test func theClockOnTheWallIsThatOfTheHouse() throws {
    var evening = WallEvening(seed: 1)
    var console = Console(.kitchen)
    var seen: WallMoment?
    while let moment = evening.next(), moment.time < WallEvening.watchedFrom { seen = moment }
    let view = try #require(seen).view(
      Size(widthColumns: 120, heightRows: 33), at: WallEvening.watchedFrom)
    console.see(view)
    #expect(console.frame(view).text.contains("19:30"), "\(console.frame(view).text)")
  }
}
