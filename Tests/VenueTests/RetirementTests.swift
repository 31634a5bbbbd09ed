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

  /// E3: lines that another box wrote as this one come from a file, as over a link.
  @Test func aFileThatShowsACopyEndsTheName() throws {
    var till = try Till(seed: 1)
    let before = till.venue.identity.origin
    try till.give(.changeSetting(key: "age_limits", value: "4 7"))
    var copy = try Scribe("till", seed: 1)
    let theirs = [try copy.setting("age_limits", "5 9"), try copy.setting("age_limits", "6 9")]
    #expect(theirs[0].origin == before && theirs[0].seq == till.log[0].seq)
    till.hear(theirs)
    till.sync()
    #expect(till.venue.identity.origin != before && retired(till.log) == [before.description])
    let code = try till.open()
    #expect(!code.isEmpty && till.log.last?.origin == till.venue.identity.origin)
    #expect(Set(till.log.map(\.hash)).isSuperset(of: theirs.map(\.hash)))
  }

  @Test func aFileOfAnotherTerminalEndsNoName() throws {
    var till = try Till(seed: 1)
    let before = till.venue.identity
    try till.give(.changeSetting(key: "age_limits", value: "4 7"))
    var one = try Scribe("pass")
    var two = one
    till.hear([try one.setting("age_limits", "5 9")])
    till.hear([try two.setting("age_limits", "6 9")])
    till.sync()
    #expect(till.venue.identity == before && till.log.count == 3)
  }

  /// E6: what `doctor` asks of a log.
  @Test func aSurveyNamesWhoWroteTwiceUntilThatHasEnded() throws {
    var one = try Scribe("desk")
    var bar = try Scribe("bar")
    let common = [try one.setting("a", "1"), try bar.setting("b", "1")]
    var two = one
    let forked = [try one.setting("a", "2"), try two.setting("a", "3"), try two.setting("a", "4")]
    var survey = ForkSurvey(venue: "maple")
    for event in common { survey.take(event) }
    #expect(survey.open.isEmpty)
    for event in forked { survey.take(event) }
    #expect(survey.open == [one.origin])
    let ended = try bar.retirement(of: one.origin)
    survey.take(ended)
    #expect(survey.open.isEmpty)
  }

  /// Lines that cannot be read leave a gap, and no second history.
  @Test func aSurveyTakesAGapForNoCopy() throws {
    var desk = try Scribe("desk")
    var survey = ForkSurvey(venue: "maple")
    survey.take(try desk.setting("a", "1"))
    _ = try desk.setting("a", "2")
    survey.take(try desk.setting("a", "3"))
    survey.take(try desk.setting("a", "4"))
    #expect(survey.open.isEmpty)
  }
}
