import Events
import Testing

@testable import Menus

/// Which version is in force when (document 02, contract section 6, field notes 1.2).
@Suite struct TimelineTests {
  /// Three versions, and a document that is none of them.
  private struct Given {
    var scribe: MenuScribe
    var book = MenuBook()
    let ids: [VersionID]

    init() throws {
      scribe = try MenuScribe()
      let documents = try [100, 200, 300].map { try MenuDocument.priced($0) }
      ids = documents.map(\.versionID)
      for document in documents { book.insert([try scribe.version(document, minute: -10)]) }
      book.insert([try scribe.document(MenuDocument.priced(999), minute: -5)])
    }

    mutating func activate(_ place: Int, at minute: Int64, from: Int64? = nil, until: Int64? = nil) throws
      -> Event
    {
      let event = try scribe.activation(ids[place], minute: minute, from: from, until: until)
      book.insert([event])
      return event
    }

    /// The place of the version in force, 999 for the document.
    func served(_ minute: Int64) -> Int? { book.served(at: .noon(minute)).map(price) }

    private func price(_ menu: ServedMenu) -> Int { Int(menu.document.items[0].priceMinor) }
  }

  @Test func untilTheFirstActivationTheDocumentIsInForceAndAfterItOnlyWhatIsActivated() throws {
    var given = try Given()
    #expect(given.served(0) == 999)
    _ = try given.activate(0, at: 1)
    given.book.insert([try given.scribe.document(MenuDocument.priced(777), minute: 2)])
    #expect(given.served(0) == 999 && given.served(1) == 100 && given.served(99) == 100)
  }

  /// Half-open: the first moment is inside, the last is not.
  @Test func aWindowLiesOverTheDefaultAndAfterItWhatStoodBeforeStandsAgain() throws {
    var given = try Given()
    _ = try given.activate(0, at: 1)
    _ = try given.activate(1, at: 2, from: 10, until: 20)
    #expect([9, 10, 19, 20, 99].map { given.served($0) } == [100, 200, 200, 100, 100])
    #expect(given.book.served(at: .noon(20).advanced(byMilliseconds: -1))?.version == given.ids[1])
    #expect(given.book.served(at: .noon(10).advanced(byMilliseconds: -1))?.version == given.ids[0])
  }

  @Test func ofWindowsThatOverlapTheLaterStartWinsThenTheLaterSaid() throws {
    var given = try Given()
    _ = try given.activate(0, at: 1, from: 10, until: 40)
    _ = try given.activate(1, at: 2, from: 20, until: 30)
    #expect([15, 25, 35].map { given.served($0) } == [100, 200, 100])
    _ = try given.activate(2, at: 3, from: 20, until: 25)
    #expect([15, 22, 27].map { given.served($0) } == [100, 300, 200])
    // A new default does not come through a window.
    _ = try given.activate(2, at: 12)
    #expect([13, 22, 35, 45].map { given.served($0) } == [100, 300, 100, 300])
  }

  @Test func ofDefaultsTheOneThatBeganLastHoldsAndTiesGoToTheLaterSaid() throws {
    var given = try Given()
    _ = try given.activate(0, at: 1, from: 30)
    _ = try given.activate(1, at: 2)
    #expect([1, 2, 29, 30].map { given.served($0) } == [999, 200, 200, 100])
    _ = try given.activate(2, at: 3, from: 30)
    #expect(given.served(30) == 300)
  }

  @Test func anActivationThatIsTakenBackGivesWayToTheOneBefore() throws {
    var given = try Given()
    let first = try given.activate(0, at: 1)
    let second = try given.activate(1, at: 2)
    let window = try given.activate(2, at: 3, from: 5, until: 50)
    given.book.insert([try given.scribe.cancelling(window, minute: 6)])
    #expect(given.served(7) == 200)
    given.book.insert([try given.scribe.cancelling(second, minute: 8)])
    #expect(given.served(9) == 100)
    given.book.insert([try given.scribe.cancelling(first, minute: 10)])
    #expect(given.served(11) == 999, "with none left the document holds")
  }

  /// One version is in force in a house at a time, whichever menu it is of.
  @Test func theLunchMenuGivesWayToTheDinnerMenu() throws {
    var given = try Given()
    _ = try given.activate(0, at: 1)
    let lunch = try MenuDocument(file: utf8(Samples.menu("lunch", items: [("pie", 5)])))
    given.book.insert([
      try given.scribe.write(.menuVersionCreated, .menu, .text("lunch"), minute: 2) { payload in
        payload.set("snapshot", lunch.json)
        payload.set("version_id", lunch.versionID.text)
      },
      try given.scribe.write(.menuVersionActivated, .menu, .text("lunch"), minute: 3) { payload in
        payload.set("ends_at", Timestamp.noon(60))
        payload.set("version_id", lunch.versionID.text)
      },
    ])
    #expect([2, 3, 59, 60].map { given.served($0) } == [100, 5, 5, 100])
  }

  @Test func everyVerdictIsGivenWithItsReason() throws {
    var given = try Given()
    let standing = try given.activate(0, at: 1)
    let over = try given.activate(1, at: 2, from: 3, until: 4)
    let under = try given.activate(1, at: 3, from: 5, until: 50)
    let window = try given.activate(2, at: 4, from: 10, until: 20)
    let coming = try given.activate(1, at: 5, from: 40, until: 45)
    let gone = try given.activate(1, at: 6, from: 10, until: 30)
    given.book.insert([try given.scribe.cancelling(gone, minute: 7)])
    let verdicts = given.book.timeline.considered(at: .noon(15))
    #expect(verdicts.first?.activation.id == window.id && verdicts.first?.verdict == .inForce)
    func verdict(_ event: Event) -> MenuTimeline.Verdict? {
      verdicts.first { $0.activation.id == event.id }?.verdict
    }
    #expect(verdict(standing) == .under(given.ids[2], .window))
    #expect(verdict(under) == .under(given.ids[2], .laterBegin))
    #expect(verdict(over) == .over(.noon(4)) && verdict(coming) == .notBegun(.noon(40)))
    #expect(verdict(gone) == .cancelled(.init(at: .noon(7), actor: "boss")))
    #expect(verdicts.count == 6)
  }

  /// F37: nobody presses a key: the next moment at which anything changes is known.
  @Test func theNextChangeIsTheNextBeginOrEnd() throws {
    var given = try Given()
    #expect(given.book.timeline.nextChange(after: .noon(0)) == nil)
    _ = try given.activate(0, at: 1)
    let window = try given.activate(1, at: 2, from: 10, until: 20)
    let timeline = given.book.timeline
    #expect(timeline.nextChange(after: .noon(2)) == .noon(10))
    #expect(timeline.nextChange(after: .noon(10)) == .noon(20))
    #expect(timeline.nextChange(after: .noon(20)) == nil)
    given.book.insert([try given.scribe.cancelling(window, minute: 3)])
    #expect(given.book.timeline.nextChange(after: .noon(3)) == nil)
  }

  /// What somebody asks of the past is what stood then, and not today's draft.
  @Test func whereNothingWasActivatedTheDocumentOfThatTimeStood() throws {
    var given = try Given()
    given.book.insert([try given.scribe.document(MenuDocument.priced(111), minute: 10)])
    given.book.insert([try given.scribe.document(MenuDocument.priced(222), minute: 20)])
    #expect([0, 9, 10, 19, 20, 30].map { given.served($0) } == [999, 999, 111, 111, 222, 222])
    _ = try given.activate(0, at: 25)
    #expect([15, 24, 25].map { given.served($0) } == [111, 222, 100])
  }

  @Test func stretchesFollowOneAnotherWithoutAGap() throws {
    var given = try Given()
    _ = try given.activate(0, at: 1)
    _ = try given.activate(1, at: 2, from: 10, until: 20)
    _ = try given.activate(1, at: 3, from: 15, until: 30)
    let stretches = given.book.timeline.stretches(from: .noon(0), limit: 10)
    #expect(stretches.map(\.from) == [0, 1, 10, 15, 30].map { .noon($0) })
    #expect(stretches.map(\.until) == [1, 10, 15, 30].map { .noon($0) } + [nil])
    #expect(
      stretches.map { $0.activation?.version } == [
        nil, given.ids[0], given.ids[1], given.ids[1], given.ids[0],
      ])
  }
}
