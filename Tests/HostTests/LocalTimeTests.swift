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
    // On the day of a change, before and after it.
    (1, 30, "2026-03-29T12:00:00.000Z", "2026-03-29T00:30:00.000Z"),
    (3, 30, "2026-03-29T00:10:00.000Z", "2026-03-29T01:30:00.000Z"),
    (19, 0, "2026-10-25T00:10:00.000Z", "2026-10-25T18:00:00.000Z"),
    // 02:30 comes twice: the first, whichever offset holds now.
    (2, 30, "2026-10-24T23:00:00.000Z", "2026-10-25T00:30:00.000Z"),
    (2, 30, "2026-10-25T20:00:00.000Z", "2026-10-25T00:30:00.000Z"),
  ])
  func aLocalTimeOfTodayIsItsMoment(_ hour: Int, _ minute: Int, _ now: String, _ expected: String) throws {
    for warmUp in ["2026-01-15T12:00:00.000Z", "2026-07-15T12:00:00.000Z"] {
      // The C library guesses by the last call: it must not matter.
      _ = LocalTime.today(hour: 12, minute: 0, now: try time(warmUp))
      let moment = LocalTime.today(hour: hour, minute: minute, now: try time(now))
      #expect(moment.description == expected)
    }
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
