import Events
import Testing

@testable import Host

/// The venue's time zone, which is the process's: one test after the other.
@Suite(.serialized) struct LocalTimeTests {
  init() { LocalTime.use(zone: "Europe/Vienna") }

  private func time(_ text: String) throws -> Timestamp { try #require(Timestamp(text)) }

  /// Austria: UTC+1, from the last Sunday of March 01:00 UTC to the last Sunday of October 01:00 UTC, UTC+2.
  @Test(arguments: [
    ("2026-01-15T12:00:00.000Z", 60), ("2026-07-15T12:00:00.000Z", 120),
    ("2026-03-29T00:59:59.000Z", 60), ("2026-03-29T01:00:00.000Z", 120),
    ("2026-10-25T00:59:59.000Z", 120), ("2026-10-25T01:00:00.000Z", 60),
  ])
  func theOffsetFollowsTheClockChanges(_ text: String, _ minutes: Int) throws {
    #expect(LocalTime.offsetMinutes(try time(text)) == minutes)
  }

  @Test(arguments: [
    // An ordinary evening, in winter and in summer.
    (19, 30, "2026-11-22T12:00:00.000Z", "2026-11-22T18:30:00.000Z"),
    (19, 30, "2026-07-22T12:00:00.000Z", "2026-07-22T17:30:00.000Z"),
    // After midnight here it is still the day before in UTC.
    (19, 30, "2026-11-22T23:30:00.000Z", "2026-11-23T18:30:00.000Z"),
    // At 23:23, a quarter past midnight is tonight's (A9).
    (0, 15, "2026-11-28T22:23:00.000Z", "2026-11-28T23:15:00.000Z"),
    // The minute that runs is still meant, the one before it is tomorrow's.
    (19, 30, "2026-11-22T18:30:59.999Z", "2026-11-22T18:30:00.000Z"),
    (19, 30, "2026-11-22T18:31:00.000Z", "2026-11-23T18:30:00.000Z"),
    // On the day of a change, and the day before it.
    (3, 30, "2026-03-29T00:10:00.000Z", "2026-03-29T01:30:00.000Z"),
    (3, 30, "2026-03-28T12:00:00.000Z", "2026-03-29T01:30:00.000Z"),
    (19, 0, "2026-10-25T00:10:00.000Z", "2026-10-25T18:00:00.000Z"),
    // 02:30 comes twice: the first.
    (2, 30, "2026-10-24T23:00:00.000Z", "2026-10-25T00:30:00.000Z"),
  ])
  func aPromiseIsForTheNextSuchTime(_ hour: Int, _ minute: Int, _ now: String, _ expected: String) throws {
    try check(.next, hour, minute, now, expected)
  }

  @Test(arguments: [
    (19, 30, "2026-11-22T20:00:00.000Z", "2026-11-22T18:30:00.000Z"),
    (19, 30, "2026-11-22T12:00:00.000Z", "2026-11-21T18:30:00.000Z"),
    // At 00:03, two minutes before midnight is five minutes ago (A9).
    (23, 58, "2026-11-28T23:03:00.000Z", "2026-11-28T22:58:00.000Z"),
    (1, 30, "2026-03-29T12:00:00.000Z", "2026-03-29T00:30:00.000Z"),
    // 02:30 came twice: the first, whichever offset holds now.
    (2, 30, "2026-10-25T20:00:00.000Z", "2026-10-25T00:30:00.000Z"),
    // The evening before a change, seen from after it.
    (23, 0, "2026-03-29T12:00:00.000Z", "2026-03-28T22:00:00.000Z"),
  ])
  func aLookBackIsAtTheLastSuchTime(_ hour: Int, _ minute: Int, _ now: String, _ expected: String) throws {
    try check(.last, hour, minute, now, expected)
  }

  private func check(
    _ nearest: LocalTime.Nearest, _ hour: Int, _ minute: Int, _ now: String, _ expected: String
  ) throws {
    for warmUp in ["2026-01-15T12:00:00.000Z", "2026-07-15T12:00:00.000Z"] {
      // The C library guesses by the last call: it must not matter.
      _ = LocalTime.nearest(.next, hour: 12, minute: 0, now: try time(warmUp))
      let moment = LocalTime.nearest(nearest, hour: hour, minute: minute, now: try time(now))
      #expect(moment.description == expected)
    }
  }

  /// Every minute of the clock around each change of a year, as Python's zoneinfo has it: Lord Howe's is of half an hour.
  @Test(arguments: ["Europe/Vienna", "America/New_York", "Australia/Lord_Howe"])
  func aYearOfClockChangesIsThatOfZoneinfo(_ zone: String) throws {
    LocalTime.use(zone: zone)
    let lines = try ClockChanges.lines(zone, year: 2026)
    #expect(lines.count == 2 * 24 * 60)
    for line in lines {
      let (now, moment) = (Timestamp(clamping: line[0]), Timestamp(clamping: line[3]))
      let found = LocalTime.nearest(.next, hour: Int(line[1]), minute: Int(line[2]), now: now)
      #expect(found == moment, "\(line[1]):\(line[2]) after \(now)")
    }
  }

  /// Two moments an hour apart, on either side of the end of summer time.
  @Test func peopleReadTheClockOfThatMoment() throws {
    #expect(LocalTime.text(try time("2026-10-24T23:44:34.321Z")) == "2026-10-25 01:44:34")
    #expect(LocalTime.text(try time("2026-10-25T01:44:34.999Z")) == "2026-10-25 02:44:34")
    #expect(LocalTime.text(try time("2026-11-28T23:59:00.000Z")) == "2026-11-29 00:59:00")
  }

  @Test func anotherZoneTakesOverAndAnEmptyNameChangesNothing() throws {
    let noon = try time("2026-01-15T12:00:00.000Z")
    LocalTime.use(zone: "Asia/Kolkata")
    #expect(LocalTime.offsetMinutes(noon) == 330)
    LocalTime.use(zone: "")
    #expect(LocalTime.offsetMinutes(noon) == 330)
    LocalTime.use(zone: "America/New_York")
    #expect(LocalTime.offsetMinutes(noon) == -300)
  }
}
