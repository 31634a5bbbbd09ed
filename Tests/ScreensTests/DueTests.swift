import Dining
import Events
import Testing
import Venue

@testable import Screens

/// What is wanted when, in words, and what is to be started next. It is Sunday 22 November 2026, 20:00 on the wall.
@Suite struct DueTests {
  private static func time(_ text: String) throws -> Timestamp { try #require(Timestamp(text)) }

  /// A house with one takeaway, promised for a moment.
  private static func promised(_ text: String, delay: Int64 = 0) throws -> (ticket: Ticket, view: View) {
    let moment = try time(text)
    var dinner = Dinner()
    // What is promised for an earlier time was so before that.
    let early = min(0, moment.milliseconds - Dinner.start.milliseconds) / 1_000
    dinner.wait(seconds: early)
    let order = dinner.open(type: .takeaway, promisedAt: moment)
    dinner.wait(seconds: -early)
    dinner.add(order, "Margherita")
    dinner.change(order, .kitchen(.submit))
    if delay > 0 { dinner.change(order, .kitchen(.delay(minutes: delay))) }
    return (try #require(dinner.tickets.first), dinner.view(80, 24))
  }

  /// Midnight is 23:00 in UTC; two hours from now it is 22:00 on the wall.
  @Test(arguments: [
    ("2026-11-22T22:59:59.000Z", false), ("2026-11-22T23:00:00.000Z", true),
    ("2026-11-23T11:00:00.000Z", true),
    ("2026-11-22T18:00:00.000Z", false), ("2026-11-21T11:00:00.000Z", false),
    ("2026-12-22T19:00:00.000Z", true),
  ])
  func whatIsPromisedAfterMidnightIsForAnotherDay(_ text: String, _ isAnother: Bool) throws {
    let (ticket, view) = try Self.promised(text)
    #expect(view.isForAnotherDay(ticket) == isAnother)
    #expect((view.next(of: [ticket]) == nil) == isAnother)
  }

  /// Promised for 00:30: tomorrow's, until two hours before it. From 22:30 on it is tonight's.
  @Test func whatIsSoonIsNotForAnotherDay() throws {
    var (ticket, view) = try Self.promised("2026-11-22T23:30:00.000Z")
    view.now = try Self.time("2026-11-22T21:29:59.999Z")
    #expect(view.isForAnotherDay(ticket))
    view.now = try Self.time("2026-11-22T21:30:00.000Z")
    #expect(!view.isForAnotherDay(ticket))
    view.now = try Self.time("2026-11-23T23:30:00.000Z")
    #expect(!view.isForAnotherDay(ticket), "it is over")
  }

  @Test func theDayIsThatOnTheWall() throws {
    var (ticket, view) = try Self.promised("2026-11-22T23:30:00.000Z")
    #expect(view.isForAnotherDay(ticket))
    view.offsets = LocalOffsets(minutes: 0)
    #expect(!view.isForAnotherDay(ticket))
    view.offsets = LocalOffsets(minutes: -480)
    #expect(!view.isForAnotherDay(ticket) && view.dayAndClock(view.now) == "11:00")
  }

  /// The clocks are put forward in the night between: noon of the next day is 10:00 in UTC, not 11:00.
  @Test func theDayAndItsClockAreThoseOfThatDay() throws {
    var view = Dinner().view(80, 24)
    let change = try Self.time("2026-11-23T01:00:00.000Z")
    view.offsets = LocalOffsets([(.earliest, 60), (change, 120)])
    #expect(view.dayAndClock(try Self.time("2026-11-23T10:00:00.000Z")) == "Mon 12:00")
    #expect(view.clock(view.now) == "20:00")
    // 23:30 there, which was 22:30 by today's offset: another day or not is told by that day's.
    #expect(view.dayAndClock(try Self.time("2026-11-23T22:30:00.000Z")) == "Tue 00:30")
  }

  @Test func aDelayCanPutItOffToAnotherDay() throws {
    let (today, view) = try Self.promised("2026-11-22T22:00:00.000Z", delay: 59)
    #expect(!view.isForAnotherDay(today))
    let (tomorrow, later) = try Self.promised("2026-11-22T22:00:00.000Z", delay: 60)
    #expect(later.isForAnotherDay(tomorrow))
  }

  @Test func whatWasNotPromisedIsForToday() throws {
    var dinner = Dinner()
    let order = dinner.open()
    dinner.add(order, "Soup")
    dinner.change(order, .kitchen(.submit), .kitchen(.delay(minutes: 1_440)))
    let view = dinner.view(80, 24)
    #expect(!view.isForAnotherDay(try #require(dinner.tickets.first)))
  }

  @Test func nextIsTheFirstThatCanBeStarted() throws {
    var dinner = Dinner()
    func send(_ promisedAt: Timestamp? = nil) -> OrderName {
      let order = dinner.open(type: .takeaway, promisedAt: promisedAt)
      dinner.add(order, "Soup")
      dinner.change(order, .kitchen(.submit))
      return order
    }
    func next() -> String? { dinner.view(80, 24).next(of: dinner.tickets)?.code }
    #expect(next() == nil)
    let sunday = send(try Self.time("2026-11-29T11:00:00.000Z"))
    #expect(next() == nil)
    // Rushed it stands first, and is not to be started for that.
    dinner.change(sunday, .kitchen(.rush(true)))
    _ = send()
    #expect(dinner.tickets.map(\.code) == ["B01", "B02"] && next() == "B02")
    let void = send()
    dinner.change(void, .item(.remove(ItemName("1"), reason: nil)))
    #expect(dinner.tickets.map(\.code) == ["B03", "B01", "B02"] && next() == "B02")
    dinner.change(OrderName("B02"), .kitchen(.move(to: .preparing, round: nil, items: [])))
    #expect(next() == nil)
  }

  /// The hot station's void puts the later order first for the whole kitchen, and not at the bar.
  @Test func aStationWorksInTheOrderOfWhatItSees() throws {
    var dinner = Dinner()
    for _ in 0..<2 {
      let order = dinner.open()
      dinner.add(order, "Soup", station: "hot")
      dinner.add(order, "Wine", station: "bar")
      dinner.change(order, .kitchen(.submit))
      dinner.wait(seconds: 1)
    }
    dinner.change(OrderName("B02"), .item(.remove(ItemName("1"), reason: nil)))
    let view = dinner.view(80, 24)
    func codes(_ station: ExactString?) -> [String] {
      Console(.kitchen, Preferences { $0.station = station }).tickets(view).map(\.code)
    }
    #expect(codes(nil) == ["B02", "B01"] && codes("hot") == ["B02", "B01"])
    #expect(codes("bar") == ["B01", "B02"])
  }

  @Test(arguments: [
    ("2026-11-22T18:04:00.000Z", "19:04"), ("2026-11-22T22:59:00.000Z", "23:59"),
    ("2026-11-22T23:00:00.000Z", "Mon 00:00"), ("2026-11-23T11:00:00.000Z", "Mon 12:00"),
    ("2026-11-28T11:00:00.000Z", "Sat 12:00"), ("2026-11-28T22:59:00.000Z", "Sat 23:59"),
    ("2026-11-28T23:00:00.000Z", "Sun 29 Nov 00:00"), ("2026-12-13T11:00:00.000Z", "Sun 13 Dec 12:00"),
    ("2026-11-21T11:00:00.000Z", "Sat 21 Nov 12:00"), ("2024-02-29T11:00:00.000Z", "Thu 29 Feb 12:00"),
  ])
  func aTimeIsSaidWithItsDayWhereThatIsNotToday(_ text: String, _ words: String) throws {
    #expect(Dinner().view(80, 24).dayAndClock(try Self.time(text)) == words)
  }

  @Test(
    arguments: [
      (0, "in 0m"), (1, "in 1m"), (60, "in 1m"), (61, "in 2m"), (5_700, "in 95m"), (7_140, "in 119m"),
      (7_141, "in 2h"), (10_799, "in 3h"), (10_740, "in 2h"), (58_980, "in 16h"), (172_800, "in 48h"),
      (172_801, "in 2d"), (259_200, "in 3d"), (-1, "1m over"), (-60, "1m over"), (-58_980, "16h over"),
      (.min, "106751991167300d over"),
    ] as [(Int64, String)])
  func aSpanIsSaidInWhatOneCounts(_ seconds: Int64, _ words: String) {
    #expect(View.inWords(seconds) == words)
  }
}
