import Events
import Testing

@testable import Screens

/// Times of day in nights in which the clocks are changed: Madrid, 2026 (to UTC+1 on 25 October at 01:00 UTC).
@Suite struct LocalOffsetsTests {
  private static func time(_ text: String) -> Timestamp { Timestamp(text + ":00.000Z") ?? .earliest }
  private static let autumn = LocalOffsets([(.earliest, 120), (time("2026-10-25T01:00"), 60)])

  @Test(arguments: [
    ("2026-10-25T11:00", 19 * 60 + 42, "2026-10-24T17:42"),
    ("2026-10-25T11:00", 12 * 60, "2026-10-25T11:00"),
    // 02:30 came twice: the later one.
    ("2026-10-25T11:00", 150, "2026-10-25T01:30"),
    ("2026-10-25T01:10", 150, "2026-10-25T00:30"),
  ])
  func `the latest such time before now is meant`(_ now: String, _ minute: Int, _ expected: String) {
    let found = Self.autumn.latest(minuteOfDay: minute, until: Self.time(now))
    #expect(found == Self.time(expected))
  }

  /// A month with a change in it, asked of a zone: the change is found to the second, and none where there is none.
  @Test func `a zone's changes are found to the second`() {
    let change = Self.time("2026-10-25T01:00")
    func zone(_ time: Timestamp) -> Int { time < change ? 120 : 60 }
    let start = Self.time("2026-10-09T13:37").advanced(byMilliseconds: 123)
    let offsets = LocalOffsets(from: start, until: Self.time("2026-11-10T00:00"), zone)
    #expect(offsets.minutes(at: change.advanced(byMilliseconds: -1)) == 120)
    #expect(offsets.minutes(at: change) == 60)
    #expect(offsets.minutes(at: Self.time("2026-12-24T20:00")) == 60, "the last holds on")
    let before = LocalOffsets(from: start, until: Self.time("2026-10-20T00:00"), zone)
    #expect(before.minutes(at: change) == 120)
  }

  /// Vienna in 2026: worked out by hand from the moments of its two changes, 01:00 UTC on 29 March and on 25 October.
  @Test(
    "The next time of day: the minute that runs counts, a skipped time is the change, of two the first is meant"
  )
  func next() throws {
    func time(_ text: String) throws -> Timestamp { try #require(Timestamp("2026-\(text):00.000Z")) }
    let vienna = LocalOffsets([
      (from: .earliest, minutes: 60), (from: try time("03-29T01:00"), minutes: 120),
      (from: try time("10-25T01:00"), minutes: 60),
    ])
    for (clock, base, expected) in [
      (17 * 60, "07-01T08:00", "07-01T15:00"), (9 * 60, "07-01T08:00", "07-02T07:00"),
      (10 * 60, "07-01T08:00", "07-01T08:00"), (0, "07-01T21:59", "07-01T22:00"),
      (150, "03-28T23:00", "03-29T01:00"), (150, "10-24T22:00", "10-25T00:30"),
      (180, "10-24T22:00", "10-25T02:00"), (150, "10-25T00:31", "10-26T01:30"),
    ] {
      #expect(
        vienna.next(minuteOfDay: clock, from: try time(base)) == (try time(expected)), "\(clock) from \(base)"
      )
    }
  }
}
