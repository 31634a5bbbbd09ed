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
}
