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
}
